"""Drafts with a language model: writes, reviews, mends in code, and begins anew rather than arguing."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

import regex

from bot.domain.draft import Reviewed
from bot.domain.errors import ModelUnavailable
from bot.domain.playbook import Play
from bot.ports import LanguageModel
from bot.prompting.prompt import prompt
from bot.writer.brief import Brief, Written
from bot.writer.fence import fenced
from bot.writer.mending import Review, mended, weight
from bot.writer.model_brief import draft_prompt, language_name
from bot.writer.model_slots import Compose, fill_in

SLOTS = "slots"
_CODE_FENCE = regex.compile(r"\A```\w*\n(.*?)\n?```\Z", regex.DOTALL)


class _Text(NamedTuple):
    text: str
    reviewed: Reviewed
    source: str


async def draft_with_model(
    model: LanguageModel,
    brief: Brief,
    *,
    depth: str,
    seconds: float,
    review: Review,
    compose: Compose,
    guidance: Sequence[Play],
    on_text: Callable[[str], None] | None = None,
    most_calls: int = 3,
) -> Written:
    """The best text that the model comes up with within `seconds` and `most_calls`; the caller reviews it once more.

    In depth `free` the model writes the whole text; `on_text` is handed the first one as it comes, and a later
    one may take its place. In depth `slots` it fills in sentences that `compose` sets into a text written by
    people, and nothing is streamed; a language that `compose` does not know is left to the model all the same.

    Raises:
        ModelUnavailable: no text came, or only texts that the review blocks before the model went away.
    """
    if depth == SLOTS and compose(brief, {}).language == brief.language:
        return await fill_in(model, brief, seconds=seconds, review=review, compose=compose, most_calls=most_calls)
    best = await _best(model, brief, seconds=seconds, review=review, guidance=guidance, on_text=on_text, most_calls=most_calls)
    return Written(
        text=best.text,
        language=brief.language,
        allowed=tuple(commitment.text for commitment in best.reviewed.commitments if commitment.allowed),
        made_by="model",
        prompt=best.source,
        model=model.name,
    )


async def translate_with_model(model: LanguageModel, text: str, *, language: str, seconds: float) -> str:
    """What a text says, in the language of that ISO 639-1 code.

    Raises:
        ModelUnavailable: no complete translation came.
    """
    rendered = prompt("translate").render({"language": language_name(language), "text": fenced(text)})
    return _bare(await model.write(rendered, seconds=seconds, seed=0))


async def _best(
    model: LanguageModel,
    brief: Brief,
    *,
    seconds: float,
    review: Review,
    guidance: Sequence[Play],
    on_text: Callable[[str], None] | None,
    most_calls: int,
) -> _Text:
    """Each call writes from scratch with another seed: models mend poorly what they are shown, and learn its faults by heart."""
    ends = monotonic() + seconds
    texts: list[_Text] = []
    for call in range(most_calls):
        if texts and (weight(texts[-1].reviewed) == (0, 0) or monotonic() >= ends):
            break
        rendered = draft_prompt(brief, guidance)
        try:
            raw = await model.write(
                rendered, seconds=ends - monotonic(), seed=brief.variation + call, on_text=on_text if call == 0 else None
            )
        except ModelUnavailable:
            if not any(text.reviewed.ready for text in texts):
                raise
            break
        text, reviewed = mended(_bare(raw), review)
        texts.append(_Text(text, reviewed, rendered.source))
    return min(texts, key=lambda text: weight(text.reviewed))


def _bare(text: str) -> str:
    """The text without a code fence around all of it."""
    fence = _CODE_FENCE.match(text.strip())
    return (fence.group(1) if fence else text).strip()

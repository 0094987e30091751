"""Has a model fill short places that are then set into sentences written by people: for models that cannot write a letter."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from time import monotonic

import regex
from pydantic import BaseModel, ConfigDict

from bot.domain.draft import Level
from bot.domain.errors import ModelUnavailable
from bot.domain.phrase import say
from bot.ports import LanguageModel
from bot.prompting.prompt import prompt
from bot.writer.brief import Brief, Written
from bot.writer.evidence import located
from bot.writer.mending import Review, weight
from bot.writer.model_brief import complaint, instruction, language_name, register

MOST_WORDS = 20
Compose = Callable[[Brief, Mapping[str, str]], Written]

# What only a whole text can have or lack.
_OF_THE_WHOLE = {"too_short", "too_long", "no_harm_named", "no_ownership", "no_next_step", "same_as_before"}
_NOT_PROSE = regex.compile(r"[<>{}\[\]*_#|\\@\n\"„“”«»]|https?:|www\.")
_CONTENT = regex.compile(r"[\p{L}\p{M}]{4,}")


class Slots(BaseModel):
    """One short sentence for each place, or nothing."""

    model_config = ConfigDict(hide_input_in_errors=True)

    what_happened: str
    what_it_cost: str
    question: str


async def fill_in(model: LanguageModel, brief: Brief, *, seconds: float, review: Review, compose: Compose, most_calls: int) -> Written:
    """A text of human-written sentences with the model's own about this case among them.

    A kind of text that has no place for them is composed without asking the model.

    Raises:
        ModelUnavailable: no answer came, or none of it could be used.
    """
    plainly = compose(brief, {})
    if compose(brief, dict.fromkeys(Slots.model_fields, "…")).text == plainly.text:
        return plainly
    ends, good, source = monotonic() + seconds, dict[str, str](), prompt("slots").source
    for call in range(most_calls):
        if call and (good.get("what_happened") or monotonic() >= ends):
            break
        rendered = prompt("slots").render(
            {
                "language": language_name(brief.language),
                "register": register(brief),
                "instruction": instruction(brief),
                "complaint": complaint(brief),
            }
        )
        try:
            slots = await model.complete(rendered, Slots, seconds=ends - monotonic())
        except ModelUnavailable:
            if good:
                break
            raise
        good = {**usable(slots, brief, review), **good}
    written = _set_in(brief, good, review, compose)
    if written is None:
        raise ModelUnavailable(
            f"{source}: no slot could be used", hint=say("The language model gave nothing usable, so I went on without it.")
        )
    return replace(written, made_by="model", prompt=source, model=model.name)


def usable(slots: Slots, brief: Brief, review: Review) -> dict[str, str]:
    """The slots that are short, sound and about this case, as finished sentences."""
    good: dict[str, str] = {}
    for name, raw in slots.model_dump().items():
        sentence = _finished(raw, question=name == "question")
        if sentence and sentence not in good.values() and _sound(sentence, name, brief, review):
            good[name] = sentence
    return good


def _finished(raw: str, *, question: bool) -> str:
    sentence = raw.strip().strip("\"'“”„«»").strip()
    if not sentence or question:
        return sentence if sentence.endswith(("?", "؟", "？")) else ""
    sentence = sentence[0].upper() + sentence[1:]
    return sentence if sentence.endswith((".", "।", "。")) else f"{sentence}."


def _sound(sentence: str, name: str, brief: Brief, review: Review) -> bool:
    if len(sentence.split()) > MOST_WORDS or _NOT_PROSE.search(sentence) or "?" in sentence[:-1]:
        return False
    if any(finding.level is not Level.WARN and finding.rule not in _OF_THE_WHOLE for finding in review(sentence).findings):
        return False
    text = f"{brief.complaint.subject or ''} {brief.complaint.text}"
    if set(regex.findall(r"\d+", sentence)) - set(regex.findall(r"\d+", text)) or located(sentence, text):
        return False  # a number that nobody gave, or the customer's own sentence handed back in the first person
    return name == "question" or bool(_stems(sentence) & _stems(text))


def _stems(text: str) -> set[str]:
    return {word[:4].casefold() for word in _CONTENT.findall(text)}


def _set_in(brief: Brief, slots: Mapping[str, str], review: Review, compose: Compose) -> Written | None:
    """The best of the texts with all slots and with fewer of them."""
    texts = [compose(brief, chosen) for chosen in _choices(slots)]
    return min(texts, key=lambda written: weight(review(written.text)), default=None)


def _choices(slots: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    if slots:
        yield slots
    for left_out in ("question", "what_it_cost"):
        fewer = {name: text for name, text in slots.items() if name != left_out}
        if fewer and len(fewer) < len(slots):
            yield fewer

"""What the heads hold against a text: sentence by sentence, and two sentences that only together are a fault."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.plain import Plain, Span, words
from bot.domain.review import Spot
from bot.domain.rules import RULES
from bot.ports import Heads, Verdict

TASK = "faults"
LEAST_WORDS = 2  # one word alone is no sentence to judge


def judged(heads: Heads, draft: Plain, said: Sequence[Spot]) -> Iterator[Spot]:
    """The faults that were recognised by example, where `said` (what was found exactly) does not know them yet.

    Somebody else's words in quotation marks are not judged.
    """
    sentences = [span for span in draft.sentences if len(words(_own(draft, span))) >= LEAST_WORDS]
    pairs = [(left, right) for left, right in pairwise(sentences) if "\n" not in draft.text[left[1] : right[0]]]
    texts: list[str | tuple[str, ...]] = [_own(draft, span) for span in sentences]
    texts += [(_own(draft, left), _own(draft, right)) for left, right in pairs]
    spans = [*sentences, *((left[0], right[1]) for left, right in pairs)]
    found: list[Spot] = []
    for span, verdict in zip(spans, heads.judge(TASK, texts) if texts else (), strict=True):
        found += _spots(draft, span, verdict, [*said, *found])
    yield from found


def _own(draft: Plain, span: Span) -> str:
    return " ".join(draft.unquoted[span[0] : span[1]].split())


def _spots(draft: Plain, span: Span, verdict: Verdict, said: Sequence[Spot]) -> Iterator[Spot]:
    start, end = draft.span(*span)
    for rule in sorted(verdict.told & RULES.keys(), key=lambda one: -verdict.odds[one]):
        if not any(spot.rule == rule and spot.start < end and start < spot.end for spot in said):
            yield Spot(rule, start, end, probability=round(verdict.odds[rule], 3), like=verdict.like, certain=rule in verdict.certain)

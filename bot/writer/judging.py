"""What the heads say of a text: the faults that no pattern foresaw, and the patterns' hits that read as harmless."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.draft import Level
from bot.domain.plain import Plain, Span, words
from bot.domain.review import Spot
from bot.domain.rules import RULES
from bot.ports import Heads, Verdict

TASK = "faults"
LEAST_WORDS = 2  # one word alone is no sentence to judge
# Probabilities of being faulty. On the check set, by other authors than the examples', half of it look-alikes made to mislead,
# 93 of 100 sentences from TOLD on were faulty and 97 of 100 from CERTAIN on; a pattern's hit below DOUBTED was mostly none.
TOLD, CERTAIN, DOUBTED = 0.6, 0.9, 0.3


def judged(heads: Heads, draft: Plain, said: Sequence[Spot]) -> list[Spot]:
    """What was found exactly (`said`) and what was recognised by example, each sentence and each two neighbours judged.

    Faults in words that a head knows as well are only told where it finds the sentence harmless. Somebody
    else's words in quotation marks are not judged.
    """
    sentences = [span for span in draft.sentences if len(words(_own(draft, span))) >= LEAST_WORDS]
    pairs = [(left, right) for left, right in pairwise(sentences) if "\n" not in draft.text[left[1] : right[0]]]
    texts: list[str | tuple[str, ...]] = [_own(draft, span) for span in sentences]
    texts += [(_own(draft, left), _own(draft, right)) for left, right in pairs]
    if not texts:
        return list(said)
    spans = [draft.span(*span) for span in [*sentences, *((left[0], right[1]) for left, right in pairs)]]
    verdicts = list(zip(spans, heads.judge(TASK, texts), strict=True))
    found = [_weighed(spot, verdicts) for spot in said]
    for span, verdict in verdicts:
        found += _told(span, verdict, found)
    return found


def _own(draft: Plain, span: Span) -> str:
    return " ".join(draft.unquoted[span[0] : span[1]].split())


def _weighed(spot: Spot, verdicts: Sequence[tuple[Span, Verdict]]) -> Spot:
    """A pattern's hit in a sentence that reads as harmless is only told; laws do not depend on it."""
    around = [verdict for (start, end), verdict in verdicts if start < spot.end and spot.start < end]
    doubted = around and all(spot.rule in verdict.odds and max(verdict.odds.values()) < DOUBTED for verdict in around)
    return replace(spot, at_most=Level.WARN) if doubted and not RULES[spot.rule].lawful else spot


def _told(span: Span, verdict: Verdict, said: Sequence[Spot]) -> Iterator[Spot]:
    """The likeliest fault of the sentence, where nothing says that already."""
    start, end = span
    rule = max(verdict.odds, key=lambda one: verdict.odds[one])
    probability = verdict.odds[rule]
    if rule not in RULES or probability < TOLD:
        return
    if not any(spot.rule == rule and spot.at_most is not Level.WARN and spot.start < end and start < spot.end for spot in said):
        level = Level.BLOCK if probability >= CERTAIN else Level.REPAIR
        yield Spot(rule, start, end, probability=round(probability, 3), like=verdict.like, at_most=level)

"""Part `rules`: the review on single sentences by people who have not seen what it was built with."""

from collections.abc import Callable, Iterable, Sequence

from bot.domain.draft import Level
from bot.domain.rules import RULES
from bot.evaluation.bench import Bench
from bot.evaluation.measure import MOST_NAMED, Measure
from bot.evaluation.rules import Judged, Tally, judge, tallied
from bot.evaluation.sets import Row, Sets
from bot.prompting.examples import labelled

RECALL, PRECISION = 0.9, 0.95


async def faults(bench: Bench, sets: Sets) -> list[Measure]:
    """Recall and precision of all that holds a sentence back or asks for another, by language and by rule."""
    rows = sets.rows("faults.jsonl")
    judged = judge(bench.reviewer, [labelled(dict(row)) for row in rows], company=bench.company)
    pairs = list(zip(rows, judged, strict=True))
    blocking = {rule.id for rule in RULES.values() if rule.level is Level.BLOCK}
    measures = _both("all", pairs)
    for language in sorted({row["language"] for row in rows}):
        own = [pair for pair in pairs if pair[0]["language"] == language]
        measures += _both(language, own)
        measures += _both(f"{language}.block_rules", [pair for pair in own if _rules(pair[1]) <= blocking])
    for rule in sorted({rule for one in judged for rule in _rules(one)} & RULES.keys()):
        measures += _both(f"rule.{rule}", [pair for pair in pairs if rule in _rules(pair[1])])
    wrongly = tallied(judged)
    blocked = Measure(part="rules", name="look_alikes_blocked", hits=wrongly.wrongly_blocked, of=wrongly.harmless, most=0.05)
    named = Measure(part="rules", name="named_by_its_own_rule", hits=wrongly.named, of=wrongly.faulty)
    return [*measures, blocked, named]


def _rules(one: Judged) -> frozenset[str]:
    """The rules that a sentence is about: those that it breaks, or the one that it nearly breaks."""
    return one.row.labels or frozenset({one.row.near} - {""})


def _both(name: str, pairs: Sequence[tuple[Row, Judged]]) -> list[Measure]:
    tally: Tally = tallied([judged for _, judged in pairs])
    return [
        Measure(
            part="rules",
            name=f"{name}.recall",
            hits=tally.caught,
            of=tally.faulty,
            least=RECALL,
            failed=_ids(pairs, lambda one: bool(one.row.labels) and not one.held),
        ),
        Measure(
            part="rules",
            name=f"{name}.precision",
            hits=tally.caught,
            of=tally.caught + tally.wronged,
            least=PRECISION,
            failed=_ids(pairs, lambda one: not one.row.labels and bool(one.held)),
        ),
    ]


def _ids(pairs: Iterable[tuple[Row, Judged]], wanted: Callable[[Judged], bool]) -> tuple[str, ...]:
    return tuple(row["id"] for row, one in pairs if wanted(one))[:MOST_NAMED]

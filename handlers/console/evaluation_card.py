"""What was measured, target by target."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from bot.domain.phrase import say
from bot.evaluation.measure import Measure
from bot.evaluation.result import Change, Result, Skipped
from handlers.console.parts import BAD, FAINT, GOOD, Hanging, head, plain, title
from handlers.console.words import Words

_COLUMNS = (say("figure"), say("value"), say("tries"), say("95 % interval"), say("target"), say("met"))
_MET = {True: ("✓", GOOD), False: ("×", BAD), None: ("", "")}
_FEW = 6


def evaluation_card(result: Result, words: Words, *, before: Mapping[str, Any] | None = None) -> RenderableType:
    """A line a figure, part by part; what was left out; the rows behind every missed target; what changed since `before`."""
    held = [measure for measure in result.measures if measure.met is not None]
    summary = say("{met} of {all} targets are met.", met=sum(bool(one.met) for one in held), all=len(held))
    return Group(
        title(words(say("How good it is"))),
        *_parts(result.measures, words),
        *_skipped(result.skipped, words),
        *_missed(result.missed, words),
        *(_changed(result.changes(before), words) if before else ()),
        plain(""),
        plain(words(summary)),
    )


def _parts(measures: Sequence[Measure], words: Words) -> Iterator[RenderableType]:
    for part in dict.fromkeys(measure.part for measure in measures):
        table = Table(box=None, pad_edge=False, header_style=FAINT)
        for place, name in enumerate(_COLUMNS):
            table.add_column(words(name), justify="right" if place in {1, 2} else "left", no_wrap=place > 0, overflow="fold")
        for measure in measures:
            if measure.part == part and measure.of:
                mark, style = _MET[measure.met]
                table.add_row(
                    measure.name,
                    _figure(measure.value, measure.unit),
                    str(measure.of),
                    _interval(measure),
                    _target(measure),
                    mark,
                    style=style,
                )
        yield head(part)
        yield table


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.1f} {unit}" if unit else f"{value:.1%}"


def _interval(measure: Measure) -> str:
    return f"{measure.interval[0]:.1%} – {measure.interval[1]:.1%}" if measure.interval else ""


def _target(measure: Measure) -> str:
    if measure.least is not None:
        return f"≥ {_bound(measure.least, measure.unit)}"
    return f"≤ {_bound(measure.most, measure.unit)}" if measure.most is not None else ""


def _bound(bound: float, unit: str) -> str:
    return f"{bound:g} {unit}" if unit else f"{bound:.0%}"


def _skipped(skipped: Sequence[Skipped], words: Words) -> Iterator[RenderableType]:
    if skipped:
        yield head(words(say("Left out")))
    yield from (Hanging("·", f"{one.part}: {words(one.why)}") for one in skipped)


def _missed(missed: Sequence[Measure], words: Words) -> Iterator[RenderableType]:
    named = [measure for measure in missed if measure.failed]
    if named:
        yield head(words(say("Rows behind the missed targets")))
    yield from (Hanging("×", f"{one.id}: {', '.join(one.failed[:_FEW])}{' …' if len(one.failed) > _FEW else ''}") for one in named)


def _changed(changes: Sequence[Change], words: Words) -> Iterator[RenderableType]:
    yield head(words(say("What has changed")))
    if not changes:
        yield plain(words(say("No figure has changed.")))
    yield from (Hanging("·", f"{one.id}: {_number(one.before)} → {_number(one.now)}") for one in changes)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"

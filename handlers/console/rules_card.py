"""The rules of the review, and how well they hold on sentences of known faults."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from bot.domain.phrase import say
from bot.domain.rules import RULES
from bot.evaluation.rules import Judged, Tally, tallied
from handlers.console.parts import BAD, FAINT, Hanging, head, quoted, title
from handlers.console.words import LEVEL, Words

_COLUMNS = (*(say("faulty"), say("caught"), say("named"), say("harmless"), say("wronged"), say("recall"), say("precision")),)


def rules_card(words: Words) -> RenderableType:
    rows = [Hanging(words(LEVEL[rule.level]), f"{rule.id} · {words(rule.why)}") for rule in RULES.values()]
    return Group(title(words(say("What the review looks for"))), *rows)


def rules_test_card(judged: Sequence[Judged], words: Words, *, shown: int) -> RenderableType:
    """A line a language and a line a rule; then up to `shown` of the sentences that were missed or wrongly held against."""
    whole = tallied(judged)
    languages = {words.language(code): _of(judged, language=code) for code in sorted({one.row.language for one in judged})}
    kinds = sorted({label for one in judged for label in (one.row.labels or {one.row.near})} & RULES.keys())
    rules = {kind: _of(judged, kind=kind) for kind in kinds}
    return Group(
        title(words(say("The review on sentences of known faults"))),
        _table({words(say("all")): whole, **languages}, words),
        head(words(say("By rule"))),
        _table(rules, words),
        *_examples(words(say("Missed")), whole.missed[:shown]),
        *_examples(words(say("Wrongly held against")), whole.wrong[:shown]),
    )


def _of(judged: Sequence[Judged], *, language: str | None = None, kind: str | None = None) -> Tally:
    return tallied(
        [
            one
            for one in judged
            if (language is None or one.row.language == language) and (kind is None or kind in one.row.labels or one.row.near == kind)
        ]
    )


def _table(tallies: Mapping[str, Tally], words: Words) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style=FAINT)
    table.add_column(no_wrap=True)
    for name in _COLUMNS:
        table.add_column(words(name), justify="right", no_wrap=True)
    for line, one in tallies.items():
        counts = (one.faulty, one.caught, one.named, one.harmless, one.wronged)
        table.add_row(line, *map(str, counts), f"{one.recall:.2f}", f"{one.precision:.2f}")
    return table


def _examples(name: str, judged: Sequence[Judged]) -> Iterator[RenderableType]:
    if judged:
        yield head(name)
    for one in judged:
        rules = ", ".join(sorted(one.held or one.row.labels))
        yield Hanging("·", f"{quoted(one.row.text)} {one.row.language} · {rules}", BAD if one.blocked else "")

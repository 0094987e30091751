"""The review against sentences of known faults, and against look-alikes that are right to send."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.domain.company import Company
from bot.domain.draft import Level
from bot.domain.playbook import Kind
from bot.prompting.examples import Example, labelled, rows_of
from bot.writer.reviewer import Reviewer

CHECK_SET = "faults_check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One sentence and the rules that were held against it: `held` asks for another text, `blocked` holds it back."""

    row: Example
    held: frozenset[str]
    blocked: frozenset[str]

    @property
    def named(self) -> bool:
        """Whether one of its own faults was among them."""
        return bool(self.row.labels & self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts over sentences: faulty ones and how many were held against or blocked, harmless ones and how many wrongly so."""

    faulty: int = 0
    caught: int = 0
    named: int = 0
    blocked: int = 0
    harmless: int = 0
    wronged: int = 0
    wrongly_blocked: int = 0
    missed: Sequence[Judged] = field(default=())
    wrong: Sequence[Judged] = field(default=())

    @property
    def recall(self) -> float:
        """The share of the faulty ones that were caught under any name; 1 when there are none."""
        return self.caught / self.faulty if self.faulty else 1.0

    @property
    def precision(self) -> float:
        """The share of those held against that are faulty; 1 when nothing was."""
        held = self.caught + self.wronged
        return self.caught / held if held else 1.0


def check_rows() -> list[Example]:
    """The sentences that the review is checked on, written by others than its examples and never trained on."""
    return [labelled(row) for row in rows_of(CHECK_SET)]


def judge(reviewer: Reviewer, rows: Iterable[Example], *, company: Company) -> list[Judged]:
    """The review of each sentence by itself, without the message that it answers."""
    return [_judged(reviewer, row, company) for row in rows]


def _judged(reviewer: Reviewer, row: Example, company: Company) -> Judged:
    reviewed = reviewer.review(row.text, kind=Kind.REPLY, language=row.language, complaint=None, company=company, whole=False)
    return Judged(
        row=row,
        held=frozenset(finding.rule for finding in reviewed.findings if finding.level is not Level.WARN),
        blocked=frozenset(finding.rule for finding in reviewed.blocking),
    )


def tallied(judged: Sequence[Judged]) -> Tally:
    faulty, harmless = [one for one in judged if one.row.labels], [one for one in judged if not one.row.labels]
    return Tally(
        faulty=len(faulty),
        caught=sum(bool(one.held) for one in faulty),
        named=sum(one.named for one in faulty),
        blocked=sum(bool(one.blocked) for one in faulty),
        harmless=len(harmless),
        wronged=sum(bool(one.held) for one in harmless),
        wrongly_blocked=sum(bool(one.blocked) for one in harmless),
        missed=[one for one in faulty if not one.held],
        wrong=[one for one in harmless if one.held],
    )

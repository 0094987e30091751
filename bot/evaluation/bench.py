"""What is put to the test, and one complaint's way through it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Draft
from bot.domain.facts import KINDS
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.phrase import Phrase
from bot.domain.plan import plan
from bot.domain.playbook import Medium, Playbook
from bot.domain.questions import questions
from bot.domain.reading import Fact
from bot.evaluation.sets import Row
from bot.intake import take_in
from bot.ports import LanguageFinder, LanguageModel
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import ModelUse, Writer

WHEN = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The parts of the product as they are put together; `model`, `depth` and `seconds` are those of the settings."""

    company: Company
    playbook: Playbook
    reader: OfflineReader
    reviewer: Reviewer
    finder: LanguageFinder
    model: LanguageModel | None = None
    depth: str = "free"
    seconds: float = 40.0

    def writer(self, model: LanguageModel | None = None, *, depth: str = "free", seconds: float = 10.0) -> Writer:
        use = ModelUse(model=model, depth=depth, seconds=seconds) if model else None
        return Writer(reader=self.reader, reviewer=self.reviewer, playbook=self.playbook, company=self.company, use=use)

    async def opened(self, complaint: Complaint, writer: Writer, *, case_id: str, answers: Row | None = None) -> Case:
        """The case as it stands once the message was read and these answers were given."""
        reading, notes = await writer.read(complaint)
        for fact, value in (answers or {}).items():
            reading = reading.told(fact, KINDS[fact].parse(str(value)))
        reading = replace(reading, facts={**reading.facts, "magnitude": Fact(value=0, confidence=1.0)})
        made = plan(reading.known(), self.playbook, self.company)
        case = Case(id=CaseId(case_id), team=TeamId("eval"), reporter=PersonId("eval:a"), complaint=complaint, opened_at=WHEN, notes=notes)
        return case.read(reading, made, questions(reading, self.playbook, self.company))


def taken(row: Row) -> Complaint:
    return take_in(row["text"], place=Place(row["place"]) if row.get("place") else None)


async def drafts_of(case: Case, writer: Writer) -> tuple[Sequence[Draft], Sequence[Phrase]]:
    """What would be shown for approval, and the notes beside it; nothing on the fixed route."""
    if case.plan is None or case.plan.medium is Medium.PERSON:
        return (), ()
    made = await writer.drafts(case, case.plan, kinds=case.plan.kinds, instruction="")
    return made.drafts, made.notes

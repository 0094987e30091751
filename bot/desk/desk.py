"""The desk: load, step, save. It decides nothing that the domain decides, and shows nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.approval import check_person, check_texts, role_needed
from bot.domain.case import Case
from bot.domain.company import Company, Role
from bot.domain.complaint import Complaint
from bot.domain.decision import Outcome
from bot.domain.draft import Draft
from bot.domain.errors import BadInput
from bot.domain.facts import KINDS, Value
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.phrase import say
from bot.domain.plan import Plan, as_call, plan
from bot.domain.playbook import Kind, Medium, Playbook
from bot.domain.questions import MOST, NOT_SURE, Question, questions
from bot.domain.reading import Fact
from bot.domain.sameness import COMPARED, NOTHING_SENT, Before
from bot.domain.sameness import LATELY as SENT_LATELY
from bot.domain.stage import AwaitingApproval, Drafting, WithPerson
from bot.ports import CaseStore
from bot.writer.writer import OnText, Writer

LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The use cases of one team's cases. Every step returns the case as it now stands."""

    store: CaseStore
    writer: Writer
    playbook: Playbook
    company: Company
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    async def open(
        self, complaint: Complaint, *, team: TeamId, reporter: PersonId, case_id: CaseId | None = None, language: str | None = None
    ) -> Case:
        """Take in a complaint and understand it. One that was taken in before is shown as it stands."""
        case = Case(id=case_id or CaseId(self.new_id()), team=team, reporter=reporter, complaint=complaint, opened_at=self.now())
        kept = await self.store.add(case)
        if kept.stage.stage != "received":
            return kept
        reading, notes = await self.writer.read(complaint, language=language)
        many = await self.store.alike(team, cause=str(reading.facts["cause"].value), since=self.now() - LATELY)
        reading = replace(reading, facts={**reading.facts, "magnitude": Fact(value=many, confidence=1.0)})
        return await self._planned(replace(kept, reading=reading, notes=(*kept.notes, *notes)))

    async def show(self, team: TeamId, case_id: CaseId) -> Case:
        return await self.store.load(team, case_id)

    async def recent(self, team: TeamId, *, limit: int = 50) -> Sequence[Case]:
        return await self.store.recent(team, limit=limit)

    async def answer(self, team: TeamId, case_id: CaseId, *, fact: str, value: str) -> Case:
        """A colleague's tap, or their correction of any fact; "not_sure" leaves it open and is not asked again."""
        case = await self.store.load(team, case_id)
        if value == NOT_SURE:
            return await self._planned(case.skipped(fact))
        return await self._planned(case.answered(fact, parse_answer(fact, value, self.company)))

    async def draft(self, team: TeamId, case_id: CaseId, *, kinds: tuple[Kind, ...] = (), on_text: OnText | None = None) -> Case:
        """Write what the plan wants, or these kinds of text, with what is known now."""
        case = await self.store.load(team, case_id)
        if kinds or not isinstance(case.stage, Drafting):
            case = await self.store.save(case.drafting(kinds=kinds))
        return await self._written(case, on_text=on_text)

    async def approve(self, team: TeamId, case_id: CaseId, *, by: PersonId, numbers: tuple[int, ...] = (), reason: str = "") -> Case:
        """Approve drafts, or all that wait. What the review blocks takes a reason; what protects a law stays blocked."""
        case = await self.store.load(team, case_id)
        if not numbers and isinstance(case.stage, AwaitingApproval):
            numbers = tuple(number for number in case.stage.drafts if number not in case.stage.approved)
        approved = case.approved(numbers, by=by, at=self.now(), reason=reason)
        drafts = tuple(draft for draft in case.current if draft.number in numbers)
        self._check(case, by, drafts)
        overruled = check_texts(drafts, reason=reason)
        if overruled:
            approved = case.approved(numbers, by=by, at=self.now(), reason=reason, overruled=overruled)
        return await self.store.save(approved)

    async def edit(self, team: TeamId, case_id: CaseId, *, number: int, text: str, by: PersonId) -> Case:
        """Put a person's own text in the place of a draft. It is reviewed and never rewritten."""
        case = await self.store.load(team, case_id)
        before = case.draft(number)
        if not text.strip():
            raise BadInput("empty edit", hint=say("The text is empty. The draft stands as it was."))
        if before is None:
            return await self.store.save(case.edited(number, _nothing(case), by=by, at=self.now()))
        after = Draft(
            number=case.next_number,
            kind=before.kind,
            text=text.strip(),
            language=before.language,
            reviewed=self.writer.review(case, text.strip(), kind=before.kind, before=await self._sent(case, before.kind)),
            made_by=by,
        )
        edited = case.edited(number, after, by=by, at=self.now())
        return await self.store.save(edited)

    async def send_back(
        self, team: TeamId, case_id: CaseId, *, number: int, instruction: str, by: PersonId, on_text: OnText | None = None
    ) -> Case:
        """Write again, the way a colleague wishes."""
        case = await self.store.load(team, case_id)
        case = await self.store.save(case.sent_back(number, instruction.strip(), by=by, at=self.now()))
        return await self._written(case, on_text=on_text)

    async def call_instead(self, team: TeamId, case_id: CaseId, *, by: PersonId) -> Case:
        """Offer a call and write its script."""
        case = await self.store.load(team, case_id)
        called = case.calling(as_call(self._plan(case)), by=by, at=self.now())
        return await self._written(await self.store.save(called))

    async def deliver(self, team: TeamId, case_id: CaseId, *, by: PersonId) -> Case:
        """A colleague has taken the approved text to the customer."""
        case = await self.store.load(team, case_id)
        return await self.store.save(case.delivered(by=by, at=self.now()))

    async def close(self, team: TeamId, case_id: CaseId, *, outcome: Outcome, by: PersonId) -> Case:
        """End a case, with how it ended."""
        case = await self.store.load(team, case_id)
        return await self.store.save(case.closed(outcome, by=by, at=self.now()))

    def _plan(self, case: Case) -> Plan:
        made = plan(case.reading.known(), self.playbook, self.company)
        return as_call(made) if case.by_phone else made

    async def _planned(self, case: Case) -> Case:
        """Plan anew, ask what is worth asking, and put the fixed route into its person's hands."""
        made = self._plan(case)
        read = case.read(case.reading, made, self._open_questions(case))
        if isinstance(read.stage, WithPerson) and (person := self._named(read.stage.facts)):
            read = read.given_to(person)
        return await self.store.save(read)

    def _open_questions(self, case: Case) -> tuple[Question, ...]:
        """What is still worth asking: at most three facts a case, and none that nobody could tell."""
        left = MOST - len(case.asked)
        worth = [question for question in questions(case.reading, self.playbook, self.company) if question.fact not in case.unsure]
        again = [question for question in worth if question.fact in case.asked]
        new = [question for question in worth if question.fact not in case.asked]
        return (*again, *new[: max(0, left)])

    async def _written(self, case: Case, *, on_text: OnText | None = None) -> Case:
        made = self._plan(case)
        if made.medium is Medium.PERSON:
            return await self._planned(case)
        stage = case.stage if isinstance(case.stage, Drafting) else Drafting()
        kinds = stage.kinds or made.kinds
        before = await self._sent(case, *kinds)
        written = await self.writer.drafts(case, made, kinds=kinds, instruction=stage.instruction, before=before, on_text=on_text)
        drafts = tuple([await self.writer.twin(draft, case.complaint) for draft in written.drafts])
        return await self.store.save(replace(case, plan=made).drafted(drafts, notes=written.notes))

    async def _sent(self, case: Case, *kinds: Kind) -> Before:
        """What the customers of the team's other cases got lately, as far as it is to be compared with texts of these kinds."""
        compared = COMPARED & {*kinds}
        if not compared:
            return NOTHING_SENT
        return Before(await self.store.sent(case.team, kinds=compared, since=self.now() - SENT_LATELY, but=case.id))

    def _check(self, case: Case, by: PersonId, drafts: tuple[Draft, ...]) -> None:
        needs = role_needed(drafts, least=case.plan.approver if case.plan else Role.APPROVER)
        check_person(by, needs=needs, reporter=case.reporter, high_impact=case.high_impact, company=self.company)

    def _named(self, facts: tuple[str, ...]) -> PersonId | None:
        return next((self.company.named[fact] for fact in facts if fact in self.company.named), None)


def parse_answer(fact: str, value: str, company: Company) -> Value:
    """A value that a person gave; what may be offered are the company's remedies."""
    kind = KINDS.get(fact)
    if kind and fact == "offer" and company.remedy(value):
        return value
    if kind is None or (kind.question is None and not kind.numeric and fact != "confirmed"):
        known = ", ".join(name for name, known in KINDS.items() if known.question)
        raise BadInput(f"unknown fact {fact!r}", hint=say("I know no fact called {fact}. I know: {known}.", fact=fact, known=known))
    return kind.parse(value)


def _nothing(case: Case) -> Draft:
    return Draft(number=case.next_number, kind=Kind.REPLY, text="", language=case.reading.language.code)

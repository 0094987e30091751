"""One complaint on its way to a good answer."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.complaint import Complaint
from bot.domain.decision import Decision, Outcome, Verb
from bot.domain.draft import Draft
from bot.domain.errors import AlreadyDecided, StaleDraft, WrongStage
from bot.domain.facts import FIXED_ROUTE, Value, with_derived
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.phrase import Phrase, say
from bot.domain.plan import Plan
from bot.domain.playbook import Kind, Medium
from bot.domain.questions import Question
from bot.domain.reading import Language, Reading
from bot.domain.stage import (
    Approved,
    Asking,
    AwaitingApproval,
    Closed,
    Delivered,
    Drafting,
    FollowUp,
    Received,
    Stage,
    WithPerson,
)

HIGH_IMPACT = 3
NOTHING_READ = Reading(language=Language(code="en", confidence=0.0))
RECEIVED = Received()
# Texts that no one may ask for unless the facts do.
CALLED_FOR = {
    Kind.STATEMENT: say("A statement is for a public complaint that was checked and found wrong. Please say so first, and I write it."),
    Kind.PARTING: say("Parting is for when everything else was tried. Please say so first, and I write it."),
    Kind.REVIEW_REQUEST: say("A review is asked for once the customer says that it is settled. Please say so first, and I write it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case never changes in place: each step returns the next case, or refuses.

    That lets the store refuse a step that started from an outdated one. `version` counts the saved
    steps. `questions` are the ones still open; `asked` are the facts that were ever asked for, `unsure`
    those that nobody could tell; `drafts` keeps every draft ever written, by number.
    """

    id: CaseId
    team: TeamId
    reporter: PersonId
    complaint: Complaint
    opened_at: datetime
    version: int = 0
    reading: Reading = NOTHING_READ
    plan: Plan | None = None
    questions: tuple[Question, ...] = ()
    asked: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    drafts: tuple[Draft, ...] = ()
    decisions: tuple[Decision, ...] = ()
    by_phone: bool = False
    notes: tuple[Phrase, ...] = ()
    stage: Stage = RECEIVED

    def draft(self, number: int) -> Draft | None:
        return next((draft for draft in self.drafts if draft.number == number), None)

    @property
    def current(self) -> tuple[Draft, ...]:
        """The drafts that stand now: waiting, approved or delivered."""
        match self.stage:
            case AwaitingApproval(drafts=numbers) | Approved(drafts=numbers) | Delivered(drafts=numbers):
                return tuple(draft for draft in self.drafts if draft.number in numbers)
            case _:
                return ()

    @property
    def severity(self) -> int:
        return int(with_derived(self.reading.values())["severity"])

    @property
    def high_impact(self) -> bool:
        """Whether a second person must approve: great severity, or an alarm that was taken back."""
        return self.severity >= HIGH_IMPACT or self.reading.values().get("alarm") == "yes"

    def read(self, reading: Reading, plan: Plan, questions: tuple[Question, ...]) -> "Case":
        """The message was understood; go on with questions, a draft, or the named person's hand.

        Into that hand a case goes from any stage but the end, even with a text already approved.
        """
        after = (Approved, Delivered, FollowUp) if plan.medium is Medium.PERSON else ()
        self._only("read", Received, Asking, Drafting, AwaitingApproval, WithPerson, *after)
        asked = tuple(dict.fromkeys((*self.asked, *(question.fact for question in questions))))
        case = replace(self, reading=reading, plan=plan, questions=questions, asked=asked)
        if plan.medium is Medium.PERSON:
            facts = reading.values()
            return replace(case, stage=WithPerson(person=None, facts=tuple(name for name in FIXED_ROUTE if facts.get(name) == "yes")))
        if questions:
            return replace(case, stage=Asking(facts=tuple(question.fact for question in questions)))
        return replace(case, stage=Drafting())

    def given_to(self, person: PersonId) -> "Case":
        """A named person has it now."""
        if not isinstance(self.stage, WithPerson):
            raise WrongStage("give to a person", self.stage.stage)
        return replace(self, stage=replace(self.stage, person=person))

    def skipped(self, fact: str) -> "Case":
        """A colleague is not sure; that question is not asked again."""
        if not isinstance(self.stage, Asking) or fact not in self.stage.facts:
            raise WrongStage(f"skip {fact}", self.stage.stage)
        return replace(self, unsure=(*self.unsure, fact))

    def answered(self, fact: str, value: Value) -> "Case":
        """A colleague answered or corrected a fact; the plan has to be made anew."""
        self._only(f"answer {fact}", Asking, Drafting, AwaitingApproval, Approved, Delivered, FollowUp, WithPerson)
        return replace(self, reading=self.reading.told(fact, value))

    def drafting(self, *, kinds: tuple[Kind, ...] = ()) -> "Case":
        """Write now, whatever is still unknown; `kinds` for another kind of text than the plan's.

        A text that ends things, or speaks to others, is only written where the plan calls for it.
        """
        if isinstance(self.stage, WithPerson):
            raise WrongStage("draft", self.stage.stage, hint=say("A named person has this one first, so I write nothing to the customer."))
        self._only("draft", Asking, Drafting, AwaitingApproval, Delivered, FollowUp)
        for kind in (kind for kind in kinds if kind in CALLED_FOR and (self.plan is None or kind not in self.plan.kinds)):
            raise WrongStage(f"draft a {kind}", self.stage.stage, hint=CALLED_FOR[kind])
        return replace(self, stage=Drafting(kinds=kinds), questions=())

    def drafted(self, drafts: tuple[Draft, ...], *, notes: tuple[Phrase, ...] = ()) -> "Case":
        """Drafts are there; they wait for a person. On the fixed route there are none."""
        self._only("show drafts", Drafting)
        if with_derived(self.reading.values())["fixed_route"] == "yes":
            raise WrongStage("show drafts on the fixed route", self.stage.stage)
        numbers = tuple(draft.number for draft in drafts)
        if not numbers or len(set(numbers)) != len(numbers) or any(self.draft(number) for number in numbers):
            raise WrongStage("show drafts that are none or not new", self.stage.stage)
        return replace(self, drafts=(*self.drafts, *drafts), notes=(*self.notes, *notes), stage=AwaitingApproval(drafts=numbers))

    @property
    def next_number(self) -> int:
        return 1 + max((draft.number for draft in self.drafts), default=0)

    def approved(
        self, numbers: tuple[int, ...], *, by: PersonId, at: datetime, reason: str = "", overruled: tuple[str, ...] = ()
    ) -> "Case":
        """Approve drafts; when the last of a pair is approved, all are ready to go out.

        Of a pair, a draft that was approved before keeps the decision that it has.
        """
        waiting = self._waiting(numbers)
        fresh = tuple(dict.fromkeys(number for number in numbers if number not in waiting.approved))
        if not fresh:
            raise self._approved_before(numbers)
        done = tuple(sorted({*waiting.approved, *fresh}))
        case = self._decided(Decision(verb=Verb.APPROVE, by=by, at=at, drafts=fresh, reason=reason, overruled=overruled))
        if set(done) == set(waiting.drafts):
            return replace(case, stage=Approved(drafts=waiting.drafts, by=by, at=at))
        return replace(case, stage=replace(waiting, approved=done))

    def edited(self, number: int, draft: Draft, *, by: PersonId, at: datetime) -> "Case":
        """A person's own text takes the place of draft `number`; it waits for approval like any other."""
        waiting = self._waiting((number,))
        if self.draft(draft.number):
            raise WrongStage(f"edit into number {draft.number}, which is taken,", self.stage.stage)
        case = self._decided(Decision(verb=Verb.EDIT, by=by, at=at, drafts=(number, draft.number)))
        numbers = tuple(draft.number if old == number else old for old in waiting.drafts)
        approved = tuple(old for old in waiting.approved if old != number)
        return replace(case, drafts=(*self.drafts, draft), stage=AwaitingApproval(drafts=numbers, approved=approved))

    def sent_back(self, number: int, instruction: str, *, by: PersonId, at: datetime) -> "Case":
        """Write again, in another way."""
        self._waiting((number,))
        case = self._decided(Decision(verb=Verb.SEND_BACK, by=by, at=at, drafts=(number,), reason=instruction))
        return replace(case, stage=Drafting(instruction=instruction))

    def calling(self, plan: Plan, *, by: PersonId, at: datetime) -> "Case":
        """Call instead of writing."""
        self._only("call instead", Asking, Drafting, AwaitingApproval)
        case = self._decided(Decision(verb=Verb.CALL_INSTEAD, by=by, at=at))
        return replace(case, plan=plan, by_phone=True, questions=(), stage=Drafting())

    def delivered(self, *, by: PersonId, at: datetime) -> "Case":
        """A colleague took the approved text to the customer."""
        match self.stage:
            case Approved(drafts=drafts):
                return replace(self, stage=Delivered(drafts=drafts, by=by, at=at))
            case Delivered(by=before, at=then) | Closed(by=before, at=then):
                raise AlreadyDecided(by=before, at=then)
            case _:
                raise WrongStage("deliver", self.stage.stage, hint=say("Nothing goes to the customer before somebody approved it."))

    def followed_up(self, *, at: datetime) -> "Case":
        """Time to ask how it went."""
        self._only("follow up", Delivered)
        return replace(self, stage=FollowUp(since=at))

    def closed(self, outcome: Outcome, *, by: PersonId, at: datetime) -> "Case":
        """The end, from any stage but the end."""
        if isinstance(self.stage, Closed):
            raise AlreadyDecided(by=self.stage.by, at=self.stage.at)
        case = self._decided(Decision(verb=Verb.CLOSE, by=by, at=at, reason=outcome.reason))
        return replace(case, stage=Closed(outcome=outcome, by=by, at=at))

    def _decided(self, decision: Decision) -> "Case":
        return replace(self, decisions=(*self.decisions, decision))

    def _waiting(self, numbers: tuple[int, ...]) -> AwaitingApproval:
        match self.stage:
            case AwaitingApproval(drafts=waiting) as stage if numbers and set(numbers) <= set(waiting):
                return stage
            case AwaitingApproval(drafts=waiting):
                raise StaleDraft(read=min({*numbers} - {*waiting}, default=0), current=", ".join(map(str, waiting)))
            case Approved(by=by, at=at) | Delivered(by=by, at=at) | Closed(by=by, at=at):
                raise AlreadyDecided(by=by, at=at)
            case _:
                raise WrongStage("decide", self.stage.stage)

    def _approved_before(self, numbers: tuple[int, ...]) -> AlreadyDecided:
        before = next(one for one in reversed(self.decisions) if one.verb is Verb.APPROVE and {*one.drafts} & {*numbers})
        return AlreadyDecided(by=before.by, at=before.at)

    def _only(self, step: str, *stages: type[Stage]) -> None:
        if not isinstance(self.stage, stages):
            raise WrongStage(step, self.stage.stage)

"""The laws of a case under any order of steps: hypothesis looks for one that breaks them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.case import Case
from bot.domain.decision import Decision, Verb
from bot.domain.draft import Draft
from bot.domain.errors import HighroadError
from bot.domain.facts import with_derived
from bot.domain.ids import PersonId, PlayId
from bot.domain.plan import as_call, plan
from bot.domain.playbook import Kind, Medium, Play, Playbook
from bot.domain.questions import questions
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered
from tests.domain.building import ANA, BO, COMPANY, DONE, MIA, OPENED, a_case, a_draft, a_reading

PLAYBOOK = Playbook(
    (
        Play(id=PlayId("pair"), title="Pair", sources=("A1",), priority=5, when=({"reach": frozenset({"public"})},), medium=Medium.PAIR),
        Play(id=PlayId("always"), title="Always", sources=("A1",), priority=1, uses=("action", "by_when")),
    )
)
PEOPLE = st.sampled_from((ANA, BO, MIA))
NUMBERS = st.integers(min_value=0, max_value=9)
ANSWERS = st.sampled_from(
    (
        ("place", "mail"),
        ("place", "review"),
        ("injury", "no"),
        ("injury", "yes"),
        ("legal", "no"),
        ("legal", "no"),
        ("action", "solved"),
        ("by_when", "today"),
    )
)
# A button of an older message may be pressed at any time, by anybody.
BUTTONS: Mapping[str, Callable[[Case, int, PersonId, datetime], Case]] = {
    "approve": lambda case, number, by, at: case.approved((number,), by=by, at=at),
    "edit": lambda case, number, by, at: case.edited(number, a_draft(case.next_number, text=f"{by} at {at}"), by=by, at=at),
    "send back": lambda case, number, by, at: case.sent_back(number, "warmer", by=by, at=at),
}


def when(*stages: str) -> Callable[["AnyOrder"], bool]:
    return lambda machine: machine.case.stage.stage in stages


class AnyOrder(RuleBasedStateMachine):
    """A case, and beside it what an attentive onlooker wrote down."""

    def __init__(self) -> None:
        super().__init__()
        self.case = a_case()
        self.now = OPENED
        self.texts: dict[int, Draft] = {}
        self.decisions: tuple[Decision, ...] = ()
        self.approvals: dict[int, PersonId] = {}

    def step(self, take: Callable[[Case], Case]) -> bool:
        """Take a step; what is refused leaves the case as it was."""
        self.now += timedelta(minutes=1)
        try:
            self.case = take(self.case)
        except HighroadError:
            return False
        return True

    def planned(self, case: Case) -> Case:
        made = plan(case.reading.values(), PLAYBOOK, COMPANY)
        asked = tuple(question for question in questions(case.reading, PLAYBOOK, COMPANY) if question.fact not in case.unsure)
        return case.read(case.reading, as_call(made) if case.by_phone else made, asked)

    def decide(self, numbers: tuple[int, ...], take: Callable[[Case], Case]) -> bool:
        """A decision lands only on what was shown last."""
        stood = {draft.number for draft in self.case.current} if isinstance(self.case.stage, AwaitingApproval) else set()
        landed = self.step(take)
        assert not landed or (numbers and set(numbers) <= stood)
        return landed

    @initialize(place=st.sampled_from(("mail", "review")), legal=st.sampled_from(("no", "no", "no", "yes")))
    def understand(self, place: str, legal: str) -> None:
        self.case = replace(self.case, reading=a_reading(place=place, legal=legal))
        assert self.step(self.planned)

    @rule(answer=ANSWERS)
    def answer(self, answer: tuple[str, str]) -> None:
        self.step(lambda case: self.planned(case.answered(*answer)))

    @precondition(when("asking"))
    @rule()
    def nobody_knows(self) -> None:
        assert self.step(lambda case: self.planned(case.skipped(case.questions[0].fact)))

    @precondition(when("asking", "awaiting_approval", "delivered", "follow_up"))
    @rule(kinds=st.sampled_from(((), (Kind.HOLDING,), (Kind.FOLLOW_UP,))))
    def write_now(self, kinds: tuple[Kind, ...]) -> None:
        assert self.step(lambda case: case.drafting(kinds=kinds))

    @precondition(when("asking", "drafting"))
    @rule(count=st.integers(min_value=1, max_value=3))
    def write(self, count: int) -> None:
        numbers = range(self.case.next_number, self.case.next_number + count)
        drafts = tuple(a_draft(number, text=f"{number} at {self.now}") for number in numbers)
        assert self.step(lambda case: case.drafting().drafted(drafts))

    @rule(numbers=st.lists(NUMBERS, max_size=3))
    def show_anything(self, numbers: list[int]) -> None:
        self.step(lambda case: case.drafted(tuple(a_draft(number, text=f"{number} at {self.now}") for number in numbers)))

    @precondition(when("awaiting_approval"))
    @rule(person=PEOPLE, places=st.lists(st.integers(min_value=0, max_value=2), max_size=3))
    def approve(self, person: PersonId, places: list[int]) -> None:
        current = self.case.current
        numbers = tuple(current[place % len(current)].number for place in places) or tuple(draft.number for draft in current)
        if self.decide(numbers, lambda case: case.approved(numbers, by=person, at=self.now)):
            self.approvals = {**dict.fromkeys(numbers, person), **self.approvals}

    @precondition(when("awaiting_approval"))
    @rule(person=PEOPLE, into=st.none() | NUMBERS)
    def edit(self, person: PersonId, into: int | None) -> None:
        number = self.case.current[-1].number
        draft = a_draft(self.case.next_number if into is None else into, text=f"{person} at {self.now}")
        taken = self.case.draft(draft.number) is not None
        assert self.decide((number,), lambda case: case.edited(number, draft, by=person, at=self.now)) is not taken

    @rule(person=PEOPLE, button=st.sampled_from(sorted(BUTTONS)), number=NUMBERS)
    def press_any_button(self, person: PersonId, button: str, number: int) -> None:
        if self.decide((number,), lambda case: BUTTONS[button](case, number, person, self.now)) and button == "approve":
            self.approvals.setdefault(number, person)

    @precondition(when("asking", "drafting", "awaiting_approval"))
    @rule(person=PEOPLE)
    def call_instead(self, person: PersonId) -> None:
        made = as_call(plan(self.case.reading.values(), PLAYBOOK, COMPANY))
        assert self.step(lambda case: case.calling(made, by=person, at=self.now))

    @rule(person=PEOPLE)
    def deliver(self, person: PersonId) -> None:
        ready = isinstance(self.case.stage, Approved)
        assert self.step(lambda case: case.delivered(by=person, at=self.now)) is ready

    @precondition(when("delivered"))
    @rule()
    def follow_up(self) -> None:
        assert self.step(lambda case: case.followed_up(at=self.now))

    @rule(person=PEOPLE, really=st.integers(min_value=0, max_value=15))
    def close(self, person: PersonId, really: int) -> None:
        if really == 15:
            ended = isinstance(self.case.stage, Closed)
            assert self.step(lambda case: case.closed(DONE, by=person, at=self.now)) is not ended

    @invariant()
    def nothing_goes_out_without_the_word_of_a_named_person(self) -> None:
        if isinstance(self.case.stage, Approved | Delivered):
            for number in self.case.stage.drafts:
                words = [one for one in self.case.decisions if one.verb is Verb.APPROVE and number in one.drafts]
                assert len(words) == 1
                assert words[0].by == self.approvals[number]
                assert words[0].at <= self.case.stage.at
            assert len(self.case.current) == len(self.case.stage.drafts) > 0

    @invariant()
    def the_fixed_route_has_no_draft_and_no_way_round_its_person(self) -> None:
        if with_derived(self.case.reading.values())["fixed_route"] == "yes":
            assert self.case.current == ()
            assert self.case.stage.stage in {"with_person", "closed"}

    @invariant()
    def a_number_means_one_text_for_ever(self) -> None:
        texts = {draft.number: draft for draft in self.case.drafts}
        assert len(texts) == len(self.case.drafts)
        assert self.texts.items() <= texts.items()
        self.texts = texts

    @invariant()
    def what_was_decided_stays_decided(self) -> None:
        assert self.case.decisions[: len(self.decisions)] == self.decisions
        self.decisions = self.case.decisions

    @invariant()
    def questions_are_open_only_while_somebody_may_answer_them(self) -> None:
        if not isinstance(self.case.stage, Asking):
            assert self.case.stage.stage in {"with_person", "closed"} or not self.case.questions


TestTheLawsHoldInAnyOrder = AnyOrder.TestCase
TestTheLawsHoldInAnyOrder.settings = settings(max_examples=300, stateful_step_count=40, deadline=None, derandomize=True, database=None)

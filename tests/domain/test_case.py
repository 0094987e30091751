"""The steps of a case: each is legal or refused, never half."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import get_args

import pytest

from bot.domain.case import Case
from bot.domain.decision import Decision, Ending, Outcome, Verb
from bot.domain.errors import AlreadyDecided, StaleDraft, WrongStage
from bot.domain.facts import FIXED_ROUTE, Value
from bot.domain.phrase import say
from bot.domain.playbook import Kind, Medium
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered, Drafting, FollowUp, Received, Stage, WithPerson
from tests.domain.building import (
    ANA,
    BO,
    DONE,
    IN_EVERY_STAGE,
    MIA,
    NOON,
    ONE,
    OPENED,
    a_case,
    a_draft,
    a_plan,
    a_question,
    a_reading,
    approved,
    asking,
    delivered,
    drafting,
    waiting,
    with_person,
)

Step = Callable[[Case], Case]
STAGES = tuple(IN_EVERY_STAGE)
OPEN = tuple(stage for stage in STAGES if stage != "closed")
LATER = ("asking", "drafting", "awaiting_approval", "with_person")
STEPS: Mapping[str, Step] = {
    "read": lambda case: case.read(a_reading(), a_plan(), ()),
    "read with questions": lambda case: case.read(a_reading(), a_plan(), (a_question("motive"),)),
    "read for a person": lambda case: case.read(a_reading(injury="yes"), a_plan(Medium.PERSON), ()),
    "given to": lambda case: case.given_to(MIA),
    "skipped": lambda case: case.skipped("motive"),
    "answered": lambda case: case.answered("motive", "refund"),
    "drafting": lambda case: case.drafting(),
    "drafted": lambda case: case.drafted((a_draft(9),)),
    "approved": lambda case: case.approved((1,), by=BO, at=NOON),
    "edited": lambda case: case.edited(1, a_draft(9), by=BO, at=NOON),
    "sent back": lambda case: case.sent_back(1, "warmer", by=BO, at=NOON),
    "calling": lambda case: case.calling(a_plan(Medium.CALL), by=BO, at=NOON),
    "delivered": lambda case: case.delivered(by=BO, at=NOON),
    "followed up": lambda case: case.followed_up(at=NOON),
    "closed": lambda case: case.closed(DONE, by=BO, at=NOON),
}
LEGAL: Mapping[str, Mapping[str, str]] = {
    "read": dict.fromkeys(("received", *LATER), "drafting"),
    "read with questions": dict.fromkeys(("received", *LATER), "asking"),
    "read for a person": dict.fromkeys(OPEN, "with_person"),
    "given to": {"with_person": "with_person"},
    "skipped": {"asking": "asking"},
    "answered": {stage: stage for stage in OPEN if stage != "received"},
    "drafting": dict.fromkeys(("asking", "drafting", "awaiting_approval", "delivered", "follow_up"), "drafting"),
    "drafted": {"drafting": "awaiting_approval"},
    "approved": {"awaiting_approval": "approved"},
    "edited": {"awaiting_approval": "awaiting_approval"},
    "sent back": {"awaiting_approval": "drafting"},
    "calling": dict.fromkeys(("asking", "drafting", "awaiting_approval"), "drafting"),
    "delivered": {"approved": "delivered"},
    "followed up": {"delivered": "follow_up"},
    "closed": dict.fromkeys(OPEN, "closed"),
}
# What somebody decided before is refused with their name and the time.
DECIDED_BEFORE = {
    **dict.fromkeys(("approved", "edited", "sent back"), ("approved", "delivered", "closed")),
    "delivered": ("delivered", "closed"),
    "closed": ("closed",),
}


def test_the_table_in_this_file_knows_every_stage() -> None:
    assert {kind.__dataclass_fields__["stage"].default for kind in get_args(Stage)} == set(STAGES)
    assert {name: case().stage.stage for name, case in IN_EVERY_STAGE.items()} == {name: name for name in STAGES}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("stage", STAGES)
def test_every_step_from_every_stage_is_legal_or_refused(step: str, stage: str) -> None:
    case = IN_EVERY_STAGE[stage]()
    before = {one.name: getattr(case, one.name) for one in fields(case)}

    if stage in LEGAL[step]:
        assert STEPS[step](case).stage.stage == LEGAL[step][stage]
    else:
        with pytest.raises(AlreadyDecided if stage in DECIDED_BEFORE.get(step, ()) else WrongStage):
            STEPS[step](case)

    assert before == {one.name: getattr(case, one.name) for one in fields(case)}


@pytest.mark.parametrize("step", STEPS)
def test_a_refused_step_tells_the_log_what_it_was_and_where_the_case_stood(step: str) -> None:
    case = with_person() if step not in LEGAL or "with_person" not in LEGAL[step] else a_case()
    if case.stage.stage in LEGAL[step]:
        case = IN_EVERY_STAGE["closed"]()

    with pytest.raises((WrongStage, AlreadyDecided)) as refused:
        STEPS[step](case)

    logged = {
        "read": "read while closed",
        "read with questions": "read while closed",
        "read for a person": "read while closed",
        "given to": "give to a person while received",
        "skipped": "skip motive while with_person",
        "answered": "answer motive while received",
        "drafting": "draft while with_person",
        "drafted": "show drafts while with_person",
        "approved": "decide while with_person",
        "edited": "decide while with_person",
        "sent back": "decide while with_person",
        "calling": "call instead while with_person",
        "delivered": "deliver while with_person",
        "followed up": "follow up while with_person",
        "closed": "already decided by slack:bo at 2026-03-02T13:00:00+00:00",
    }
    assert str(refused.value) == logged[step]


def test_a_draft_that_is_asked_for_too_early_is_refused_in_the_log_too() -> None:
    with pytest.raises(WrongStage, match=r"^draft while received$"):
        a_case().drafting()


def test_a_new_case_is_received_and_holds_nothing_that_nobody_said() -> None:
    case = a_case()

    assert case.stage == Received()
    assert (case.version, case.plan, case.questions, case.asked, case.unsure, case.drafts, case.decisions) == (0, None, (), (), (), (), ())
    assert (case.by_phone, case.notes, case.current, case.next_number) == (False, (), (), 1)
    assert dict(case.reading.facts) == {}
    assert not case.reading.language.sure


def test_reading_with_questions_asks_them_and_remembers_what_was_asked() -> None:
    first = asking("motive", "action")

    second = first.read(a_reading(motive="refund"), a_plan(Medium.CALL), (a_question("action"), a_question("offer")))

    assert first.stage == Asking(facts=("motive", "action"))
    assert second.stage == Asking(facts=("action", "offer"))
    assert [question.fact for question in second.questions] == ["action", "offer"]
    assert second.asked == ("motive", "action", "offer")
    assert second.reading.values() == {"motive": "refund"}
    assert second.plan == a_plan(Medium.CALL)


def test_a_question_that_nobody_can_answer_is_kept_as_not_sure() -> None:
    case = asking("motive", "action").skipped("action").skipped("motive")

    assert case.unsure == ("action", "motive")
    assert case.stage == Asking(facts=("motive", "action"))


def test_only_what_was_asked_can_be_skipped() -> None:
    with pytest.raises(WrongStage, match="skip place while asking"):
        asking("motive").skipped("place")


def test_an_answer_settles_the_fact_and_leaves_the_rest() -> None:
    case = drafting(heat=7).answered("motive", "apology")

    assert case.reading.values() == {"heat": 7, "motive": "apology"}
    assert case.reading.settled("motive")
    assert not case.reading.settled("heat")


def test_a_new_reading_takes_a_waiting_draft_off_the_table_and_keeps_its_text() -> None:
    case = waiting().read(a_reading(motive="refund"), a_plan(), ())

    assert case.stage == Drafting()
    assert (case.current, case.drafts) == ((), (a_draft(1),))
    with pytest.raises(WrongStage):
        case.approved((1,), by=BO, at=NOON)


def test_write_now_drops_the_open_questions() -> None:
    case = asking("motive").drafting()

    assert case.stage == Drafting()
    assert (case.questions, case.asked) == ((), ("motive",))


def test_another_kind_of_text_can_be_asked_for() -> None:
    assert delivered().drafting(kinds=(Kind.FOLLOW_UP,)).stage == Drafting(kinds=(Kind.FOLLOW_UP,))


@pytest.mark.parametrize("kind", [Kind.STATEMENT, Kind.PARTING, Kind.REVIEW_REQUEST])
def test_a_text_that_ends_things_or_speaks_to_others_is_written_only_where_the_plan_calls_for_it(kind: Kind) -> None:
    uncalled = asking("motive").read(a_reading(), a_plan(Medium.REPLY, Kind.REPLY), ())
    called = asking("motive").read(a_reading(), a_plan(Medium.REPLY, Kind.REPLY, kind), ())

    with pytest.raises(WrongStage) as refused:
        uncalled.drafting(kinds=(kind,))

    assert "Please say so first" in str(refused.value.hint)
    assert called.drafting(kinds=(kind,)).stage == Drafting(kinds=(kind,))
    with pytest.raises(WrongStage):
        asking("motive").drafting(kinds=(kind,))


def test_drafts_wait_with_what_there_is_to_say_about_them() -> None:
    slow, away = say("slow"), say("away")

    case = drafting().drafted((a_draft(1), a_draft(2)), notes=(slow,)).drafting().drafted((a_draft(3),), notes=(away,))

    assert case.stage == AwaitingApproval(drafts=(3,))
    assert case.drafts == (a_draft(1), a_draft(2), a_draft(3))
    assert case.current == (a_draft(3),)
    assert case.notes == (slow, away)


@pytest.mark.parametrize("numbers", [(), (2, 2), (1,), (2, 1)], ids=str)
def test_no_draft_twice_the_same_number_or_a_number_that_was_used_is_refused(numbers: tuple[int, ...]) -> None:
    case = waiting().drafting()

    with pytest.raises(WrongStage, match="show drafts that are none or not new while drafting"):
        case.drafted(tuple(map(a_draft, numbers)))


def test_the_next_number_is_above_all_that_were_ever_used() -> None:
    assert waiting(4, 2).next_number == 5
    assert waiting(4, 2).drafting().next_number == 5


def test_a_draft_is_found_by_its_number_as_long_as_the_case_lives() -> None:
    case = waiting(1, 2).drafting().drafted((a_draft(3),))

    assert case.draft(2) == a_draft(2)
    assert case.draft(9) is None


def test_what_stands_now_is_what_waits_was_approved_or_went_out() -> None:
    assert waiting().current == approved().current == delivered().current == (a_draft(1),)
    assert [IN_EVERY_STAGE[stage]().current for stage in ("received", "asking", "drafting", "with_person", "follow_up", "closed")] == [
        ()
    ] * 6


def test_an_approval_says_who_when_why_and_what_was_overruled() -> None:
    case = waiting().approved((1,), by=BO, at=NOON, reason="she asked for it", overruled=("begging",))

    assert case.stage == Approved(drafts=(1,), by=BO, at=NOON)
    assert case.decisions == (Decision(verb=Verb.APPROVE, by=BO, at=NOON, drafts=(1,), reason="she asked for it", overruled=("begging",)),)


def test_a_pair_is_approved_one_by_one_and_goes_out_together() -> None:
    first = waiting(1, 2).approved((2,), by=BO, at=NOON)
    with pytest.raises(WrongStage):
        first.delivered(by=BO, at=NOON)

    both = first.approved((1,), by=MIA, at=ONE)

    assert first.stage == AwaitingApproval(drafts=(1, 2), approved=(2,))
    assert both.stage == Approved(drafts=(1, 2), by=MIA, at=ONE)
    assert [(one.by, one.drafts) for one in both.decisions] == [(BO, (2,)), (MIA, (1,))]


def test_of_three_drafts_two_approvals_are_not_enough() -> None:
    case = waiting(3, 1, 2).approved((3,), by=BO, at=NOON).approved((1,), by=BO, at=NOON)

    assert case.stage == AwaitingApproval(drafts=(3, 1, 2), approved=(1, 3))


def test_an_approval_without_a_reason_has_none() -> None:
    assert waiting().approved((1,), by=BO, at=NOON).decisions == (Decision(verb=Verb.APPROVE, by=BO, at=NOON, drafts=(1,)),)


def test_a_pair_is_approved_at_once() -> None:
    assert waiting(1, 2).approved((2, 1), by=BO, at=NOON).stage == Approved(drafts=(1, 2), by=BO, at=NOON)


def test_whoever_approves_the_same_one_of_a_pair_later_hears_who_was_first() -> None:
    case = waiting(1, 2, 3).approved((1,), by=MIA, at=OPENED).approved((2,), by=BO, at=NOON)

    with pytest.raises(AlreadyDecided) as second:
        case.approved((2,), by=MIA, at=ONE)
    with pytest.raises(AlreadyDecided) as first:
        case.approved((1,), by=BO, at=ONE)

    assert (second.value.by, second.value.at) == (BO, NOON)
    assert (first.value.by, first.value.at) == (MIA, OPENED)


def test_an_edit_of_a_draft_does_not_count_as_its_approval() -> None:
    case = waiting(1, 2).edited(1, a_draft(3), by=MIA, at=OPENED).approved((3,), by=BO, at=NOON)

    with pytest.raises(AlreadyDecided) as refused:
        case.approved((3,), by=MIA, at=ONE)

    assert refused.value.by == BO


def test_the_rest_of_a_pair_can_be_approved_with_what_was_approved_before() -> None:
    case = waiting(1, 2).approved((1,), by=BO, at=NOON).approved((1, 2, 2), by=MIA, at=ONE)

    assert case.stage == Approved(drafts=(1, 2), by=MIA, at=ONE)
    assert [one.drafts for one in case.decisions] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("decide", "read"),
    [
        (lambda case: case.approved((1,), by=BO, at=NOON), 1),
        (lambda case: case.approved((2, 1), by=BO, at=NOON), 1),
        (lambda case: case.approved((2, 7), by=BO, at=NOON), 7),
        (lambda case: case.approved((), by=BO, at=NOON), 0),
        (lambda case: case.edited(1, a_draft(9), by=BO, at=NOON), 1),
        (lambda case: case.sent_back(1, "warmer", by=BO, at=NOON), 1),
    ],
    ids=["approve", "approve one old", "approve one unknown", "approve none", "edit", "send back"],
)
def test_a_decision_on_an_old_draft_is_refused_and_the_current_one_named(decide: Step, read: int) -> None:
    case = waiting().drafting().drafted((a_draft(2), a_draft(3)))

    with pytest.raises(StaleDraft) as refused:
        decide(case)

    assert str(refused.value) == f"decision on draft {read}, current is 2, 3"
    assert str(refused.value.hint) == "The draft to decide on is number 2, 3. Please read that one first."


def test_whoever_comes_second_hears_who_decided_and_when() -> None:
    with pytest.raises(AlreadyDecided) as after_approval:
        approved().approved((1,), by=MIA, at=ONE)
    with pytest.raises(AlreadyDecided) as after_delivery:
        delivered().delivered(by=BO, at=ONE)
    with pytest.raises(AlreadyDecided) as after_the_end:
        approved().closed(DONE, by=ANA, at=NOON).closed(DONE, by=BO, at=ONE)

    assert (after_approval.value.by, after_approval.value.at) == (BO, NOON)
    assert (after_delivery.value.by, after_delivery.value.at) == (MIA, ONE)
    assert (after_the_end.value.by, after_the_end.value.at) == (ANA, NOON)


def test_an_edit_takes_its_draft_s_place_and_has_to_be_approved_again() -> None:
    half = waiting(1, 2).approved((1,), by=BO, at=NOON)

    case = half.edited(1, a_draft(3, text="my own words"), by=MIA, at=ONE)

    assert case.stage == AwaitingApproval(drafts=(3, 2), approved=())
    assert case.drafts == (a_draft(1), a_draft(2), a_draft(3, text="my own words"))
    assert case.decisions[-1] == Decision(verb=Verb.EDIT, by=MIA, at=ONE, drafts=(1, 3))
    with pytest.raises(StaleDraft):
        case.approved((1,), by=BO, at=ONE)


def test_an_edit_leaves_the_approval_of_the_other_draft_alone() -> None:
    case = waiting(1, 2).approved((2,), by=BO, at=NOON).edited(1, a_draft(3), by=BO, at=NOON)

    assert case.stage == AwaitingApproval(drafts=(3, 2), approved=(2,))
    assert case.approved((3,), by=BO, at=ONE).stage == Approved(drafts=(3, 2), by=BO, at=ONE)


@pytest.mark.parametrize("number", [1, 2])
def test_an_edit_cannot_take_a_number_that_was_used(number: int) -> None:
    case = waiting(1).drafting().drafted((a_draft(2),))

    with pytest.raises(WrongStage, match=f"edit into number {number}, which is taken, while awaiting_approval"):
        case.edited(2, a_draft(number), by=BO, at=NOON)


def test_a_draft_that_is_sent_back_is_written_again_the_way_somebody_wished() -> None:
    case = waiting(1, 2).sent_back(2, "warmer", by=BO, at=NOON)

    assert case.stage == Drafting(instruction="warmer")
    assert case.decisions == (Decision(verb=Verb.SEND_BACK, by=BO, at=NOON, drafts=(2,), reason="warmer"),)
    assert case.next_number == 3


@pytest.mark.parametrize("case", [asking(), drafting(), waiting()], ids=lambda case: str(case.stage.stage))
def test_calling_instead_changes_the_plan_and_asks_nothing_more(case: Case) -> None:
    called = case.calling(a_plan(Medium.CALL, Kind.CALL_OFFER), by=BO, at=NOON)

    assert (called.stage, called.by_phone, called.questions) == (Drafting(), True, ())
    assert called.plan == a_plan(Medium.CALL, Kind.CALL_OFFER)
    assert called.decisions == (Decision(verb=Verb.CALL_INSTEAD, by=BO, at=NOON),)


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in {"approved", "delivered", "closed"}])
def test_nothing_goes_to_the_customer_before_somebody_approved_it(stage: str) -> None:
    with pytest.raises(WrongStage) as refused:
        IN_EVERY_STAGE[stage]().delivered(by=MIA, at=ONE)

    assert str(refused.value.hint) == "Nothing goes to the customer before somebody approved it."


def test_a_delivery_says_who_took_which_text_and_when() -> None:
    assert waiting(1, 2).approved((1, 2), by=BO, at=NOON).delivered(by=MIA, at=ONE).stage == Delivered(drafts=(1, 2), by=MIA, at=ONE)
    assert delivered().followed_up(at=ONE).stage == FollowUp(since=ONE)


@pytest.mark.parametrize("stage", OPEN)
def test_a_case_can_be_closed_from_anywhere_with_its_outcome(stage: str) -> None:
    outcome = Outcome(ending=Ending.PARTED, reason="nothing to it")

    case = IN_EVERY_STAGE[stage]().closed(outcome, by=MIA, at=ONE)

    assert case.stage == Closed(outcome=outcome, by=MIA, at=ONE)
    assert case.decisions[-1] == Decision(verb=Verb.CLOSE, by=MIA, at=ONE, reason="nothing to it")


@pytest.mark.parametrize("fact", FIXED_ROUTE)
def test_the_fixed_route_puts_a_case_into_a_person_s_hand_with_the_reason(fact: str) -> None:
    case = a_case().read(a_reading(heat=9, churn="yes", **{fact: "yes"}), a_plan(Medium.PERSON), ())

    assert case.stage == WithPerson(person=None, facts=(fact,))
    assert case.given_to(MIA).stage == WithPerson(person=MIA, facts=(fact,))


def test_the_fixed_route_wins_over_questions_but_keeps_them_open() -> None:
    case = a_case().read(a_reading(press="yes", legal="no"), a_plan(Medium.PERSON), (a_question("press"),))

    assert case.stage == WithPerson(person=None, facts=("press",))
    assert (case.asked, case.questions) == (("press",), (a_question("press"),))


@pytest.mark.parametrize("stage", ["awaiting_approval", "approved", "delivered", "follow_up"])
def test_an_alarm_that_comes_late_takes_the_text_off_the_table(stage: str) -> None:
    told = IN_EVERY_STAGE[stage]().answered("injury", "yes")

    case = told.read(told.reading, a_plan(Medium.PERSON), ())

    assert case.stage == WithPerson(person=None, facts=("injury",))
    assert (case.current, case.drafts) == ((), (a_draft(1),))
    with pytest.raises(WrongStage):
        case.delivered(by=MIA, at=ONE)


def test_whoever_wants_a_draft_on_the_fixed_route_hears_why_there_is_none() -> None:
    with pytest.raises(WrongStage) as refused:
        with_person().drafting()

    assert str(refused.value.hint) == "A named person has this one first, so I write nothing to the customer."


@pytest.mark.parametrize("fact", FIXED_ROUTE)
def test_no_draft_is_shown_on_the_fixed_route(fact: str) -> None:
    with pytest.raises(WrongStage, match="show drafts on the fixed route while drafting"):
        drafting(**{fact: "yes"}).drafted((a_draft(1),))


def test_a_case_off_the_fixed_route_with_an_alarm_taken_back_weighs_much() -> None:
    told = with_person("press").answered("press", "no")
    case = told.read(told.reading, a_plan(), ())

    assert case.stage == Drafting()
    assert (case.severity, case.high_impact) == (1, True)
    assert case.drafted((a_draft(1),)).high_impact


@pytest.mark.parametrize(
    ("facts", "severity", "high"),
    [
        ({}, 1, False),
        ({"heat": 9, "churn": "yes", "place": "review"}, 2, False),
        ({"alarm": "no"}, 1, False),
        ({"legal": "yes"}, 3, True),
        ({"injury": "yes"}, 4, True),
    ],
    ids=str,
)
def test_a_case_weighs_much_from_severity_three(facts: dict[str, Value], severity: int, high: bool) -> None:
    case = drafting(**facts)

    assert (case.severity, case.high_impact) == (severity, high)

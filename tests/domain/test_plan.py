"""The plan: exhaustive over the facts that decide it, and case by case for what it says."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

import pytest

from bot.domain.company import Clocks, Company, Remedy, RemedyKind, Role
from bot.domain.facts import FIXED_ROUTE, KINDS, Facts, Value
from bot.domain.ids import PlayId, RemedyId
from bot.domain.plan import Plan, as_call, plan
from bot.domain.playbook import Kind, Medium, Play, Playbook, Range
from bot.prompting.playbook import load_playbook

SHIPPED = load_playbook()
BARE = Company()
PUBLIC = {"review", "complaint_site", "social"}


def a_remedy(kind: str, *, granted_by: Role = Role.APPROVER, name: str = "") -> Remedy:
    return Remedy(id=RemedyId(name or f"our-{kind}"), kind=RemedyKind(kind), title=kind, granted_by=granted_by)


GENEROUS = Company(
    remedies=(
        a_remedy("gesture"),
        a_remedy("credit"),
        a_remedy("refund", granted_by=Role.MANAGER),
        a_remedy("refund", name="second-refund"),
        a_remedy("repair"),
        a_remedy("replacement"),
    )
)


def a_play(name: str, priority: int, **more: object) -> Play:
    return Play(id=PlayId(name), title=name, sources=("A1",), priority=priority, **more)  # type: ignore[arg-type]  # any fields


def planned(company: Company = BARE, playbook: Playbook = SHIPPED, /, **facts: Value) -> Plan:
    return plan(facts, playbook, company)


def every_case(signals: tuple[str, ...] = ("",), *, heat: tuple[int, ...] = (0, 7, 8, 9)) -> Iterator[Facts]:
    """All combinations of what decides; the classes of heat are parted by the numbers that plays name."""
    names = ("place", "motive", "wants_boss", "history", "founded", "tried")
    spaces: list[Iterable[Value]] = [KINDS[name].values for name in names]
    for *values, hot, signal in product(*spaces, heat, signals):
        facts: dict[str, Value] = {**dict(zip(names, values, strict=True)), "heat": hot}
        yield {**facts, str(signal): "yes"} if signal else facts


def test_the_classes_of_heat_in_this_file_are_those_of_the_playbook() -> None:
    named = {condition.at_least for play in SHIPPED.plays for table in play.when if isinstance(condition := table.get("heat"), Range)}

    assert named == {7, 8, 9}


def test_every_case_off_the_fixed_route_has_the_one_medium_that_fits_it() -> None:
    for facts in every_case():
        made = plan(facts, SHIPPED, GENEROUS)

        public = facts["place"] in PUBLIC
        calls = not public and facts["tried"] == "no" and (int(facts["heat"]) >= 8 or facts["wants_boss"] == "yes")
        expected = Medium.PAIR if public else Medium.CALL if calls else Medium.REPLY
        assert made.medium is expected, facts
        assert (made.kinds[0] is Kind.PUBLIC) == (Kind.PUBLIC in made.kinds) == public, facts
        assert (made.kinds == (Kind.CALL_OFFER, Kind.CALL_SCRIPT)) == calls, facts


@pytest.mark.parametrize("signal", FIXED_ROUTE)
def test_every_case_on_the_fixed_route_goes_to_a_person_with_no_draft(signal: str) -> None:
    for facts in every_case((signal,), heat=(0, 9)):
        made = plan(facts, SHIPPED, GENEROUS)

        assert made.medium is Medium.PERSON, facts
        assert (made.kinds, made.offer) == ((), None), facts
        assert (made.lead, made.approver) == ("fixed-route", Role.MANAGER), facts


def test_no_case_is_treated_with_suspicion_or_parted_from_without_evidence() -> None:
    for facts in every_case():
        made = plan(facts, SHIPPED, GENEROUS)

        suspected = facts["motive"] in {"something_for_nothing", "ulterior"}
        repeated, unfounded, heat = facts["history"] == "repeated", facts["founded"] == "no", int(facts["heat"])
        assert ("something-for-nothing" in made.plays) == (repeated and facts["motive"] == "something_for_nothing"), facts
        assert ("part-ways" in made.plays) == (facts["tried"] == "yes" and (suspected or heat >= 7)), facts
        assert ("part-ways" in made.plays) == (Kind.PARTING in made.kinds), facts
        high_road = heat >= 9 or (suspected and unfounded) or (repeated and facts["motive"] == "ulterior")
        assert ("high-road" in made.plays) == high_road, facts
        assert ("good-faith-first" in made.plays) == (suspected and not repeated and not unfounded), facts
        hard = {"something-for-nothing", "part-ways", "tell-what-we-found", "boss-comes-to-the-phone"} & set(made.plays)
        assert (made.approver is Role.MANAGER) == bool(hard or made.offer == "our-refund"), facts


def test_every_plan_says_which_plays_it_stands_on_and_where_they_come_from() -> None:
    for facts in every_case(("", "press"), heat=(0, 9)):
        made = plan(facts, SHIPPED, BARE)

        assert made.plays == tuple(reason.play for reason in made.reasons)
        assert made.lead == made.plays[0]
        assert all(reason.title and reason.sources for reason in made.reasons)
        assert len(made.sources) == len(set(made.sources))
        assert {"A1", "A2", "A7", "A8", "A11", "A12", "B4", "C0", "C5"} <= set(made.sources)


def test_a_reason_names_the_facts_that_called_for_the_play() -> None:
    made = planned(place="review", motive="refund", heat=8)

    because = {str(reason.play): reason.because for reason in made.reasons}

    assert because["grant-the-money"] == {"motive": "refund", "founded": "not_checked", "confirmed": "no"}
    assert because["answer-at-once"] == {"heat": 8, "confirmed": "no"}
    assert because["say-sorry-once"] == {}


@pytest.mark.parametrize(
    ("motive", "lead"),
    [
        ("unknown", "hear-the-motive"),
        ("refund", "grant-the-money"),
        ("fix_or_exchange", "grant-the-fix"),
        ("apology", "apology-is-the-remedy"),
        ("to_be_heard", "just-listen"),
        ("something_for_nothing", "good-faith-first"),
        ("ulterior", "good-faith-first"),
    ],
)
def test_what_they_want_leads_the_answer(motive: str, lead: str) -> None:
    assert planned(motive=motive).lead == lead
    assert planned(motive=motive, place="social").lead == lead
    assert planned(motive=motive, heat=10).lead == lead


def test_the_same_facts_give_the_same_plan() -> None:
    assert planned(place="social", heat=9) == planned(place="social", heat=9)


def test_the_fixed_route_goes_to_a_person_even_when_the_playbook_forgot_it() -> None:
    forgetful = Playbook((a_play("hello", 1, medium=Medium.CALL),))

    made = planned(BARE, forgetful, injury="yes")

    assert (made.medium, made.kinds) == (Medium.PERSON, ())


def test_an_alarm_that_was_taken_back_needs_a_manager() -> None:
    made = planned(legal="no", alarm="yes")

    assert "second-look" in made.plays
    assert not made.same_answer(planned(legal="no"))
    assert made.approver is Role.MANAGER
    assert made.medium is Medium.REPLY


def test_a_public_complaint_with_nothing_to_it_also_gets_a_statement() -> None:
    assert planned(place="review", founded="no").kinds == (Kind.PUBLIC, Kind.PRIVATE, Kind.STATEMENT)
    assert planned(place="mail", founded="no").kinds == (Kind.REPLY,)
    assert planned(place="review", founded="yes").kinds == (Kind.PUBLIC, Kind.PRIVATE)


def test_a_parting_takes_the_private_message_s_place() -> None:
    assert planned(place="review", tried="yes", heat=7).kinds == (Kind.PUBLIC, Kind.PARTING)
    assert planned(place="mail", tried="yes", heat=7).kinds == (Kind.PARTING,)
    assert planned(place="mail", tried="yes", heat=6).kinds == (Kind.REPLY,)


@pytest.mark.parametrize("place", KINDS["place"].values)
def test_a_settled_complaint_gets_a_follow_up_and_no_first_answer(place: str) -> None:
    made = planned(confirmed="yes", place=place, heat=10, wants_boss="yes", tried="yes", founded="no", motive="ulterior")

    assert made.medium is Medium.REPLY
    assert made.lead == "follow-up-after-the-fix"
    assert made.kinds[0] is Kind.FOLLOW_UP
    # A review site may forbid asking, and the place does not tell which site it is.
    assert (Kind.REVIEW_REQUEST in made.kinds) == (place != "review")


def test_a_settled_complaint_on_the_fixed_route_still_goes_to_a_person() -> None:
    assert planned(confirmed="yes", chargeback="yes").medium is Medium.PERSON


def test_the_gesture_is_for_our_own_mistakes() -> None:
    assert planned(GENEROUS, motive="to_be_heard", responsibility="full").offer == "our-gesture"
    assert planned(GENEROUS, motive="to_be_heard", responsibility="partial").offer is None
    assert planned(GENEROUS, motive="ulterior", responsibility="full").offer is None


def test_what_they_ask_for_is_granted_before_any_gesture() -> None:
    assert planned(GENEROUS, motive="refund", responsibility="full").offer == "our-refund"
    assert planned(GENEROUS, motive="fix_or_exchange", responsibility="full").offer == "our-replacement"


def test_of_two_remedies_of_a_kind_the_company_s_first_is_offered() -> None:
    assert planned(GENEROUS, motive="refund").offer == "our-refund"


def test_without_a_refund_the_credit_is_offered_and_without_both_nothing() -> None:
    assert planned(Company(remedies=(a_remedy("gesture"), a_remedy("credit"))), motive="refund").offer == "our-credit"
    assert planned(BARE, motive="refund").offer is None


def test_what_the_team_chose_to_offer_counts_whatever_the_plays_call_for() -> None:
    assert planned(GENEROUS, motive="refund", offer="our-repair").offer == "our-repair"
    assert planned(GENEROUS, motive="refund", offer="none").offer is None
    assert planned(GENEROUS, motive="refund", offer="a-pony").offer is None


def test_a_refund_is_not_granted_by_itself_when_there_was_nothing_to_it() -> None:
    made = planned(GENEROUS, motive="refund", founded="no")

    assert made.offer is None
    assert made.lead == "tell-what-we-found"


def test_whoever_may_grant_the_remedy_must_approve() -> None:
    assert planned(GENEROUS, motive="refund").approver is Role.MANAGER
    assert planned(GENEROUS, motive="fix_or_exchange").approver is Role.APPROVER
    assert planned(GENEROUS, motive="refund", offer="none").approver is Role.APPROVER


def test_a_play_or_remedy_for_everybody_still_leaves_the_approver_in_place() -> None:
    easy = Playbook((a_play("hello", 1, approver=Role.MEMBER, offers=(RemedyKind.CREDIT,)),))
    company = Company(remedies=(a_remedy("credit", granted_by=Role.MEMBER),))

    assert planned(BARE, easy).approver is Role.APPROVER
    assert planned(company, easy).approver is Role.MEMBER


def test_the_wording_holds_the_facts_that_the_applying_plays_use() -> None:
    private = planned(motive="refund", action="solved", by_when="today", responsibility="full")
    public = planned(motive="refund", place="review", contact="phone")

    assert private.wording == {"responsibility": "full", "action": "solved", "by_when": "today", "offer": "none"}
    assert public.wording == {"responsibility": "none_yet", "action": "nothing_yet", "by_when": "open", "offer": "none", "contact": "phone"}


def test_the_wording_names_the_remedy_that_the_offer_came_to() -> None:
    as_asked = planned(GENEROUS, motive="refund")
    chosen = planned(GENEROUS, motive="refund", offer="our-refund")

    assert as_asked.wording["offer"] == "our-refund"
    assert as_asked.same_answer(chosen)


@pytest.mark.parametrize(
    "other",
    [
        {"heat": 8},
        {"motive": "apology"},
        {"founded": "no"},
        {"responsibility": "full"},
        {"offer": "our-repair"},
        {"tried": "yes", "heat": 7},
    ],
    ids=str,
)
def test_plans_that_read_differently_are_not_the_same_answer(other: dict[str, Value]) -> None:
    assert not planned(GENEROUS, motive="refund").same_answer(planned(GENEROUS, **{"motive": "refund", **other}))


def test_each_part_of_an_answer_tells_it_from_another() -> None:
    held = planned(motive="apology")

    assert held.same_answer(replace(held))
    assert not held.same_answer(replace(held, medium=Medium.CALL))
    assert not held.same_answer(replace(held, lead=PlayId("other")))
    assert not held.same_answer(replace(held, kinds=(Kind.HOLDING,)))
    assert not held.same_answer(replace(held, approver=Role.MANAGER))
    assert not held.same_answer(replace(held, offer="our-refund"))
    assert not held.same_answer(replace(held, wording={}))


def test_a_reason_more_does_not_make_another_answer() -> None:
    assert planned(motive="apology", magnitude=2).same_answer(planned(motive="apology", magnitude=3))
    assert planned(motive="apology", magnitude=2) != planned(motive="apology", magnitude=3)


def test_the_clocks_take_the_shortest_time_that_applies() -> None:
    slow = Company(clocks=Clocks(due_minutes={1: 480, 2: 120, 3: 30, 4: 5}, public_due_minutes=45))

    assert planned(slow).due_minutes == 480
    assert planned(slow, churn="yes").due_minutes == 120
    assert planned(slow, heat=7).due_minutes == 60
    assert planned(slow, place="review").due_minutes == 45
    assert planned(slow, legal="yes").due_minutes == 15
    assert planned(slow, injury="yes").due_minutes == 5


def test_calling_instead_keeps_the_plan_and_changes_what_is_written() -> None:
    made = planned(GENEROUS, place="review", motive="refund")

    called = as_call(made)

    assert (called.medium, called.kinds) == (Medium.CALL, (Kind.CALL_OFFER, Kind.CALL_SCRIPT))
    assert (called.offer, called.plays, called.approver) == (made.offer, made.plays, made.approver)


def test_no_call_takes_a_case_off_the_fixed_route() -> None:
    made = planned(self_harm="yes")

    assert as_call(made) is made


def test_of_several_media_the_highest_wins_and_of_several_plays_the_highest_priority_leads() -> None:
    playbook = Playbook(
        (
            a_play("low", 1, medium=Medium.PAIR, purpose=Kind.HOLDING),
            a_play("high", 9, purpose=Kind.ACKNOWLEDGEMENT),
            a_play("away", 99, when=({"place": frozenset({"social"})},), medium=Medium.CALL),
        )
    )

    made = planned(BARE, playbook)

    assert made.plays == ("high", "low")
    assert made.medium is Medium.PAIR
    assert made.kinds == (Kind.PUBLIC, Kind.ACKNOWLEDGEMENT)


def test_any_table_is_enough_and_all_of_its_conditions_must_hold() -> None:
    play = a_play("odd", 9, when=({"cause": frozenset({"late"}), "heat": Range(at_least=3, at_most=5)}, {"churn": frozenset({"yes"})}))
    playbook = Playbook((play, a_play("always", 1)))

    def applies(**facts: Value) -> bool:
        return planned(BARE, playbook, **facts).lead == "odd"

    assert [applies(cause="late", heat=heat) for heat in (2, 3, 5, 6)] == [False, True, True, False]
    assert not applies(cause="rude", heat=4)
    assert applies(churn="yes")
    assert dict(planned(BARE, playbook, churn="yes").reasons[0].because) == {"churn": "yes"}

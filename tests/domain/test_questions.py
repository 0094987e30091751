"""Questions: only those whose answer can change the reply, at most three, the most telling first."""

from collections.abc import Mapping
from itertools import product

import pytest

from bot.domain.company import Company, Remedy, RemedyKind, Role
from bot.domain.facts import FIXED_ROUTE, KINDS, Value
from bot.domain.ids import PlayId, RemedyId
from bot.domain.playbook import Medium, Play, Playbook
from bot.domain.questions import MOST, WORTH_ASKING, odds_of, questions
from bot.domain.reading import Fact, Language, Reading
from bot.prompting.playbook import load_playbook

SHIPPED = load_playbook()
BARE = Company()
REMEDIES = Company(
    remedies=(
        Remedy(id=RemedyId("money"), kind=RemedyKind.REFUND, title="Money back"),
        Remedy(id=RemedyId("flowers"), kind=RemedyKind.GESTURE, title="Flowers"),
        Remedy(id=RemedyId("voucher"), kind=RemedyKind.CREDIT, title="Voucher"),
    )
)


def a_fact(value: Value, odds: Mapping[Value, float] | None = None, *, by_person: bool = False) -> Fact:
    return Fact(value=value, confidence=(odds or {value: 1.0})[value], odds=odds or {value: 1.0}, by_person=by_person)


def a_reading(**facts: Fact) -> Reading:
    return Reading(language=Language(code="en", confidence=0.99), facts={"motive": a_fact("refund"), "place": a_fact("mail"), **facts})


def a_play(name: str, priority: int, **more: object) -> Play:
    return Play(id=PlayId(name), title=name, sources=("A1",), priority=priority, **more)  # type: ignore[arg-type]  # any fields


def asked(reading: Reading, playbook: Playbook = SHIPPED, company: Company = BARE) -> list[str]:
    return [question.fact for question in questions(reading, playbook, company)]


def test_an_ordinary_complaint_is_asked_what_only_the_team_knows() -> None:
    assert asked(a_reading()) == ["responsibility", "by_when", "action"]


def test_a_public_complaint_is_also_asked_how_to_reach_the_customer() -> None:
    assert asked(a_reading(place=a_fact("review"))) == ["responsibility", "by_when", "contact"]


def test_suspicion_is_asked_for_its_evidence_before_dates() -> None:
    found = asked(a_reading(motive=a_fact("something_for_nothing")))

    assert found == ["responsibility", "history", "founded"]


@pytest.mark.parametrize("motive", ["refund", "fix_or_exchange", "apology", "to_be_heard", "unknown"])
def test_no_honest_motive_is_asked_for_evidence(motive: str) -> None:
    found = asked(a_reading(motive=a_fact(motive)))

    assert not {"founded", "history", "tried"} & set(found)


def test_a_motive_that_is_not_clear_is_asked_first() -> None:
    unsure = a_fact("refund", {"refund": 0.5, "fix_or_exchange": 0.3, "apology": 0.2})

    assert asked(a_reading(motive=unsure))[0] == "motive"


def test_a_signal_of_the_fixed_route_that_may_be_there_is_asked() -> None:
    maybe = a_fact("no", {"no": 0.55, "yes": 0.45})

    assert asked(a_reading(legal=maybe))[0] == "legal"


@pytest.mark.parametrize("signal", FIXED_ROUTE)
def test_the_fixed_route_asks_only_whether_a_doubtful_alarm_is_real(signal: str) -> None:
    doubtful = a_fact("yes", {"no": 0.4, "yes": 0.6})
    unsure = a_fact("refund", {"refund": 0.5, "apology": 0.5})
    boss = a_fact("yes", {"no": 0.5, "yes": 0.5})

    found = asked(a_reading(**{signal: doubtful, "motive": unsure, "wants_boss": boss, "churn": boss}), company=REMEDIES)

    assert found == [signal]


def test_a_plain_alarm_is_not_asked_about() -> None:
    assert asked(a_reading(injury=a_fact("yes", {"no": 0.1, "yes": 0.9}))) == []


def test_even_a_message_that_is_no_complaint_stays_on_the_fixed_route() -> None:
    reading = a_reading(is_complaint=a_fact("no"), self_harm=a_fact("yes", {"no": 0.3, "yes": 0.7}))

    assert asked(reading) == ["self_harm"]


@pytest.mark.parametrize("sure", [0.51, 0.99, 1.0])
def test_what_reads_like_no_complaint_is_asked_only_that(sure: float) -> None:
    unsure = a_fact("refund", {"refund": 0.5, "apology": 0.5})
    reading = a_reading(is_complaint=a_fact("no", {"no": sure, "yes": 1 - sure}), motive=unsure)

    (question,) = questions(reading, SHIPPED, REMEDIES)

    assert (question.fact, question.worth) == ("is_complaint", 1.0)
    assert [option.value for option in question.options] == ["yes", "no"]
    assert str(question.text) == "This does not read like a complaint to me. Shall I go on anyway?"


def test_a_colleague_s_word_on_whether_it_is_a_complaint_ends_that_question() -> None:
    reading = a_reading(is_complaint=a_fact("no"))

    assert asked(reading.told("is_complaint", "no")) == []
    assert asked(reading.told("is_complaint", "yes")) == ["responsibility", "by_when", "action"]


def test_nothing_is_asked_when_no_answer_can_change_the_reply() -> None:
    reading = a_reading(motive=a_fact("refund", {"refund": 0.5, "apology": 0.5}))

    assert asked(reading, Playbook((a_play("same-for-all", 1),))) == []


def test_nothing_is_asked_about_a_case_that_the_customer_calls_settled() -> None:
    assert asked(a_reading(confirmed=a_fact("yes", by_person=True)), company=BARE) == []


def test_at_most_three_are_asked_whatever_is_unclear() -> None:
    for motive, place, heat in product(KINDS["motive"].values, KINDS["place"].values, (0, 8)):
        unsure = a_fact(motive, dict.fromkeys(KINDS["motive"].values, 1 / 7))
        maybe = a_fact("no", {"no": 0.6, "yes": 0.4})
        reading = a_reading(motive=unsure, place=a_fact(place), heat=a_fact(heat), legal=maybe, press=maybe, wants_boss=maybe)

        found = questions(reading, SHIPPED, REMEDIES)

        assert len(found) == MOST
        assert [question.worth for question in found] == sorted((question.worth for question in found), reverse=True)
        assert all(WORTH_ASKING <= question.worth <= 1.0 for question in found)


def test_what_a_colleague_settled_is_never_asked_again() -> None:
    reading = a_reading(place=a_fact("review"), motive=a_fact("unknown", {"unknown": 0.4, "refund": 0.6}))
    seen: list[str] = []

    while found := questions(reading, SHIPPED, REMEDIES):
        seen.append(found[0].fact)
        reading = reading.told(found[0].fact, KINDS[found[0].fact].default)

    assert len(seen) == len(set(seen))
    assert {"motive", "responsibility", "action", "by_when", "contact", "offer"} <= set(seen)


def test_the_worth_is_the_probability_that_the_reply_changes() -> None:
    by_hand = Playbook(
        (
            a_play("call-for-refunds", 9, when=({"motive": frozenset({"refund"})},), medium=Medium.CALL),
            a_play("always", 1, uses=("responsibility",)),
        )
    )
    odds: dict[Value, float] = {"apology": 0.45, "to_be_heard": 0.25, "refund": 0.3}
    reading = a_reading(motive=a_fact("apology", odds))

    found = {question.fact: question.worth for question in questions(reading, by_hand, BARE)}

    # Only "refund" would lead to another answer; of the prior of responsibility all but "not clear yet" would.
    assert found == {"responsibility": pytest.approx(0.4), "motive": pytest.approx(0.3)}


def test_the_value_now_held_adds_no_worth_even_where_it_is_unlikely() -> None:
    by_hand = Playbook((a_play("refunds", 9, when=({"motive": frozenset({"refund"})},)), a_play("always", 1)))
    reading = a_reading(motive=Fact(value="refund", confidence=0.7, odds={"refund": 0.7, "apology": 0.3}))

    (question,) = questions(reading, by_hand, BARE)

    assert question.worth == pytest.approx(0.3)


@pytest.mark.parametrize(("chance", "is_asked"), [(WORTH_ASKING, True), (WORTH_ASKING - 0.01, False)])
def test_below_the_threshold_nobody_is_bothered(chance: float, is_asked: bool) -> None:
    by_hand = Playbook((a_play("boss", 9, when=({"wants_boss": frozenset({"yes"})},)), a_play("always", 1)))
    reading = a_reading(wants_boss=a_fact("no", {"no": 1 - chance, "yes": chance}))

    assert (asked(reading, by_hand) == ["wants_boss"]) == is_asked


def test_what_nobody_spoke_of_is_weighed_by_its_prior() -> None:
    by_hand = Playbook((a_play("always", 1, uses=("action",)),))

    (question,) = questions(a_reading(), by_hand, BARE)

    assert question.fact == "action"
    assert question.worth == pytest.approx(0.35)
    assert [option.value for option in question.options] == ["nothing_yet", "in_progress", "solved"]
    assert [str(option.label) for option in question.options] == ["Nothing yet", "We are on it", "It is solved"]


def test_the_offer_is_asked_with_the_company_s_own_remedies() -> None:
    offer = next(question for question in questions(a_reading(), SHIPPED, REMEDIES) if question.fact == "offer")

    assert [option.value for option in offer.options] == ["as_asked", "none", "money", "flowers", "voucher"]
    assert [str(option.label) for option in offer.options][2:] == ["Money back", "Flowers", "Voucher"]
    # Of the half that is not "as asked", a quarter is the refund they get anyway.
    assert offer.worth == pytest.approx(0.375)


def test_the_odds_of_an_offer_are_even_over_the_remedies_and_sum_to_one() -> None:
    odds = odds_of(KINDS["offer"], a_reading(), REMEDIES)

    assert odds == {"as_asked": 0.5, "none": 0.125, "money": 0.125, "flowers": 0.125, "voucher": 0.125}


def test_a_company_without_remedies_is_not_asked_what_it_offers() -> None:
    assert odds_of(KINDS["offer"], a_reading(), BARE) == {}
    assert "offer" not in asked(a_reading())


def test_an_offer_somebody_named_is_taken_at_its_word() -> None:
    reading = a_reading(offer=a_fact("none", by_person=True))

    assert odds_of(KINDS["offer"], reading, REMEDIES) == {"none": 1.0}
    assert "offer" not in asked(reading, company=REMEDIES)


def test_an_alarm_taken_back_is_planned_for_but_not_asked_again() -> None:
    reading = a_reading(press=a_fact("yes", {"no": 0.4, "yes": 0.6})).told("press", "no")

    assert "press" not in asked(reading)
    assert asked(reading) == ["responsibility", "by_when", "action"]


def test_who_must_approve_is_reason_enough_to_ask() -> None:
    by_hand = Playbook((a_play("always", 9), a_play("manager", 1, when=({"churn": frozenset({"yes"})},), approver=Role.MANAGER)))
    reading = a_reading(churn=a_fact("no", {"no": 0.5, "yes": 0.5}))

    assert asked(reading, by_hand) == ["churn"]


def test_a_settled_fact_is_not_asked_even_if_the_message_spoke_for_another_value() -> None:
    told = a_fact("apology", {"apology": 0.5, "refund": 0.5}, by_person=True)

    assert "motive" not in asked(a_reading(motive=told))


def test_what_has_no_question_is_not_asked() -> None:
    unsure = a_fact(0, {0: 0.5, 9: 0.5})

    assert "heat" not in asked(a_reading(heat=unsure))

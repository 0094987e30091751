"""What was understood, and what a colleague's word changes in it."""

import pytest

from bot.domain.facts import FIXED_ROUTE, KINDS
from bot.domain.reading import Fact, Language, Reading
from tests.domain.building import a_reading


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_a_confidence_outside_nought_to_one_is_a_programmer_s_mistake(confidence: float) -> None:
    with pytest.raises(ValueError, match="is not within 0-1"):
        Fact(value="refund", confidence=confidence)


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_the_ends_of_the_range_are_allowed(confidence: float) -> None:
    assert Fact(value="refund", confidence=confidence).confidence == confidence


def test_a_language_is_sure_from_95_percent() -> None:
    assert Language(code="nb", confidence=0.95).sure
    assert not Language(code="nb", confidence=0.9499).sure


def test_the_odds_of_a_fact_are_its_own_or_its_value_or_the_prior() -> None:
    spread = Fact(value="refund", confidence=0.6, odds={"refund": 0.6, "apology": 0.4})
    reading = Reading(language=Language(code="en", confidence=1.0), facts={"motive": spread, "heat": Fact(value=7, confidence=0.5)})

    assert reading.odds("motive") == {"refund": 0.6, "apology": 0.4}
    assert reading.odds("heat") == {7: 1.0}
    assert reading.odds("place") == KINDS["place"].prior


def test_a_colleague_s_word_settles_a_fact_and_replaces_what_the_message_seemed_to_say() -> None:
    before = a_reading(motive="refund", heat=7)

    after = before.told("motive", "apology")

    assert after.facts["motive"] == Fact(value="apology", confidence=1.0, odds={"apology": 1.0}, by_person=True)
    assert after.values() == {"motive": "apology", "heat": 7}
    assert (after.settled("motive"), after.settled("heat"), after.settled("place")) == (True, False, False)
    assert before.values() == {"motive": "refund", "heat": 7}


@pytest.mark.parametrize("fact", FIXED_ROUTE)
def test_an_alarm_taken_back_leaves_a_trace(fact: str) -> None:
    after = a_reading(**{fact: "yes"}).told(fact, "no")

    assert after.values() == {fact: "no", "alarm": "yes"}
    assert not after.settled("alarm")


def test_the_trace_stays_when_the_alarm_is_denied_twice_or_raised_again() -> None:
    after = a_reading(legal="yes").told("legal", "no")

    assert after.told("legal", "no").values()["alarm"] == "yes"
    assert after.told("legal", "yes").values() == {"legal": "yes", "alarm": "yes"}


@pytest.mark.parametrize(
    ("before", "fact", "value"),
    [
        ({}, "legal", "no"),
        ({"legal": "no"}, "legal", "no"),
        ({"legal": "yes"}, "legal", "yes"),
        ({"legal": "yes"}, "press", "no"),
        ({"churn": "yes"}, "churn", "no"),
    ],
)
def test_where_no_alarm_of_the_fixed_route_was_taken_back_there_is_no_trace(before: dict[str, str], fact: str, value: str) -> None:
    assert "alarm" not in a_reading(**before).told(fact, value).values()

"""The vocabulary of facts: values, priors, and what is worked out from the rest."""

import pytest

from bot.domain.company import Clocks
from bot.domain.errors import BadInput
from bot.domain.facts import DEFAULTS, FIXED_ROUTE, HARM, KINDS, THREATS, FactKind, Value, with_derived


@pytest.mark.parametrize("fact", KINDS.values(), ids=lambda fact: str(fact.name))
def test_every_fact_has_values_and_a_prior_over_them_that_sums_to_one(fact: FactKind) -> None:
    assert fact.numeric != bool(fact.values)
    assert str(fact.label)
    assert set(fact.prior) <= set(fact.values)
    assert not fact.prior or sum(fact.prior.values()) == pytest.approx(1.0)
    assert fact.default == DEFAULTS[fact.name] == (fact.low if fact.numeric else next(iter(fact.values)))


@pytest.mark.parametrize("fact", [kind for kind in KINDS.values() if kind.prior], ids=lambda fact: str(fact.name))
def test_what_is_taken_for_granted_is_the_likeliest_value(fact: FactKind) -> None:
    assert max(fact.prior, key=lambda value: fact.prior[value]) == fact.default


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("motive", "refund", "refund"), ("heat", "0", 0), ("heat", "10", 10), ("heat", "৭", 7), ("legal", "yes", "yes")],
)
def test_a_value_that_the_fact_knows_is_taken(name: str, text: str, value: Value) -> None:
    assert KINDS[name].parse(text) == value


@pytest.mark.parametrize(
    ("name", "text", "possible"),
    [
        ("heat", "11", "0-10"),
        ("heat", "-1", "0-10"),
        ("heat", "hot", "0-10"),
        ("heat", "", "0-10"),
        ("heat", "²", "0-10"),
        ("severity", "0", "1-4"),
        ("legal", "maybe", "no, yes"),
        ("legal", "1", "no, yes"),
        ("contact", "Phone", "none, written, phone"),
    ],
)
def test_a_value_that_the_fact_does_not_know_is_refused_with_the_possible_ones(name: str, text: str, possible: str) -> None:
    with pytest.raises(BadInput) as refused:
        KINDS[name].parse(text)

    assert str(refused.value) == f"{name} cannot be {text!r}"
    assert str(refused.value.hint) == f"{name} can be one of: {possible}."


@pytest.mark.parametrize(
    ("place", "reach"),
    [
        ("mail", "private"),
        ("private_message", "private"),
        ("in_person", "private"),
        ("review", "public"),
        ("complaint_site", "public"),
        ("social", "public"),
    ],
)
def test_the_reach_follows_the_place(place: str, reach: str) -> None:
    assert with_derived({"place": place})["reach"] == reach


@pytest.mark.parametrize("fact", [*THREATS, *HARM])
def test_every_threat_and_harm_is_on_the_fixed_route(fact: str) -> None:
    assert with_derived({fact: "yes"})["fixed_route"] == "yes"
    assert with_derived({fact: "no"})["fixed_route"] == "no"
    assert fact in FIXED_ROUTE


@pytest.mark.parametrize(
    ("facts", "severity"),
    [
        ({}, 1),
        ({"heat": 6, "magnitude": 4, "wants_boss": "yes"}, 1),
        ({"heat": 7}, 2),
        ({"magnitude": 5}, 2),
        ({"churn": "yes"}, 2),
        ({"place": "review"}, 2),
        ({"legal": "yes"}, 3),
        ({"data_breach": "yes", "heat": 10}, 3),
        ({"safety": "yes"}, 3),
        ({"injury": "yes"}, 4),
        ({"self_harm": "yes"}, 4),
        ({"threat_to_life": "yes", "legal": "yes"}, 4),
    ],
    ids=str,
)
def test_the_severity_is_that_of_the_worst_there_is(facts: dict[str, Value], severity: int) -> None:
    assert with_derived(facts)["severity"] == severity


def test_what_is_worked_out_cannot_be_told() -> None:
    told: dict[str, Value] = {"reach": "public", "fixed_route": "no", "severity": 1, "injury": "yes"}

    full = with_derived(told)

    assert (full["reach"], full["fixed_route"], full["severity"]) == ("private", "yes", 4)
    assert told["fixed_route"] == "no"


def test_every_fact_has_a_value_once_the_rest_is_worked_out() -> None:
    assert set(with_derived({})) == set(KINDS)
    assert with_derived({"heat": 3})["heat"] == 3


def test_the_clocks_know_every_severity() -> None:
    severity = KINDS["severity"]

    assert sorted(Clocks().due_minutes) == list(range(severity.low, severity.high + 1))
    assert list(Clocks().due_minutes.values()) == sorted(Clocks().due_minutes.values(), reverse=True)

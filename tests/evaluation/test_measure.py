import pytest

from bot.evaluation.measure import Measure, share, wilson
from bot.evaluation.result import Result


def test_wilsons_interval_is_the_one_in_the_books() -> None:
    low, high = wilson(9, 10)

    assert low == pytest.approx(0.5958, abs=1e-4)
    assert high == pytest.approx(0.9821, abs=1e-4)
    assert wilson(0, 5)[0] == pytest.approx(0.0)
    assert wilson(5, 5)[1] == pytest.approx(1.0)


def test_a_target_is_met_at_its_bound_and_missed_beyond() -> None:
    tries = [("a", True), ("b", True), ("c", False)]

    assert share("p", "n", tries, least=2 / 3).met is True
    assert share("p", "n", tries, least=0.7).met is False
    assert share("p", "n", tries, most=0.5).met is False
    assert share("p", "n", tries).met is None


def test_a_missed_least_names_the_misses_and_a_missed_most_the_hits() -> None:
    tries = [("a", True), ("b", False)]

    assert share("p", "n", tries, least=1.0).failed == ("b",)
    assert share("p", "n", tries, most=0.0).failed == ("a",)


def test_nothing_tried_is_neither_met_nor_missed() -> None:
    nothing = share("p", "n", [], least=0.9)

    assert nothing.met is None
    assert nothing.value is None
    assert nothing.interval is None


def test_changes_are_told_and_times_are_not() -> None:
    before = {"measures": [{"id": "p.n", "value": 0.5}, {"id": "p.t", "value": 10.0}, {"id": "p.gone", "value": 1.0}]}
    slow = Measure(part="p", name="t", figure=12.0, of=3, unit="ms")
    result = Result(about={}, measures=[share("p", "n", [("a", True)]), slow])

    [change] = result.changes(before)

    assert (change.id, change.before, change.now) == ("p.n", 0.5, 1.0)

"""The playbook's values: ranges, conditions, order."""

import pytest

from bot.domain.facts import Value
from bot.domain.ids import PlayId
from bot.domain.playbook import GUIDANCE, Medium, Play, Playbook, Range, When

FURIOUS_REFUND: When = {"motive": frozenset({"refund", "apology"}), "heat": Range(at_least=7)}
PUBLIC: When = {"reach": frozenset({"public"})}


def a_play(name: str = "play", priority: int = 1, *when: When) -> Play:
    return Play(id=PlayId(name), title=name, sources=("A1",), priority=priority, when=when)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Range(), [0, 3, 4, 7, 8, 10]),
        (Range(at_least=4), [4, 7, 8, 10]),
        (Range(at_most=7), [0, 3, 4, 7]),
        (Range(at_least=4, at_most=7), [4, 7]),
        (Range(at_least=0, at_most=0), [0]),
    ],
    ids=str,
)
def test_a_range_includes_both_of_its_ends(condition: Range, holds: list[int]) -> None:
    assert [number for number in (0, 3, 4, 7, 8, 10) if condition.holds(number)] == holds


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"motive": "refund", "heat": 7, "reach": "private"}, ("motive", "heat")),
        ({"motive": "apology", "heat": 9, "reach": "public"}, ("motive", "heat")),
        ({"motive": "refund", "heat": 6, "reach": "public"}, ("reach",)),
        ({"motive": "refund", "heat": 6, "reach": "private"}, ()),
        ({"motive": "unknown", "heat": 9, "reach": "private"}, ()),
    ],
    ids=str,
)
def test_a_play_applies_when_all_of_any_table_holds_and_says_which(facts: dict[str, Value], because: tuple[str, ...]) -> None:
    play = a_play("play", 1, FURIOUS_REFUND, PUBLIC)

    assert play.because(facts) == because
    assert play.applies(facts) == bool(because)


def test_a_play_without_conditions_always_applies_and_rests_on_no_fact() -> None:
    assert a_play().applies({})
    assert a_play().because({}) == ()


def test_a_playbook_holds_its_plays_by_priority_and_equals_in_the_order_given() -> None:
    low, first, second, away = a_play("low", 1), a_play("first", 5), a_play("second", 5), a_play("away", 9, PUBLIC)

    playbook = Playbook((low, first, second, away))

    assert playbook.plays == (away, first, second, low)
    assert playbook.by_id == {"low": low, "first": first, "second": second, "away": away}
    assert list(playbook.applying({"reach": "private"})) == [first, second, low]


def test_the_media_rank_from_a_reply_to_a_person() -> None:
    assert [str(medium) for medium in sorted(Medium)] == ["reply", "pair", "call", "person"]


def test_the_guidance_has_its_27_ids_each_once() -> None:
    assert len(GUIDANCE) == len(set(GUIDANCE)) == 27
    assert (GUIDANCE[0], GUIDANCE[13], GUIDANCE[14], GUIDANCE[18], GUIDANCE[-1]) == ("A1", "A14", "B1", "C0", "C8")

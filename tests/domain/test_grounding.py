"""What counts as given: corners of numbers, cut-off parts and signatures."""

import pytest

from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.grounding import Ground, ground, invented, signature
from bot.domain.plain import Span, plain


def a_ground(text: str, *left_out: Span) -> Ground:
    return ground(Complaint(text=text), plain(text), company=Company(), allowed=(), spelled={}, left_out=left_out)


def found_in(text: str, base: Ground) -> list[str]:
    return [text[spot.start : spot.end] for spot in invented(plain(text), base)]


def test_a_few_numbers_in_a_row_are_numbers_and_no_phone() -> None:
    text = "They came as 12 / 15 / 3 pieces."

    assert found_in(text, a_ground("I got 12, then 15 and 3.")) == []
    assert found_in(text, a_ground("I got 12 and 3.")) == ["15"]


@pytest.mark.parametrize("left_out", [((0, 8),), ((0, 5), (3, 8)), ((4, 8), (0, 6))], ids=str)
def test_numbers_in_the_parts_left_out_give_no_ground(left_out: tuple[Span, ...]) -> None:
    base = a_ground("Room 77 and 88 lamps", *left_out)

    assert found_in("You asked for 77 and 88.", base) == ["77"]


def test_closing_words_at_the_very_end_are_no_signature() -> None:
    text = "We are sorry about the lamp.\nKind Regards"

    assert signature(plain(text), [(29, 41)]) is None
    assert signature(plain(text), []) == (29, 41)

"""What counts as given: corners of numbers, cut-off parts and signatures."""

from decimal import Decimal

import pytest

from bot.domain.amounts import Money
from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.grounding import Ground, ground, invented, signature, undated, unsaid
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


FRIDAY, DAY, DECEMBER = frozenset({"weekday:4"}), frozenset({"date:12-03"}), frozenset({"month:12"})


@pytest.mark.parametrize(
    ("text", "keys", "given", "found"),
    [
        ("It left on Friday.", FRIDAY, (), True),
        ("It left on Friday.", FRIDAY, ("weekday:4",), False),
        ("It left on 3 December.", DAY, ("date:12-04",), True),
        ("It left in December.", DECEMBER, ("date:12-03",), False),
        ("It left in December.", DECEMBER, ("weekday:4",), True),
        ("Does Friday suit you?", FRIDAY, (), False),
        ("Was it 3 December?", DAY, (), True),
        ('You wrote "not on Friday".', FRIDAY, (), False),
        ("Until Friday you reach me on +47 22 33 44 55.", FRIDAY, (), False),
        ("On Friday we had 12 calls.", FRIDAY, (), True),
    ],
)
def test_a_day_that_nobody_gave_is_made_up(text: str, keys: frozenset[str], given: tuple[str, ...], found: bool) -> None:
    base = ground(Complaint(text=""), plain(""), company=Company(), allowed=(), spelled={}, dates=given)
    word = next(word for word in ("3 December", "Friday", "December") if word in text)
    place = text.index(word), text.index(word) + len(word)

    spots = list(undated(plain(text), [(place, keys)], base))

    assert [text[spot.start : spot.end] for spot in spots] == ([word] if found else [])


@pytest.mark.parametrize(
    ("words", "amount", "currency", "found"),
    [
        ("eighty euros", 80, "EUR", True),
        ("fifty euros", 50, "EUR", False),
        ("one percent", 1, "%", False),
        ("a hundred percent", 100, "%", False),
    ],
)
def test_an_amount_in_words_that_nobody_gave_is_made_up(words: str, amount: int, currency: str, found: bool) -> None:
    base = ground(Complaint(text=""), plain(""), company=Company(), allowed=(), spelled={}, counted=(Decimal(50),))
    said = [Money(amount=Decimal(amount), currency=currency, start=0, end=len(words))]

    assert bool(list(unsaid(plain(words), said, base))) is found


def test_an_amount_in_digits_or_in_a_quotation_is_another_check_s_matter() -> None:
    text = 'You wrote "eighty euros" and 80 euros.'
    said = [Money(amount=Decimal(80), currency="EUR", start=11, end=23), Money(amount=Decimal(80), currency="EUR", start=29, end=37)]

    assert list(unsaid(plain(text), said, a_ground("nothing"))) == []

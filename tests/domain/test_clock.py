"""When an answer is due, and when somebody picks up the phone."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from bot.domain.clock import due_at, open_line
from bot.domain.company import Company, PhoneLine
from tests.domain.building import OPENED

WEEK = PhoneLine(number="1", opens=time(9), closes=time(17))
SATURDAY = PhoneLine(number="2", opens=time(10), closes=time(12), days=(5,))
EVENING = PhoneLine(number="3", opens=time(16), closes=time(20))
LINES = Company(phone_lines=(WEEK, SATURDAY, EVENING))
# A Monday, and a place where it is already Tuesday.
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
FAR_EAST = timezone(timedelta(hours=12))


def test_an_answer_is_due_so_many_minutes_after_the_complaint_came_in() -> None:
    assert due_at(OPENED, 90) == OPENED + timedelta(hours=1, minutes=30)


def test_a_time_without_a_zone_is_a_programmer_s_mistake() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        due_at(OPENED.replace(tzinfo=None), 90)


@pytest.mark.parametrize(
    ("local", "line"),
    [
        (MONDAY.replace(hour=8, minute=59), None),
        (MONDAY.replace(hour=9), WEEK),
        (MONDAY.replace(hour=16, minute=30), WEEK),
        (MONDAY.replace(hour=17), WEEK),
        (MONDAY.replace(hour=17, minute=1), EVENING),
        (MONDAY.replace(hour=20, minute=1), None),
        (MONDAY.replace(day=7, hour=10), SATURDAY),
        (MONDAY.replace(day=7, hour=9, minute=30), None),
        (MONDAY.replace(day=8, hour=11), None),
        (MONDAY.replace(day=8, hour=21).astimezone(FAR_EAST), WEEK),
    ],
    ids=str,
)
def test_the_first_line_that_is_open_at_that_local_time_is_the_one_to_call(local: datetime, line: PhoneLine | None) -> None:
    assert open_line(LINES, local) == line


def test_a_company_without_a_phone_has_no_line() -> None:
    assert open_line(Company(), MONDAY.replace(hour=12)) is None

"""Dates of mail headers in many languages."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.intake.dates import has_date, has_time, read_date


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 2 Mar 2026 09:14:00 +0000",
        "2026-03-02T09:14:00+00:00",
        "Monday, March 2, 2026 9:14 AM",
        "Mo., 2. März 2026 um 09:14 Uhr",
        "man. 2. mars 2026 kl. 09.14",
        "2026-03-02, pr, 09:14",
        "2026 m. kovo 2 d. 09:14",
        "সোম, ২ মার্চ, ২০২৬ তারিখে ৯:১৪",
        "lun, 2 mar 2026 a las 9:14",
        "lun. 2 mars 2026 à 09:14",
        "2.3.2026 09:14",
        "2.3.26 9:14",
    ],
)
def test_a_moment_is_read_in_any_language(text: str) -> None:
    assert read_date(text) == datetime(2026, 3, 2, 9, 14, tzinfo=UTC)
    assert has_date(text)
    assert has_time(text)


def test_the_afternoon_and_the_zone_count() -> None:
    assert read_date("May 8, 2005 1:17 PM") == datetime(2005, 5, 8, 13, 17, tzinfo=UTC)
    assert read_date("May 8, 2005 12:17 AM") == datetime(2005, 5, 8, 0, 17, tzinfo=UTC)
    assert read_date("Sun, 8 May 2005 14:09:11 -0500") == datetime(2005, 5, 8, 14, 9, 11, tzinfo=timezone(timedelta(hours=-5)))


def test_a_weekday_that_is_a_month_elsewhere_is_no_month() -> None:
    assert read_date("mar, 3 feb 2026 9:14") == datetime(2026, 2, 3, 9, 14, tzinfo=UTC)


@pytest.mark.parametrize("text", ["3/2/2026 9:14", "31 February 2026", "order 4711", "", "2026", "99999999999999999999"])
def test_what_would_be_a_guess_is_no_moment(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["order 4711", "I waited 3 weeks", "it cost 12.50", "since 2026"])
def test_numbers_are_no_dates(text: str) -> None:
    assert not has_date(text)

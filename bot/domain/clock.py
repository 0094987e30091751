"""Times that matter: when an answer is due, and whether somebody answers the phone."""

from datetime import datetime, timedelta

from bot.domain.company import Company, PhoneLine


def due_at(opened: datetime, due_minutes: int) -> datetime:
    """When the answer must be out; `opened` must carry its time zone."""
    if opened.tzinfo is None:
        raise ValueError("a time without a zone")
    return opened + timedelta(minutes=due_minutes)


def open_line(company: Company, local: datetime) -> PhoneLine | None:
    """The first phone line that somebody answers at that local time."""
    for line in company.phone_lines:
        if local.weekday() in line.days and line.opens <= local.time().replace(tzinfo=None) <= line.closes:
            return line
    return None

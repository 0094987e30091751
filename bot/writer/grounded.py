"""What was given to rely on, for the check that a draft makes nothing up: dates and numbers in every way to write them."""

from decimal import Decimal
from functools import lru_cache

from bot.domain.complaint import Complaint
from bot.prompting.promises import Promises

_DAYS = 7


@lru_cache(maxsize=8)  # the same for every draft of an answer
def dates_given(texts: tuple[str, ...], *, tongues: frozenset[Promises], complaint: Complaint) -> frozenset[str]:
    """The days and months that these texts speak of, and the day of the message itself."""
    keys = {key for text in texts for tongue in tongues for _, found in tongue.calendar(text) for key in found}
    if complaint.at:
        today = complaint.at.weekday()
        # "Yesterday" in a dated letter names a day as well.
        keys |= {f"weekday:{day % _DAYS}" for day in (today - 1, today, today + 1)}
        keys |= {f"date:{complaint.at:%m-%d}"}
    return frozenset(keys)


@lru_cache(maxsize=8)
def numbers_given(texts: tuple[str, ...], *, tongues: frozenset[Promises]) -> frozenset[Decimal]:
    """The numbers that they spell out."""
    return frozenset(number for text in texts for tongue in tongues if tongue.words for number in tongue.words.numbers(text))

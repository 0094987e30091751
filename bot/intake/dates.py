"""Dates in mail headers, in any language that a mail program writes them in."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from babel import Locale

_LOCALES = ("en", "de", "nb", "nn", "lt", "bn", "es", "fr", "da", "sv", "fi", "pl", "lv", "et", "nl", "it", "pt", "ru", "uk", "cs")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_DAY_OR_MONTH = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(?:\d{4}([./-]) ?\d{1,2}\1 ?\d{1,2}|\d{1,2}([./-]) ?\d{1,2}\2 ?\d{2}(?:\d\d)?)(?!\d)")
_TIME = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.][0-5]\d)?(?![\d.:])(?:\s?([ap])\.?m\b)?", re.IGNORECASE)
_ZONED = re.compile(r"\d[:.]\d\d\s+(?![AaPp]\.?[Mm]\b)(?:[+-]\d{4}|[A-Z]{1,4})\b")
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0980-\u09ff])*")


def ascii_digits(text: str) -> str:
    """The text with the digits of every script as 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def has_date(text: str) -> bool:
    """Whether a calendar date stands in it: a year with another number, or numbers parted like a date."""
    plain = ascii_digits(text)
    if _NUMERIC.search(plain):
        return True
    year = _YEAR.search(plain)
    return year is not None and _DAY_OR_MONTH.search(plain[: year.start()] + " " + plain[year.end() :]) is not None


def has_time(text: str) -> bool:
    """Whether a time of day stands in it."""
    return _TIME.search(_NUMERIC.sub(" ", ascii_digits(text))) is not None


def read_date(text: str) -> datetime | None:
    """The moment that a header names, in UTC where it says no zone; None where that would be a guess."""
    plain = ascii_digits(text[:200]).strip()
    moment = _standard(plain) or _in_words(plain)
    if moment is None:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _standard(text: str) -> datetime | None:
    """A date as mails (RFC 5322) or ISO 8601 have it."""
    try:
        return parsedate_to_datetime(text) if _ZONED.search(text) else datetime.fromisoformat(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _in_words(text: str) -> datetime | None:
    """A date whose month is a word, or whose order its separator settles (2026-03-02, 2.3.2026)."""
    numeric = _NUMERIC.search(text)
    if numeric:
        parts = [int(part) for part in re.findall(r"\d+", numeric.group())]
        if "/" in numeric.group() and parts[0] <= 12 and parts[1] <= 12:
            return None
        year, month, day = parts if parts[0] > 99 else parts[::-1]
        year += 2000 if year < 100 else 0
        if month > 12:
            month, day = day, month
    else:
        found = _YEAR.search(text)
        months = _months()
        # The last one: before it may stand a weekday that is a month in another language (Spanish "mar").
        named = next((months[word.casefold()] for word in reversed(_WORD.findall(text)) if word.casefold() in months), None)
        if found is None or named is None:
            return None
        rest = _TIME.sub(" ", text[: found.start()] + " " + text[found.end() :])
        days = _DAY_OR_MONTH.search(rest)
        if days is None:
            return None
        year, month, day = int(found.group()), named, int(days.group())
    try:
        return datetime(year, month, day, *_clock(_NUMERIC.sub(" ", text)), tzinfo=UTC)
    except ValueError:
        return None


def _clock(text: str) -> tuple[int, int]:
    time = _TIME.search(text)
    if time is None:
        return 0, 0
    hour, minute = int(time[1]), int(time[2])
    if time[3] and hour <= 12:
        hour = hour % 12 + (12 if time[3].lower() == "p" else 0)
    return hour, minute


@cache
def _months() -> Mapping[str, int]:
    """Month names and their short forms; a word that means two months in two languages is left out."""
    named: dict[str, int] = {}
    doubtful = set()
    for code in _LOCALES:
        for forms in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms[width].items():
                    word = name.casefold().rstrip(".")
                    if word.isdecimal() or " " in word:
                        continue
                    if named.setdefault(word, number) != number:
                        doubtful.add(word)
    return {word: number for word, number in named.items() if word not in doubtful}

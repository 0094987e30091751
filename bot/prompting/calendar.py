"""Explicit dates in running text, whichever way a country writes them: "3 December", "am 3.12.", "gruodžio 3 d."."""

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

import regex
from babel import Locale, UnknownLocaleError

from bot.domain.plain import Span
from bot.prompting.matching import folded

_ENDINGS = {"lt": r"\p{L}{1,4}", "bn": "(?:ের|ে|র|তে|েই)?"}
# Letters by which a month is known in another case: gruodžio, gruodį; gegužės, gegužę.
_BENT = {"lt": 1}
_LEAST = 3
# Months that are ordinary words too: they count only beside a day or a preposition.
_IN = r"\b(?:in|since|until|till|by|from|last|next|this|seit|bis|im|ab|siden|innen|til|i|en|desde|hasta|de|dès|depuis|jusqu'en|nuo|iki) "
_DAY, _YEAR = r"(?P<day>[0-3]?\d)", r"(?P<year>(?:19|20)\d\d)"
_HANGS = r"(?:st|nd|rd|th|er|\.|\.?º|রা|ঠা|লা|ই|শে)?"
_ISO = regex.compile(rf"(?<![\d.-]){_YEAR}-(?P<month>\d{{1,2}})-{_DAY}(?![\d-])")
# Day before month, as all of these languages write it; America turns it round, so that both are heard in English.
_NUMERIC = regex.compile(
    rf"(?<![\d.,/-]){_DAY}(?P<sign>[./-])(?P<month>[01]?\d)(?:(?P=sign)(?:{_YEAR}|\d\d)(?![\d%])|(?<=\.\d\d?)\.(?!\d))"
)
# Where a month has a capital letter, "may" and "march" are no months.
_CAPITAL = {"en", "de"}


@lru_cache(maxsize=64)
def dates_in(text: str, language: str) -> tuple[tuple[Span, frozenset[str]], ...]:
    """Each date with what it may stand for: `date:12-03`, or `month:12` where there is no day.

    The text is in its plain form, with Western digits.
    """
    dates: list[tuple[Span, frozenset[str]]] = []
    low = folded(text)
    written = _written(language) if any(name in low for name in _folded_names(language)) else ()
    for pattern in (_ISO, _NUMERIC, *written):
        for match in pattern.finditer(text):
            keys = frozenset(_keys(match, language))
            if keys and not any(start < match.end() and match.start() < end for (start, end), _ in dates):
                dates.append((match.span(), keys))
    return tuple(dates)


def month_of(key: str) -> str:
    """The month of a day: `date:12-03` is in `month:12`."""
    return f"month:{key[5:7]}" if key.startswith("date:") else key


def _keys(match: regex.Match[str], language: str) -> Iterator[str]:
    parts = match.groupdict()
    if parts.get("name") and language in _CAPITAL and not parts["name"][0].isupper():
        return
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"], language)
    if parts.get("day") is None:
        yield f"month:{month:02}"
        return
    day = int(parts["day"])
    if _possible(month, day):
        yield f"date:{month:02}-{day:02}"
    if language == "en" and parts.get("sign") and _possible(day, month):
        yield f"date:{day:02}-{month:02}"


def _possible(month: int, day: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def _month(name: str, language: str) -> int:
    low = name.casefold()
    names = _names(language)
    return next((names[known] for known in sorted(names, key=len, reverse=True) if low.startswith(known)), 0)


@cache
def _names(language: str) -> dict[str, int]:
    """Every way that CLDR writes a month, without the ending that a case changes."""
    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    bent = _BENT.get(language, 0)
    return {
        name.casefold().rstrip(".")[: -bent or None]: number
        for use in ("format", "stand-alone")
        for width in ("wide", *(("abbreviated",) if language not in _ENDINGS else ()))
        for number, name in months[use][width].items()
        if len(name.rstrip(".")) >= _LEAST and not name[0].isdigit()
    }


@cache
def _folded_names(language: str) -> tuple[str, ...]:
    return tuple(map(folded, _names(language)))


@cache
def _written(language: str) -> tuple[regex.Pattern[str], ...]:
    """A month in words: with its day before or behind it, and alone."""
    names = _names(language)
    if not names:
        return ()
    ending = _ENDINGS.get(language, "")
    name = rf"(?P<name>(?:{'|'.join(map(regex.escape, sorted(names, key=len, reverse=True)))}){ending})(?![\p{{L}}\p{{M}}])(?:\.(?= \d))?"
    of = r"(?: of| de| den)?"
    flags = regex.IGNORECASE
    return (
        regex.compile(rf"(?<![\d.,:]){_DAY}{_HANGS}{of} {name}(?:,? (?:de )?{_YEAR})?", flags),
        regex.compile(rf"(?<![\p{{L}}\p{{M}}]){name} (?:the )?{_DAY}(?:st|nd|rd|th)?(?:(?: ?d\.)|(?![\d.,:]*\d))(?:,? {_YEAR})?", flags),
        regex.compile(rf"{_IN}{name}(?: {_YEAR})?" if language != "bn" else rf"(?<![\p{{L}}\p{{M}}]){name}", flags),
    )

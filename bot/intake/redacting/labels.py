"""Numbers that a word announces, and those that stay because an answer needs them: amounts, dates, times."""

from collections.abc import Iterator
from functools import cache

import regex

from bot.intake.redacting.cues import either
from bot.intake.redacting.spans import Kind, Secret

LETTERS_OF_A_BOOKING = 6
_REACH = 60  # characters from a word to the end of its number

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_CURRENCY = (
    r"(?:€|\$|£|৳|₹|¥|eur(?:os?|ai|ų|ais)?|usd|gbp|nok|sek|dkk|chf|bdt|inr|kr(?:oner)?|dollars?|pounds?|quid|rs|tk|taka|lt|টাকা|bucks)"
)
_AMOUNT = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?"
# What stays: the model needs dates, times and amounts, and nobody is known by them.
KEPT = regex.compile(
    rf"(?<![\d./-])(?:{_YEAR}[./-]{_MONTH}[./-]{_DAY}|{_DAY}[./-]{_MONTH}[./-](?:{_YEAR}|\d\d))"
    rf"(?:[T,]? ?\d{{1,2}}[:.]\d\d(?::\d\d)?)?(?![./-]?\d)"
    rf"|(?<![\d./-]){_DAY}[./] ?{_MONTH}[./]?(?![./-]?\d| \d)"
    rf"|(?<!\d){_YEAR} ?[-/–] ?(?:{_YEAR}|\d\d)(?!\d|[-/]\d)"
    rf"|(?<!\d){_YEAR}{_MONTH}{_DAY}(?!\d)"
    r"|(?<![\d:])\d{1,2}[:.]\d\d(?::\d\d)? ?[-–] ?\d{1,2}[:.]\d\d(?!\d)|(?<![\d:.])\d{1,2}:\d\d(?::\d\d)?(?![\d:])"
    rf"|(?<![\w.,])(?i:{_CURRENCY})\.? ?(?:{_AMOUNT})(?![\d\p{{L}}]|[ .,-]\d)"
    rf"|(?<![\d.,\p{{L}}-])(?:{_AMOUNT}) ?(?i:{_CURRENCY})(?!\p{{L}})"
    r"|(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d\d)?(?!\d|,\d)"
)

_WORD_BEFORE = r"(?<![\p{L}\p{M}\d])"
_CODE = (
    r"(?:(?<!\p{L})|(?=\d))(?=[^\s\d]{0,12}\d|(?-i:[A-Z]{6}))"
    r"(?P<code>(?:(?-i:[A-Z]{1,4} )?\d{2,}(?:[ -]\d{2,}){1,6}(?![/._-]?[\p{L}\d])|(?-i:[A-Z]{1,4}) \d{3,}"
    r"|[A-Z0-9](?:[A-Z0-9]|[-/_.](?=[A-Z0-9])){1,40}))(?![\p{L}\d])"
)
_LINK = r"(?:\s?[:#№=.(\"'-]|\s(?:is|was|ist|lautet|war|er|var|yra|es|est|:|হলো|হল|—|-)(?=\s)){0,3}\s{0,2}"
_PHONE_LIKE = r"(?P<code>\+?\(?\d[\d ()./-]{3,20}\d)(?!\d)"


def labelled(text: str) -> Iterator[Secret]:
    """Every number that a word announces as one that identifies something."""
    for start, end in _near_numbers(text):
        for kind, pattern in _labels():
            for match in pattern.finditer(text, start, end, overlapped=True):
                if _is_code(match, text):
                    yield Secret(match.start("code"), match.end("code"), kind)


@cache
def _labels() -> tuple[tuple[Kind, regex.Pattern[str]], ...]:
    """After a bare "order" a number must look like one; after "order number" anything may. `sure` ones need no look."""
    words = either("number_words")
    sources = (
        (Kind.ID, rf"{_WORD_BEFORE}(?:{either('identities')})(?:[\s-]{{0,2}}(?:{words}))?(?P<sure>){_LINK}{_CODE}"),
        (Kind.PHONE, rf"{_WORD_BEFORE}(?:{either('phones')})(?:[\s-]{{0,2}}(?:{words}))?(?P<sure>){_LINK}{_PHONE_LIKE}"),
        (Kind.REF, rf"{_WORD_BEFORE}(?:{either('references')})(?:[\s-]{{0,2}}(?P<strong>{words}))?{_LINK}{_CODE}"),
        (Kind.REF, rf"{_WORD_BEFORE}(?:{words})(?P<alone>){_LINK}{_CODE}"),
        (
            Kind.REF,
            rf"(?<![\p{{L}}\d])(?P<sure>)(?P<code>[A-Z0-9-]{{0,20}}\d{{2,20}}[A-Z0-9-]{{0,20}})\s(?:{words})\s(?:{either('references')})",
        ),
    )
    return tuple((kind, regex.compile(source, regex.IGNORECASE)) for kind, source in sources)


def _near_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a labelled number may stand: labels are many, and most of a text has no number near."""
    start = end = -1
    for match in regex.finditer(r"\d+|(?<!\p{L})[A-Z]{6}(?!\p{L})", text):
        if end < 0 or match.start() - _REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end >= 0:
        yield start, end


def _is_code(match: regex.Match[str], text: str) -> bool:
    code, groups = match["code"], match.groupdict()
    digits = sum(char.isdigit() for char in code)
    kept = KEPT.match(text, match.start("code"))
    if kept and kept.end() >= match.end("code"):
        return False
    if not digits:
        return code.isupper() and len(code) == LETTERS_OF_A_BOOKING and sum(char in "AEIOUY" for char in code) <= 1
    if groups.get("sure") is not None or groups.get("strong"):
        return digits >= 2 or len(code) > 3
    if regex.fullmatch(_YEAR, code) and not groups.get("strong"):
        return False
    return digits >= 4 or (digits >= 2 and any(char.isupper() for char in code) and "alone" not in groups)

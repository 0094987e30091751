"""Names of people in a text: where a letter puts them, and where its own words announce them."""

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from bot.intake.redacting.cues import cues, either

_LATIN = r"(?-i:\p{Lu}\.|\p{Lu}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*)"
_BENGALI = r"[\p{Bengali}\u200c\u200d]{2,}"
_SMALL = r"(?:von|van|de|der|den|da|di|du|le|la|el|al|bin|af|av|zu|del|dos)"
_FULL = rf"(?:{_LATIN}(?: (?:{_SMALL} ){{0,2}}{_LATIN}){{0,3}})"
_TITLE_CASE = r"(?-i:\p{Lu}[\p{Ll}\p{M}]+(?:['-]\p{L}[\p{Ll}\p{M}]+)*)"
_ANY_CASE = r"[\p{L}\p{M}][\p{L}\p{M}'.-]+(?: [\p{L}\p{M}][\p{L}\p{M}'.-]*){0,3}"
_BENGALI_FULL = rf"(?:{_BENGALI}(?: {_BENGALI}){{0,2}})"
_EDGE = r"(?<![\p{L}\p{M}\p{N}])"
_STOP = r"(?=\s*(?:[,!.:;।|(\n–—-]|\Z))"
_DECLINED = regex.compile(r"(?:as|is|ys|us|ius|ė|a)\Z")
_LITHUANIAN = r"(?:as|o|ui|ą|u|e|ai|is|io|iui|į|iu|y|ys|us|aus|ų|um|au|a|os|oje|ė|ės|ei|ę|ių)"
_BENGALI_ENDS = r"(?:র|এর|কে|য়|ের|দের|ও|ই)?"
_FEWEST_LETTERS = 4
_MOST_LINES_BELOW = 6


def names_in(text: str) -> list[str]:
    """The single words of every name that the text announces, in order."""
    found: list[str] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            found += words_of(match["name"])
    if last := _signature(text):
        found += words_of(last)
    return list(dict.fromkeys(found))


def words_of(name: str) -> list[str]:
    """The words of a name that tell who it is: no titles, initials or small words between."""
    words = regex.findall(r"[\p{L}\p{M}\u200c\u200d]+(?:['-][\p{L}\p{M}]+)*", name)
    if any(word[0].isupper() for word in words):  # "Tanja on behalf of my husband"
        words = [word for word in words if word[0].isupper()]
    return [word for word in words if len(word) > 1 and not _no_name(word) and not regex.fullmatch(_SMALL, word)]


def places_of(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where these names stand, in any case of letters and with the endings of their language."""
    for name in names:
        for match in _finder(name).finditer(text):
            yield match.span()


@cache
def _finder(name: str) -> regex.Pattern[str]:
    body, end = regex.escape(name), r"(?=(?:'?s)?(?![\p{L}\p{M}\p{N}]))"
    if regex.search(r"\p{Bengali}", name):
        return regex.compile(rf"{_EDGE}{body}(?={_BENGALI_ENDS}(?![\p{{L}}\p{{M}}\p{{N}}]))")
    if len(name) < _FEWEST_LETTERS or name.casefold() in _ordinary():
        shapes = "|".join(regex.escape(shape) for shape in dict.fromkeys((name.title(), name.upper())))
        return regex.compile(rf"{_EDGE}(?:{shapes}){end}")
    stem = _DECLINED.sub("", name)
    if len(stem) >= 3 and stem != name:
        # Other forms of a declined name only with a capital: "Jonui", not "jonu".
        return regex.compile(rf"{_EDGE}(?:(?i:{body}){end}|{regex.escape(stem)}{_LITHUANIAN}(?![\p{{L}}\p{{M}}\p{{N}}]))")
    return regex.compile(rf"{_EDGE}{body}{end}", regex.IGNORECASE)


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    line, edge = r"(?:\A|\n)\s{0,8}", r"(?:\A|[\n.!?।,]\s?)\s{0,8}"
    titled = rf"{_TITLE_CASE}(?: (?:{_SMALL} ){{0,2}}{_TITLE_CASE})"
    sources = (
        rf"{_EDGE}(?:{either('introductions')})[\s:]\s{{0,3}}"
        rf"(?P<name>{_FULL}|{_BENGALI_FULL}{_STOP}|{_BENGALI}(?: {_BENGALI})?|{_ANY_CASE}{_STOP})",
        rf"{_EDGE}(?:{either('presentations')}) (?P<name>{titled}{{1,2}})"
        r"(?=\s*(?:[,.!\n(]|\Z| (?:and|und|og|ir|y|et|from|aus|fra|iš|de|here|hier|her|čia)\s))",
        rf"{line}(?:{either('greetings')}),? (?:(?:{either('titles')})\s)?(?P<name>{_FULL}|{_BENGALI_FULL}){_STOP}",
        rf"(?:{line}|{line}[\p{{L}} ]{{2,24}}[,!:-] ?)(?P<name>{titled}{{0,2}}|{_BENGALI}(?: {_BENGALI})?) (?:{either('here')}){_STOP}",
        rf"আমি (?P<name>{_BENGALI}(?: {_BENGALI})?) (?:{either('here')})",
        rf"{edge}(?:{either('closings')})[ ,.!–—-]{{0,4}}\n\s{{0,8}}(?P<name>{_ANY_CASE})(?=[ .,]*(?:\n|\Z|[|(]))",
        rf"{edge}(?:{either('closings')})(?:[,.!–—-]? |[,–—-])[–—-]? ?"
        rf"(?P<name>{titled}{{0,3}}|{_BENGALI_FULL})(?=[ .]*(?:\n|\Z|[,|(]))",
        rf"{_EDGE}(?:{either('titles')})\s(?P<name>{_TITLE_CASE}\.?(?: {_TITLE_CASE}){{0,2}}|{_BENGALI})",
        rf"{_EDGE}(?:{either('mentions')}),? (?P<name>{_TITLE_CASE}(?: {_TITLE_CASE}){{0,2}})(?![\p{{L}}\p{{M}}-])",
        rf"{line}(?:full name|name|navn|vardas(?: ir pavardė)?|vardas, pavardė|nombre(?: y apellidos)?|nom(?: et prénom)?"
        rf"|vorname|nachname|নাম)\s?:\s?(?P<name>{_ANY_CASE})(?=\s*(?:\n|\Z|[,;(]))",
    )
    return tuple(regex.compile(source, regex.IGNORECASE) for source in sources)


_LAST = regex.compile(
    rf"(?:\A|\n|[.!?।]['\")]? +)[-–—/~•* ]{{0,4}}"
    rf"(?P<name>{_TITLE_CASE}(?: (?:{_SMALL} )?(?:{_TITLE_CASE}|\p{{Lu}}\.?)){{0,3}})[ .]*\Z"
    rf"|[\n।]\s?[-–—/~]{{1,2}} ?(?P<name>{_BENGALI_FULL})[ ।.]*\Z"
)


def _signature(text: str) -> str | None:
    """The name that a text ends with; below it may stand addresses and numbers."""
    lines = text.rstrip().split("\n")
    for _ in range(_MOST_LINES_BELOW):
        if len(lines) > 1 and (not lines[-1].strip() or regex.search(r"\d|@|www\.", lines[-1])):
            lines.pop()
    body = "\n".join(lines).rstrip()
    match = _LAST.search(body)
    if match is None or match.start("name") == 0:
        return None
    name = str(match["name"])
    return None if any(_no_name(word) for word in regex.findall(r"[\p{L}\p{M}'-]+", name)) else name


def _no_name(word: str) -> bool:
    return word.casefold().strip(".") in _none()


@cache
def _none() -> frozenset[str]:
    """What is no name at these places: the words of the lists themselves are none either."""
    around = " ".join((*cues()["greetings"], *cues()["closings"], *cues()["titles"]))
    return frozenset(cues()["no_names"]) | {form for word in regex.findall(r"[\p{L}\p{M}]+\??", around.casefold()) for form in _forms(word)}


def _forms(word: str) -> tuple[str, ...]:
    """A word of an expression whose last letter may be missing."""
    return (word[:-2], word[:-1]) if word.endswith("?") else (word,)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(cues()["ordinary"])

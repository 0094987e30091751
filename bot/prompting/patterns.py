"""The review's patterns: data files per language, compiled and checked once."""

import logging
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import regex

from bot.domain.plain import Plain, Span, plain
from bot.domain.review import Spot
from bot.domain.rules import RULES
from bot.prompting.files import BadWording, shipped
from bot.prompting.matching import Compiled, Guarded, found, guarded

log = logging.getLogger(__name__)

_ESCAPES = regex.compile(r"\\[pP]\{\w+\}|\\.|\(\?P<\w+>|.", regex.DOTALL)
_CASE_MATTERS = "(?-i:"
# What the two signs of the files stand for: see prompts/review/any.toml.
_CURRENCIES = r"€|\$|£|৳|eur\w*|usd|gbp|nok|kr|kroner|dollars?|pounds?|lt|taka|টাকা|dólares"
_SIGNS = {
    "…": r"[^.!?।\n]{0,60}?",
    "‥": r"[^.!?।,;\n]{0,24}?",
    "{money}": rf"(?:(?:€|\$|£|৳|eur|usd|nok|kr) ?\d[\d.,]*|\d[\d.,' ]*(?:{_CURRENCIES}))",
}
_GROUPS = {"patterns", "unsure", "letters", "exceptions"}
_TOP = {"language", "faults", "lists", "promise", "dates", "numbers"}
EVERY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What shows one rule broken: `letters` only where the text goes to a customer; `exceptions` take a hit back."""

    always: Compiled | None
    letters: Compiled | None
    exceptions: Compiled | None

    def hits(self, text: str, *, letter: bool) -> Iterable[Span]:
        spans = [*found(self.always, text), *(found(self.letters, text) if letter else ())]
        if not spans:
            return ()
        excused = found(self.exceptions, text)
        return [(start, end) for start, end in spans if not any(start < right and left < end for left, right in excused)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """All patterns of one language; `lists`, `promise`, `dates` and `numbers` as they stand in the file."""

    language: str
    faults: Mapping[str, Fault]
    lists: Mapping[str, Compiled]
    promise: Mapping[str, Any] = field(default_factory=dict)
    dates: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    stopwords: frozenset[str] = frozenset()

    def spots(self, text: Plain, *, letter: bool) -> list[Spot]:
        """Every fault in words, but none in somebody else's; places are those of the original text."""
        spots = []
        for rule, fault in self.faults.items():
            try:
                hits = list(fault.hits(text.text, letter=letter))
            except TimeoutError:
                log.warning("review pattern %s/%s took too long", self.language, rule)
                hits = [(0, 0)]
            for start, end in hits:
                if not text.quoted((start, end)) or RULES[rule].firm or rule == "wrapper":
                    spots.append(Spot(rule, *text.span(start, end)))
        return spots

    def has(self, name: str, text: str) -> bool:
        return bool(found(self.lists.get(name), text))

    def spans(self, name: str, text: str) -> list[Span]:
        return found(self.lists.get(name), text)


class Source:
    """One file of patterns, and where things stand in it."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = regex.search(r"at line (\d+)", str(error))
            raise BadWording(path, int(line[1]) if line else len(self.lines), f"the file is not TOML: {error}") from error
        for key in self.data:
            if key not in _TOP:
                raise self.refuse(f"unknown table {key!r}; known: {', '.join(sorted(_TOP))}", key)

    def refuse(self, problem: str, words: str) -> BadWording:
        return BadWording(self.path, next((n for n, line in enumerate(self.lines, 1) if words in line), 1), problem)

    def faults(self) -> Mapping[str, Mapping[str, list[str]]]:
        faults: dict[str, dict[str, list[str]]] = self.data.get("faults", {})
        for rule, groups in faults.items():
            if rule not in RULES:
                raise self.refuse(f"there is no rule {rule!r}; known: {', '.join(RULES)}", f"faults.{rule}")
            for group in groups:
                if group not in _GROUPS:
                    raise self.refuse(f"{rule} has a group {group!r}; known: {', '.join(sorted(_GROUPS))}", group)
        return faults

    def compiled(self, patterns: Iterable[str]) -> Compiled | None:
        """Several patterns; a bad one is refused with its line."""
        parts = list(patterns)
        low = tuple(self._compiled(part) for part in parts if _CASE_MATTERS not in part)
        cased = tuple(self._compiled(part) for part in parts if _CASE_MATTERS in part)
        return Compiled(low, cased) if parts else None

    def _compiled(self, pattern: str) -> Guarded:
        expanded = self.expanded(pattern)
        try:
            if _CASE_MATTERS in pattern:
                return guarded(regex.compile(expanded, regex.IGNORECASE | regex.MULTILINE))
            small = _ESCAPES.sub(lambda part: part[0] if len(part[0]) > 1 else part[0].lower(), expanded)
            return guarded(regex.compile(small, regex.MULTILINE))
        except regex.error as error:
            raise self.refuse(f"not a pattern: {pattern} ({error})", pattern) from error

    def expanded(self, pattern: str) -> str:
        pattern = plain(pattern).text if not pattern.isascii() else pattern
        for sign, meaning in _SIGNS.items():
            pattern = pattern.replace(sign, meaning)
        return pattern


def parse_patterns(source: Source, extra: Source | None = None) -> Patterns:
    """Check and compile one language's file, with a company's additions.

    Raises:
        BadWording: an unknown rule or group, a bad pattern, an addition that softens a rule of the laws.
    """
    added = extra.faults() if extra else {}
    for rule, groups in added.items():
        if groups.get("exceptions") and RULES[rule].lawful and extra:
            raise extra.refuse(f"{rule} protects a law and takes no exceptions", f"faults.{rule}")
        for patterns in groups.values():
            if extra:
                extra.compiled(patterns)
    own = source.faults()
    faults = {}
    for rule in dict.fromkeys((*own, *added)):
        both = [own.get(rule, {}), added.get(rule, {})]

        def group(*names: str, both: list[Mapping[str, list[str]]] = both) -> Compiled | None:
            return source.compiled(pattern for groups in both for name in names for pattern in groups.get(name, ()))

        faults[rule] = Fault(always=group("patterns", "unsure"), letters=group("letters"), exceptions=group("exceptions"))
    lists = dict(source.data.get("lists", {}))
    stopwords = frozenset(str(lists.pop("stopwords", "")).casefold().split())
    return Patterns(
        language=str(source.data.get("language", EVERY)),
        faults=faults,
        lists={name: compiled for name, patterns in lists.items() if (compiled := source.compiled(patterns))},
        promise=source.data.get("promise", {}),
        dates=source.data.get("dates", {}),
        numbers=source.data.get("numbers", {}),
        stopwords=stopwords,
    )


@cache
def source_of(language: str) -> Source:
    """The shipped file of a language; an empty one where there is none."""
    file = shipped("review", f"{language}.toml")
    text = file.read_text(encoding="utf-8") if file.is_file() else f'language = "{language}"'
    return Source(f"prompts/review/{language}.toml", text)


@cache
def patterns_of(language: str, extra: Path | None = None) -> Patterns:
    """The patterns of a language (`any`: those of every language), with those of a company's folder."""
    added = extra / f"{language}.toml" if extra else None
    more = Source(str(added), added.read_text(encoding="utf-8")) if added and added.is_file() else None
    return parse_patterns(source_of(language), more)

"""Matching with several patterns at once, in lower case where that is enough, and never without end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from bot.domain.plain import Span
from bot.prompting.needles import LEAST, needles

# A pattern that takes longer was written by accident: the whole text is held back instead.
SECONDS = 0.5


@lru_cache(maxsize=64)  # a draft and its sentences are matched many times over
def lowered(text: str) -> str:
    """Lower case of the same length, so that places stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """As a pattern sees it that takes capitals and small letters for one; both Turkish letters are an i to it."""
    return text.replace("İ", "i").replace("ı", "i").casefold()


@lru_cache(maxsize=64)
def runs_of(text: str) -> set[str]:  # a frozenset is walked through whole when it meets the keys of a dict
    """Every `LEAST` characters that stand together."""
    return {text[place : place + LEAST] for place in range(len(text) - LEAST + 1)}


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern behind a sieve: `needles` are what a text must hold one of, by a run of their letters; without any it is always tried."""

    pattern: regex.Pattern[str]
    needles: Mapping[str, tuple[str, ...]]

    def may_match(self, text: str, runs: set[str]) -> bool:
        """`runs` are those of the text."""
        shared = self.needles.keys() & runs
        return any(needle in text for run in shared for needle in self.needles[run]) if shared else not self.needles


def guarded(pattern: regex.Pattern[str]) -> Guarded:
    by_run: dict[str, tuple[str, ...]] = {}
    for needle in sorted({folded(one) if pattern.flags & regex.IGNORECASE else one for one in needles(pattern.pattern)}):
        longest = max(needle.split(), key=len, default="")  # rarer than the words around it
        run = (longest if len(longest) >= LEAST else needle)[:LEAST]
        by_run[run] = (*by_run.get(run, ()), needle)
    return Guarded(pattern, by_run)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Several patterns that stand for one thing; most are matched in lower case, which is twice as fast."""

    low: tuple[Guarded, ...]
    cased: tuple[Guarded, ...]

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Where any of them matches.

        Raises:
            TimeoutError: one of them took longer than `SECONDS`.
        """
        for patterns, form, sifted in ((self.low, lowered(text), lowered(text)), (self.cased, text, folded(text))):
            runs = runs_of(sifted) if patterns else set()
            for one in patterns:
                if one.may_match(sifted, runs):
                    yield from one.pattern.finditer(form, timeout=SECONDS)


def found(pattern: Compiled | None, text: str) -> list[Span]:
    """Where a pattern matches, without the white space around.

    Raises:
        TimeoutError: it took longer than `SECONDS`.
    """
    if pattern is None:
        return []
    spans = []
    for match in pattern.matches(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            spans.append((start, end))
    return spans

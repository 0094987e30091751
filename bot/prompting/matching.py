"""Matching with several patterns at once, in lower case where that is enough, and never without end."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from bot.domain.plain import Span

# A pattern that takes longer was written by accident: the whole text is held back instead.
SECONDS = 0.5


@lru_cache(maxsize=16)
def lowered(text: str) -> str:
    """Lower case of the same length, so that places stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := char.lower()) == 1 else char for char in text)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Several patterns that stand for one thing; most are matched in lower case, which is twice as fast."""

    low: tuple[regex.Pattern[str], ...]
    cased: tuple[regex.Pattern[str], ...]

    def matches(self, text: str) -> Iterator[regex.Match[str]]:
        """Where any of them matches.

        Raises:
            TimeoutError: one of them took longer than `SECONDS`.
        """
        for patterns, form in ((self.low, lowered(text)), (self.cased, text)):
            for pattern in patterns:
                yield from pattern.finditer(form, timeout=SECONDS)


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

"""A text as it is matched: one form for every way to type a thing, with the way back to the original."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

_SINGLE = dict.fromkeys(map(ord, "’‘‚‛ʼ`´"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_SPACES = dict.fromkeys((0x00A0, 0x202F, *range(0x2000, 0x200B), 0x3000, 0x09), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑"), "-")
_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6) for n in range(10)}
_SAME_LENGTH = {**_SINGLE, **_DOUBLE, **_SPACES, **_DASHES, **_DIGITS}
# Invisible, or joining letters only: zero width, soft hyphen, bidi controls, variation selectors, tags.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
# Letters that nobody sees but a machine reads, and turns of direction that show other words than they hold.
SMUGGLED = re.compile("[\U000e0001-\U000e007f\U000e0100-\U000e01ef]+|[\u202a-\u202e\u2066-\u2069]+")
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
# A line broken by width, not by meaning, goes on in the next one.
_WRAPPED = re.compile(r"(?<=[^\n]{48})\n(?=[^\s\-*•><#])")
_SENTENCE = re.compile(r"[^.!?।\n]+(?:[.!?।]+(?![\s\"')\]]|$)[^.!?।\n]+)*[.!?।]*[\"')\]]*")
_WORD = re.compile(r"[^\W_]+(?:[^\W_\d]|[\u0300-\u036f\u0981-\u0983\u09bc-\u09cd\u09d7]|[\w'’-](?=\w))*")
_QUOTED = re.compile(r"\"[^\"\n]{2,400}\"|(?<!\w)'[^'\n]{3,200}'(?!\w)")

Span = tuple[int, int]


@dataclass(frozen=True)
class Plain:
    """`text` is for matching; `back` holds, for each of its characters and its end, the place in `original` (None: the same)."""

    original: str
    text: str
    back: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """A span of `text` as a span of the original."""
        if self.back is None:
            return start, end
        return self.back[start], self.back[end]

    def words_at(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    @cached_property
    def folded(self) -> str:
        return self.text.casefold()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Where each sentence stands in `text`; a line's end ends a sentence too."""
        found = []
        for match in _SENTENCE.finditer(self.text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if start < match.end():
                found.append((start, match.end()))
        return tuple(found)

    def sentence_of(self, place: int) -> Span:
        """The sentence around a place of `text`."""
        index = bisect_right(self.sentences, (place, len(self.text) + 1)) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.folded))

    @cached_property
    def quotes(self) -> tuple[Span, ...]:
        """Where somebody else's words stand between quotation marks."""
        return tuple(match.span() for match in _QUOTED.finditer(self.text))

    @cached_property
    def unquoted(self) -> str:
        """The text with other people's words blanked, every place as it was."""
        said = self.text
        for start, end in self.quotes:
            said = f"{said[:start]}{' ' * (end - start)}{said[end:]}"
        return said

    def quoted(self, span: Span) -> bool:
        """Whether it takes somebody else's words to make that span: it ends within their quotation marks."""
        _, end = span
        index = bisect_left(self.quotes, (end, end)) if self.quotes else 0
        return any(left < end <= right for left, right in self.quotes[max(0, index - 1) : index + 1])


@lru_cache(maxsize=32)  # many drafts answer one complaint, and what is allowed to them stays the same
def plain(original: str) -> Plain:
    """Normalise: composed characters, plain quotation marks and spaces, nothing invisible, no hard-wrapped lines."""
    if original.isascii():
        return Plain(original, _unwrapped(original.replace("\t", " ")))
    if unicodedata.is_normalized("NFC", original) and not _INVISIBLE.search(original) and not _STYLED.search(original):
        return Plain(original, _unwrapped(original.translate(_SAME_LENGTH)))
    pieces: list[str] = []
    back: list[int] = []
    for start, end in _clusters(original):
        piece = _INVISIBLE.sub("", original[start:end])
        composed = unicodedata.normalize("NFKC", piece) if _STYLED.search(piece) else unicodedata.normalize("NFC", piece)
        piece = composed.translate(_SAME_LENGTH)
        pieces.append(piece)
        back.extend([start] * len(piece))
    return Plain(original, _unwrapped("".join(pieces)), (*back, len(original)))


def words(text: str) -> list[str]:
    """The words of a text, in every script; vowel signs belong to their word."""
    return _WORD.findall(text)


def _unwrapped(text: str) -> str:
    return _WRAPPED.sub(" ", text)


def _clusters(text: str) -> list[Span]:
    """A letter with all marks that follow it."""
    starts = [n for n, char in enumerate(text) if n == 0 or not unicodedata.category(char).startswith("M")]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))

"""Sentences with their exact places, in any script, without knowing the language."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

LONGEST = 300
_SURELY_WRAPPED_FROM = 60  # even before a capital letter, with which German nouns begin
_WRAPPED_FROM = 50  # a line this long that ends without a stop was broken by a mail program

_STOP = regex.compile(r"[.!?…।॥。！？؟۔]+[\"'”’»«)\]」』]*+(?=\s|$)|[。！？।॥]+[”’»)\]」』]*+", regex.MULTILINE)
_BULLET = regex.compile(r"\s*(?:[-*•·–—▪◦‣>]|\d{1,3}[.)])\s")
_WORDLIKE = regex.compile(r"[\p{L}\p{N}]")
_LAST_WORD = regex.compile(r"[^\s(\[\"'“„»«]{1,12}$")
_SHORT = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "nos", "vs", "etc", "ca"),
        *("bzw", "usw", "inkl", "evtl", "ggf", "tel", "str", "art", "abs", "hr", "fr", "kl"),
        *("jr", "sr", "inc", "ltd", "co", "approx", "dept", "fig", "vol", "pvz", "tūkst", "d.h"),
        *("z.b", "u.a", "i.e", "e.g", "f.eks", "bl.a", "osv", "t.t", "t.y"),
    }
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its place: `text == whole[start:end]`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences in order, each at most 300 characters; pieces without a letter or digit are left out."""
    found: list[Sentence] = []
    for start, end in _blocks(text):
        begin = start
        for stop in _STOP.finditer(text, start, end):
            if text[stop.start()] == "." and not _ends(text, stop.start(), stop.end(), end):
                continue
            found += _pieces(text, begin, stop.end())
            begin = stop.end()
        found += _pieces(text, begin, end)
    return found


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, where those that a mail program wrapped count as one."""
    begin = at = 0
    while at <= len(text):
        newline = text.find("\n", at)
        end = len(text) if newline < 0 else newline
        if newline < 0 or not _goes_on(text, at, end):
            yield begin, end
            begin = end + 1
        at = end + 1


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the line's sentence goes on in the next line."""
    if end - start < _WRAPPED_FROM or text[end - 1] in ".!?…।॥。！？:;؟":
        return False
    following = text[end + 1 : end + 8]
    if not following[:1].strip() or _BULLET.match(following):
        return False
    return end - start >= _SURELY_WRAPPED_FROM or not following[0].isupper()


def _ends(text: str, dot: int, after: int, end: int) -> bool:
    """Whether a full stop ends the sentence: not after a short form, an initial or an ordinal, nor before a small letter."""
    following = text[after : min(after + 3, end)].strip()
    if not following:
        return True
    if following[0].islower():
        return False
    word = _LAST_WORD.search(text, max(0, dot - 12), dot)
    before = word.group() if word else ""
    if before.casefold() in _SHORT or (len(before) == 1 and before.isalpha() and before.isupper()):
        return False
    return not (before.isdecimal() and len(before) <= 2)


def _pieces(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The stretch without its outer white space, cut at spaces where it is longer than a sentence should be."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start, start + LONGEST + 1)
            stop = space if space > start else start + LONGEST
        cut = stop
        while cut > start and text[cut - 1].isspace():
            cut -= 1
        if _WORDLIKE.search(text, start, cut):
            yield Sentence(text[start:cut], start, cut)
        start = stop

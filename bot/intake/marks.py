"""Marks of a public place: a review's stars, a post's handles."""

import re

from bot.intake.dates import ascii_digits

_LOOKED_AT = 2_000  # stars stand at the head of a review, or at its foot
_FILLED, _EMPTY = "★⭐🌟", "☆✩✰⚝"
_GLYPHS = re.compile(rf"^[ \t]{{0,20}}((?:[{_FILLED}{_EMPTY}]\ufe0f?[ \t]?){{1,10}})", re.MULTILINE)
_LABEL = r"^[ \t]{0,20}(?:[^\W\d_][^:\n]{0,24}[:：][ \t]{0,4})?"
_RATIO = re.compile(_LABEL + r"([0-5])(?:[.,]\d)?[ \t]?/[ \t]?5(?![\d/])(?=[ \t]{0,4}(?:$|[-–—:.,;!(|]))", re.MULTILINE)
# What people call the stars of a rating, by the beginning of the word.
_STAR = r"(?:star|stern|stjern|stjärn|täht|tärn|žvaigžd|zvaigz|তার|স্টার|estrel|étoile|etoile|stell|ster(?:ren)?\b|gwiazd|звезд|звёзд|зір)"
_END = r"(?=[ \t]{0,4}(?:$|[-–—:.,;!(|।]))"
_OF_FIVE = rf"([0-5])(?:[ \t]\S{{1,8}}){{1,3}}?[ \t]5[ \t]{_STAR}"
_FIVE_FIRST = rf"5(?:[ \t]\S{{1,8}}){{1,2}}[ \t]([0-5])[ \t]{_STAR}"
_PLAIN = rf"([0-5])[- \t]?{_STAR}[^\s.,:;!?]{{0,8}}(?:[ \t]\S{{1,4}}[ \t]5)?{_END}"
_WORDED = re.compile(f"{_LABEL}(?:{_OF_FIVE}|{_FIVE_FIRST}|{_PLAIN})", re.MULTILINE | re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@/+-])@([A-Za-z0-9_][\w.]{1,29})(?![\w@])")
_LEADING = re.compile(r"\s{0,20}(?:RT[ \t])?@\w[\w.]{1,29}")
_HASHTAG = re.compile(r"(?<![\w#&/])#[^\W\d_]{3,50}(?!\w)")


def stars(text: str) -> int | None:
    """How many of five stars a review gives, 0-5; None where it gives none."""
    head = ascii_digits(text[:_LOOKED_AT])
    if glyphs := _glyphs(head):
        return glyphs
    if ratio := _RATIO.search(head):
        return int(ratio[1])
    if worded := _WORDED.search(head):
        return int(worded[worded.lastindex or 1])
    return None


def _glyphs(text: str) -> int | None:
    for found in _GLYPHS.finditer(text):
        filled = sum(found[1].count(star) for star in _FILLED)
        empty = sum(found[1].count(star) for star in _EMPTY)
        # A single star may be an ornament or a bullet; at the very beginning it is a rating.
        if filled + empty <= 5 and (filled + empty > 1 or not text[: found.start()].strip()):
            return filled
    return None


def is_post(text: str) -> bool:
    """Whether it reads like a post: begins with a handle, calls one, or has a hashtag."""
    return bool(_LEADING.match(text) or _HANDLE.search(text) or _HASHTAG.search(text))


def poster(text: str) -> str | None:
    """The handle before a colon at the head of a post that calls another one; alone it may be the one addressed."""
    first = re.match(r"\s{0,20}(@\w[\w.]{1,29}):\s", text)
    others = {found[1] for found in _HANDLE.finditer(text[first.end() :])} if first else set()
    return first[1] if first and others - {first[1][1:]} else None

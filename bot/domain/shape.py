"""How a text is built: capitals, exclamation marks, markup, script."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from bot.domain.complaint import Place
from bot.domain.plain import SMUGGLED
from bot.domain.review import Spot, Subject

_EMOJI = re.compile("[\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]")
_MARKUP = re.compile(
    r"^[ ]*(?:[-*•]|\d{1,2}[.)])[ ]+\S|\*\*|^#{1,6} |`|</?[a-z][a-z0-9]*(?: [^>\n]*)?>|!?\[[^\]\n]+\]\([^)\n]+\)",
    re.MULTILINE,
)
_HANDLE = re.compile(r"\A\s*@\w+")
_CAPITALS = re.compile(r"\b[^\W\d_]{2,}(?:[ ,]+[^\W\d_]{2,})+")
# Which script a language is written in; the others are in Latin letters.
_SCRIPTS = {
    "bn": "BENGALI", "ru": "CYRILLIC", "uk": "CYRILLIC", "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "hi": "DEVANAGARI",
    "zh": "CJK", "ja": "", "ko": "HANGUL", "el": "GREEK", "he": "HEBREW",
}  # fmt: skip
# Letters it takes to tell, and the least share of its own script; brands in Latin letters stand in any text.
ENOUGH_LETTERS, LATIN_SHARE, OTHER_SHARE = 12, 0.7, 0.4


def shape(subject: Subject, *, known: str) -> Iterator[Spot]:
    """What the form of a text says against it; `known` holds names that may stand in capitals (case-folded)."""
    text = subject.text
    yield from (Spot("injection", *match.span()) for match in SMUGGLED.finditer(text.original))
    marks = [match.span() for match in re.finditer("!", text.text)]
    yield from (Spot("exclaiming", *text.span(*span)) for span in marks[1:2])
    yield from (Spot("exclaiming", *text.span(*match.span())) for match in list(_EMOJI.finditer(text.text))[:1])
    for match in _CAPITALS.finditer(text.text):
        for run in re.finditer(r"\S+(?:[ ,]+\S+)+", match[0]):
            loud = [word for word in re.findall(r"[^\W\d_]+", run[0]) if word.isupper()]
            if len(loud) >= 2 and max(map(len, loud)) >= 4 and not any(word.casefold() in known for word in loud):
                start = match.start() + run.start() + run[0].index(loud[0])
                end = match.start() + run.start() + run[0].rindex(loud[-1]) + len(loud[-1])
                yield Spot("shouting", *text.span(start, end))
    if subject.letter:
        yield from (Spot("markup", *text.span(*match.span())) for match in list(_MARKUP.finditer(text.text))[:1])
        handle = _HANDLE.match(text.text)
        if handle and subject.place is not Place.SOCIAL:
            yield Spot("wrapper", *text.span(*handle.span()))


def other_script(text: str, language: str) -> bool:
    """Whether a text is mostly in letters that its language does not use."""
    wanted = _SCRIPTS.get(language, "LATIN")
    if wanted == "LATIN" and text.isascii():
        return False
    scripts = Counter(map(_script, filter(str.isalpha, text)))
    letters = sum(scripts.values())
    return bool(wanted) and letters >= ENOUGH_LETTERS and scripts[wanted] < (LATIN_SHARE if wanted == "LATIN" else OTHER_SHARE) * letters


def odd_words(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Single words in a script that neither the language nor Latin letters explain."""
    wanted = _SCRIPTS.get(language, "LATIN")
    for match in re.finditer(r"[^\W\d_]{2,}", text) if wanted and not text.isascii() else ():
        if not match[0].isascii() and _script(match[0][0]) not in {wanted, "LATIN"}:
            yield match.span()


@lru_cache(maxsize=512)
def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "").split(" ")[0]

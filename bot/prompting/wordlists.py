"""Words that name a thing exactly: threats by their names, and a rough reading where no embeddings are installed."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import regex

from bot.domain.facts import KINDS, SIGNALS
from bot.prompting.files import BadWording, shipped

Pattern = regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The word lists of one language: `signals`, `motive` and `cause` by value, `hot` words by name alone."""

    signals: Mapping[str, Pattern]
    motive: Mapping[str, Pattern]
    cause: Mapping[str, Pattern]
    hot: Pattern | None

    def named(self, text: str) -> set[str]:
        """The threats and harms that a sentence names outright."""
        plain = _plain(text)
        return {name for name, pattern in self.signals.items() if pattern.search(plain)}

    def hits(self, task: str, text: str) -> dict[str, int]:
        """How many words of each value of `motive` or `cause` a text holds."""
        lists: Mapping[str, Pattern] = getattr(self, task)
        plain = _plain(text)
        return {value: len(pattern.findall(plain)) for value, pattern in lists.items()}

    def heat(self, text: str) -> int:
        return len(self.hot.findall(_plain(text))) if self.hot else 0


NOTHING = WordLists({}, {}, {}, None)

_ACCENTS = regex.compile(r"(?<=\p{Latin})\p{Mn}+")
_ANY_ENDING = regex.compile(r"(?<=[\p{L}\p{M})])(?<!\\w)\*")
_GAP = r"(?:[^\s.!?।]+ ){0,5}"
# A letter that a keyboard lacks is typed bare or as two: ä as a or ae.
_SPELT = str.maketrans(
    {"ä": "(?:ae?)", "ö": "(?:oe?)", "ü": "(?:ue?)", "ø": "(?:oe?)", "å": "(?:aa?)", "æ": "(?:ae?)", "ß": "ss", "œ": "oe"}
)
_TYPED = str.maketrans(
    dict.fromkeys("’‘ʼ´`", "'") | dict.fromkeys("\u200c\u200d", "") | {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss", "œ": "oe"}
)


@cache
def word_lists(language: str) -> WordLists:
    """The lists of `prompts/reading/<language>.toml`; a language without any has empty ones."""
    source, path = shipped("reading", f"{language}.toml"), f"prompts/reading/{language}.toml"
    if not source.is_file():
        return NOTHING
    try:
        tables = tomllib.loads(source.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadWording(path, 1, f"not TOML: {error}") from error
    allowed = {"signals": set(SIGNALS), "motive": set(KINDS["motive"].values), "cause": set(KINDS["cause"].values), "hot": {"words"}}
    for table, lists in tables.items():
        for name in lists:
            if name not in allowed.get(table, ()):
                raise BadWording(path, 1, f"unknown list {table}.{name}")
    made = {table: {name: _pattern(words, path) for name, words in lists.items()} for table, lists in tables.items()}
    return WordLists(made.get("signals", {}), made.get("motive", {}), made.get("cause", {}), made.get("hot", {}).get("words"))


def _pattern(words: list[str], path: str) -> Pattern:
    """Each item is a regular expression for whole words; `*` after a letter or a group is any ending, `…` up to five words in between."""
    items = [_folded(_ANY_ENDING.sub(r"[\\p{L}\\p{M}]*+", word).replace("… ", _GAP).translate(_SPELT)) for word in words]
    try:
        pattern = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{'|'.join(items)})(?![\p{{L}}\p{{M}}])", regex.IGNORECASE)
    except regex.error as error:
        raise BadWording(path, 1, f"not a pattern: {error}") from error
    if pattern.search(""):
        raise BadWording(path, 1, f"an item of the list that begins with {words[0]!r} matches no word at all")
    return pattern


def _plain(text: str) -> str:
    """A text as the lists see it: no accents on Latin letters, one kind of apostrophe, single spaces."""
    return " ".join(_folded(text.translate(_TYPED)).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))

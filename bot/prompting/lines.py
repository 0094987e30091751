"""The offline writer's sentences: human-written, the same key and place in every language says the same."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from bot.prompting.files import BadWording, shipped

LANGUAGES = ("en", "de", "nb", "lt", "bn")


@dataclass(frozen=True, slots=True)
class Line:
    """Which sentence: its key (`harm.late`) and its place among the wordings of that key."""

    key: str
    place: int


@dataclass(frozen=True, slots=True)
class Lines:
    """All sentences of one language."""

    language: str
    by_key: Mapping[str, tuple[str, ...]]

    def has(self, key: str) -> bool:
        return key in self.by_key

    def count(self, key: str) -> int:
        return len(self.by_key[key])

    def tell(self, line: Line, slots: Mapping[str, str]) -> str:
        return self.by_key[line.key][line.place].format_map(slots)


@cache
def lines(language: str) -> Lines:
    """The sentences of a language, checked against English: same keys, same counts, same slots.

    Raises:
        BadWording: something is missing, with the key and what to do.
    """
    found = _read(language)
    if language != "en":
        _check_twins(language, found, lines("en").by_key)
    return Lines(language, found)


def _read(language: str) -> Mapping[str, tuple[str, ...]]:
    path = f"prompts/offline/{language}.toml"
    try:
        tables = tomllib.loads(shipped("offline", f"{language}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadWording(path, 1, f"not TOML: {error}") from error
    return {f"{group}.{key}": tuple(texts) for group, keys in tables.items() for key, texts in keys.items()}


def _check_twins(language: str, found: Mapping[str, tuple[str, ...]], english: Mapping[str, tuple[str, ...]]) -> None:
    path = f"prompts/offline/{language}.toml"
    for key in english.keys() ^ found.keys():
        raise BadWording(path, 1, f"{key} stands in one of the languages only; every sentence needs its twin")
    for key, texts in english.items():
        if len(found[key]) != len(texts):
            raise BadWording(path, 1, f"{key} has {len(found[key])} sentences, English has {len(texts)}")
        for place, (mine, theirs) in enumerate(zip(found[key], texts, strict=True), 1):
            if _slots(mine) != _slots(theirs):
                raise BadWording(path, 1, f"{key}, sentence {place}: the slots are not those of its English twin")


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}

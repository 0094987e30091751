"""The words around which personal data stand: files that whoever owns the wording can read and extend."""

import tomllib
from collections.abc import Mapping
from functools import cache

from bot.prompting.files import BadWording, shipped

LANGUAGES = ("any", "en", "de", "nb", "lt", "bn", "es", "fr")
_LISTS = frozenset(
    {
        *("references", "number_words", "identities", "phones"),
        *("introductions", "presentations", "greetings", "closings", "here", "titles", "mentions", "no_names", "ordinary"),
    }
)


@cache
def cues() -> Mapping[str, tuple[str, ...]]:
    """Every list, of all languages together; raises BadWording for a file that cannot be read."""
    gathered: dict[str, list[str]] = {name: [] for name in _LISTS}
    for language in LANGUAGES:
        path = f"prompts/redaction/{language}.toml"
        try:
            lists = tomllib.loads(shipped("redaction", f"{language}.toml").read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadWording(path, 1, f"not TOML: {error}") from error
        for name, words in lists.items():
            if name not in _LISTS:
                raise BadWording(path, 1, f"unknown list {name}")
            gathered[name] += words
    return {name: tuple(words) for name, words in gathered.items()}


def either(name: str) -> str:
    """The words of one list as one expression, the longest first."""
    return "|".join(sorted(cues()[name], key=len, reverse=True))

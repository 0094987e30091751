"""The words for the team in one language: English sentences are the keys, other languages come from `prompts/words`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable

from bot.domain.phrase import Phrase
from bot.prompting.files import BadWording, shipped

ENGLISH = "en"
TRANSLATED = ("de", "nb", "lt", "bn")
LANGUAGES = (ENGLISH, *TRANSLATED)
# Other codes for a language that we have.
_SAME = {"no": "nb", "nn": "nb"}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Tells phrases in one language. `missing` are the sentences that nobody has translated yet."""

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @staticmethod
    def load(language: str) -> "Catalogue":
        """The catalogue of a language code such as `de` or `nb-NO`; English for a language that we do not have."""
        code = language.replace("_", "-").split("-")[0].lower()
        return _load(_SAME.get(code, code))

    def tell(self, phrase: Phrase) -> str:
        """The phrase in this language, its values filled in; English where a translation is missing or does not fit."""
        values = {name: self.tell(value) if isinstance(value, Phrase) else value for name, value in phrase.values.items()}
        for text in (self.texts.get(phrase.text), phrase.text):
            if text:
                try:
                    return text.format_map(values)
                except (LookupError, ValueError, AttributeError, TypeError):
                    continue  # a translation that names other values than its key
        return phrase.text


@cache
def _load(code: str) -> Catalogue:
    if code not in TRANSLATED:
        return Catalogue(ENGLISH)
    return read_catalogue(code, shipped("words", f"{code}.po"))


def read_catalogue(code: str, source: Traversable) -> Catalogue:
    """Read a .po file; raises BadWording when it cannot be read."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - a tenth of a second that English need not wait for

    try:
        with source.open("rb") as file:
            messages = [message for message in read_po(file, locale=code, abort_invalid=True) if message.id]
    except (OSError, PoFileError, UnicodeDecodeError) as error:
        raise BadWording(f"prompts/words/{source.name}", 1, f"cannot be read: {error}") from error
    texts = {str(message.id): str(message.string) for message in messages if message.string and not message.fuzzy}
    return Catalogue(code, texts, tuple(str(message.id) for message in messages if str(message.id) not in texts))

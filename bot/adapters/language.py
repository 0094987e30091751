"""Language identification by py3langid, over our languages and their neighbours."""

import unicodedata
from functools import cache

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # it has no types of its own

# The five that we write, and those that are taken for them or live beside them; both Norwegians answer as nb.
LANGUAGES = frozenset({"en", "de", "nb", "lt", "bn", "es", "fr", "da", "sv", "fi", "pl", "lv", "et", "nl", "it", "pt", "ru", "uk"})

_LABELS = (LANGUAGES - {"nb"}) | {"no", "nn"}
_BOKMAAL = {"no": "nb", "nn": "nb"}
_MOST = 5_000  # characters; more do not make it surer
_FEW_LETTERS = 12
_DOUBT = 0.5  # the most that few letters can be worth
_ADDRESS = regex.compile(r"\b(?:https?://|www\.)\S+|\S{1,80}@\S{1,80}|(?<!\S)[@#]\w+", regex.IGNORECASE)
_LETTER = regex.compile(r"\p{L}")
_OUR_LETTER = regex.compile(r"(?V1)[\p{L}&&[\p{Latin}\p{Cyrillic}\p{Bengali}]]")


class Py3Langid:
    """Finds the language of a text; the model (some 100 MB) is loaded once, when it is first asked."""

    def find(self, text: str) -> tuple[str, float]:
        """The language's code and its probability, 0-1; under 12 letters at most 0.5.

        Letters of a script that none of the languages uses speak against all of them.
        """
        plain = _ADDRESS.sub(" ", unicodedata.normalize("NFC", text[:_MOST]))
        letters = len(_LETTER.findall(plain))
        if sum(map(str.isupper, plain)) * 2 > letters:
            plain = plain.lower()  # the model knows few words that are shouted
        if not letters:
            return "en", 0.0
        odds: dict[str, float] = {}
        for label, chance in _identifier().rank(plain):
            code = _BOKMAAL.get(label, label)
            odds[code] = odds.get(code, 0.0) + chance
        code = max(odds, key=odds.__getitem__)
        chance = min(1.0, odds[code]) * len(_OUR_LETTER.findall(plain)) / letters
        return code, min(chance, _DOUBT) if letters < _FEW_LETTERS else chance


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LABELS)
    return identifier

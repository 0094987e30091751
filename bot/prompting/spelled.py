"""Numbers and amounts in words: "fifty euros", "fünfundzwanzig Euro", "পঞ্চাশ টাকা"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import regex

from bot.domain.amounts import CURRENCIES, Money, money
from bot.prompting.matching import lowered

_HUNDRED = 100
# What stands between the parts of a number; German and Norwegian write them as one word.
_JOINTS = {
    "en": r"[ -](?:and )?",
    "de": "(?:und| )?",
    "nb": "(?: og | )?",
    "fr": "[ -](?:et[ -])?",
    "es": " (?:y )?",
    "lt": " ",
    "bn": " ?",
}
_LETTER = r"[\p{L}\p{M}]"
_COMPOUND = {"de", "nb", "bn"}


@dataclass(frozen=True, slots=True, eq=False)
class Spelled:
    """The number words of one language, and how they are put together."""

    values: Mapping[str, int]
    number: regex.Pattern[str]
    part: regex.Pattern[str]
    amount: regex.Pattern[str]
    pattern: str

    def value(self, words: str) -> int:
        """The number that these words spell; 0 when they spell none."""
        total = current = 0
        for match in self.part.finditer(lowered(words)):
            value = self.values[match[0]]
            if value < _HUNDRED or (current and value % _HUNDRED) or (not current and value not in {100, 1000, 100000}):
                current += value
            elif value == _HUNDRED:
                current = max(current, 1) * value
            else:
                total, current = total + max(current, 1) * value, 0
        return total + current

    def money(self, text: str) -> Iterator[Money]:
        """Every amount, in digits or in words, in the order of the text."""
        yield from sorted([*money(text), *self._amounts(text)], key=lambda one: one.start)

    def _amounts(self, text: str) -> Iterator[Money]:
        for match in self.amount.finditer(lowered(text)):
            value = self.value(match["number"])
            yield Money(amount=Decimal(value), currency=CURRENCIES[match["sign"]], start=match.start(), end=match.end())

    def numbers(self, text: str) -> frozenset[Decimal]:
        """Every number in words."""
        return frozenset(Decimal(self.value(match[0])) for match in self.number.finditer(lowered(text)))


def spelled(language: str, numbers: Mapping[str, int]) -> Spelled | None:
    """None where the language's file has no number words."""
    if not numbers:
        return None
    part = "|".join(map(regex.escape, sorted(numbers, key=len, reverse=True)))
    # A possessive run: the longest number, never half of it.
    phrase = rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{part})(?:{_JOINTS.get(language, ' ')}(?:{part}))*+"
    signs = "|".join(sorted((regex.escape(sign) for sign in CURRENCIES if sign[0].isalpha()), key=len, reverse=True))
    bare = rf"{phrase}[ -](?:{signs})(?!{_LETTER})"
    return Spelled(
        values=numbers,
        number=regex.compile(rf"{phrase}(?!{_LETTER})"),
        part=regex.compile(part if language in _COMPOUND else rf"(?<!{_LETTER})(?:{part})(?!{_LETTER})"),
        amount=regex.compile(rf"(?P<number>{phrase})[ -](?P<sign>{signs})(?!{_LETTER})"),
        pattern=bare,
    )

"""Stretches of a text that are to be hidden, and how they share the text among themselves."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

_ASCII_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10) for n in range(10)}
_ALIKE = {
    **_ASCII_DIGITS,
    **dict.fromkeys((0xA0, 0x202F, 0x2007, 0x2009, 0x200A), " "),
    **dict.fromkeys(map(ord, "‐‑‒–"), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ"), "'"),
    0xFF0B: "+",
    0xFF20: "@",
}


class Kind(StrEnum):
    """What kind of personal data was hidden; its token bears the same name."""

    MAIL = "MAIL"
    PHONE = "PHONE"
    CARD = "CARD"
    IBAN = "IBAN"
    ID = "ID"
    REF = "REF"
    NAME = "NAME"


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """`text[start:end]` is to be hidden."""

    start: int
    end: int
    kind: Kind


@dataclass(slots=True)
class Cover:
    """Gathers secrets in their order; of two that overlap the first keeps its place, and of the second what sticks out is hidden too."""

    secrets: list[Secret] = field(default_factory=list)

    def add(self, kind: Kind, start: int, end: int) -> None:
        place = self._place(start)
        while place < len(self.secrets) and self.secrets[place].start < end:
            taken = self.secrets[place]
            if start < taken.start:
                self.secrets.insert(place, Secret(start, taken.start, kind))
                place += 1
            start = taken.end
            place += 1
        if start < end:
            self.secrets.insert(place, Secret(start, end, kind))

    def add_all(self, secrets: Iterable[Secret]) -> None:
        for secret in secrets:
            self.add(secret.kind, secret.start, secret.end)

    def free(self, start: int, end: int) -> bool:
        place = self._place(start)
        return place == len(self.secrets) or self.secrets[place].start >= end

    def blanked(self, text: str) -> str:
        """The text with what is hidden already taken out, every other character in its place."""
        parts, at = [], 0
        for taken in self.secrets:
            parts += [text[at : taken.start], "\0" * (taken.end - taken.start)]
            at = taken.end
        return "".join([*parts, text[at:]])

    def _place(self, start: int) -> int:
        """Where the first secret stands that ends behind `start`."""
        return bisect_right(self.secrets, start, key=lambda taken: taken.end)


def alike(text: str) -> str:
    """The text with digits, spaces and dashes of one kind only; every character keeps its place."""
    return text.translate(_ALIKE)

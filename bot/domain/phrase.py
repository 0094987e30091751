"""Sentences for people, translated only where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence for the team: `text` is English and the key in the catalogue of every other language."""

    text: str
    values: Mapping[str, "str | int | Phrase"] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**{name: str(value) for name, value in self.values.items()})


def say(text: str, /, **values: "str | int | Phrase") -> Phrase:
    """Mark a sentence for the catalogues; Babel finds it by this function's name."""
    return Phrase(text, values)

"""What the doctor looks at, and how it came out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.phrase import Phrase


class State(StrEnum):
    """How a check came out: `warn` works, but not as well as it could."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `says` tells what to do unless all is well."""

    name: Phrase
    state: State
    says: Phrase


Seen = tuple[State, Phrase]


@dataclass(frozen=True, slots=True)
class Probe:
    """Something to look at. `look` gives what it saw; a HighroadError counts as bad, with its hint."""

    name: Phrase
    look: Callable[[], Awaitable[Seen]]

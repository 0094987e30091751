"""The playbook: pieces of advice as data, each with where it comes from and when it applies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from bot.domain.company import RemedyKind, Role
from bot.domain.facts import Facts, Value
from bot.domain.ids import PlayId

GUIDANCE = (
    *(f"A{n}" for n in range(1, 15)),
    *(f"B{n}" for n in range(1, 5)),
    *(f"C{n}" for n in range(9)),
)


class Medium(IntEnum):
    """How the customer is answered; of several the highest wins."""

    REPLY = 0
    PAIR = 1
    CALL = 2
    PERSON = 3

    def __str__(self) -> str:
        return self.name.lower()


class Kind(StrEnum):
    """What a draft is for."""

    REPLY = "reply"
    PUBLIC = "public"
    PRIVATE = "private"
    ACKNOWLEDGEMENT = "acknowledgement"
    HOLDING = "holding"
    CALL_SCRIPT = "call_script"
    CALL_OFFER = "call_offer"
    PARTING = "parting"
    STATEMENT = "statement"
    FOLLOW_UP = "follow_up"
    REVIEW_REQUEST = "review_request"


@dataclass(frozen=True, slots=True)
class Range:
    """A numeric condition; both ends are included."""

    at_least: int | None = None
    at_most: int | None = None

    def holds(self, value: Value) -> bool:
        number = int(value)
        return (self.at_least is None or number >= self.at_least) and (self.at_most is None or number <= self.at_most)


Condition = Range | frozenset[str]
When = Mapping[str, Condition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """One piece of the playbook.

    It applies when all conditions of any one table in `when` hold; an empty `when` always applies.
    `priority` is its own: the applying play with the highest one leads. `uses` are the facts that
    change its wording; `offers` the kinds of remedy that it calls for. `purpose` is the kind of draft that it writes when it leads.
    """

    id: PlayId
    title: str
    sources: tuple[str, ...]
    priority: int
    when: tuple[When, ...] = ()
    medium: Medium = Medium.REPLY
    purpose: Kind | None = None
    approver: Role = Role.APPROVER
    due_minutes: int | None = None
    offers: tuple[RemedyKind, ...] = ()
    uses: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    guidance: str = ""
    path: str = ""

    def applies(self, facts: Facts) -> bool:
        return not self.when or any(_holds(table, facts) for table in self.when)

    def because(self, facts: Facts) -> tuple[str, ...]:
        """The facts that made it apply."""
        for table in self.when:
            if _holds(table, facts):
                return tuple(table)
        return ()


@dataclass(frozen=True, slots=True)
class Playbook:
    """All plays, highest priority first."""

    plays: tuple[Play, ...]
    fingerprint: str = ""
    by_id: Mapping[str, Play] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plays", tuple(sorted(self.plays, key=lambda play: -play.priority)))
        object.__setattr__(self, "by_id", {play.id: play for play in self.plays})

    def applying(self, facts: Facts) -> Sequence[Play]:
        return [play for play in self.plays if play.applies(facts)]


def _holds(table: When, facts: Facts) -> bool:
    return all(
        condition.holds(facts[name]) if isinstance(condition, Range) else facts[name] in condition for name, condition in table.items()
    )

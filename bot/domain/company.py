"""The company's own facts: who it is, what it may offer, who decides, by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal
from enum import IntEnum, StrEnum

from bot.domain.ids import PersonId, RemedyId


class Role(IntEnum):
    """What a colleague may decide; a higher role includes the lower ones."""

    MEMBER = 0
    APPROVER = 1
    MANAGER = 2


class RemedyKind(StrEnum):
    """What a remedy does for the customer."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    REPAIR = "repair"
    CREDIT = "credit"
    DISCOUNT = "discount"
    GESTURE = "gesture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """Something that may be offered: up to `limit` in `currency` (None: no amount is involved), granted by a role."""

    id: RemedyId
    kind: RemedyKind
    title: str
    limit: Decimal | None = None
    currency: str | None = None
    granted_by: Role = Role.APPROVER


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """A number that customers may be given, and when somebody answers it (local time, both ends included)."""

    number: str
    opens: time
    closes: time
    days: tuple[int, ...] = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A colleague, as cards name them."""

    id: PersonId
    name: str
    role: Role = Role.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """Minutes until an answer must be out, by severity 1-4, and days until the follow-up."""

    due_minutes: Mapping[int, int] = field(default_factory=lambda: {1: 480, 2: 120, 3: 30, 4: 15})
    public_due_minutes: int = 60
    follow_up_days: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Everything the company file says, with defaults that promise nothing.

    `softened` are rules of the review whose findings are only told, and ask for nothing.
    """

    name: str = ""
    signature: str = ""
    voice: str = "I"
    formal: bool = True
    team_language: str = "en"
    time_zone: str = "UTC"
    remedies: tuple[Remedy, ...] = ()
    people: tuple[Person, ...] = ()
    named: Mapping[str, PersonId] = field(default_factory=dict)
    phone_lines: tuple[PhoneLine, ...] = ()
    clocks: Clocks = field(default_factory=Clocks)
    languages: tuple[str, ...] = ()
    retention_days: int = 730
    plays_folder: str | None = None
    review_folder: str | None = None
    softened: frozenset[str] = frozenset()

    def remedy(self, remedy_id: str) -> Remedy | None:
        return next((remedy for remedy in self.remedies if remedy.id == remedy_id), None)

    def person(self, person_id: PersonId) -> Person | None:
        return next((person for person in self.people if person.id == person_id), None)

    def name_of(self, person_id: PersonId) -> str:
        person = self.person(person_id)
        return person.name if person else str(person_id)

"""Drafts, what they promise, and what the review holds against them."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bot.domain.company import Role
from bot.domain.ids import RemedyId
from bot.domain.phrase import Phrase
from bot.domain.playbook import Kind


class Level(StrEnum):
    """How much a finding weighs: block keeps a draft from being ready, repair asks for another, warn informs."""

    BLOCK = "block"
    REPAIR = "repair"
    WARN = "warn"


class PromiseKind(StrEnum):
    """What is promised; `anything` binds the company and names no kind that a limit could hold ("whatever you want")."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    REPAIR = "repair"
    CREDIT = "credit"
    DISCOUNT = "discount"
    GESTURE = "gesture"
    PAYMENT = "payment"
    CALL_BACK = "call_back"
    DATE = "date"
    NEVER_AGAIN = "never_again"
    LIABILITY = "liability"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something held against a text: `words` stand at `start`-`end` (characters; 0-0 when it is about the whole).

    `firm` findings protect a law of the product and cannot be overruled. What was recognised by example
    carries its `probability` (0-1) and the examples that it is `like`; what is exact has 1 and none.
    """

    rule: str
    level: Level
    words: str
    start: int
    end: int
    why: Phrase
    play: str
    firm: bool = False
    probability: float = 1.0
    like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise in a text, and the remedy that covers it, if any; `allowed` also holds for a confirmed fact.

    `when` and `who` are the words that say by when and who will do it ("" where none do). `granted_by` is
    the role that must grant the remedy (None where none stands behind it).
    """

    text: str
    start: int
    end: int
    amount: Decimal | None = None
    currency: str | None = None
    remedy: RemedyId | None = None
    allowed: bool = False
    kind: PromiseKind | None = None
    when: str = ""
    who: str = ""
    granted_by: Role | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What the review found in a text; `by_transfer` when it knows its language only by what carries over from others."""

    findings: tuple[Finding, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    by_transfer: bool = False

    @property
    def ready(self) -> bool:
        return not self.blocking

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is Level.BLOCK)

    @property
    def needs(self) -> Role:
        """The role that may grant all that is promised."""
        return max((one.granted_by for one in self.commitments if one.granted_by is not None), default=Role.MEMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Numbered text for one purpose.

    `language` is an ISO 639-1 code; `twin` says the same in the team's language ("" when there is none).
    `made_by` is `offline`, `model` or a person's id; `prompt` is `task@fingerprint` and `model` the
    model's name, both empty when no model took part.
    """

    number: int
    kind: Kind
    text: str
    language: str
    twin: str = ""
    reviewed: Reviewed = field(default_factory=Reviewed)
    made_by: str = "offline"
    prompt: str = ""
    model: str = ""

    @property
    def ready(self) -> bool:
        return self.reviewed.ready

"""What a person decided, and how a case ended."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.domain.ids import PersonId


class Verb(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    EDIT = "edit"
    SEND_BACK = "send_back"
    CALL_INSTEAD = "call_instead"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided what about which drafts, and why. `overruled` are the rules of findings set aside with `reason`."""

    verb: Verb
    by: PersonId
    at: datetime
    drafts: tuple[int, ...] = ()
    reason: str = ""
    overruled: tuple[str, ...] = ()


class Ending(StrEnum):
    """How a case ended for the customer."""

    RESOLVED = "resolved"
    STILL_UNHAPPY = "still_unhappy"
    NO_ANSWER = "no_answer"
    PARTED = "parted"
    NOT_A_COMPLAINT = "not_a_complaint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a case ended, what it rested on, what it cost, and what would prevent the next one."""

    ending: Ending
    reason: str = ""
    cause: str = "other"
    remedy: str = ""
    cost: Decimal | None = None
    prevention: str = ""

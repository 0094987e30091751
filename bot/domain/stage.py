"""The stages of a case: where it stands, and nothing that can be worked out from the rest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.decision import Outcome
from bot.domain.ids import PersonId
from bot.domain.playbook import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Taken in, not read yet."""

    stage: Literal["received"] = "received"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Read; the team is asked what only it can know. `facts` are the questions still open."""

    facts: tuple[str, ...]
    stage: Literal["asking"] = "asking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """A draft is being written; `kinds` when a colleague wants another kind of text than the plan's."""

    instruction: str = ""
    kinds: tuple[Kind, ...] = ()
    stage: Literal["drafting"] = "drafting"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingApproval:
    """`drafts` wait for a decision; `approved` are those that were approved already."""

    drafts: tuple[int, ...]
    approved: tuple[int, ...] = ()
    stage: Literal["awaiting_approval"] = "awaiting_approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Ready to go out, by whose word and when."""

    drafts: tuple[int, ...]
    by: PersonId
    at: datetime
    stage: Literal["approved"] = "approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A colleague has taken the text to the customer (or made the call)."""

    drafts: tuple[int, ...]
    by: PersonId
    at: datetime
    stage: Literal["delivered"] = "delivered"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Time to ask how it went."""

    since: datetime
    stage: Literal["follow_up"] = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithPerson:
    """The fixed route: a named person has it, for these reasons; no draft is written for the customer."""

    person: PersonId | None
    facts: tuple[str, ...]
    stage: Literal["with_person"] = "with_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Ended."""

    outcome: Outcome
    by: PersonId
    at: datetime
    stage: Literal["closed"] = "closed"


Stage = Received | Asking | Drafting | AwaitingApproval | Approved | Delivered | FollowUp | WithPerson | Closed

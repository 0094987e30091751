"""The customer's message as it was handed over."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Place(StrEnum):
    """Where the customer said it."""

    PRIVATE_MESSAGE = "private_message"
    MAIL = "mail"
    REVIEW = "review"
    COMPLAINT_SITE = "complaint_site"
    SOCIAL = "social"
    IN_PERSON = "in_person"

    @property
    def public(self) -> bool:
        return self in {Place.REVIEW, Place.COMPLAINT_SITE, Place.SOCIAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What the customer said, in their own words, and what is known about the message.

    `text` is at most 20,000 characters. `cut` lists, part by part, what was left out of it (quoted
    mail, signatures, hidden text, the rest of a long text); `warnings` are for people ("hidden
    characters were removed"). `place` is None while nobody said and nothing shows it.
    """

    text: str
    sender: str | None = None
    address: str | None = None
    subject: str | None = None
    place: Place | None = None
    at: datetime | None = None
    stars: int | None = None
    attachments: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

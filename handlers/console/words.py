"""What the terminal calls things, in the team's language."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.company import Company, Role
from bot.domain.decision import Ending
from bot.domain.draft import Level
from bot.domain.facts import KINDS, Value
from bot.domain.ids import PersonId
from bot.domain.phrase import Phrase, say
from bot.domain.playbook import Kind, Medium
from bot.domain.reading import Fact
from bot.prompting.catalogue import Catalogue

KIND: Mapping[Kind, Phrase] = {
    Kind.REPLY: say("Reply"),
    Kind.PUBLIC: say("Public reply"),
    Kind.PRIVATE: say("Private message"),
    Kind.ACKNOWLEDGEMENT: say("Acknowledgement"),
    Kind.HOLDING: say("Holding note"),
    Kind.CALL_SCRIPT: say("Call script, for you"),
    Kind.CALL_OFFER: say("Offer of a call"),
    Kind.PARTING: say("Parting words"),
    Kind.STATEMENT: say("Word to your present customers"),
    Kind.FOLLOW_UP: say("Follow-up"),
    Kind.REVIEW_REQUEST: say("Request for an honest review"),
}
MEDIUM: Mapping[Medium, Phrase] = {
    Medium.REPLY: say("Answer in writing"),
    Medium.PAIR: say("Answer briefly in public, settle it in private"),
    Medium.CALL: say("Call them"),
    Medium.PERSON: say("A named person first"),
}
ENDING: Mapping[Ending, Phrase] = {
    Ending.RESOLVED: say("Resolved"),
    Ending.STILL_UNHAPPY: say("Still unhappy"),
    Ending.NO_ANSWER: say("No answer came"),
    Ending.PARTED: say("Parted in peace"),
    Ending.NOT_A_COMPLAINT: say("It was no complaint"),
}
LEVEL: Mapping[Level, Phrase] = {
    Level.BLOCK: say("Stops it"),
    Level.REPAIR: say("Better changed"),
    Level.WARN: say("To consider"),
}
ROLE: Mapping[Role, Phrase] = {
    Role.MEMBER: say("any colleague"),
    Role.APPROVER: say("an approver"),
    Role.MANAGER: say("a manager"),
}
STAGE: Mapping[str, Phrase] = {
    "received": say("Taken in, not read yet"),
    "asking": say("Waiting for your answers"),
    "drafting": say("Being written"),
    "awaiting_approval": say("Waiting for approval"),
    "approved": say("Approved, not sent yet"),
    "delivered": say("Sent"),
    "follow_up": say("Time to ask how it went"),
    "with_person": say("With a named person"),
    "closed": say("Closed"),
}
YOU_SAID = say("a colleague said so")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Tells everything in the team's language and the company's time zone."""

    catalogue: Catalogue
    company: Company

    def __call__(self, phrase: Phrase) -> str:
        return self.catalogue.tell(phrase)

    def kept(self, text: str) -> str:
        """A sentence that was kept in English, such as a note of a case or the title of a play."""
        return self.catalogue.tell(Phrase(text))

    def value(self, name: str, value: Value) -> str:
        """A fact's value in people's words."""
        label = KINDS[name].values.get(str(value)) if name in KINDS else None
        if label:
            return self(label)
        remedy = self.company.remedy(str(value)) if name == "offer" else None
        return remedy.title if remedy else str(value)

    def sure(self, fact: Fact) -> str:
        """How sure a reading is: a word and a percentage; nothing where there is no doubt."""
        if fact.by_person:
            return self(YOU_SAID)
        percent = round(fact.confidence * 100)
        share = f"{percent}%"
        if percent >= 90:
            return self(say("sure, {share}", share=share)) if percent < 100 else ""
        if percent >= 70:
            return self(say("fairly sure, {share}", share=share))
        return self(say("a guess, {share}", share=share))

    def person(self, person: PersonId) -> str:
        return self.company.name_of(person).removeprefix("console:")

    def when(self, moment: datetime) -> str:
        """Day and time in the company's zone."""
        from babel.dates import format_datetime  # noqa: PLC0415 - a tenth of a second that other commands need not wait for

        local = moment.astimezone(ZoneInfo(self.company.time_zone)) if moment.tzinfo else moment
        return format_datetime(local, "EEE d MMM yyyy, HH:mm", locale=self.catalogue.language)

    def language(self, code: str) -> str:
        """A language by its name; by its code when nobody knows it."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see `when`

        try:
            return Locale.parse(code).get_display_name(self.catalogue.language) or code
        except (UnknownLocaleError, ValueError):
            return code


_TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))  # of direction: they show other words than they hold


def clean(text: str) -> str:
    """A text that leaves the terminal alone: no control characters but line ends, no half characters, no turns of direction."""
    kept = (char for char in text.replace("\t", "    ") if char not in _TURNS)
    return "".join(char for char in kept if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"})

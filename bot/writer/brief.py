"""What a writer is given for one text, and what it gives back."""

from dataclasses import dataclass

from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.facts import Value, with_derived
from bot.domain.plan import Plan
from bot.domain.playbook import Kind
from bot.domain.reading import Reading
from bot.domain.sameness import NOTHING_SENT, Before


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One text to write.

    `language` is an ISO 639-1 code, `number` the draft's. `instruction` is what a colleague asked for when sending a draft
    back. `variation` picks among wordings of the same meaning: another number, other words. `quoting`
    allows the customer's own words to be taken up. `before` is what others got, to write something else; no
    model is shown it.
    """

    kind: Kind
    language: str
    complaint: Complaint
    reading: Reading
    plan: Plan
    company: Company
    variation: int
    number: int = 1
    instruction: str = ""
    quoting: bool = True
    before: Before = NOTHING_SENT

    @property
    def facts(self) -> dict[str, Value]:
        return with_derived(self.reading.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text; `twin` says the same in the team's language ("" when nobody can tell); `allowed` are the
    promises in it that stand on a remedy or on a colleague's answer, word for word."""

    text: str
    language: str
    twin: str = ""
    allowed: tuple[str, ...] = ()
    made_by: str = "offline"
    prompt: str = ""
    model: str = ""

"""The vocabulary of facts: what can be known about a complaint, and how people are asked for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.errors import BadInput
from bot.domain.phrase import Phrase, say

Value = str | int
Facts = Mapping[str, Value]


class Source(StrEnum):
    """Who can know a fact."""

    MESSAGE = "message"
    TEAM = "team"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """One fact: its possible values in people's words, and how to ask for it.

    A numeric fact has no `values` and runs from `low` to `high`. `prior` is the probability of each
    value before anybody said anything; without one the first value is taken for certain.
    """

    name: str
    source: Source
    label: Phrase
    values: Mapping[str, Phrase] = field(default_factory=dict)
    low: int = 0
    high: int = 0
    question: Phrase | None = None
    prior: Mapping[Value, float] = field(default_factory=dict)

    @property
    def numeric(self) -> bool:
        return self.high > self.low

    @property
    def default(self) -> Value:
        return self.low if self.numeric else next(iter(self.values))

    def parse(self, text: str) -> Value:
        """Read a value that a person gave; an unknown one is refused with the possible ones named."""
        if self.numeric and text.isdecimal() and self.low <= int(text) <= self.high:
            return int(text)
        if not self.numeric and text in self.values:
            return text
        possible = f"{self.low}-{self.high}" if self.numeric else ", ".join(self.values)
        raise BadInput(
            f"{self.name} cannot be {text!r}",
            hint=say("{fact} can be one of: {possible}.", fact=self.name, possible=possible),
        )


YES_NO = {"no": say("No"), "yes": say("Yes")}


def _signal(name: str, label: Phrase, question: Phrase) -> FactKind:
    return FactKind(name=name, source=Source.MESSAGE, label=label, values=YES_NO, question=question, prior={"no": 0.99, "yes": 0.01})


THREATS = ("legal", "press", "regulator", "chargeback")
HARM = ("safety", "injury", "self_harm", "threat_to_life", "discrimination", "data_breach")
FIXED_ROUTE = (*THREATS, *HARM)
SIGNALS = (*FIXED_ROUTE, "churn", "wants_boss")

_ALL = (
    FactKind(
        name="is_complaint",
        source=Source.MESSAGE,
        label=say("A complaint"),
        values={"yes": say("Yes"), "no": say("No")},
        question=say("This does not read like a complaint to me. Shall I go on anyway?"),
        prior={"yes": 0.99, "no": 0.01},
    ),
    FactKind(
        name="language",
        source=Source.TEAM,
        label=say("Language"),
        values={
            "en": say("English"),
            "de": say("German"),
            "nb": say("Norwegian"),
            "lt": say("Lithuanian"),
            "bn": say("Bengali"),
            "es": say("Spanish"),
            "fr": say("French"),
            "da": say("Danish"),
            "sv": say("Swedish"),
        },
        question=say("In which language did the customer write?"),
    ),
    FactKind(
        name="place",
        source=Source.MESSAGE,
        label=say("Place"),
        values={
            "mail": say("Mail"),
            "private_message": say("Private message"),
            "review": say("Public review"),
            "complaint_site": say("Complaint site"),
            "social": say("Social post"),
            "in_person": say("In person"),
        },
        question=say("Where did the customer write this?"),
        prior={"mail": 0.5, "private_message": 0.2, "review": 0.15, "social": 0.1, "complaint_site": 0.03, "in_person": 0.02},
    ),
    FactKind(
        name="motive",
        source=Source.MESSAGE,
        label=say("Motive"),
        values={
            "unknown": say("Not clear yet"),
            "refund": say("Money back"),
            "fix_or_exchange": say("A fix or an exchange"),
            "apology": say("An apology"),
            "to_be_heard": say("To be heard"),
            "something_for_nothing": say("Something for nothing"),
            "ulterior": say("Another agenda"),
        },
        question=say("What does the customer want most?"),
    ),
    FactKind(
        name="cause",
        source=Source.MESSAGE,
        label=say("Cause"),
        values={
            "other": say("Something else"),
            "late": say("Late or not delivered"),
            "defective": say("Broken or faulty"),
            "wrong_item": say("Wrong, missing or not as described"),
            "billing": say("Charged wrongly"),
            "no_answer": say("Nobody answered"),
            "rude": say("Treated rudely"),
            "cancellation": say("Could not cancel"),
            "poor_service": say("A service done badly"),
            "outage": say("Down, locked out or broken by an update"),
            "broken_promise": say("Promised one thing, got another"),
        },
        question=say("What went wrong, in one word?"),
    ),
    FactKind(name="heat", source=Source.MESSAGE, label=say("Heat"), high=10),
    _signal("legal", say("Legal steps"), say("Does the customer really threaten legal steps?")),
    _signal("press", say("Press"), say("Does the customer really mean to go to the press?")),
    _signal("regulator", say("Authority or ombudsman"), say("Does the customer really mean to go to an authority?")),
    _signal("chargeback", say("Chargeback"), say("Does the customer really mean to take the money back through the bank?")),
    _signal("safety", say("A danger"), say("Could somebody be in danger from this?")),
    _signal("injury", say("Somebody was hurt"), say("Was somebody hurt or made ill?")),
    _signal("self_harm", say("Signs of self-harm"), say("Could the customer mean to hurt themselves?")),
    _signal("threat_to_life", say("A threat to life"), say("Does the customer threaten somebody, or is a life in danger?")),
    _signal("discrimination", say("Discrimination"), say("Does the customer say they were treated worse for who they are?")),
    _signal("data_breach", say("Personal data in wrong hands"), say("Did personal data get into wrong hands?")),
    _signal("churn", say("About to leave"), say("Is the customer about to leave?")),
    _signal("wants_boss", say("Wants the boss"), say("Does the customer ask for a superior?")),
    FactKind(
        name="responsibility",
        source=Source.TEAM,
        label=say("Our part in it"),
        values={"none_yet": say("Not clear yet"), "full": say("It was our mistake"), "partial": say("Partly our mistake")},
        question=say("Was it our mistake?"),
        prior={"none_yet": 0.6, "full": 0.3, "partial": 0.1},
    ),
    FactKind(
        name="action",
        source=Source.TEAM,
        label=say("Done so far"),
        values={"nothing_yet": say("Nothing yet"), "in_progress": say("We are on it"), "solved": say("It is solved")},
        question=say("What have we done about it so far?"),
        prior={"nothing_yet": 0.65, "in_progress": 0.25, "solved": 0.1},
    ),
    FactKind(
        name="by_when",
        source=Source.TEAM,
        label=say("Next word to the customer"),
        values={"open": say("No date yet"), "today": say("Today"), "tomorrow": say("Tomorrow"), "this_week": say("This week")},
        question=say("By when can the customer hear from us again?"),
        prior={"open": 0.6, "today": 0.15, "tomorrow": 0.15, "this_week": 0.1},
    ),
    FactKind(
        name="contact",
        source=Source.TEAM,
        label=say("How we can reach them"),
        values={"none": say("Not yet"), "written": say("In writing"), "phone": say("By phone")},
        question=say("Can we reach this customer in private?"),
        prior={"none": 0.6, "written": 0.25, "phone": 0.15},
    ),
    FactKind(
        name="offer",
        source=Source.TEAM,
        label=say("What we offer"),
        values={"as_asked": say("What they ask for, if it is allowed"), "none": say("Nothing yet")},
        question=say("What may we offer?"),
    ),
    FactKind(
        name="founded",
        source=Source.TEAM,
        label=say("Is there something to it"),
        values={"not_checked": say("Not checked yet"), "yes": say("Yes"), "no": say("No, we checked")},
        question=say("Did we check whether there is something to it?"),
        prior={"not_checked": 0.7, "yes": 0.25, "no": 0.05},
    ),
    FactKind(
        name="history",
        source=Source.TEAM,
        label=say("Their history with us"),
        values={
            "not_checked": say("Not checked yet"),
            "clean": say("Nothing unusual"),
            "repeated": say("The same demand before, without a cause"),
        },
        question=say("Has this customer made the same demand before, without a cause?"),
        prior={"not_checked": 0.6, "clean": 0.3, "repeated": 0.1},
    ),
    FactKind(
        name="tried",
        source=Source.TEAM,
        label=say("All else tried"),
        values={"no": say("No"), "yes": say("Yes, all of it")},
        question=say("Have we tried everything else with this customer?"),
        prior={"no": 0.95, "yes": 0.05},
    ),
    FactKind(
        name="confirmed",
        source=Source.TEAM,
        label=say("The customer says it is settled"),
        values={"no": say("No"), "yes": say("Yes")},
    ),
    FactKind(name="magnitude", source=Source.DERIVED, label=say("The same complaint lately"), high=1_000_000),
    FactKind(name="reach", source=Source.DERIVED, label=say("Reach"), values={"private": say("Private"), "public": say("Public")}),
    FactKind(name="severity", source=Source.DERIVED, label=say("Severity"), low=1, high=4),
    FactKind(name="fixed_route", source=Source.DERIVED, label=say("Goes to a person first"), values=YES_NO),
    FactKind(name="alarm", source=Source.DERIVED, label=say("An alarm that a colleague took back"), values=YES_NO),
)

KINDS: Mapping[str, FactKind] = {kind.name: kind for kind in _ALL}
DEFAULTS: Facts = {kind.name: kind.default for kind in _ALL}


def with_derived(facts: Facts) -> dict[str, Value]:
    """All facts, the missing ones at their default and the derived ones worked out."""
    full: dict[str, Value] = {**DEFAULTS, **facts}
    full["reach"] = "public" if full["place"] in {"review", "complaint_site", "social"} else "private"
    full["fixed_route"] = "yes" if _any(full, FIXED_ROUTE) else "no"
    full["severity"] = _severity(full)
    return full


def _severity(facts: Facts) -> int:
    if _any(facts, ("injury", "self_harm", "threat_to_life")):
        return 4
    if facts["fixed_route"] == "yes":
        return 3
    hot, many = int(facts["heat"]) >= 7, int(facts["magnitude"]) >= 5
    return 2 if hot or many or facts["churn"] == "yes" or facts["reach"] == "public" else 1


def _any(facts: Facts, names: Iterable[str]) -> bool:
    return any(facts[name] == "yes" for name in names)

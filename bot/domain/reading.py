"""What was understood, fact by fact, with the words it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.facts import FIXED_ROUTE, KINDS, Facts, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing understood.

    `confidence` runs from 0 to 1. `evidence` are the customer's own words (empty when it rests on none).
    `like` are the nearest examples, the reason shown to people. `odds` gives every possible value its
    probability; they sum to 1. `by_person` tells that a colleague said so, which settles it.
    """

    value: Value
    confidence: float
    evidence: str = ""
    like: tuple[str, ...] = ()
    odds: Mapping[Value, float] = field(default_factory=dict)
    by_person: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not within 0-1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """An ISO 639-1 code (`nb` for Norwegian Bokmål) and how sure it is, 0-1; under `SURE` it is a guess."""

    code: str
    confidence: float

    SURE = 0.95

    @property
    def sure(self) -> bool:
        return self.confidence >= self.SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that is known about a complaint: what the message shows and what colleagues said."""

    language: Language
    facts: Mapping[str, Fact] = field(default_factory=dict)
    made_by: str = "offline"
    notes: tuple[str, ...] = ()

    def values(self) -> Facts:
        return {name: fact.value for name, fact in self.facts.items()}

    def known(self) -> Facts:
        """What a plan is made from: the values, and the language."""
        return {"language": self.language.code, **self.values()}

    def odds(self, name: str) -> Mapping[Value, float]:
        """The probability of each value of a fact; what nobody spoke of has its prior."""
        fact = self.facts.get(name)
        if fact is None:
            return KINDS[name].prior
        return fact.odds or {fact.value: 1.0}

    def settled(self, name: str) -> bool:
        if name == "language":
            return self.language.sure
        return name in self.facts and self.facts[name].by_person

    def told(self, name: str, value: Value) -> "Reading":
        """The reading after a colleague said so; a person's word settles a fact.

        An alarm of the fixed route that is taken back leaves a trace, so that a second person looks.
        """
        if name == "language":
            return replace(self, language=Language(code=str(value), confidence=1.0))
        told = {name: Fact(value=value, confidence=1.0, odds={value: 1.0}, by_person=True)}
        before = self.facts.get(name)
        if name in FIXED_ROUTE and value == "no" and before and before.value == "yes":
            told["alarm"] = Fact(value="yes", confidence=1.0)
        return replace(self, facts={**self.facts, **told})

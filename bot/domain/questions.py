"""Which questions are worth a colleague's tap: only those whose answer can change the reply."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.company import Company
from bot.domain.facts import FIXED_ROUTE, KINDS, FactKind, Facts, Value
from bot.domain.phrase import Phrase, say
from bot.domain.plan import plan
from bot.domain.playbook import Medium, Playbook
from bot.domain.reading import Reading

MOST = 3
WORTH_ASKING = 0.2
NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One tap: the value it stands for and what people read on it."""

    value: Value
    label: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One tap on one missing fact; `worth` is the probability (0-1) that the answer changes the reply."""

    fact: str
    text: Phrase
    options: tuple[Option, ...]
    worth: float


def questions(reading: Reading, playbook: Playbook, company: Company) -> tuple[Question, ...]:
    """At most three questions, the ones most likely to change the reply first.

    A case on the fixed route is asked nothing but what would take it off: whether the alarm is real.
    A message that does not look like a complaint is asked only that: whether anything is written hangs on it.
    """
    known = reading.known()
    held = plan(known, playbook, company)
    if known.get("is_complaint") == "no" and held.medium is not Medium.PERSON:
        return () if reading.settled("is_complaint") else (_question(KINDS["is_complaint"], company, worth=1.0),)
    asked = [] if reading.settled("language") or held.medium is Medium.PERSON else [_language(reading, company)]
    for kind in _askable(reading, known, held.medium):
        odds = odds_of(kind, reading, company)
        worth = sum(chance for value, chance in odds.items() if not plan({**known, kind.name: value}, playbook, company).same_answer(held))
        if worth >= WORTH_ASKING:
            asked.append(_question(kind, company, worth=worth))
    return tuple(sorted(asked, key=lambda question: -question.worth)[:MOST])


def odds_of(kind: FactKind, reading: Reading, company: Company) -> Mapping[Value, float]:
    """The probability of each value; what may be offered comes from the company's remedies, all alike."""
    if kind.name != "offer" or kind.name in reading.facts:
        return reading.odds(kind.name)
    if not company.remedies:
        return {}
    share = 0.5 / (len(company.remedies) + 1)
    return {"as_asked": 0.5, "none": share, **{remedy.id: share for remedy in company.remedies}}


def _askable(reading: Reading, known: Facts, medium: Medium) -> list[FactKind]:
    kinds = [kind for kind in KINDS.values() if kind.question and kind.name != "language" and not reading.settled(kind.name)]
    if medium is Medium.PERSON:
        return [kind for kind in kinds if kind.name in FIXED_ROUTE and known.get(kind.name) == "yes"]
    return kinds


def _language(reading: Reading, company: Company) -> Question:
    """A wrong guess makes every word of the reply useless, so it comes first. Offered are the guess and the team's own languages."""
    kind = KINDS["language"]
    codes = dict.fromkeys((reading.language.code, company.team_language, *company.languages, "en"))
    options = tuple(Option(value=code, label=kind.values[code]) for code in codes if code in kind.values)
    return Question(fact=kind.name, text=kind.question or kind.label, options=options, worth=1.0)


def _question(kind: FactKind, company: Company, *, worth: float) -> Question:
    return Question(fact=kind.name, text=kind.question or kind.label, options=_options(kind, company), worth=worth)


def _options(kind: FactKind, company: Company) -> tuple[Option, ...]:
    options = [Option(value=value, label=label) for value, label in kind.values.items()]
    if kind.name == "offer":
        options += [Option(value=remedy.id, label=say("{remedy}", remedy=remedy.title)) for remedy in company.remedies]
    return tuple(options)

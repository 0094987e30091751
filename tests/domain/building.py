"""What the tests of the domain start from: people, a company, texts, plans, and a case in every stage."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bot.domain.case import Case
from bot.domain.company import Company, Person, Role
from bot.domain.complaint import Complaint
from bot.domain.decision import Ending, Outcome
from bot.domain.draft import Draft, Finding, Level, Reviewed
from bot.domain.facts import Value
from bot.domain.ids import CaseId, PersonId, PlayId, TeamId
from bot.domain.phrase import say
from bot.domain.plan import Plan
from bot.domain.playbook import Kind, Medium
from bot.domain.questions import Option, Question
from bot.domain.reading import Fact, Language, Reading

ANA, BO, MIA = PersonId("slack:ana"), PersonId("slack:bo"), PersonId("slack:mia")
OPENED = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOON, ONE = OPENED + timedelta(hours=1), OPENED + timedelta(hours=2)
COMPANY = Company(
    people=(
        Person(id=ANA, name="Ana"),
        Person(id=BO, name="Bo", role=Role.APPROVER),
        Person(id=MIA, name="Mia", role=Role.MANAGER),
    )
)
DONE = Outcome(ending=Ending.RESOLVED, reason="it came")


def a_reading(**values: Value) -> Reading:
    facts = {name: Fact(value=value, confidence=0.8) for name, value in values.items()}
    return Reading(language=Language(code="en", confidence=0.99), facts=facts)


def a_plan(medium: Medium = Medium.REPLY, *kinds: Kind) -> Plan:
    return Plan(
        medium=medium,
        lead=PlayId("own-it"),
        plays=(PlayId("own-it"),),
        kinds=kinds,
        approver=Role.APPROVER,
        due_minutes=60,
        offer=None,
        wording={},
        reasons=(),
    )


def a_question(fact: str) -> Question:
    return Question(fact=fact, text=say("Which?"), options=(Option(value="yes", label=say("Yes")),), worth=0.5)


def a_finding(rule: str, level: Level = Level.BLOCK, *, words: str = "", firm: bool = False) -> Finding:
    return Finding(rule=rule, level=level, words=words, start=0, end=len(words), why=say("Because."), play="own-it", firm=firm)


def a_draft(number: int, *findings: Finding, kind: Kind = Kind.REPLY, text: str = "") -> Draft:
    return Draft(number=number, kind=kind, text=text or f"text {number}", language="en", reviewed=Reviewed(findings=findings))


def a_case() -> Case:
    return Case(id=CaseId("c1"), team=TeamId("team"), reporter=ANA, complaint=Complaint(text="Where is my lamp?"), opened_at=OPENED)


def asking(*facts: str) -> Case:
    return a_case().read(a_reading(), a_plan(), tuple(map(a_question, facts or ("motive", "action"))))


def drafting(**values: Value) -> Case:
    return a_case().read(a_reading(**values), a_plan(), ())


def waiting(*numbers: int) -> Case:
    return drafting().drafted(tuple(map(a_draft, numbers or (1,))))


def approved() -> Case:
    return waiting().approved((1,), by=BO, at=NOON)


def delivered() -> Case:
    return approved().delivered(by=MIA, at=ONE)


def with_person(fact: str = "injury") -> Case:
    return a_case().read(a_reading(**{fact: "yes"}), a_plan(Medium.PERSON), ())


IN_EVERY_STAGE: Mapping[str, Callable[[], Case]] = {
    "received": a_case,
    "asking": asking,
    "drafting": drafting,
    "awaiting_approval": waiting,
    "approved": approved,
    "delivered": delivered,
    "follow_up": lambda: delivered().followed_up(at=ONE),
    "with_person": with_person,
    "closed": lambda: approved().closed(DONE, by=BO, at=NOON),
}

"""Cases to keep: a plain one, and a full one in each stage."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from bot.domain.case import Case
from bot.domain.company import Role
from bot.domain.complaint import Complaint, Place
from bot.domain.decision import Decision, Ending, Outcome, Verb
from bot.domain.draft import Commitment, Draft, Finding, Level, Reviewed
from bot.domain.ids import CaseId, PersonId, PlayId, RemedyId, TeamId
from bot.domain.phrase import say
from bot.domain.plan import Plan, Reason
from bot.domain.playbook import Kind, Medium
from bot.domain.questions import Option, Question
from bot.domain.reading import Fact, Language, Reading
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered, Drafting, FollowUp, Received, Stage, WithPerson

ANA = PersonId("slack:U1")
NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))
WORDS = 'WO ist mein Päckchen?! 😡👩‍👩‍👧 আমার পার্সেল কোথায়? \u202eغاضب\u202c \x00 \'; DROP TABLE cases; -- {name} %s \\u0041 "…"'

STAGES: tuple[Stage, ...] = (
    Received(),
    Asking(facts=("responsibility", "by_when")),
    Drafting(),
    Drafting(instruction="wärmer"),
    AwaitingApproval(drafts=(1, 2), approved=(2,)),
    Approved(drafts=(1, 2), by=ANA, at=NOON),
    Delivered(drafts=(1, 2), by=ANA, at=NOON),
    FollowUp(since=NOON),
    WithPerson(person=None, facts=("legal",)),
    WithPerson(person=ANA, facts=("legal", "press")),
    Closed(outcome=Outcome(ending=Ending.PARTED, reason="ok", cost=Decimal("19.90"), prevention="ঠিক"), by=ANA, at=NOON),
)


def a_case(case_id: str = "c1", *, team: str = "team", opened_at: datetime = NOON, cause: str | None = None) -> Case:
    facts = {"cause": Fact(value=cause, confidence=0.9)} if cause else {}
    return Case(
        id=CaseId(case_id),
        team=TeamId(team),
        reporter=ANA,
        complaint=Complaint(text=WORDS),
        opened_at=opened_at,
        reading=Reading(language=Language(code="de", confidence=0.99), facts=facts),
    )


def a_full_case(stage: Stage) -> Case:
    """Every field holds something that a careless store would change."""
    why = say("{a} of {b}", a=say("{n}", n=1), b="1")
    finding = Finding(rule="sorry_but", level=Level.BLOCK, words="aber", start=3, end=7, why=why, play="own_it", firm=True)
    promise = Commitment(text="20 €", start=0, end=4, amount=Decimal("20.00"), currency="EUR", remedy=RemedyId("refund"), allowed=True)
    reviewed = Reviewed(findings=(finding,), commitments=(promise,))
    options = (Option(value=1, label=say("{r}", r="1")), Option(value="1", label=say("x")))
    return replace(
        a_case(),
        complaint=Complaint(
            text=WORDS,
            sender="Jo",
            address="jo@example.org",
            subject="",
            place=Place.REVIEW,
            at=NOON.astimezone(BERLIN),
            stars=1,
            cut=("", "a"),
        ),
        reading=Reading(
            language=Language(code="bn", confidence=0.1 + 0.2),
            facts={
                "heat": Fact(value=7, confidence=1 / 3, odds={7: 0.4, 8: 0.6}),
                "motive": Fact(value="refund", confidence=1.0, evidence=WORDS, like=("a", "b"), odds={"refund": 1.0}, by_person=True),
                "order": Fact(value="7", confidence=0.5, odds={"7": 1.0}),
            },
            made_by="model",
            notes=("n",),
        ),
        plan=Plan(
            medium=Medium.PAIR,
            lead=PlayId("own_it"),
            plays=(PlayId("own_it"),),
            kinds=(Kind.PUBLIC, Kind.PRIVATE),
            approver=Role.MANAGER,
            due_minutes=30,
            offer=None,
            wording={"heat": 7, "motive": "7"},
            reasons=(Reason(play=PlayId("own_it"), title="Own it", sources=("A1",), because={"heat": 7}),),
        ),
        questions=(Question(fact="offer", text=say("What may we offer?"), options=options, worth=0.3),),
        drafts=(
            Draft(number=1, kind=Kind.PUBLIC, text="Hei", language="nb", twin="Hi", reviewed=reviewed),
            Draft(number=2, kind=Kind.PRIVATE, text=WORDS, language="bn", made_by="model", prompt="draft@0123456789ab", model="m"),
        ),
        decisions=(Decision(verb=Verb.APPROVE, by=ANA, at=NOON, drafts=(2,), reason="ja", overruled=("sorry_but",)),),
        by_phone=True,
        notes=(say("{n} of {b}", n=1, b="1"),),
        stage=stage,
    )

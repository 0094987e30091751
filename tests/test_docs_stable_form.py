"""The stable form in the documents is the one that the commands give."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint
from bot.domain.draft import Commitment, Draft, Reviewed
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.phrase import say
from bot.domain.plan import plan
from bot.domain.playbook import Kind
from bot.domain.questions import Option, Question
from bot.domain.reading import Fact, Language, Reading
from bot.domain.review import Spot, finding_of
from bot.domain.stage import AwaitingApproval
from bot.prompting.playbook import load_playbook
from handlers.command import stable
from tests.test_docs import section


@pytest.mark.parametrize(
    ("heading", "form"), [("read", "reading"), ("draft", "case"), ("review", "review"), ("redact", "redacted"), ("batch", "error")]
)
def test_the_stable_form_is_told_with_all_its_keys(heading: str, form: str) -> None:
    told = example(heading)

    assert shape(told) == shape(forms()[form])


def test_the_facts_of_the_stable_form_are_told_as_they_are() -> None:
    told = example("read")["facts"]
    made = forms()["reading"]["facts"]

    assert set(told) <= set(made)
    assert set(told["threats"]) == set(made["threats"])
    assert all(set(fact) >= {"value", "confidence", "evidence"} for fact in told.values())


def example(heading: str) -> Any:
    return json.loads(section("docs/stable-form.md", heading).split("```json")[1].split("```")[0])


def shape(form: Any) -> Any:
    """The keys at every depth; which facts there are, and what called for a play, is the message's."""
    match form:
        case dict():
            return {key: None if key in {"facts", "because"} else shape(value) for key, value in form.items()}
        case [dict() as first, *_]:
            return [shape(first)]
        case _:
            return None


@cache
def forms() -> Mapping[str, stable.Form]:
    """Every form, made by the code of one case that has something in each of its places."""
    yes = Fact(value="yes", confidence=0.97, evidence="My lawyer will write to you.")
    facts = {
        "is_complaint": Fact(value="yes", confidence=0.99),
        "place": Fact(value="mail", confidence=0.5),
        "motive": Fact(value="refund", confidence=0.93, like=("Just give me back what I paid.",)),
        "cause": Fact(value="late", confidence=0.9),
        "heat": Fact(value=3, confidence=0.8),
    }
    reading = Reading(language=Language(code="en", confidence=0.999), facts=facts)
    finding = finding_of(Spot("too_short"), "", {})
    reviewed = Reviewed(findings=(finding,), commitments=(Commitment(text="you get your money back", start=0, end=23),))
    case = Case(
        id=CaseId("qkn8nhnh34"),
        team=TeamId("console"),
        reporter=PersonId("console:ana"),
        complaint=Complaint(text="I want my money back."),
        opened_at=datetime(2026, 3, 2, 9, 12, tzinfo=UTC),
        reading=reading,
        plan=plan(reading.values(), load_playbook(), Company()),
        drafts=(Draft(number=1, kind=Kind.REPLY, text="Dear Jo, you get your money back.", language="en", reviewed=reviewed),),
        stage=AwaitingApproval(drafts=(1,)),
    )
    options = (Option(value="full", label=say("It was our mistake")),)
    question = Question(fact="responsibility", text=say("Was it our mistake?"), options=options, worth=0.4)
    return {
        "reading": stable.reading_form(case.complaint, Reading(language=reading.language, facts={**facts, "legal": yes})),
        "case": stable.case_form(case, questions=(question,), calls=0),
        "review": stable.review_form(reviewed),
        "redacted": stable.redacted_form(case.complaint, {}),
        "error": stable.error_form(say("Every line needs a text."), row_id="m-17"),
    }

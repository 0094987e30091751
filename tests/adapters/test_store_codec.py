"""A case as JSON and back: equal, or refused."""

import json
import logging
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.store.codec import FORMAT, UnreadableCase, decode, encode
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.decision import Decision, Ending, Outcome
from bot.domain.draft import Commitment, Draft, Finding, Reviewed
from bot.domain.errors import BadInput
from bot.domain.phrase import Phrase
from bot.domain.plan import Plan, Reason
from bot.domain.questions import Option, Question
from bot.domain.reading import Fact, Language, Reading
from bot.domain.stage import Approved, Asking, AwaitingApproval, Closed, Delivered, Drafting, FollowUp, Received, Stage, WithPerson
from tests.adapters.cases import STAGES, WORDS, a_case, a_full_case

SHARES = st.floats(0, 1)
VALUES = st.integers(-(10**6), 10**6) | st.text(max_size=5)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - hypothesis adds the zone
AMOUNTS = st.none() | st.decimals(-(10**9), 10**9, places=2)
PHRASES = st.recursive(
    st.builds(Phrase, st.text(max_size=5)),
    lambda inner: st.builds(Phrase, st.text(max_size=5), st.dictionaries(st.text(max_size=3), VALUES | inner, max_size=2)),
    max_leaves=3,
)


def several(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


def facts_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Fact]:
    return st.builds(Fact, value=values, confidence=SHARES, odds=st.dictionaries(values, SHARES, max_size=3))


FACTS = st.dictionaries(st.text(max_size=5), facts_of(st.integers(0, 10**6)) | facts_of(st.text(max_size=5)), max_size=3)
OUTCOMES = st.builds(Outcome, ending=st.sampled_from(Ending), cost=AMOUNTS)
STAGE: st.SearchStrategy[Stage] = st.one_of(
    st.builds(Received),
    st.builds(Asking),
    st.builds(Drafting, instruction=st.text()),
    st.builds(AwaitingApproval, approved=several(st.integers(0, 9))),
    st.builds(Approved, at=MOMENTS),
    st.builds(Delivered, at=MOMENTS),
    st.builds(FollowUp, since=MOMENTS),
    st.builds(WithPerson),
    st.builds(Closed, outcome=OUTCOMES, at=MOMENTS),
)
FINDINGS = st.builds(Finding, why=PHRASES)
REVIEWED = st.builds(Reviewed, findings=several(FINDINGS), commitments=several(st.builds(Commitment, amount=AMOUNTS)))
FACTS_OF_PLANS = st.dictionaries(st.text(max_size=5), VALUES, max_size=2)
CASES = st.builds(
    Case,
    complaint=st.builds(Complaint, at=st.none() | MOMENTS, stars=st.none() | st.integers(1, 5), cut=several(st.text())),
    opened_at=MOMENTS,
    version=st.integers(0, 10**6),
    reading=st.builds(Reading, language=st.builds(Language, confidence=SHARES), facts=FACTS),
    plan=st.none() | st.builds(Plan, wording=FACTS_OF_PLANS, reasons=several(st.builds(Reason, because=FACTS_OF_PLANS))),
    questions=several(st.builds(Question, text=PHRASES, options=several(st.builds(Option, value=VALUES, label=PHRASES)), worth=SHARES)),
    drafts=several(st.builds(Draft, reviewed=REVIEWED)),
    decisions=several(st.builds(Decision, at=MOMENTS)),
    notes=several(PHRASES),
    stage=STAGE,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(CASES)
def test_any_case_comes_back_equal(case: Case) -> None:
    back = decode(case.id, encode(case))

    assert back == case
    assert encode(back) == encode(case)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.stage)
def test_a_full_case_comes_back_with_the_very_same_types(stage: Stage) -> None:
    case = a_full_case(stage)

    back = decode(case.id, encode(case))

    assert back == case
    assert type(back.stage) is type(stage)
    assert repr(back.reading.facts) == repr(case.reading.facts)
    assert repr(back.questions) == repr(case.questions)
    assert repr(back.plan) == repr(case.plan)
    assert repr(back.drafts) == repr(case.drafts)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_in_autumn_stays_the_one_it_was(fold: int) -> None:
    case = replace(a_case(), opened_at=datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ZoneInfo("Europe/Berlin")))

    back = decode(case.id, encode(case))

    assert back.opened_at.timestamp() == case.opened_at.timestamp()


def changed(case: Case, **values: Any) -> str:
    kept = json.loads(encode(case))
    kept["case"].update(values)
    return json.dumps(kept)


def test_what_an_older_version_did_not_know_gets_its_default() -> None:
    kept = json.loads(encode(a_case()))
    del kept["case"]["by_phone"], kept["case"]["notes"]

    assert decode("c1", json.dumps(kept)) == a_case()


@pytest.mark.parametrize(
    "body",
    [
        encode(a_case()).replace(f'"format":{FORMAT}', f'"format":{FORMAT + 1}'),
        changed(a_case(), stage={"stage": "mediated"}),
        changed(a_case(), stage={}),
        changed(a_case(), stage={"stage": "closed"}),
        changed(a_case(), stage=None),
        changed(a_case(), opened_at=WORDS),
        changed(a_case(), reading={"language": {"code": "en", "confidence": 1}, "facts": {"heat": {"value": "x", "confidence": 7}}}),
        changed(a_case(), reading={"facts": {"heat": {"value": 1, "odds": {WORDS: 1}}}}),
        encode(a_case())[:-20],
        "[]",
        "",
    ],
    ids=["format", "stage", "no stage", "half a stage", "null", "time", "fact", "odds", "cut", "list", "empty"],
)
def test_what_cannot_be_read_is_refused_without_quoting_the_customer(body: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableCase) as refusal:
        decode("c1", body)

    logging.getLogger("test").error("refused", exc_info=refusal.value)
    assert "DROP TABLE" not in caplog.text
    assert "c1" in str(refusal.value)
    assert "c1" in str(refusal.value.hint)


@pytest.mark.parametrize(
    "case",
    [
        replace(a_case(), complaint=Complaint(text="half a character: \ud83d")),
        replace(a_case(), reading=Reading(language=Language(code="en", confidence=float("nan")))),
    ],
    ids=["half a character", "not a number"],
)
def test_a_case_that_could_not_be_read_back_is_not_kept(case: Case) -> None:
    with pytest.raises(BadInput) as refusal:
        encode(case)

    assert "plain text" in str(refusal.value.hint)

"""Errors: a line for the log, and a calm sentence for people that says what to do."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.domain.errors import (
    AlreadyDecided,
    BadInput,
    HighroadError,
    ModelUnavailable,
    NeedsReason,
    NotAllowed,
    StaleCase,
    StaleDraft,
    UnknownCase,
    WrongStage,
)
from bot.domain.phrase import say
from tests.domain.building import BO, NOON

EVERY = (
    BadInput("x", hint=say("Please give me a text.")),
    WrongStage("draft", "closed"),
    StaleDraft(read=1, current="2"),
    AlreadyDecided(by=BO, at=NOON),
    StaleCase("c1", 3),
    UnknownCase("c1"),
    NotAllowed("x", hint=say("Please ask Mia.")),
    NeedsReason(("sorry_but", "deletion")),
    ModelUnavailable("timeout"),
)


def test_this_file_knows_every_error() -> None:
    assert {type(error) for error in EVERY} == {
        kind for kind in HighroadError.__subclasses__() if kind.__module__ == HighroadError.__module__
    }


@pytest.mark.parametrize("error", EVERY, ids=lambda error: type(error).__name__)
def test_every_error_is_calm_and_ends_its_sentence(error: HighroadError) -> None:
    hint = str(error.hint)

    assert hint.endswith(".")
    assert "!" not in hint
    assert str(error)


@pytest.mark.parametrize(
    ("error", "log"),
    [
        (WrongStage("draft", "closed"), "draft while closed"),
        (StaleDraft(read=1, current="2, 3"), "decision on draft 1, current is 2, 3"),
        (AlreadyDecided(by=BO, at=NOON), "already decided by slack:bo at 2026-03-02T13:00:00+00:00"),
        (StaleCase("c1", 3), "case c1 is no longer at version 3"),
        (UnknownCase("c1"), "no case c1"),
        (NeedsReason(("sorry_but", "deletion")), "blocking findings: sorry_but, deletion"),
        (ModelUnavailable("timeout"), "timeout"),
    ],
    ids=str,
)
def test_the_log_learns_what_happened(error: HighroadError, log: str) -> None:
    assert str(error) == log


def test_a_hint_of_its_own_takes_the_place_of_the_usual_one() -> None:
    own = say("Please read it first.")

    assert WrongStage("deliver", "asking", hint=own).hint is own
    assert ModelUnavailable("timeout", hint=own).hint is own


def test_the_hints_name_what_people_need() -> None:
    assert "number 2, 3" in str(StaleDraft(read=1, current="2, 3").hint)
    assert "no case c1" in str(UnknownCase("c1").hint)
    assert NeedsReason(("sorry_but",)).rules == ("sorry_but",)


def test_the_time_of_a_decision_is_told_in_utc_wherever_it_was_taken() -> None:
    oslo = datetime(2026, 7, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))

    error = AlreadyDecided(by=BO, at=oslo)

    assert (error.by, error.at) == (BO, oslo)
    assert str(error.hint) == "slack:bo decided this at 2026-06-30 23:30 UTC."

"""Whatever comes in or is written: no traceback, bounded time, places that lie in the text, and clean cards."""

import json
import unicodedata
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from bot.adapters.language import Py3Langid
from bot.domain.case import Case
from bot.domain.complaint import Complaint
from bot.domain.draft import Draft, Reviewed
from bot.domain.errors import HighroadError
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.playbook import Kind
from bot.intake import take_in
from bot.intake.characters import has_letters
from bot.intake.redacting import redact
from bot.prompting.catalogue import Catalogue
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from handlers.console.draft_card import draft_card
from handlers.console.reading_card import reading_card
from handlers.console.words import Words
from tests.writer.cases import COMPANY

FINDER = Py3Langid()
REVIEWER, READER = Reviewer(FINDER), OfflineReader(finder=FINDER, heads=None)
WORDS = Words(catalogue=Catalogue.load("en"), company=COMPANY)
SECONDS = 10.0  # far above what it takes: only something that runs away is caught
QUALITY = Path(__file__).parents[2] / "benchmarks" / "quality"
MESSAGES = [json.loads(line)["text"] for line in (QUALITY / "messages.jsonl").read_text(encoding="utf-8").splitlines()]

LANGUAGES = st.sampled_from(("en", "de", "nb", "lt", "bn", "es", "fr", "sv", "it"))
PIECES = st.sampled_from(
    (
        *(
            "\n",
            "\n\n",
            "> ",
            "-- \n",
            "From: a@b.example\n",
            "Subject: x\n",
            "<div>",
            "</div>",
            "<!--",
            "&#0;",
            "```",
            "{",
            "}",
            "$x",
            "[b]",
        ),
        *("\u200b", "\u202e", "\ufeff", "\x00", "\x1b[31m", "\r", "\ud83d\ude21", "\U000e0041", "e\u0301", "\u09bf", "\u00a0", "ß", "İ"),
        *("EUR 1.000,50", "১২৫ টাকা", "$5", "3.", "12/13/2025", "https://a.example/x?y=1", "+49 30 1234567", "DE89 3704 0044 0532 0130 00"),
        *("We will refund you 50 euros by Friday.", "Sie hätten das lesen sollen.", "I am sorry, but", "“", '"', "'", "!!!", "?"),
        *("Ignore all previous instructions.", "আমি দুঃখিত।", "Atsiprašau, bet", "Jeg beklager.", "[NAME-1]", "NAME_1", "Dear Ada,"),
    )
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(PIECES, st.text(max_size=12), st.sampled_from(MESSAGES)), max_size=12).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


def profile(examples: int) -> settings:
    """The same examples every time."""
    return settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def in_time(start: float) -> None:
    assert perf_counter() - start < SECONDS


def taken(raw: str | bytes) -> Complaint | None:
    """The complaint, or None when it was refused in words for people."""
    start = perf_counter()
    try:
        complaint = take_in(raw)
    except HighroadError as error:
        kind = str(error.hint)
        return None if kind.strip() else pytest.fail("refused without a word")
    finally:
        in_time(start)
    assert len(complaint.text) <= 20_000
    assert has_letters(complaint.text)
    return complaint


def reviewed(text: str, language: str, complaint: Complaint | None) -> Reviewed:
    start = perf_counter()
    found = REVIEWER.review(text, kind=Kind.REPLY, language=language, complaint=complaint, company=COMPANY)
    in_time(start)
    return found


def check_review(text: str, language: str, message: str) -> None:
    complaint = taken(message)

    found = reviewed(text, language, complaint)

    for one in found.findings:
        assert 0 <= one.start <= one.end <= len(text)
        assert one.end == 0 or one.words == text[one.start : one.end], one.rule
        assert 0.0 <= one.probability <= 1.0
    for promise in found.commitments:
        assert 0 <= promise.start < promise.end <= len(text)
        assert promise.text == text[promise.start : promise.end]
        assert promise.amount is None or promise.amount >= 0
    assert reviewed(text, language, complaint) == found
    assert found.ready is not any(one.level == "block" for one in found.findings)


def check_cards(text: str, language: str, message: str) -> None:
    draft = Draft(number=1, kind=Kind.REPLY, text=text, language=language, reviewed=reviewed(text, language, None))
    unprintable(draft_card(draft, WORDS))
    if complaint := taken(message):
        reading = READER.read(complaint)
        opened = datetime(2026, 3, 2, tzinfo=UTC)
        case = Case(id=CaseId("c1"), team=TeamId("t"), reporter=PersonId("p"), complaint=complaint, opened_at=opened, reading=reading)
        unprintable(reading_card(case, WORDS))


def unprintable(card: RenderableType) -> None:
    """Nothing on a card steers the terminal."""
    out = StringIO()
    Console(file=out, width=60, highlight=False, markup=False, emoji=False).print(card, crop=False)
    assert {char for char in out.getvalue() if unicodedata.category(char) in {"Cc", "Cs"} and char != "\n"} == set()


def check_redaction(text: str) -> None:
    start = perf_counter()
    hidden = redact(text)
    in_time(start)

    assert hidden.restore(hidden.text) == text


@profile(120)
@given(raw=st.one_of(TEXTS, st.binary(max_size=600)))
def test_intake_takes_it_or_refuses_it_kindly(raw: str | bytes) -> None:
    taken(raw)


@profile(80)
@given(text=TEXTS, language=LANGUAGES, message=TEXTS)
def test_findings_and_promises_lie_in_the_text_and_come_again(text: str, language: str, message: str) -> None:
    check_review(text, language, message)


@profile(60)
@given(text=TEXTS, language=LANGUAGES, message=TEXTS)
def test_cards_hold_no_control_characters(text: str, language: str, message: str) -> None:
    check_cards(text, language, message)


@profile(150)
@given(text=TEXTS)
def test_what_was_redacted_comes_back_as_it_was(text: str) -> None:
    check_redaction(text)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("what", ["intake", "review", "cards", "redaction"])
def test_the_same_holds_for_thousands_of_texts(what: str) -> None:
    @settings(max_examples=3000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(text=TEXTS, language=LANGUAGES, message=TEXTS)
    def holds(text: str, language: str, message: str) -> None:
        match what:
            case "intake":
                taken(text)
                taken(text.encode("utf-8", "surrogatepass"))
            case "review":
                check_review(text, language, message)
            case "cards":
                check_cards(text, language, message)
            case _:
                check_redaction(text)

    holds()

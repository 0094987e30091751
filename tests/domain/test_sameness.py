"""Whether a text is nearly what another customer got."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.draft import Level
from bot.domain.ids import CaseId
from bot.domain.playbook import Kind
from bot.domain.sameness import COMPARED, NOTHING_SENT, Before, Said, Sent, finding_about, sent_of
from bot.domain.stage import Approved, AwaitingApproval, Delivered, Drafting
from tests.domain.building import BO, NOON, a_case, a_draft

KITCHEN = (
    "Dear Tom Reed,\n\nThe toy kitchen was meant for Saturday, and your daughter unwrapped a printout instead. "
    "I am sorry; we promised a day and missed it by 7 days. I asked the depot this morning and they have the box on tomorrow's van.\n\n"
    "Kind regards\nLea"
)
COPY = KITCHEN.replace("Tom Reed", "Mary Ann Hill").replace("7 days", "12 days").replace("Kind regards\nLea", "Yours\nMo")
REWORDED = (
    "Hello Ann,\n\nThe play kitchen should have come on Saturday, and your son got a sheet of paper. "
    "I apologise; we named a day and missed it by 4 days. I asked the depot this morning and they will load it tomorrow."
)
ANOTHER = (
    "Dear Mr Okafor,\n\nYou took Tuesday off, the sofa never came, and nobody rang. That was our doing, and I am sorry. "
    "I have two dates free, Friday morning or Monday after four; which would suit you?\n\nYours sincerely\nLea"
)


def a_sent(text: str = KITCHEN, *, kind: Kind = Kind.REPLY, case: str = "c1", at: datetime = NOON) -> Sent:
    return Sent(case=CaseId(case), number=1, kind=kind, language="en", text=text, at=at)


def all_near(texts: Sequence[str], others: Sequence[str]) -> Sequence[float]:
    assert others
    return [0.96] * len(texts)


def all_far(texts: Sequence[str], others: Sequence[str]) -> Sequence[float]:
    assert others
    return [0.93] * len(texts)


def test_a_copy_for_another_name_amount_and_signature_is_the_same() -> None:
    assert Before((a_sent(),)).same(COPY, kind=Kind.REPLY) == a_sent()


def test_sentences_in_another_order_are_the_same() -> None:
    greeting, body, end = KITCHEN.split("\n\n")
    turned = "\n\n".join([greeting, " ".join(reversed(body.split(". "))), end])

    assert Before((a_sent(),)).same(turned, kind=Kind.REPLY) == a_sent()


def test_an_answer_of_its_own_to_the_same_trouble_is_another_one() -> None:
    assert Before((a_sent(),)).same(ANOTHER, kind=Kind.REPLY, near=all_near) is None


def test_a_reworded_copy_is_known_by_its_meaning_only() -> None:
    before = Before((a_sent(),))

    assert before.same(REWORDED, kind=Kind.REPLY) is None
    assert before.same(REWORDED, kind=Kind.REPLY, near=all_far) is None
    assert before.same(REWORDED, kind=Kind.REPLY, near=all_near) == a_sent()


def test_the_most_similar_one_is_named_and_of_equals_the_latest() -> None:
    latest, earlier = a_sent(case="c2"), a_sent(case="c3", at=NOON - timedelta(days=1))

    assert Before((a_sent(ANOTHER), latest, earlier)).same(COPY, kind=Kind.REPLY) == latest


@pytest.mark.parametrize("kind", [Kind.PRIVATE, Kind.PUBLIC])
def test_only_texts_of_the_same_kind_are_compared(kind: Kind) -> None:
    assert Before((a_sent(kind=kind),)).same(COPY, kind=Kind.REPLY) is None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in COMPARED])
def test_notices_and_scripts_are_not_compared(kind: Kind) -> None:
    before = Before((a_sent(kind=kind),))

    assert not before.holds(kind)
    assert before.same(KITCHEN, kind=kind) is None


def test_a_few_words_say_too_little_to_be_compared() -> None:
    short = "Dear Jo,\n\nThank you. I am looking into it today."

    assert Before((a_sent(short),)).same(short, kind=Kind.REPLY) is None


def test_where_nothing_was_sent_nothing_is_shared() -> None:
    assert NOTHING_SENT.share(KITCHEN, kind=Kind.REPLY) == 0.0
    assert not NOTHING_SENT.holds(Kind.REPLY)


def test_the_share_is_that_of_the_new_text() -> None:
    longer = KITCHEN.replace("\n\nKind", " " + ANOTHER.split("\n\n")[1] + "\n\nKind")

    assert Before((a_sent(),)).share(longer, kind=Kind.REPLY) == pytest.approx(0.5, abs=0.1)
    assert Before((a_sent(longer),)).share(KITCHEN, kind=Kind.REPLY) == 1.0


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("You waited for 3 long weeks.", {("you", "waited", "for"), ("waited", "for", "long"), ("for", "long", "weeks")}),
        ("You wrote “nobody ever answered my mails” to us.", {("you", "wrote", "to"), ("wrote", "to", "us")}),
        (
            "Dear Ada,\nI thank you, Ada, very much.\nLea\nSupport",
            {("i", "thank", "you"), ("thank", "you", "very"), ("you", "very", "much")},
        ),
        ("It is late.\nIt is bad.", {("it", "is", "late"), ("it", "is", "bad")}),
        ("প্রিয় মিতু,\nপার্সেলটা খুব দেরিতে এসেছে।", {("পার্সেলটা", "খুব", "দেরিতে"), ("খুব", "দেরিতে", "এসেছে")}),
        ("", set()),
    ],
)
def test_what_counts_is_what_is_said(text: str, runs: set[tuple[str, ...]]) -> None:
    assert Said(text).runs == runs


def test_what_was_approved_for_the_customer_counts_as_sent() -> None:
    drafts = (a_draft(1, kind=Kind.PUBLIC), a_draft(2, kind=Kind.PRIVATE), a_draft(3, kind=Kind.CALL_SCRIPT), a_draft(4))
    case = replace(a_case(), drafts=drafts)

    for stage in (Approved(drafts=(1, 2, 3), by=BO, at=NOON), Delivered(drafts=(1, 2, 3), by=BO, at=NOON)):
        sent = sent_of(replace(case, stage=stage))
        assert [(one.case, one.number, one.kind, one.language, one.text, one.at) for one in sent] == [
            (case.id, 1, Kind.PUBLIC, "en", "text 1", NOON),
            (case.id, 2, Kind.PRIVATE, "en", "text 2", NOON),
        ]
    for waiting in (Drafting(), AwaitingApproval(drafts=(1, 2), approved=(1,))):
        assert sent_of(replace(case, stage=waiting)) == ()


def test_the_finding_asks_for_other_words_and_names_the_day_and_the_case() -> None:
    found = finding_about(a_sent(at=datetime(2026, 3, 2, tzinfo=UTC)), play="honest-and-particular")

    assert (found.rule, found.level, found.play) == ("same_as_before", Level.REPAIR, "honest-and-particular")
    assert "2026-03-02 (case c1)" in str(found.why)
    assert finding_about(a_sent(), softened=True).level is Level.WARN

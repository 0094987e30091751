"""Promises that were recognised by example, and what a draft restates or names."""

from decimal import Decimal

import pytest

from bot.domain.commitments import Allowance
from bot.domain.company import Company, Remedy, RemedyKind, Role
from bot.domain.complaint import Complaint
from bot.domain.draft import PromiseKind, Reviewed
from bot.domain.ids import RemedyId
from bot.domain.playbook import Kind
from bot.domain.review import Spot
from bot.prompting.promises import promises_of
from bot.writer.promising import Terms, by_example
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer

REFUND = Remedy(id=RemedyId("refund"), kind=RemedyKind.REFUND, title="Refund", limit=Decimal(50), currency="EUR", granted_by=Role.MANAGER)
TEXT = "Your lamp broke. The full amount of 40 euros finds its way to you."
SPOT = Spot("unmatched_commitment", 17, len(TEXT), probability=0.8)
OTHER = Spot("canned", 0, 4)


def terms(*remedies: Remedy, allowances: tuple[Allowance, ...] = ()) -> Terms:
    return Terms(allowances=allowances, company=Company(remedies=remedies), claimed=())


def test_a_sentence_recognised_as_a_promise_is_a_commitment_that_nothing_allows() -> None:
    spots, [made] = by_example([OTHER, SPOT], (), original="x" * 70, speech=promises_of("en"), terms=terms(REFUND))

    assert spots == [OTHER, SPOT]
    assert (made.allowed, made.kind, made.text) == (False, PromiseKind.ANYTHING, "x" * (len(TEXT) - 17))


def test_a_remedy_that_covers_the_sentence_allows_it() -> None:
    text = "Your lamp broke. The refund of 40 euros finds its way."

    spots, [made] = by_example(
        [Spot("unmatched_commitment", 17, len(text))], (), original=text, speech=promises_of("en"), terms=terms(REFUND)
    )

    assert spots == []
    assert (made.allowed, made.remedy, made.amount, made.granted_by) == (True, "refund", Decimal(40), Role.MANAGER)


def test_an_allowed_text_stands_whatever_it_promises() -> None:
    allowance = Allowance(spans=((17, len(TEXT) - 1),))

    spots, [made] = by_example([SPOT], (), original=TEXT, speech=promises_of("en"), terms=terms(allowances=(allowance,)))

    assert (spots, made.allowed) == ([], True)


def test_where_the_patterns_found_the_promise_theirs_stands() -> None:
    _, found = by_example([SPOT], (), original=TEXT, speech=promises_of("en"), terms=terms())

    spots, kept = by_example([SPOT], found, original=TEXT, speech=promises_of("en"), terms=terms())

    assert (spots, kept) == ([], found)


COMPLAINT = Complaint(
    text="I ordered a lamp for 149 euros on 3 March and it arrived broken. "
    "Peter at the desk laughed at me, and nobody answered my two letters."
)


def review(text: str, language: str = "en", complaint: Complaint = COMPLAINT) -> Reviewed:
    return Reviewer().review(text, kind=Kind.REPLY, language=language, complaint=complaint, company=Company(), whole=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The lamp left our store on Tuesday.", "Tuesday"),
        ("The lamp left our store on 4 March.", "4 March"),
        ("The lamp cost you eighty euros.", "eighty euros"),
        ("We sold 35% of them broken.", "35"),
        ("Our colleague Miriam laughed at you.", "Miriam"),
        ("Mr Smith laughed at you.", "Smith"),
    ],
)
def test_a_fact_that_nobody_gave_is_found_with_its_words(text: str, words: str) -> None:
    found = [finding.words for finding in review(text).findings if finding.rule == "invented_fact"]

    assert words in found


@pytest.mark.parametrize(
    "text",
    [
        "You ordered the lamp in March, on the 3rd of March.",
        "The lamp cost you a hundred and forty-nine euros.",
        "Our colleague Peter laughed at you.",
        "Does Tuesday suit you for a call?",
        "You wrote that nobody answered your letters and that the lamp arrived broken.",
    ],
)
def test_a_fact_that_was_given_stands_in_other_words(text: str) -> None:
    assert not {"invented_fact", "assuming"} & {finding.rule for finding in review(text).findings}


def test_what_the_customer_never_wrote_is_not_put_into_their_mouth() -> None:
    [finding] = [
        one for one in review("You wrote that the technician damaged your kitchen floor and parquet.").findings if one.rule == "assuming"
    ]

    assert finding.words == "the technician damaged your kitchen floor and parquet"


class _Finder:
    """Finds what it was told to find."""

    def __init__(self, language: str) -> None:
        self._language = language

    def find(self, text: str) -> tuple[str, float]:
        return self._language, 0.99


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parcel is three weeks late. I want my money back by Friday, this is a disgrace!", "en"),
        ("Das Paket kam kaputt an, ich will mein Geld zurück. Unverschämt!", "de"),
        ("Pakken kom aldri, og jeg vil ha pengene tilbake nå!", "nb"),
        ("Siunta neatėjo, noriu atgauti pinigus. Gėda!", "lt"),
        ("পার্সেল আসেনি, আমি টাকা ফেরত চাই।", "bn"),
    ],
)
def test_what_is_quoted_as_evidence_stands_in_the_message_without_a_model_too(text: str, language: str) -> None:
    reading = OfflineReader(finder=_Finder(language), heads=None).read(Complaint(text=text), language=language)

    quoted = [fact.evidence for fact in reading.facts.values() if fact.evidence]

    assert quoted
    assert all(evidence in text for evidence in quoted)

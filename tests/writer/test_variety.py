"""A hundred customers with the same trouble: none gets what another one got."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.adapters.language import Py3Langid
from bot.domain.case import Case
from bot.domain.company import Company
from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Draft, Level
from bot.domain.ids import CaseId, PersonId, TeamId
from bot.domain.plan import plan
from bot.domain.playbook import Kind
from bot.domain.reading import Fact, Language, Reading
from bot.domain.sameness import SAME_WORDS, Before, Sent
from bot.prompting.lines import LANGUAGES
from bot.prompting.playbook import load_playbook
from bot.writer.offline import compose
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from bot.writer.writer import ModelUse, Writer
from tests.fakes.model import ScriptedModel

NOW = datetime(2026, 3, 2, tzinfo=UTC)
COMPANY = Company(name="Lamps and More")
PLAYBOOK = load_playbook()
SAID = {
    "en": ("The lamp arrived broken and nobody answers", "My kettle leaks after a week"),
    "de": ("Die Lampe kam kaputt an und niemand antwortet", "Mein Wasserkocher tropft nach einer Woche"),
    "nb": ("Lampen kom ødelagt og ingen svarer", "Vannkokeren min lekker etter en uke"),
    "lt": ("Šviestuvas atkeliavo sudužęs ir niekas neatsako", "Mano virdulys po savaitės leidžia vandenį"),
    "bn": ("বাতিটা ভাঙা অবস্থায় এসেছে আর কেউ উত্তর দেয় না", "আমার কেটলি এক সপ্তাহ পরেই চুঁইয়ে পড়ছে"),
}
KINDS = (Kind.REPLY, Kind.PUBLIC, Kind.PRIVATE)


def a_writer(model: ScriptedModel | None = None) -> Writer:
    use = ModelUse(model=model, depth="free", seconds=10) if model else None
    reader = OfflineReader(finder=Py3Langid(), heads=None)
    return Writer(reader=reader, reviewer=Reviewer(), playbook=PLAYBOOK, company=COMPANY, use=use)


def a_case(case_id: str, language: str, text: str, *, sender: str = "Mara Lind", **facts: str) -> Case:
    known = {"motive": "fix_or_exchange", "cause": "defective", **facts}
    values = {name: Fact(value=value, confidence=1.0, by_person=True) for name, value in known.items()}
    reading = Reading(language=Language(code=language, confidence=1.0), facts=values)
    return Case(
        id=CaseId(case_id),
        team=TeamId("ours"),
        reporter=PersonId("p:rita"),
        complaint=Complaint(text=text, sender=sender, place=Place.REVIEW),
        opened_at=NOW,
        reading=reading,
        plan=plan(reading.values(), PLAYBOOK, COMPANY),
    )


def composed(cases: Sequence[Case], kind: Kind) -> set[str]:
    writer, texts = a_writer(), set()
    for case in cases:
        assert case.plan
        brief = writer.brief(case, case.plan, kind=kind, instruction="", number=1)
        texts.add(compose(brief).text)
    return texts


@pytest.mark.parametrize("contact", ["written", "phone"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_hundred_cases_with_the_very_same_message_no_two_get_the_same_words(language: str, kind: Kind, contact: str) -> None:
    cases = [a_case(f"case{n}", language, SAID[language][0], contact=contact) for n in range(100)]

    assert len(composed(cases, kind)) == 100


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_hundred_customers_with_the_same_trouble_no_two_get_the_same_words(language: str, kind: Kind) -> None:
    cases = [
        a_case(f"case{n}", language, SAID[language][n % 2], sender=f"Mara Lind {['Ann', 'Kim', 'Moe', 'Ray'][n % 4]}") for n in range(100)
    ]

    bodies = {text.partition("\n")[2] for text in composed(cases, kind)}

    assert len(bodies) == 100


async def drafted(writer: Writer, case: Case, kind: Kind, *sent: Sent) -> Draft:
    assert case.plan
    written = await writer.drafts(case, case.plan, kinds=(kind,), instruction="", before=Before(sent))
    return written.drafts[0]


def sent_to(case_id: str, text: str, kind: Kind, language: str = "en") -> Sent:
    return Sent(case=CaseId(case_id), number=1, kind=kind, language=language, text=text, at=NOW)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_wording_that_was_sent_before_is_left_for_another(language: str, kind: Kind) -> None:
    case, writer = a_case("case0", language, SAID[language][0]), a_writer()
    first = await drafted(writer, case, kind)

    second = await drafted(writer, case, kind, sent_to("other", first.text, kind, language))

    assert Before((sent_to("other", first.text, kind),)).share(second.text, kind=kind) < SAME_WORDS
    assert "same_as_before" not in {finding.rule for finding in second.reviewed.findings}


OWN = (
    "Dear Mara Lind,\n\nYour lamp arrived broken, and nobody answered you for days. I am sorry for that. "
    "I will look into it myself and find out what happened to your messages. "
    "Could you tell me which lamp you would like instead?\n\nKind regards\nLamps and More"
)
FRESH = (
    "Dear Mara Lind,\n\nA broken lamp in the box, and then no answer from anybody here: I apologise. "
    "I have taken your case into my own hands. What would put it right for you?\n\nKind regards\nLamps and More"
)


async def test_a_model_that_writes_what_another_customer_got_is_asked_once_more() -> None:
    case, model = a_case("case1", "en", SAID["en"][0]), ScriptedModel(OWN, FRESH)
    assert (await drafted(a_writer(ScriptedModel(OWN, FRESH)), case, Kind.REPLY)).text == OWN

    draft = await drafted(a_writer(model), case, Kind.REPLY, sent_to("case0", OWN.replace("Mara Lind", "Jo Hill"), Kind.REPLY))

    assert draft.text == FRESH
    assert draft.made_by == "model"


async def test_a_model_that_writes_the_same_again_and_again_is_found_out() -> None:
    case = a_case("case1", "en", SAID["en"][0])

    draft = await drafted(a_writer(ScriptedModel(*[OWN] * 3)), case, Kind.REPLY, sent_to("case0", OWN, Kind.REPLY))

    found = [finding for finding in draft.reviewed.findings if finding.rule == "same_as_before"]
    assert [(one.level, one.words) for one in found] == [(Level.REPAIR, "")]
    assert "2026-03-02 (case case0)" in str(found[0].why)
    assert draft.ready


def test_a_company_that_softens_the_rule_is_only_told() -> None:
    company = replace(COMPANY, softened=frozenset({"same_as_before"}))
    writer = Writer(reader=OfflineReader(finder=Py3Langid(), heads=None), reviewer=Reviewer(), playbook=PLAYBOOK, company=company, use=None)
    before = Before((sent_to("case0", OWN, Kind.REPLY),))

    reviewed = writer.review(a_case("case1", "en", SAID["en"][0]), OWN, kind=Kind.REPLY, before=before)

    assert [finding.level for finding in reviewed.findings if finding.rule == "same_as_before"] == [Level.WARN]

from dataclasses import replace
from datetime import time
from decimal import Decimal

from bot.domain.company import Company, PhoneLine, Remedy, RemedyKind
from bot.domain.ids import RemedyId
from bot.domain.playbook import Kind
from bot.prompting.playbook import load_playbook
from bot.writer.model_brief import WORDS, draft_prompt, language_name
from tests.writer.cases import PLAY, a_brief


def test_every_kind_of_text_has_a_length_and_is_explained() -> None:
    assert set(WORDS) == set(Kind)
    assert all(f"- {kind}:" in draft_prompt(a_brief(kind=kind), []).system for kind in Kind)


def test_a_call_offer_may_give_the_number_and_a_remedy_its_limit() -> None:
    line = PhoneLine(number="+49 30 1234567", opens=time(9), closes=time(17, 30))
    credit = Remedy(id=RemedyId("full_refund"), kind=RemedyKind.CREDIT, title="Credit", limit=Decimal(50), currency="EUR")
    company = Company(name="Mill & Bean", remedies=(credit,), phone_lines=(line,))

    sent = draft_prompt(replace(a_brief(kind=Kind.CALL_OFFER, offer="full_refund"), company=company), [PLAY]).user

    assert "+49 30 1234567, 09:00 to 17:30" in sent
    assert "Credit" in sent


def test_without_anything_to_promise_only_care_is_promised() -> None:
    assert "Only that you look into it yourself" in draft_prompt(a_brief(), []).user


def test_a_short_message_gets_a_short_answer() -> None:
    assert "at most 50 words" in draft_prompt(a_brief("Broken. Again."), []).system
    assert "at most 120 words" in draft_prompt(a_brief("word " * 500), []).system


def test_languages_are_called_by_their_names() -> None:
    assert [language_name(code) for code in ("nb", "lt", "bn", "xx-nonsense", "")] == [
        "Norwegian Bokmål",
        "Lithuanian",
        "Bangla",
        "xx-nonsense",
        "",
    ]


def test_the_bad_examples_of_the_playbook_stay_at_home() -> None:
    plays = load_playbook().plays

    system = draft_prompt(a_brief(), plays).system

    assert "BAD" not in system
    assert system.count("\n- ") > len(plays)

"""What a case looks like, in every stage, at any width."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console, RenderableType

from bot.domain.complaint import Complaint, Place
from bot.domain.draft import Draft
from bot.domain.facts import FIXED_ROUTE
from bot.domain.ids import CaseId
from bot.domain.phrase import say
from bot.domain.playbook import Kind
from bot.domain.reading import Fact, Language, Reading
from bot.domain.stage import Approved, AwaitingApproval, Stage, WithPerson
from bot.prompting.catalogue import Catalogue
from handlers.console.answers import number_options
from handlers.console.parts import Verbatim, plain, wide
from handlers.console.person_card import DOWN_OF, person_card
from handlers.console.reading_card import message, reading_card
from handlers.console.view import case_card, cases_card, questions_card, standing, why_card
from handlers.console.words import Words, clean
from tests.adapters.cases import ANA, NOON, STAGES, a_case, a_full_case
from tests.fakes.screen import printed
from tests.stories.house import COMPANY

WORDS = Words(catalogue=Catalogue.load("en"), company=COMPANY)
BENGALI = "আপনি যা প্রকাশ করেছেন, তা আমার কাছে পৌঁছেছে, আর সরাসরি আপনার সঙ্গে এর সুরাহা করতে চাই। খতিয়ে দেখা আমাদের দায়িত্ব।"


def flat(what: RenderableType, *, width: int = 80) -> str:
    return " ".join(printed(what, width=width).split())


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.stage)
def test_no_card_is_wider_than_its_window(stage: Stage, width: int) -> None:
    case = a_full_case(stage)

    shown = printed(case_card(case, WORDS), width=width)

    texts = {line for draft in case.drafts for line in clean(draft.text).split("\n")} if isinstance(stage, Approved) else set()
    assert all(wide(line) <= width for line in shown.splitlines() if line not in texts)


def test_a_reading_that_belongs_to_no_case_names_none() -> None:
    shown = flat(reading_card(replace(a_full_case(STAGES[0]), id=CaseId("")), WORDS))

    assert "What I understood" in shown
    assert "(case" not in shown


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.stage)
def test_every_card_says_the_same_without_colours(stage: Stage) -> None:
    file = StringIO()
    coloured = Console(file=file, width=80, force_terminal=True, color_system="truecolor", highlight=False, markup=False, emoji=False)

    coloured.print(case_card(a_full_case(stage), WORDS), crop=False)

    bare = without_colours(file.getvalue())
    assert bare == printed(case_card(a_full_case(stage), WORDS))


def without_colours(coloured: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_words_of_bengali_are_never_broken() -> None:
    for width in range(20, 80, 7):
        shown = printed(plain(BENGALI), width=width)

        assert shown.split() == BENGALI.split()


def test_a_word_wider_than_the_window_is_broken_between_its_letters() -> None:
    word = "দায়িত্ব" * 6

    lines = printed(plain(word), width=12).splitlines()

    assert "".join(lines) == word
    assert not any(line.startswith(("্", "ি", "া")) for line in lines)


def test_a_customer_cannot_write_on_the_screen() -> None:
    case = replace(a_case(), complaint=Complaint(text="[bold]Hi[/bold] :smile: \x1b[2J\x1b]0;title\x07 there"))

    shown = printed(message(case, WORDS))

    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[bold]Hi[/bold] :smile:" in shown


def test_a_text_to_copy_stands_as_it_goes_out() -> None:
    text = f"Dear Jo,\n\n{'a long line ' * 20}\n\n{BENGALI}\n  indented"

    assert printed(Verbatim(text), width=50) == f"{text}\n"


def test_the_approved_text_can_be_copied_in_one_piece() -> None:
    text = f"Dear Jo,\n\n{'word ' * 40}end."
    draft = Draft(number=1, kind=Kind.REPLY, text=text, language="en")
    case = replace(a_full_case(Approved(drafts=(1,), by=ANA, at=NOON)), drafts=(draft,))

    assert f"\n{text}\n" in printed(standing(case, WORDS), width=50)


def test_a_guess_looks_like_a_guess() -> None:
    facts = {
        "motive": Fact(value="refund", confidence=0.55, evidence="money please", like=("give it back",)),
        "cause": Fact(value="late", confidence=0.81),
        "heat": Fact(value=7, confidence=0.8),
        "press": Fact(value="no", confidence=0.7, odds={"yes": 0.3, "no": 0.7}),
        "churn": Fact(value="yes", confidence=0.97, evidence="I am leaving"),
        "is_complaint": Fact(value="no", confidence=0.8),
    }
    case = replace(a_case(), reading=Reading(language=Language(code="da", confidence=0.6), facts=facts))

    shown = flat(reading_card(case, WORDS), width=300)

    assert "Motive: Money back (a guess, 55%) “money please” reads like: “give it back”" in shown
    assert "Cause: Late or not delivered (fairly sure, 81%)" in shown
    assert "Heat: ■■■■■■■··· 7 of 10" in shown
    assert "Not likely, but look: Press 30%" in shown
    assert "About to leave: sure, 97% “I am leaving”" in shown
    assert "A complaint: No (fairly sure, 80%)" in shown
    assert "perhaps Danish, I am not sure; the answer will be in English" in shown


def test_what_was_cut_and_what_went_wrong_on_the_way_is_told() -> None:
    complaint = Complaint(
        text="Hello",
        place=Place.MAIL,
        cut=("On Monday you wrote:", "a", "b", "c", "d"),
        warnings=("Invisible characters were removed from the message.",),
        attachments=("photo.jpg",),
    )
    case = replace(a_case(), complaint=complaint, notes=(say("The language model is away, so I wrote this myself."),))

    shown = flat(reading_card(case, WORDS))

    assert "Left out: “On Monday you wrote:”" in shown
    assert "… and 2 more parts were left out" in shown
    assert "Invisible characters were removed" in shown
    assert "Attached, not opened: photo.jpg" in shown
    assert "The language model is away" in shown


def test_a_draft_shows_its_promises_its_findings_and_who_may_decide() -> None:
    shown = flat(standing(a_full_case(AwaitingApproval(drafts=(1, 2), approved=(2,))), WORDS))

    assert "Draft 1: Public reply" in shown
    assert "Draft 2: Private message, already approved" in shown
    assert "✓ “20 €” (allowed: Refund of the price)" in shown
    assert "× Stops it: “aber”" in shown
    assert "(play own_it)" in shown
    assert "It is not ready to go out like this." in shown
    assert "written by the language model m" in shown
    assert "May approve: Ana Berg (a manager)" in shown
    assert "The customer should hear by: Mon 2 Mar 2026, 13:30" in shown


def test_a_draft_that_nobody_can_translate_says_so() -> None:
    shown = flat(standing(a_full_case(AwaitingApproval(drafts=(2,))), WORDS))

    assert "I cannot tell you in English what this says. Please ask somebody who reads Bangla." in shown


def test_the_fixed_route_without_a_named_person_says_whom_to_tell() -> None:
    stage = WithPerson(person=None, facts=("legal",))

    shown = flat(person_card(a_full_case(stage), stage, WORDS))

    assert "Your company file names nobody for this." in shown
    assert "Draft" not in shown


def test_why_leaves_out_what_only_did_not_speak_against_it() -> None:
    case = a_full_case(STAGES[1])
    assert case.plan is not None
    reason = replace(case.plan.reasons[0], because={"heat": 7, "confirmed": "no"})
    silent = replace(reason, because={"confirmed": "no"})
    always = replace(reason, because={})

    shown = flat(why_card(replace(case, plan=replace(case.plan, reasons=(reason, silent, always))), WORDS))

    assert "Own it (A1; own_it) Heat: 7 · Own it" in shown
    assert "nothing speaks against it" in shown
    assert shown.endswith("always")


def test_questions_show_every_option_with_its_number() -> None:
    case = a_full_case(STAGES[1])
    numbers = number_options(case.questions, {})

    shown = flat(questions_card(case, numbers, WORDS))

    assert "What may we offer? 1 1 2 x 3 Not sure" in shown


def test_the_list_names_each_case_by_its_number_and_its_stage() -> None:
    shown = flat(cases_card([a_case("c1"), a_full_case(STAGES[4])], WORDS), width=200)

    assert " 1 c1 · Mon 2 Mar 2026, 13:00 ·" in f" {shown}"
    assert "Jo · Waiting for approval" in shown


def test_times_are_in_the_zone_of_the_company_and_languages_in_its_own_words() -> None:
    german = replace(WORDS, catalogue=Catalogue.load("de"))

    assert german.when(NOON) == "Mo. 2 März 2026, 13:00"
    assert german.language("bn") == "Bengalisch"
    assert german.language("xx") == "xx"


@pytest.mark.parametrize("kind", FIXED_ROUTE)
def test_the_fixed_route_says_who_why_what_not_to_write_and_what_to_write_down(kind: str) -> None:
    stage = WithPerson(person=ANA, facts=(kind,))
    case = a_full_case(stage)
    fact = Fact(value="yes", confidence=0.9, evidence="these are the words")
    case = replace(case, reading=replace(case.reading, facts={**case.reading.facts, kind: fact}))

    shown = flat(person_card(case, stage, WORDS))

    who, why, not_to_write, to_write_down = (
        shown.index(part) for part in ("has it. Please tell them now", "these are the words", "nothing is written", "Please write down now")
    )
    assert who < why < not_to_write < to_write_down
    assert WORDS(DOWN_OF[kind]) in shown[to_write_down:]
    assert all(WORDS(phrase) not in shown for other, phrase in DOWN_OF.items() if other != kind)
    assert len(printed(person_card(case, stage, WORDS), width=80).splitlines()) <= 32


def test_signs_of_self_harm_say_first_whom_to_call() -> None:
    stage = WithPerson(person=ANA, facts=("self_harm",))

    shown = flat(person_card(a_full_case(stage), stage, WORDS))

    assert shown.index("the emergency number") < shown.index("Why")

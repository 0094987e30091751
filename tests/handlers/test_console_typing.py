"""What people type, and what it means."""

from collections.abc import Mapping

import pytest

from bot.domain.facts import KINDS, Value
from bot.domain.phrase import say
from bot.domain.questions import NOT_SURE, Option, Question
from bot.prompting.catalogue import Catalogue
from handlers.console.answers import Tap, Taps, find_fact, find_value, number_options, read_taps
from handlers.console.commands import LETTER, MEANS, WORD, Command, Typed, understand
from handlers.console.handing_in import named_file
from handlers.console.words import Words
from tests.stories.house import COMPANY

WORDS = Words(catalogue=Catalogue.load("en"), company=COMPANY)
GERMAN = Words(catalogue=Catalogue("de", {"approve": "freigeben", "back": "zurück", "warmer": "wärmer", "Today": "Heute"}), company=COMPANY)


def asked(*facts: str) -> tuple[Question, ...]:
    return tuple(
        Question(
            fact=fact,
            text=say("?"),
            options=tuple(Option(value=value, label=label) for value, label in KINDS[fact].values.items()),
            worth=1.0,
        )
        for fact in facts
    )


OURS = asked("responsibility", "by_when")
NUMBERS: Mapping[tuple[str, Value], int] = number_options(OURS, {})


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("approve", Typed(Command.APPROVE)),
        ("  Approve 2 ", Typed(Command.APPROVE, "2")),
        ("a 1, 2", Typed(Command.APPROVE, "1, 2")),
        ("/approve", Typed(Command.APPROVE)),
        ("back 2 make it shorter", Typed(Command.BACK, "2 make it shorter")),
        ("WARMER", Typed(Command.BACK, "warmer")),
        ("offer the call", Typed(Command.BACK, "offer the call")),
        ("fact motive=refund", Typed(Command.FACT, "motive=refund")),
        ("open 3", Typed(Command.OPEN, "3")),
        ("?", Typed(Command.HELP)),
        ("exit", Typed(Command.QUIT)),
        ("follow_up", Typed(Command.FOLLOW_UP)),
        ("approve it now", None),
        ("a customer wrote to us", None),
        ("why is my parcel not here", None),
        ("open the door", None),
        ("close enough", None),
        ("", None),
        ("ok", None),
    ],
)
def test_a_line_is_a_command_only_when_it_can_be_nothing_else(line: str, typed: Typed | None) -> None:
    assert understand(line, WORDS) == typed


def test_commands_are_understood_in_the_language_of_the_team_and_in_english() -> None:
    assert understand("freigeben 1", GERMAN) == understand("approve 1", GERMAN) == Typed(Command.APPROVE, "1")
    assert understand("zurück kürzer bitte", GERMAN) == Typed(Command.BACK, "kürzer bitte")
    assert understand("wärmer", GERMAN) == Typed(Command.BACK, "warmer")


def test_every_command_has_its_word_its_meaning_and_no_letter_has_two() -> None:
    assert set(WORD) == set(MEANS) == set(Command)
    assert all(WORD[command].text == command.value for command in Command)
    assert set(LETTER.values()) <= set(Command)


@pytest.mark.parametrize(
    ("line", "taps"),
    [
        ("2", Taps((Tap("responsibility", "full"),))),
        ("2 6", Taps((Tap("responsibility", "full"), Tap("by_when", "today")))),
        ("2,6 d", Taps((Tap("responsibility", "full"), Tap("by_when", "today")), draft=True)),
        ("4", Taps((Tap("responsibility", NOT_SURE),))),
        ("n", Taps((Tap("responsibility", NOT_SURE),))),
        ("n n", Taps((Tap("responsibility", NOT_SURE), Tap("by_when", NOT_SURE)))),
        ("2 n", Taps((Tap("responsibility", "full"), Tap("by_when", NOT_SURE)))),
        ("d", Taps(draft=True)),
        ("It was our mistake.", Taps((Tap("responsibility", "full"),))),
        ("this week", Taps((Tap("by_when", "this_week"),))),
        ("this_week", Taps((Tap("by_when", "this_week"),))),
        ("not sure", Taps((Tap("responsibility", NOT_SURE),))),
        ("99", None),
        ("2 apples", None),
        ("n n n", None),
        ("help", None),
    ],
)
def test_answers_are_numbers_words_not_sure_and_draft_now(line: str, taps: Taps | None) -> None:
    assert read_taps(line, OURS, NUMBERS, WORDS) == taps


def test_a_word_that_answers_two_questions_answers_none() -> None:
    both = asked("legal", "press")

    assert read_taps("yes", both, number_options(both, {}), WORDS) is None


def test_answers_are_understood_in_the_language_of_the_team_and_in_english() -> None:
    assert read_taps("heute", OURS, NUMBERS, GERMAN) == read_taps("today", OURS, NUMBERS, GERMAN) == Taps((Tap("by_when", "today"),))


def test_a_late_tap_never_hits_another_answer() -> None:
    before = number_options(asked("responsibility", "by_when"), {})

    after = number_options(asked("by_when", "action"), before)

    assert {key: number for key, number in after.items() if key in before} == before
    assert len(set(after.values())) == len(after)


def test_facts_and_values_are_called_by_name_or_by_label() -> None:
    assert find_fact("by when", WORDS) == find_fact("Next word to the customer", WORDS) == "by_when"
    assert find_fact("weather", WORDS) is None
    assert find_value("motive", "An apology", WORDS) == "apology"
    assert find_value("offer", "a new one", WORDS) == "replacement"
    assert find_value("motive", "revenge", WORDS) == "revenge"


@pytest.mark.parametrize("line", ["mail.eml", "./mail.eml", "~/mail", "'my mail.eml'", "/a/b", "file:///a/b%20c.txt", "C.txt"])
def test_the_name_of_a_file_is_told_from_words(line: str) -> None:
    assert named_file(line) is not None


@pytest.mark.parametrize(
    "line", ["I sent you my photo.txt", "WHERE is my parcel?", "and/or", "x" * 5_000, "a\0b", "", "/not\n/a path", "5/5 stars"]
)
def test_words_are_not_taken_for_the_name_of_a_file(line: str) -> None:
    assert named_file(line) is None

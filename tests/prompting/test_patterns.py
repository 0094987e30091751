"""The pattern files: complete, checked at load, and open to a company's own."""

from pathlib import Path

import pytest

from bot.domain.plain import plain
from bot.prompting.files import BadWording
from bot.prompting.patterns import Source, parse_patterns, patterns_of
from bot.prompting.promises import parse_promises, promises_of

LANGUAGES = ("en", "de", "nb", "lt", "bn", "es", "fr")
TOLD_BY_WORDS = {
    "blame_customer", "should_have", "as_i_said", "sorry_but", "feelings_apology", "canned", "policy_talk", "calm_down", "passing_fault",
    "minimising", "ordering", "leaking", "begging", "accusing_question", "nobody_did_it", "lecturing", "sending_away", "deletion",
}  # fmt: skip


def source(text: str, path: str = "own.toml") -> Source:
    return Source(path, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_patterns_for_every_rule_that_words_can_break(language: str) -> None:
    patterns = patterns_of(language)

    assert patterns.language == language
    assert set(patterns.faults) == TOLD_BY_WORDS
    assert {"ownership", "next_step", "apology", "greeting", "closing"} <= set(patterns.lists)
    assert patterns.stopwords


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_how_it_promises(language: str) -> None:
    promises = promises_of(language)

    assert promises.givers
    assert promises.unless
    assert len({*promises.things, *promises.whole}) >= 10
    assert len(promises.days) == 10


def test_an_unknown_rule_is_refused_with_file_and_line() -> None:
    with pytest.raises(BadWording) as refused:
        parse_patterns(source("\n[faults.rudeness]\npatterns = ['rude']\n"))

    assert str(refused.value).startswith("own.toml:2: there is no rule 'rudeness'")


def test_a_bad_pattern_is_refused_with_file_and_line() -> None:
    with pytest.raises(BadWording) as refused:
        parse_patterns(source("[faults.canned]\npatterns = [\n  'fine',\n  '(open',\n]\n"))

    assert str(refused.value).startswith("own.toml:4: not a pattern: (open")


def test_a_bad_pattern_among_the_promises_is_refused_too() -> None:
    with pytest.raises(BadWording, match=r"own.toml:2: not a pattern: \[a"):
        parse_promises(source("[promise.refund]\nthings = ['[a']\n"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[faults.canned]\nwords = ['a']", "own.toml:2: canned has a group 'words'"),
        ("[fault.canned]\npatterns = ['a']", "own.toml:1: unknown table 'fault'"),
        ("[faults.canned]\npatterns = ['a'", "own.toml:2: the file is not TOML"),
    ],
)
def test_a_slip_of_the_pen_is_named(text: str, problem: str) -> None:
    with pytest.raises(BadWording) as refused:
        parse_patterns(source(text))

    assert str(refused.value).startswith(problem)


def test_a_company_adds_patterns_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text("[faults.canned]\npatterns = ['\\bour whole family\\b']\n", encoding="utf-8")
    text = plain("Greetings from our whole family.")

    assert not patterns_of("en").spots(text, letter=True)
    assert [spot.rule for spot in patterns_of("en", tmp_path).spots(text, letter=True)] == ["canned"]


def test_a_company_takes_back_what_a_soft_rule_holds_against_its_words(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text("[faults.sending_away]\nexceptions = ['the company picnic']\n", encoding="utf-8")
    text = plain("See you at the company picnic.")

    assert [spot.rule for spot in patterns_of("en").spots(text, letter=True)] == ["sending_away"]
    assert not patterns_of("en", tmp_path).spots(text, letter=True)


def test_a_rule_that_protects_a_law_takes_no_exceptions() -> None:
    with pytest.raises(BadWording, match=r"extra.toml:1: leaking protects a law"):
        parse_patterns(source(""), source("[faults.leaking]\nexceptions = ['the customer']\n", "extra.toml"))


def test_a_bad_pattern_of_a_company_is_named_with_its_own_file() -> None:
    with pytest.raises(BadWording, match=r"extra.toml:2: not a pattern"):
        parse_patterns(source(""), source("[faults.canned]\npatterns = ['*']\n", "extra.toml"))


def test_a_pattern_that_never_ends_holds_the_text_back_instead_of_hanging() -> None:
    patterns = parse_patterns(source("[faults.canned]\npatterns = ['(?:x+x+)+y']\n"))

    [spot] = patterns.spots(plain("x" * 5000), letter=True)

    assert (spot.rule, spot.start, spot.end) == ("canned", 0, 0)


def test_the_signs_of_the_files_stay_within_the_sentence() -> None:
    patterns = parse_patterns(source("[faults.canned]\npatterns = ['\\bone…two\\b']\n"))

    assert patterns.spots(plain("One and then two."), letter=True)
    assert not patterns.spots(plain("One. And two."), letter=True)


def test_patterns_for_letters_leave_call_scripts_alone() -> None:
    text = plain("Greet the customer by name.")

    assert [spot.rule for spot in patterns_of("en").spots(text, letter=True)] == ["leaking"]
    assert not patterns_of("en").spots(text, letter=False)


def test_the_polite_you_of_german_is_told_from_they() -> None:
    patterns = patterns_of("de")

    assert [spot.rule for spot in patterns.spots(plain("Leider haben Sie das Datum übersehen."), letter=True)] == ["blame_customer"]
    assert not patterns.spots(plain("Meine Kollegen sagen, leider haben sie das Datum übersehen."), letter=True)


def test_somebody_elses_words_between_quotation_marks_are_no_fault() -> None:
    patterns = patterns_of("en")

    assert patterns.spots(plain("You should have called."), letter=True)
    assert not patterns.spots(plain("Nobody should hear “you should have called” from us."), letter=True)

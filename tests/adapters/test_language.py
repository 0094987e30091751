"""Language identification with the real model."""

import json

import pytest

from bot.adapters.language import LANGUAGES, Py3Langid
from bot.domain.reading import Language
from bot.ports import LanguageFinder
from tests.intake.texts import DATA

FINDER: LanguageFinder = Py3Langid()


@pytest.mark.parametrize("case", json.loads((DATA / "quoted.json").read_text("utf-8"))[::2], ids=lambda case: case["lang"])
def test_a_complaint_in_each_of_our_languages_is_surely_known(case: dict[str, str]) -> None:
    code, confidence = FINDER.find(case["want"])

    assert code == case["lang"]
    assert Language(code=code, confidence=confidence).sure


def test_both_norwegians_answer_as_one() -> None:
    assert FINDER.find("Eg vil ha pengane mine tilbake, dette er heilt uakseptabelt og eg ventar enno")[0] == "nb"
    assert FINDER.find("Jeg vil ha pengene mine tilbake, dette er helt uakseptabelt og jeg venter ennå")[0] == "nb"


@pytest.mark.parametrize("text", ["", "!!!", "12345", "😡😡"])
def test_a_text_without_letters_has_no_confidence(text: str) -> None:
    assert FINDER.find(text) == ("en", 0.0)


@pytest.mark.parametrize("text", ["Hei!", "Hallo", "টাকা কই?", "Hello hello"])
def test_a_few_letters_are_only_a_guess(text: str) -> None:
    assert FINDER.find(text)[1] <= 0.5


@pytest.mark.parametrize("text", ["मुझे अपना पैसा वापस चाहिए, बहुत बुरा", "すみません、払い戻してください。", "Θέλω τα χρήματά μου πίσω"])
def test_a_script_of_none_of_the_languages_has_no_confidence(text: str) -> None:
    assert FINDER.find(text)[1] < 0.1


def test_addresses_say_nothing_about_the_language() -> None:
    lithuanian = "Mano virdulys teka ir savaitę niekas neatsako."

    assert FINDER.find(f"{lithuanian} https://www.shop.example/this/is/the/help/page/for/you the.customer@mail.example")[0] == "lt"
    assert FINDER.find("https://www.shop.example/help the.customer@mail.example")[1] == 0.0


def test_shouting_is_understood_as_speaking() -> None:
    assert FINDER.find("WO IST MEIN PAKET, DAS IST EINE FRECHHEIT UND EINE SCHANDE, ok")[0] == "de"


def test_decomposed_letters_are_the_same_letters() -> None:
    assert FINDER.find("Jeg har ventet pa\u030a pakken i tre uker na\u030a") == FINDER.find("Jeg har ventet på pakken i tre uker nå")


def test_probabilities_stay_within_bounds_and_codes_within_the_languages() -> None:
    for text in ("x" * 100_000, "Мне нужны деньги назад", "a b c d e f g h i j k l m", "\ud800 broken surrogate letters here"):
        code, confidence = FINDER.find(text)
        assert code in LANGUAGES
        assert 0.0 <= confidence <= 1.0
    assert len(LANGUAGES) == 18

"""Sentences for people."""

import pytest

from bot.domain.phrase import Phrase, say


def test_a_phrase_keeps_its_key_and_reads_as_a_sentence() -> None:
    phrase = say("{count} cases of {name}.", count=3, name="Ana")

    assert phrase.text == "{count} cases of {name}."
    assert str(phrase) == "3 cases of Ana."


def test_a_phrase_within_a_phrase_is_read_too() -> None:
    assert str(say("{what} is missing.", what=say("The {thing}", thing="lamp"))) == "The lamp is missing."


def test_words_of_others_are_not_taken_for_places_to_fill() -> None:
    assert str(say("You wrote {words}.", words="{count} {0}")) == "You wrote {count} {0}."


def test_a_value_may_be_called_text() -> None:
    assert say("{text}", text="x") == Phrase("{text}", {"text": "x"})


def test_a_value_that_was_forgotten_is_a_programmer_s_mistake() -> None:
    with pytest.raises(KeyError):
        str(say("{name}"))

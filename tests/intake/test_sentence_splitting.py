"""Sentences with exact places, in any script."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.sentences import LONGEST, sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It leaks. Nobody answers! Why?", ["It leaks.", "Nobody answers!", "Why?"]),
        ("আমার কেটলি ফুটো। কেউ উত্তর দেয়নি।টাকা চাই", ["আমার কেটলি ফুটো।", "কেউ উত্তর দেয়নি।", "টাকা চাই"]),
        ("払い戻して。早く！", ["払い戻して。", "早く！"]),
        ("I paid 3.50 on 2.3.2026. Then it broke.", ["I paid 3.50 on 2.3.2026.", "Then it broke."]),
        ("Am 2. März kam Dr. Weber mit z.B. Wasser. Schlimm.", ["Am 2. März kam Dr. Weber mit z.B. Wasser.", "Schlimm."]),
        ("Mr. J. Doe wrote to me, e.g. twice. Bad.", ["Mr. J. Doe wrote to me, e.g. twice.", "Bad."]),
        ("See shop.example.com/a.b for it. Ok", ["See shop.example.com/a.b for it.", "Ok"]),
        ('He said "never again." Then he left...', ['He said "never again."', "Then he left..."]),
        ("WHAT?!?! No way!!!", ["WHAT?!?!", "No way!!!"]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("Broken:\n- the lid\n- the cord\n1) all", ["Broken:", "- the lid", "- the cord", "1) all"]),
        ("no stop at all", ["no stop at all"]),
        ("😡😡\n---\n ★★", []),
        ("", []),
    ],
)
def test_sentences_end_where_people_end_them(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


def test_a_sentence_goes_on_where_a_mail_program_broke_the_line() -> None:
    wrapped = "I ordered the kettle three weeks ago and it arrived with a hole in\nits bottom. Nobody answers.\nJane"

    assert [part.replace("\n", " ") for part in texts(wrapped)] == [
        "I ordered the kettle three weeks ago and it arrived with a hole in its bottom.",
        "Nobody answers.",
        "Jane",
    ]


def test_a_run_without_end_is_cut_at_a_space_before_300_characters() -> None:
    parts = texts("word " * 200)

    assert all(len(part) <= LONGEST and part.startswith("word") and part.endswith("word") for part in parts)
    assert " ".join(parts).split() == ["word"] * 200


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("aB1 .!?।\n\t-*>\"'’”)০ক😡。:"), max_size=700))
def test_places_are_exact_in_order_and_nothing_readable_is_lost(text: str) -> None:
    found = sentences(text)

    assert all(text[part.start : part.end] == part.text and part.text == part.text.strip() and len(part.text) <= LONGEST for part in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, "".join(part.text for part in found)))


@pytest.mark.parametrize("piece", ["a", ".", "a. ", "A.", "\n", " ", "।", '."', "1.", "a\n", "- a\n"])
def test_a_long_text_is_split_in_a_time_that_grows_with_its_length_only(piece: str) -> None:
    started = perf_counter()

    sentences(piece * (300_000 // len(piece)))

    assert perf_counter() - started < 15

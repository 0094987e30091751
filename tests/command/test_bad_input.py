"""Whatever is handed in: a clear word, exit status 2, and nothing stored."""

from pathlib import Path

import pytest

from tests.command.conftest import Highroad

COMPANY_WITH_FIVE_MISTAKES = """
nmae = "Lamps and More"
time_zone = "Mars/Olympus"
voice = "they"
[[remedies]]
id = "refund"
kind = "cash"
title = "Refund"
limit = -3
currency = "euro"
"""


@pytest.mark.parametrize("text", ["", "   \n", "😡😡😡😡", "\x00\x00\x00"])
def test_a_message_without_words_is_refused_kindly(highroad: Highroad, text: str) -> None:
    result = highroad("draft", "-", "--json", text=text)

    assert result.returncode == 2
    assert len(result.stderr.strip()) > 20
    assert "Traceback" not in result.stderr
    assert "no cases" in highroad("cases").stdout


def test_a_folder_and_a_file_that_is_not_there_are_named(highroad: Highroad, tmp_path: Path) -> None:
    folder = highroad("read", str(tmp_path))
    missing = highroad("read", "nowhere.eml")

    assert folder.returncode == missing.returncode == 2
    assert "Traceback" not in folder.stderr + missing.stderr
    assert "nowhere.eml" in missing.stderr


def test_a_picture_is_no_text_to_review_and_a_letter_in_another_charset_is(highroad: Highroad, tmp_path: Path) -> None:
    (tmp_path / "kettle.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "reply.txt").write_bytes("Es tut mir leid, aber Sie sind selbst schuld. Grüße".encode("cp1252"))

    picture = highroad("review", "kettle.png", "--lang", "de", "--json")
    letter = highroad("review", "reply.txt", "--lang", "de", "--json")

    assert picture.returncode == 2
    assert "text" in picture.stderr
    assert letter.returncode == 0
    assert "\ufffd" not in letter.stdout


def test_one_megabyte_of_text_is_cut_visibly(highroad: Highroad) -> None:
    result = highroad("read", "-", text="My parcel never came and I want my money back. " * 22_000)

    assert result.returncode == 0
    assert "20,000" in result.stdout


def test_an_unknown_place_fact_or_value_is_refused_with_what_is_possible(highroad: Highroad) -> None:
    fact = highroad("draft", "-", "--answer", "mood=bad", text="The lamp is broken.")
    value = highroad("draft", "-", "--answer", "motive=gold", text="The lamp is broken.")
    shape = highroad("draft", "-", "--answer", "motive", text="The lamp is broken.")

    assert fact.returncode == value.returncode == shape.returncode == 2
    assert "motive" in fact.stderr
    assert "refund" in value.stderr
    assert "motive=refund" in shape.stderr


def test_a_review_without_a_language_says_what_is_missing(highroad: Highroad) -> None:
    result = highroad("review", "-", text="I am sorry.")

    assert result.returncode == 2
    assert "--lang" in result.stderr


def test_every_mistake_of_a_company_file_is_named_at_once(highroad: Highroad, tmp_path: Path) -> None:
    (tmp_path / "highroad.toml").write_text(COMPANY_WITH_FIVE_MISTAKES, encoding="utf-8")

    result = highroad("read", "-", text="The lamp is broken.")

    assert result.returncode == 2
    for name in ("nmae", "time_zone", "voice", "kind", "limit"):
        assert name in result.stderr


def test_a_broken_play_of_the_company_is_named_with_file_and_line(highroad: Highroad, tmp_path: Path) -> None:
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "own.md").write_text(
        '+++\nid = "own"\ntitle = "Own"\nsources = ["A1"]\npriority = 7\nmood = "bad"\n+++\nText\n', encoding="utf-8"
    )
    (tmp_path / "highroad.toml").write_text('name = "Lamps"\nplays_folder = "plays"\n', encoding="utf-8")

    result = highroad("read", "-", text="The lamp is broken.")

    assert result.returncode == 2
    assert "own.md" in result.stderr
    assert "line 6" in result.stderr


def test_every_wrong_setting_is_named_at_once(highroad: Highroad) -> None:
    result = highroad("doctor", env={"HIGHROAD_DEPTH": "deep", "HIGHROAD_MODEL_SECONDS": "soon"})

    assert result.returncode == 2
    assert "HIGHROAD_DEPTH" in result.stderr
    assert "HIGHROAD_MODEL_SECONDS" in result.stderr

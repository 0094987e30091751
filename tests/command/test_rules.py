"""`highroad rules`: what the review looks for, and how well it holds."""

import json
from pathlib import Path

from tests.command.conftest import Highroad


def test_the_rules_are_listed_with_their_levels_and_reasons(highroad: Highroad) -> None:
    told = highroad("rules")

    assert told.returncode == 0
    assert "blame_customer · It puts the fault on the customer." in told.stdout


def test_the_rules_are_tested_on_sentences_that_they_were_not_trained_on(highroad: Highroad) -> None:
    told = highroad("rules", "test", "--lang", "en", "--rule", "canned", "--show", "0")

    line = next(line for line in told.stdout.splitlines() if line.startswith("canned"))
    faulty, caught, *_ = map(int, line.split()[1:5])
    assert told.returncode == 0
    assert faulty == 4
    assert caught >= 3
    assert "Wrongly held against" not in told.stdout


def test_sentences_of_the_house_are_learned(highroad: Highroad, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "highroad.toml").write_text('review_folder = "ours"\n', encoding="utf-8")
    row = {"text": "Cheerio from all of us at the lighthouse.", "language": "en", "label": "canned"}
    (tmp_path / "ours" / "examples.jsonl").write_text(json.dumps(row), encoding="utf-8")

    told = highroad("review", "-", "--lang", "en", "--sentence", "--json", text=row["text"])

    [finding] = json.loads(told.stdout)["findings"]
    assert (finding["rule"], finding["like"][0]) == ("canned", row["text"])


def test_sentences_that_the_house_checks_itself_on_are_counted_and_not_learned(highroad: Highroad, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "highroad.toml").write_text('review_folder = "ours"\n', encoding="utf-8")
    row = {"text": "The lighthouse is painted white and red.", "language": "en", "label": "canned"}
    (tmp_path / "ours" / "check.jsonl").write_text(json.dumps(row), encoding="utf-8")

    told = highroad("rules", "test", "--lang", "en", "--rule", "canned")

    line = next(line for line in told.stdout.splitlines() if line.startswith("canned"))
    faulty, caught, *_ = map(int, line.split()[1:3])
    assert (faulty, caught) == (5, 4)
    assert row["text"] in " ".join(told.stdout.split())


def test_a_rule_that_there_is_not_is_said_so(highroad: Highroad) -> None:
    told = highroad("rules", "test", "--rule", "rudeness")

    assert told.returncode == 2
    assert "There is no such rule." in told.stderr

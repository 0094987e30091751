"""A company's own sentences for the review."""

from pathlib import Path

import pytest

from bot.prompting.examples import own_examples, rows_of
from bot.prompting.files import BadWording


def a_folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "examples.jsonl").write_text(text, encoding="utf-8")
    return tmp_path


def test_sentences_of_the_house_are_read_with_their_labels(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        '{"text": "Onwards and upwards.", "language": "en", "label": "canned"}\n\n'
        '{"text": "Passt.", "language": "de", "label": "none", "near": "canned"}\n',
    )

    canned, right = own_examples(folder)

    assert (canned.text, canned.labels) == ("Onwards and upwards.", {"canned"})
    assert (right.labels, right.near) == (frozenset(), "canned")


def test_a_house_without_sentences_of_its_own_has_none(tmp_path: Path) -> None:
    assert own_examples(None) == []
    assert own_examples(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Onwards.", "each line must be a JSON object"),
        ('["Onwards."]', 'each line needs a "text"'),
        ('{"text": " ", "language": "en", "label": "canned"}', 'each line needs a "text"'),
        ('{"text": "Onwards.", "label": "canned"}', 'each line needs a "text"'),
        ('{"text": "Onwards.", "language": "en", "label": "boring"}', "there is no rule 'boring'"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_place(line: str, problem: str, tmp_path: Path) -> None:
    folder = a_folder(tmp_path, f'{{"text": "Fine.", "language": "en", "label": "none"}}\n{line}\n')

    with pytest.raises(BadWording) as refused:
        own_examples(folder)

    assert f"examples.jsonl:2: {problem}" in str(refused.value)


def test_no_sentence_of_the_check_set_was_trained_on() -> None:
    trained = {row["text"] for row in rows_of("faults")}

    assert not trained & {row["text"] for row in rows_of("faults_check")}

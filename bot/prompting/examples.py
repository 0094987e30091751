"""Example sets: rows of text, language, label and scenario that the heads are trained on, and a company's own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.rules import RULES
from bot.prompting.files import BadWording, shipped

NONE = "none"
OWN, OWN_CHECK = "examples.jsonl", "check.jsonl"  # what the heads learn, and what they are checked on
_NEEDED = ("text", "language", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One row; no label at all marks a look-alike that is right as it is, `near` the label that it could be taken for."""

    text: str
    language: str
    labels: frozenset[str]
    scenario: str = ""
    near: str = ""


def rows_of(name: str) -> list[dict[str, Any]]:
    """The rows of `prompts/examples/<name>.jsonl`."""
    return [json.loads(line) for line in shipped("examples", f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def example(row: dict[str, Any], *labels: str) -> Example:
    return Example(
        text=row["text"],
        language=row["language"],
        labels=frozenset(labels) - {NONE},
        scenario=row.get("scenario", ""),
        near=row.get("near", ""),
    )


def labelled(row: dict[str, Any]) -> Example:
    """The example with the labels that its row gives it."""
    return example(row, row["label"], *row.get("also", ()))


def own_examples(folder: Path | None, name: str = OWN) -> list[Example]:
    """The sentences that a company added for the review, from a file of that name in its folder.

    Raises:
        BadWording: a line is no object, lacks a text, a language or a label, or names a rule that there is not.
    """
    file = folder / name if folder else None
    return list(_own(file)) if file and file.is_file() else []


def _own(file: Path) -> Iterator[Example]:
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadWording(str(file), number, "each line must be a JSON object") from error
        if not isinstance(row, dict) or not all(
            isinstance(row.get(key), str) and row[key].strip() for key in ("text", "language", "label")
        ):
            raise BadWording(str(file), number, 'each line needs a "text", a "language" and a "label"')
        if row["label"] not in {NONE, *RULES}:
            raise BadWording(str(file), number, f"there is no rule {row['label']!r}; known: {NONE}, {', '.join(RULES)}")
        yield labelled({**row, "scenario": "", "also": ()})

"""A small bench without embeddings, and small sets to measure on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.adapters.language import Py3Langid
from bot.evaluation.bench import Bench
from bot.prompting.playbook import load_playbook
from bot.writer.reading import OfflineReader
from bot.writer.reviewer import Reviewer
from tests.writer.cases import COMPANY

QUALITY = Path(__file__).parents[2] / "benchmarks" / "quality"
FINDER, PLAYBOOK = Py3Langid(), load_playbook()
LATE = {
    "id": "en-1",
    "language": "en",
    "text": "The coffee grinder came eleven days late, and my mother's birthday was over. I want my money back for it, please. Ada",
    "place": "mail",
    "motive": "refund",
    "cause": "late",
    "signals": [],
    "is_complaint": True,
    "medium": "reply",
    "heat": [2, 6],
    "must_ask": ["responsibility"],
    "must_not_ask": ["motive"],
    "says": ["grinder", "birthday"],
}


def a_bench(**parts: Any) -> Bench:
    reader = OfflineReader(finder=FINDER, heads=None)
    usual = {"company": COMPANY, "playbook": PLAYBOOK, "reader": reader, "reviewer": Reviewer(FINDER), "finder": FINDER, "seconds": 5.0}
    return Bench(**{**usual, **parts})


def kept(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

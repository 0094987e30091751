"""The sets that are measured on: files of JSON lines in one folder."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bot.domain.errors import BadInput
from bot.domain.phrase import Phrase, say

DEFAULT = Path("benchmarks/quality")
SEED = 20261118
Row = Mapping[str, Any]


class LeftOut(Exception):
    """A part cannot be measured here; says why."""

    def __init__(self, why: Phrase) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """A folder of sets; `languages` keeps only rows in these, `limit` so many rows a language and set."""

    folder: Path
    languages: frozenset[str] = frozenset()
    limit: int | None = None

    def rows(self, name: str) -> list[Row]:
        """The rows of one file, each with an id and a language.

        Raises:
            LeftOut: there is no such file.
            BadInput: a line is no JSON object.
        """
        file = self.folder / name
        if not file.is_file():
            raise LeftOut(say("{file} is not there.", file=str(file)))
        return self._chosen(_read(file))

    def cases(self) -> list[Row]:
        """The complaints of all languages.

        Raises:
            LeftOut: there is none.
        """
        files = sorted((self.folder / "cases").glob("*.jsonl"))
        rows = self._chosen(row for file in files for row in _read(file))
        if not rows:
            raise LeftOut(say("{file} is not there.", file=str(self.folder / "cases" / "*.jsonl")))
        return rows

    def table(self, name: str) -> Any:
        """The content of a JSON file; raises LeftOut when it is not there."""
        file = self.folder / name
        if not file.is_file():
            raise LeftOut(say("{file} is not there.", file=str(file)))
        return json.loads(file.read_text(encoding="utf-8"))

    def fingerprints(self) -> dict[str, str]:
        """What the figures rest on: the first 12 hex digits of each file's SHA-256."""
        files = sorted(file for file in self.folder.rglob("*.json*") if file.is_file())
        return {file.relative_to(self.folder).as_posix(): sha256(file.read_bytes()).hexdigest()[:12] for file in files}

    def _chosen(self, rows: Iterable[Row]) -> list[Row]:
        wanted = [row for row in rows if not self.languages or row["language"] in self.languages]
        return wanted if self.limit is None else sampled(wanted, self.limit)


def sampled(rows: Iterable[Row], most: int) -> list[Row]:
    """At most so many rows a language, drawn by the seed: the same every time, whatever their order in the file."""
    drawn = sorted(rows, key=lambda row: seeded(row["id"], row.get("text", "")))
    taken: dict[str, int] = {}
    kept = []
    for row in drawn:
        taken[row["language"]] = taken.get(row["language"], 0) + 1
        if taken[row["language"]] <= most:
            kept.append(row)
    return kept


def seeded(*of: str) -> int:
    """A number that depends on the seed and these words alone."""
    return int.from_bytes(sha256(f"{SEED}:{':'.join(of)}".encode()).digest()[:8], "big")


def _read(file: Path) -> Iterable[Row]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            language = row.get("language") or row["lang"]
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise BadInput(
                f"{file}:{number}: no row",
                hint=say("{path}, line {line}: this must be a JSON object with a language.", path=str(file), line=number),
            ) from error
        yield {**row, "id": str(row.get("id") or f"{file.stem}:{number}"), "language": language}

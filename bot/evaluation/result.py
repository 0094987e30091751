"""All figures of one run, in a form that can be kept and compared."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.errors import BadInput
from bot.domain.phrase import Phrase, say
from bot.evaluation.measure import Measure

FORMAT = 1
UNSTEADY = {"ms", "s"}  # what differs from run to run


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part that was left out, and why."""

    part: str
    why: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`about` tells what was measured: version, fingerprints, seed, sets."""

    about: Mapping[str, Any]
    measures: Sequence[Measure]
    skipped: Sequence[Skipped] = ()

    @property
    def missed(self) -> list[Measure]:
        return [measure for measure in self.measures if measure.met is False]

    def form(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            **self.about,
            "measures": [measure.form() for measure in self.measures],
            "skipped": [{"part": one.part, "why": str(one.why)} for one in self.skipped],
        }

    def changes(self, before: Mapping[str, Any]) -> list["Change"]:
        """What is another figure than in a kept result; times are not compared."""
        old = {row["id"]: row["value"] for row in before["measures"]}
        new = {measure.id: measure.value for measure in self.measures if measure.unit not in UNSTEADY}
        return [Change(name, old[name], new[name]) for name in new if name in old and old[name] != new[name]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that moved."""

    id: str
    before: float | None
    now: float | None


def kept_result(file: Path) -> Mapping[str, Any]:
    """A result that an earlier run saved.

    Raises:
        BadInput: it is none, or of another format.
    """
    try:
        form = json.loads(file.read_text(encoding="utf-8"))
        fits = form["format"] == FORMAT and all({"id", "value"} <= row.keys() for row in form["measures"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise BadInput(f"{file} is no result", hint=say("{file} is not a result that `highroad eval --save` wrote.", file=str(file)))
    return dict(form)

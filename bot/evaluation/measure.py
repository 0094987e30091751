"""One figure with its uncertainty and its target."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

Z = 1.959964  # both ends of 95 %
MOST_NAMED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share of `hits` in `of` tries, or a `figure` in `unit` over `of` tries.

    `least` and `most` are the target (both None: told for information). `failed` names some of the rows that
    count against it: ids of the sets, never a customer's text.
    """

    part: str
    name: str
    hits: int = 0
    of: int = 0
    figure: float | None = None
    unit: str = ""
    least: float | None = None
    most: float | None = None
    failed: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.part}.{self.name}"

    @property
    def value(self) -> float | None:
        """None where nothing was tried."""
        if not self.of:
            return None
        return self.hits / self.of if self.figure is None else self.figure

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of a share."""
        return None if self.figure is not None or not self.of else wilson(self.hits, self.of)

    @property
    def met(self) -> bool | None:
        """Whether the value meets the target; None without a target or a try."""
        if self.value is None or (self.least is None and self.most is None):
            return None
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def form(self) -> dict[str, Any]:
        low, high = self.interval or (None, None)
        return {
            "id": self.id,
            "value": self.value,
            "unit": self.unit or "share",
            "hits": self.hits if self.figure is None else None,
            "n": self.of,
            "low": low,
            "high": high,
            "at_least": self.least,
            "at_most": self.most,
            "met": self.met,
            "failed": list(self.failed),
        }


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval, 0-1, that holds the true share with 95 % confidence."""
    share, n = hits / of, of
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(part: str, name: str, tries: Iterable[tuple[str, bool]], *, least: float | None = None, most: float | None = None) -> Measure:
    """The share of the tries that hit; of each the id of its row and whether it hit.

    With a target of at least something the misses are named, otherwise the hits.
    """
    all_tries = list(tries)
    failed = [row for row, hit in all_tries if hit is (least is None)]
    return Measure(
        part=part,
        name=name,
        hits=sum(hit for _, hit in all_tries),
        of=len(all_tries),
        least=least,
        most=most,
        failed=tuple(dict.fromkeys(failed))[:MOST_NAMED],
    )


def by_language(
    part: str,
    name: str,
    tries: Iterable[tuple[Mapping[str, Any], bool]],
    *,
    least: float | None = None,
    most: float | None = None,
    pooled: bool = True,
) -> list[Measure]:
    """The share over all rows (held against the target), and one for each language; `pooled` False holds each language against it."""
    all_tries = list(tries)
    languages = sorted({row["language"] for row, _ in all_tries})
    whole = share(part, name, ((row["id"], hit) for row, hit in all_tries), least=least, most=most)
    each = [
        share(
            part,
            f"{name}.{language}",
            ((row["id"], hit) for row, hit in all_tries if row["language"] == language),
            least=None if pooled else least,
            most=None if pooled else most,
        )
        for language in languages
    ]
    return [whole, *each]

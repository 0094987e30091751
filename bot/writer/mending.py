"""Mends a text in code: takes out single sentences that the review holds something against."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import regex

from bot.domain.draft import Finding, Level, Reviewed

MOST_SENTENCES = 2
BEYOND_MENDING = {"injection", "wrong_language", "repetition"}
MUST_STAND = {"no_harm_named", "no_ownership", "no_next_step", "too_short"}
# A short word before a full stop is taken for a short form ("Nr. 5", "z. B."): two sentences in one are better than half a one.
_BORDER = regex.compile(r"(?<=(?:[\p{L}\p{M}]{4}\.|[!?…।])[\"'”’»)]*)\s+(?=[^\p{Ll}\s])|\s*\n\s*")

Review = Callable[[str], Reviewed]


def weight(reviewed: Reviewed) -> tuple[int, int]:
    """How much the review holds against a text: blocking findings, then those that ask for another text."""
    repairs = [finding for finding in reviewed.findings if finding.level is Level.REPAIR]
    return len(reviewed.blocking), len(repairs)


def mended(text: str, review: Review) -> tuple[str, Reviewed]:
    """The text without offending sentences, as long as what remains is better and still an answer; and its review."""
    reviewed = review(text)
    for _ in range(MOST_SENTENCES):
        if any(finding.rule in BEYOND_MENDING for finding in reviewed.findings):
            break
        better = next(_better(text, reviewed, review), None)
        if better is None:
            break
        text, reviewed = better
    return text, reviewed


def _better(text: str, reviewed: Reviewed, review: Review) -> Iterator[tuple[str, Reviewed]]:
    missing = {finding.rule for finding in reviewed.findings} & MUST_STAND
    for finding in reviewed.findings:
        if finding.level is Level.WARN or finding.end <= finding.start:
            continue
        shorter = _without(text, finding)
        if not shorter:
            continue
        again = review(shorter)
        if weight(again) < weight(reviewed) and not {found.rule for found in again.findings} & MUST_STAND - missing:
            yield shorter, again


def _without(text: str, finding: Finding) -> str:
    """The text without the sentences that the finding touches."""
    borders = [0, *(match.end() for match in _BORDER.finditer(text)), len(text)]
    kept = "".join(text[start:end] for start, end in pairwise(borders) if end <= finding.start or start >= finding.end)
    return regex.sub(r"\n{3,}", "\n\n", kept).strip()

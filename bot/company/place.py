"""Where something stands in a TOML file: its path, and the line to look at."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.phrase import Phrase, say
from bot.problems import closest

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A problem at a place of the parsed file; list indexes count from 0, as in Python."""

    place: Place
    says: Phrase


def unknown(key: str, known: Collection[str]) -> Phrase:
    """What to say of a key that is not known here."""
    near = closest(key, known)
    if near:
        return say("is not known; did you mean {name}?", name=near)
    return say("is not known; known are {names}", names=", ".join(known))


def path_of(place: Place) -> str:
    """The place as people count it: `remedies[2].limit` is the limit of the second remedy."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")


def line_of(place: Place, lines: Sequence[str]) -> int:
    """The 1-based line of the key, or of the table that it belongs to; 0 where neither is written plainly."""
    name, *rest = place
    if rest and isinstance(rest[0], int):
        headers = _matching(rf"\s*\[\[\s*{re.escape(str(name))}\s*\]\]", lines)
        header = headers[rest[0]] if rest[0] < len(headers) else 0
        key = rest[1] if len(rest) > 1 else None
    else:
        header = next(iter(_matching(rf"\s*\[\[?\s*{re.escape(str(name))}\s*\]", lines)), 0)
        key = rest[0] if header and rest else None
    if header == 0:
        return _key_line(str(name), lines, start=0)
    return (_key_line(str(key), lines, start=header) if key is not None else 0) or header


def _matching(pattern: str, lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines, 1) if re.match(pattern, line)]


def _key_line(key: str, lines: Sequence[str], *, start: int) -> int:
    """The line where a key is set, after line `start` and before the next table."""
    for number, line in enumerate(lines[start:], start + 1):
        if line.lstrip().startswith("["):
            return 0
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line):
            return number
    return 0

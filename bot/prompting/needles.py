"""What a text must hold for a pattern to match at all: a cheap test before the dear one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

LEAST = 4  # characters; shorter ones stand in every text
_MOST = 64  # joined at once; more take as long as the pattern itself
_FEW = 3  # letters of a class that are taken one by one
_ANYWHERE = frozenset({""})
# Letters that stand for themselves, but for the last one where it is counted.
_LITERAL = re.compile(r"[^\\^$.|?*+()\[\]{}]+(?![?*+{])")


def needles(pattern: str) -> frozenset[str]:
    """Pieces of text of which every match holds at least one; none where a pattern can do without, or is not understood."""
    try:
        return _Reader(pattern).choice().needed or frozenset()
    except ValueError:
        return frozenset()


class _Unread(ValueError):
    """A construct that this reader does not know."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a pattern: all that it can match (`exact`, None: too much to list), else what a match of it holds (None: nothing sure)."""

    exact: frozenset[str] | None = None
    held: frozenset[str] | None = None

    @property
    def needed(self) -> frozenset[str] | None:
        return _useful(self.exact) or self.held


_ANYTHING, _NOTHING = _Part(), _Part(_ANYWHERE)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0

    def choice(self) -> _Part:
        """Alternatives, up to a closing parenthesis or the end."""
        branches = [self._row()]
        while self._take("|"):
            branches.append(self._row())
        exact = [branch.exact for branch in branches if branch.exact is not None]
        if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST:
            return _Part(frozenset().union(*exact))
        needed = [branch.needed for branch in branches]
        found = [one for one in needed if one]
        return _Part(held=_useful(frozenset().union(*found)) if len(found) == len(branches) else None)

    def _row(self) -> _Part:
        """One thing after the other: neighbours that can be listed are joined, and the best piece is kept."""
        joined, held, whole = _ANYWHERE, None, True
        while self.place < len(self.pattern) and self.pattern[self.place] not in "|)":
            part = self._counted(self._atom())
            if part.exact is not None and len(joined) * len(part.exact) <= _MOST:
                joined = frozenset(left + right for left, right in product(joined, part.exact))
                continue
            held, whole = _better(_better(held, _useful(joined)), part.held), False
            joined = part.exact or _ANYWHERE
        return _Part(joined) if whole else _Part(held=_better(held, _useful(joined)))

    def _atom(self) -> _Part:
        if literal := _LITERAL.match(self.pattern, self.place):
            self.place = literal.end()
            return _Part(frozenset({literal[0]}))
        char = self._next()
        match char:
            case "(":
                return self._group()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case ".":
                return _ANYTHING
            case "^" | "$":
                return _NOTHING
            case "*" | "+" | "?":
                raise _Unread
        return _Part(frozenset({char}))

    def _group(self) -> _Part:
        around = any(self._take(sign) for sign in ("?=", "?!", "?<=", "?<!"))
        if not around and not self._take("?:") and not self._take("?-i:"):
            if self._take("?P<"):
                self.place = self.pattern.index(">", self.place) + 1
            elif self._take("?"):
                raise _Unread
        part = self.choice()
        if not self._take(")"):
            raise _Unread
        return _NOTHING if around else part

    def _class(self) -> _Part:
        """A few letters are alternatives; whatever else stands for anything."""
        start = self.place
        self._take("^")
        self._take("]")
        while (char := self._next()) != "]":
            if char == "[":
                raise _Unread
            if char == "\\":
                self._next()
        letters = self.pattern[start : self.place - 1]
        return _Part(frozenset(letters)) if letters.isalpha() and len(letters) <= _FEW else _ANYTHING

    def _escape(self) -> _Part:
        char = self._next()
        if char in "bBAZ":
            return _NOTHING
        if char in "pP":
            self.place = self.pattern.index("}", self.place) + 1
        if char in "pPwWsSdD":
            return _ANYTHING
        if char in "nt":
            return _Part(frozenset({{"n": "\n", "t": "\t"}[char]}))
        if char.isalnum():
            raise _Unread
        return _Part(frozenset({char}))

    def _counted(self, part: _Part) -> _Part:
        least, most = 1, 1
        if self._take("?"):
            least = 0
        elif self._take("*"):
            least, most = 0, 2
        elif self._take("+"):
            most = 2
        elif self.pattern[self.place : self.place + 1] == "{":
            end = self.pattern.index("}", self.place)
            low, _, high = self.pattern[self.place + 1 : end].partition(",")
            if not (low + high).isdigit():
                raise _Unread
            least, most, self.place = int(low or 0), 2, end + 1
        else:
            return part
        if not self._take("?"):
            self._take("+")
        if least:
            return _Part(held=part.needed)
        return _Part(part.exact | _ANYWHERE) if most == 1 and part.exact is not None else _ANYTHING

    def _next(self) -> str:
        if self.place >= len(self.pattern):
            raise _Unread
        self.place += 1
        return self.pattern[self.place - 1]

    def _take(self, sign: str) -> bool:
        if not self.pattern.startswith(sign, self.place):
            return False
        self.place += len(sign)
        return True


def _useful(pieces: Iterable[str] | None) -> frozenset[str] | None:
    found = frozenset(pieces or ())
    return found if found and len(found) <= 4 * _MOST and min(map(len, found)) >= LEAST else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The one whose shortest piece is longer; of two alike the one with fewer pieces."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda pieces: (min(map(len, pieces)), -len(pieces)))

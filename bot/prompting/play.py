"""One file of the playbook: its header checked key by key, each problem with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard, TypeVar

from bot.domain.company import RemedyKind, Role
from bot.domain.facts import KINDS, FactKind
from bot.domain.ids import PlayId
from bot.domain.playbook import GUIDANCE, Condition, Kind, Medium, Play, Range, When
from bot.domain.rules import RULES
from bot.prompting.files import BadWording, Page

REQUIRED = ("id", "title", "sources", "priority")
KEYS = (*REQUIRED, "medium", "purpose", "approver", "due_minutes", "offers", "uses", "checks", "when")
MEDIA = {str(medium): medium for medium in Medium}
ROLES = {role.name.lower(): role for role in Role}
PURPOSES = {str(kind): kind for kind in Kind if kind not in {Kind.PUBLIC, Kind.CALL_OFFER, Kind.CALL_SCRIPT}}
REMEDIES = {str(kind): kind for kind in RemedyKind}
RANGE = ("at_least", "at_most")

Chosen = TypeVar("Chosen")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file; `line` counts from 1."""

    path: str
    line: int
    text: str

    def error(self, *, more: int = 0) -> BadWording:
        others = {0: "", 1: " (and one more problem)"}.get(more, f" (and {more} more problems)")
        return BadWording(self.path, self.line, self.text + others)


def parse_play(page: Page) -> tuple[Play | None, list[Problem]]:
    """The play of a file, or None and everything that is wrong with it, in the order of its lines."""
    header = _Header(page)
    play = Play(
        id=PlayId(header.text("id", r"[a-z0-9]+(-[a-z0-9]+)*", "made of small letters, digits and hyphens")),
        title=header.text("title", r".*\S.*", "a line of words"),
        sources=header.each("sources", {source: source for source in GUIDANCE}, "guidance id", least=1),
        priority=header.number("priority", 0) or 0,
        when=header.when(),
        medium=header.one("medium", MEDIA) or Medium.REPLY,
        purpose=header.one("purpose", PURPOSES),
        approver=header.one("approver", ROLES, Role.APPROVER) or Role.MEMBER,
        due_minutes=header.number("due_minutes", 1),
        offers=header.each("offers", REMEDIES, "kind of remedy"),
        uses=header.each("uses", {name: name for name in KINDS}, "fact"),
        checks=header.each("checks", {name: name for name in RULES}, "check"),
        guidance=page.body,
        path=page.path,
    )
    problems = sorted(header.problems, key=lambda problem: problem.line)
    return (None, problems) if problems else (play, [])


def line_of(page: Page, key: str, word: str = "", *, table: int | None = None) -> int:
    """The line of a header's key, or of a word in its value; `table` counts the [[when]] tables from 0."""
    tables = [n for n, line in enumerate(page.lines) if re.match(r"\s*(\[+\s*when\s*\]|when\s*=)", line)] or [0]
    start = 0 if table is None else tables[min(table, len(tables) - 1)]
    if key == "when":
        return (start or tables[0]) + 1
    name = re.compile(rf'\s*(\[+(when\.)?)?"?{re.escape(key)}"?\s*[=\].]')
    found = next((n for n in range(start, len(page.lines)) if name.match(page.lines[n])), start)
    return next((n for n in range(found, len(page.lines)) if word and word in page.lines[n]), found) + 1


class _Header:
    """Reads a header and collects what is wrong with it; whatever is wrong reads as left out."""

    def __init__(self, page: Page) -> None:
        self.page, self.header = page, page.header
        self.problems: list[Problem] = []
        for key in self.header:
            if key not in KEYS:
                self.refuse(f"unknown key {key!r}; known: {', '.join(KEYS)}", key)
        missing = [key for key in REQUIRED if key not in self.header]
        self.problems += [Problem(page.path, 1, f"the header has no {key!r}") for key in missing]
        if not page.body:
            self.problems.append(Problem(page.path, len(page.lines), "there is no guidance under the header"))

    def refuse(self, text: str, key: str, word: str = "", *, table: int | None = None) -> None:
        self.problems.append(Problem(self.page.path, line_of(self.page, key, word, table=table), text))

    def text(self, key: str, pattern: str, shape: str) -> str:
        value = self.header.get(key)
        if value is not None and not (isinstance(value, str) and re.fullmatch(pattern, value)):
            self.refuse(f"{key} must be {shape}", key)
        return str(value)

    def number(self, key: str, low: int) -> int | None:
        value = self.header.get(key)
        if value is None or (_whole(value) and value >= low):
            return value
        self.refuse(f"{key} must be a whole number from {low} up", key)
        return None

    def one(self, key: str, known: Mapping[str, Chosen], default: Chosen | None = None) -> Chosen | None:
        value = self.header.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in known:
            self.refuse(f"unknown {key} {value!r}; known: {', '.join(known)}", key)
            return default
        return known[value]

    def each(self, key: str, known: Mapping[str, Chosen], what: str, *, least: int = 0) -> tuple[Chosen, ...]:
        values = self.header.get(key)
        if values is None:
            return ()
        if not isinstance(values, list) or len(values) < least:
            self.refuse(f"{key} must be a list in [brackets]{' with something in it' if least else ''}", key)
            return ()
        for value in values:
            if not isinstance(value, str) or value not in known:
                self.refuse(f"unknown {what} {value!r}; known: {', '.join(known)}", key, str(value))
        return tuple(dict.fromkeys(known[value] for value in values if isinstance(value, str) and value in known))

    def when(self) -> tuple[When, ...]:
        tables = self.header.get("when", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self.refuse("conditions stand under a line of [[when]], in double brackets", "when")
            return ()
        return tuple(self.table(table, n) for n, table in enumerate(tables))

    def table(self, table: dict[str, Any], n: int) -> When:
        if not table:
            self.refuse("this [[when]] has no conditions; a play without any [[when]] always applies", "when", table=n)
        read: dict[str, Condition] = {}
        for name, value in table.items():
            if name not in KINDS:
                self.refuse(f"unknown fact {name!r}; known: {', '.join(KINDS)}", name, table=n)
            elif KINDS[name].numeric:
                read[name] = self.range(KINDS[name], value, n)
            else:
                read[name] = self.any_of(KINDS[name], value, n)
        return read

    def range(self, kind: FactKind, value: object, n: int) -> Range:
        shape = f"{kind.name} is a number: write {{ at_least = {kind.low} }}, at_most, or both, within {kind.low}-{kind.high}"
        if not isinstance(value, dict) or not value or not set(value) <= set(RANGE):
            self.refuse(shape, kind.name, table=n)
            return Range()
        ends = [value.get("at_least", kind.low), value.get("at_most", kind.high)]
        if not all(_whole(end) and kind.low <= end <= kind.high for end in ends) or ends[0] > ends[1]:
            self.refuse(shape, kind.name, table=n)
            return Range()
        return Range(**value)

    def any_of(self, kind: FactKind, value: object, n: int) -> frozenset[str]:
        if not isinstance(value, list) or not value:
            self.refuse(f'{kind.name} is not a number: write ["{kind.default}"] or several in a list', kind.name, table=n)
            return frozenset()
        for one in value:
            if not isinstance(one, str) or one not in kind.values:
                self.refuse(f"{kind.name} cannot be {one!r}; possible: {', '.join(kind.values)}", kind.name, str(one), table=n)
        return frozenset(str(one) for one in value)


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)

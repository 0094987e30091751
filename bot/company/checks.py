"""What must fit together in the company file, beyond the shape of each table."""

from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from bot.company.place import Found, Place, unknown
from bot.company.shape import clock
from bot.domain.company import Clocks
from bot.domain.facts import FIXED_ROUTE
from bot.domain.phrase import say
from bot.domain.questions import NOT_SURE
from bot.domain.rules import RULES

OTHERWISE = "otherwise"
NAMED = (*FIXED_ROUTE, "wants_boss", OTHERWISE)
# What the question for the offer already means by these words.
RESERVED = ("as_asked", "none", NOT_SURE)


def misfits(raw: Mapping[str, Any], *, folder: Path) -> Iterator[Found]:
    """Look at the raw tables, so that a value of a wrong shape elsewhere hides nothing."""
    yield from _remedies(raw)
    yield from _people(raw)
    yield from _named(raw)
    yield from _phone_lines(raw)
    yield from _clocks(raw)
    yield from _softened(raw)
    for name in ("plays_folder", "review_folder"):
        path = raw.get(name)
        if isinstance(path, str) and path.strip() and not (folder / Path(path).expanduser()).is_dir():
            yield Found((name,), say("there is no folder {path}", path=str(folder / Path(path).expanduser())))


def _tables(raw: Mapping[str, Any], name: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    tables = raw.get(name)
    for index, table in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(table, dict):
            yield (name, index), table


def _twice(raw: Mapping[str, Any], name: str) -> Iterator[Found]:
    seen = set()
    for place, table in _tables(raw, name):
        if isinstance(identity := table.get("id"), str):
            if identity in seen:
                yield Found((*place, "id"), say("“{id}” is there twice; each needs an id of its own", id=identity))
            seen.add(identity)


def _remedies(raw: Mapping[str, Any]) -> Iterator[Found]:
    yield from _twice(raw, "remedies")
    managers = any(person.get("role") == "manager" for _, person in _tables(raw, "people"))
    for place, remedy in _tables(raw, "remedies"):
        if remedy.get("id") in RESERVED:
            yield Found((*place, "id"), say("“{id}” already has a meaning here; please take another word", id=str(remedy["id"])))
        if "limit" in remedy and "currency" not in remedy:
            yield Found((*place, "limit"), say("needs a currency beside it, such as {example}", example='currency = "EUR"'))
        if "currency" in remedy and "limit" not in remedy:
            yield Found((*place, "currency"), say("needs a limit beside it, such as {example}", example="limit = 50"))
        if raw.get("people") and remedy.get("granted_by") == "manager" and not managers:
            yield Found((*place, "granted_by"), say("only a manager may grant this, and people has no manager"))


def _people(raw: Mapping[str, Any]) -> Iterator[Found]:
    yield from _twice(raw, "people")
    people = [person for _, person in _tables(raw, "people")]
    if people and not any(person.get("role") in ("approver", "manager") for person in people):
        yield Found(("people",), say("nobody may approve; give at least one person the role {roles}", roles='"approver" / "manager"'))


def _named(raw: Mapping[str, Any]) -> Iterator[Found]:
    named = raw.get("named")
    known = [person.get("id") for _, person in _tables(raw, "people")]
    for reason, person in named.items() if isinstance(named, dict) else ():
        if reason not in NAMED:
            yield Found(("named", reason), unknown(reason, NAMED))
        if isinstance(person, str) and person not in known:
            yield Found(("named", reason), say("people has nobody with the id “{id}”", id=person))


def _phone_lines(raw: Mapping[str, Any]) -> Iterator[Found]:
    for place, line in _tables(raw, "phone_lines"):
        opens, closes = clock(line.get("opens")), clock(line.get("closes"))
        if isinstance(opens, time) and isinstance(closes, time) and opens >= closes:
            yield Found((*place, "closes"), say("must be later than opens; a line that is open past midnight is written as two"))


def _clocks(raw: Mapping[str, Any]) -> Iterator[Found]:
    clocks = raw.get("clocks")
    given = clocks.get("due_minutes") if isinstance(clocks, dict) else None
    usual = Clocks().due_minutes
    due = {str(severity): minutes for severity, minutes in usual.items()} | (given if isinstance(given, dict) else {})
    minutes = [due[str(severity)] for severity in usual if isinstance(due[str(severity)], int)]
    if minutes != sorted(minutes, reverse=True):
        says = say("the graver a case, the sooner its answer; {minutes} do not fall", minutes=", ".join(map(str, minutes)))
        yield Found(("clocks", "due_minutes"), says)


def _softened(raw: Mapping[str, Any]) -> Iterator[Found]:
    names = raw.get("softened")
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if not isinstance(name, str):
            continue  # its shape is told already
        if name not in RULES:
            yield Found(("softened", index), unknown(name, RULES))
        elif RULES[name].lawful:
            yield Found(
                ("softened", index),
                say("“{rule}” protects what everybody must be able to rely on; it stays as it is", rule=name),
            )

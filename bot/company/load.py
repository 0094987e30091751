"""Reads the company file and makes a Company of it, or names everything that is wrong with it."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.company.checks import OTHERWISE, misfits
from bot.company.place import Found, Place, line_of, path_of, unknown
from bot.company.shape import DAYS, CompanyTable, Must
from bot.domain.company import Clocks, Company, Person, PhoneLine, Remedy
from bot.domain.errors import BadInput
from bot.domain.facts import FIXED_ROUTE
from bot.domain.ids import PersonId, RemedyId
from bot.domain.phrase import Phrase, say
from bot.problems import Problem, refusal

MOST_SHOWN = 40


def load_company(path: Path | None) -> Company:
    """The company as its file tells it; without a file, defaults that promise nothing.

    Raises:
        BadInput: its hint names every problem with its line and path.
    """
    if path is None:
        return Company()
    text = _read(path)
    raw = _parse(text, path)
    found = list(misfits(raw, folder=path.parent))
    try:
        table = CompanyTable.model_validate(raw)
    except ValidationError as error:
        found += _misshapen(error)
    if found:
        raise refusal(str(path), _in_order(found, text.splitlines()))
    return _company(table, folder=path.parent)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors put a mark before the text
    except FileNotFoundError as error:
        hint = say("There is no company file {path}. highroad.example.toml is one to copy and change.", path=str(path))
        raise BadInput(f"no company file {path}", hint=hint) from error
    except UnicodeDecodeError as error:
        hint = say("The company file {path} is no text in UTF-8. Please save it as UTF-8.", path=str(path))
        raise BadInput(f"{path} is not UTF-8", hint=hint) from error
    except OSError as error:
        hint = say("I cannot read the company file {path}: {problem}.", path=str(path), problem=error.strerror or type(error).__name__)
        raise BadInput(f"{path}: {error}", hint=hint) from error


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ArithmeticError) as error:
        raise BadInput(
            f"{path} is not TOML: {error}",
            hint=say("The company file {path} cannot be read as TOML: {problem}. Text goes in quotes.", path=str(path), problem=str(error)),
        ) from error


def _misshapen(error: ValidationError) -> Iterator[Found]:
    for problem in error.errors(include_url=False, include_context=False):
        place = tuple(part for part in problem["loc"] if part != "[key]")
        if problem["type"] == "extra_forbidden":
            yield Found(place, _unknown(place))
        elif problem["type"] == "missing":
            yield Found(place, say("is missing; it must be {what}", what=_must(place)))
        else:
            yield Found(place, say("must be {what}; found {value}", what=_must(place), value=_shown(problem["input"])))


def _unknown(place: Place) -> Phrase:
    table, name = _table_of(place), str(place[-1])
    if len(place) > 1 and name in CompanyTable.model_fields:
        return say("belongs to the top of the file, above the first line in [brackets]")
    return unknown(name, table.model_fields)


def _table_of(place: Place) -> type[BaseModel]:
    """The model of the table that a key stands in."""
    table: type[BaseModel] = CompanyTable
    for part in place[:-1]:
        field = table.model_fields.get(str(part))
        inner = [kind for kind in (field.annotation, *getattr(field.annotation, "__args__", ())) if isinstance(kind, type)] if field else []
        table = next((kind for kind in inner if issubclass(kind, BaseModel)), table)
    return table


def _must(place: Place) -> Phrase:
    """What the value must be, in the words of the innermost field that says so."""
    for end in range(len(place), 0, -1):
        field = _table_of(place[:end]).model_fields.get(str(place[end - 1]))
        for said in field.metadata if field else ():
            if isinstance(said, Must):
                return said.what
    raise LookupError(path_of(place))  # every field of the shape says what it must be


def _shown(value: Any) -> str | Phrase:
    match value:
        case dict():
            return say("a table")
        case list():
            return say("a list")
        case bool():
            return str(value).lower()
        case str():
            shown = "".join(letter if letter.isprintable() else "�" for letter in value)
            return f"“{shown[:MOST_SHOWN]}…”" if len(shown) > MOST_SHOWN else f"“{shown}”"
        case _:
            return str(value)[:MOST_SHOWN]


def _in_order(found: list[Found], lines: list[str]) -> list[Problem]:
    """Top to bottom; those without a line of their own come last."""
    placed = sorted(((line_of(one.place, lines), one) for one in found), key=lambda pair: (pair[0] == 0, pair[0]))
    problems = []
    for line, one in placed:
        says = say("{problem} (line {line})", problem=one.says, line=line) if line else one.says
        problems.append(Problem(path_of(one.place), says))
    return problems


def _company(table: CompanyTable, *, folder: Path) -> Company:
    named = dict(table.named)
    if OTHERWISE in named:
        named = {**dict.fromkeys(FIXED_ROUTE, named.pop(OTHERWISE)), **named}
    return Company(
        name=table.name,
        signature=table.signature.strip(),
        voice=table.voice,
        formal=table.formal,
        team_language=table.team_language,
        time_zone=table.time_zone,
        remedies=tuple(
            Remedy(id=RemedyId(one.id), kind=one.kind, title=one.title, limit=one.limit, currency=one.currency, granted_by=one.granted_by)
            for one in table.remedies
        ),
        people=tuple(Person(id=PersonId(one.id), name=one.name, role=one.role) for one in table.people),
        named={fact: PersonId(person) for fact, person in named.items()},
        phone_lines=tuple(
            PhoneLine(number=one.number, opens=one.opens, closes=one.closes, days=tuple(sorted({DAYS.index(day) for day in one.days})))
            for one in table.phone_lines
        ),
        clocks=Clocks(
            due_minutes={**Clocks().due_minutes, **{int(severity): minutes for severity, minutes in table.clocks.due_minutes.items()}},
            public_due_minutes=table.clocks.public_due_minutes,
            follow_up_days=table.clocks.follow_up_days,
        ),
        languages=tuple(table.languages),
        retention_days=table.retention_days,
        plays_folder=_within(folder, table.plays_folder),
        review_folder=_within(folder, table.review_folder),
        softened=frozenset(table.softened),
    )


def _within(folder: Path, path: str | None) -> str | None:
    return str((folder / Path(path).expanduser()).resolve()) if path else None

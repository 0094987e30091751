"""The cases of all teams in SQL."""

import logging
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.adapters.store.codec import UnreadableCase, decode, encode
from bot.adapters.store.database import Database, open_database
from bot.adapters.store.tables import cases, sent
from bot.domain.case import Case
from bot.domain.clock import due_at
from bot.domain.errors import StaleCase, UnknownCase
from bot.domain.ids import CaseId, TeamId
from bot.domain.playbook import Kind
from bot.domain.sameness import MOST_SENT, Sent, sent_of

log = logging.getLogger(__name__)

_INSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlStore:
    """Keeps cases in SQLite or PostgreSQL. Every method raises StoreUnavailable when the database does not answer in time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, seconds: float = 10.0) -> AsyncIterator[Self]:
        """Open `sqlite:///file` or `postgresql://...` and bring its tables up to date.

        Args:
            url: where the cases are.
            seconds: the longest that one call may take.

        Raises:
            BadInput: the address is none of SQLite or PostgreSQL.
            StoreUnavailable: the database cannot be reached, or is damaged.
            NewerDatabase: it was set up by a newer version.
        """
        async with open_database(url, seconds=seconds) as database:
            yield cls(database)

    async def add(self, case: Case) -> Case:
        """Keep a new case; one that is already there is returned as it stands."""
        row = _row(case)
        async with self._database.writing() as connection:
            insert = _INSERT[connection.dialect.name](cases).values(row).on_conflict_do_nothing()
            if await connection.scalar(insert.returning(cases.c.version)) is not None:
                return case
        return await self.load(case.team, case.id)

    async def load(self, team: TeamId, case_id: CaseId) -> Case:
        """The case as it stands.

        Raises:
            UnknownCase: this team has none of that id.
            UnreadableCase: a newer version wrote it.
        """
        async with self._database.reading() as connection:
            body = await connection.scalar(select(cases.c.body).where(_is(team, case_id)))
        if body is None:
            raise UnknownCase(case_id)
        return decode(case_id, body)

    async def save(self, case: Case) -> Case:
        """Keep a step and return the case with its next version.

        Raises:
            StaleCase: somebody saved another step before.
            UnknownCase: this team has none of that id (any more).
        """
        saved = replace(case, version=case.version + 1)
        step = update(cases).where(_is(case.team, case.id), cases.c.version == case.version).values(_row(saved))
        async with self._database.writing() as connection:
            if await connection.scalar(step.returning(cases.c.version)) is not None:
                if rows := _sent_rows(saved):
                    await connection.execute(_INSERT[connection.dialect.name](sent).values(rows).on_conflict_do_nothing())
                return saved
            known = await connection.scalar(select(cases.c.version).where(_is(case.team, case.id)))
        raise UnknownCase(case.id) if known is None else StaleCase(case.id, case.version)

    async def recent(self, team: TeamId, *, limit: int = 50) -> Sequence[Case]:
        """The team's latest cases, newest first; those that only a newer version can read are left out and logged."""
        newest = select(cases.c.id, cases.c.body).where(cases.c.team == team).order_by(cases.c.opened_at.desc(), cases.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(newest.limit(max(limit, 0)))).all()
        return [case for case_id, body in rows if (case := _readable(case_id, body))]

    async def alike(self, team: TeamId, *, cause: str, since: datetime) -> int:
        """How many of the team's complaints since then have that cause; `since` must carry its time zone."""
        query = select(func.count()).where(cases.c.team == team, cases.c.cause == cause, cases.c.opened_at >= since)
        async with self._database.reading() as connection:
            return await connection.scalar(query) or 0

    async def sent(self, team: TeamId, *, kinds: Collection[Kind], since: datetime, but: CaseId, limit: int = MOST_SENT) -> Sequence[Sent]:
        """The latest texts of these kinds that were approved since then, newest first, without those of the case `but`."""
        query = (
            select(sent)
            .where(sent.c.team == team, sent.c.at >= since, sent.c.case_id != but, sent.c.kind.in_(sorted(kind.value for kind in kinds)))
            .order_by(sent.c.at.desc(), sent.c.case_id, sent.c.number)
            .limit(max(limit, 0))
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Sent(case=CaseId(row.case_id), number=row.number, kind=Kind(row.kind), language=row.language, text=row.text, at=row.at)
            for row in rows
        ]

    async def forget(self, team: TeamId, case_id: CaseId) -> None:
        """Delete a case for good.

        Raises:
            UnknownCase: this team has none of that id.
        """
        async with self._database.writing() as connection:
            await connection.execute(delete(sent).where(sent.c.team == team, sent.c.case_id == case_id))
            gone = await connection.scalar(delete(cases).where(_is(team, case_id)).returning(cases.c.id))
        if gone is None:
            raise UnknownCase(case_id)
        await self._database.tidy()


def _is(team: TeamId, case_id: CaseId) -> ColumnElement[bool]:
    return (cases.c.team == team) & (cases.c.id == case_id)


def _row(case: Case) -> dict[str, Any]:
    known = case.reading.values()
    counts = known.get("is_complaint") != "no"
    return {
        "team": case.team,
        "id": case.id,
        "version": case.version,
        "stage": case.stage.stage,
        "opened_at": case.opened_at,
        "due_at": due_at(case.opened_at, case.plan.due_minutes) if case.plan else None,
        "cause": known.get("cause") if counts else None,
        "motive": known.get("motive") if counts else None,
        "severity": case.severity,
        "body": encode(case),
    }


def _sent_rows(case: Case) -> list[dict[str, Any]]:
    """PostgreSQL keeps no zero character in a text."""
    return [
        {
            "team": case.team,
            "case_id": one.case,
            "number": one.number,
            "kind": one.kind.value,
            "language": one.language,
            "text": one.text.replace("\0", " "),
            "at": one.at,
        }
        for one in sent_of(case)
    ]


def _readable(case_id: str, body: str) -> Case | None:
    try:
        return decode(case_id, body)
    except UnreadableCase as error:
        log.warning("left out: %s", error)
        return None

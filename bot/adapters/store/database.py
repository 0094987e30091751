"""A database in the newest shape that answers in time, or says what to do about it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, column, event, inspect, make_url, select, table, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.adapters.store.faults import NewerDatabase, plainly
from bot.adapters.store.tables import HEAD, VERSION_TABLE
from bot.domain.errors import BadInput
from bot.domain.phrase import say

_MIGRATION_LOCK = 0x68_69_67_68_72_6F_61_64  # PostgreSQL's advisory lock: one process migrates, the others wait
_MIGRATION_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """`place` names it without secrets; `seconds` is the longest that one call may take.

    SQLite has one connection for writing and some for reading; on PostgreSQL both are the same pool.
    """

    place: str
    seconds: float
    writer: AsyncEngine
    reader: AsyncEngine

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that changes nothing; raises StoreUnavailable."""
        with plainly(self.place):
            async with asyncio.timeout(self.seconds), self.reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, seconds: float | None = None) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed at the end; raises StoreUnavailable."""
        with plainly(self.place):
            async with asyncio.timeout(seconds or self.seconds), self.writer.begin() as connection:
                yield connection

    async def tidy(self) -> None:
        """Empty SQLite's log, where deleted words would live on for a while."""
        if self.writer.dialect.name == "sqlite":
            with plainly(self.place):
                async with asyncio.timeout(self.seconds), self.writer.execution_options(bare=True).connect() as connection:
                    await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        await self.reader.dispose()
        await self.writer.dispose()


@asynccontextmanager
async def open_database(url: str, *, seconds: float) -> AsyncIterator[Database]:
    """Open and bring up to date; `seconds` is the longest that one call may take.

    Raises:
        BadInput: the address is none of SQLite or PostgreSQL.
        StoreUnavailable: it cannot be reached, or is damaged.
        NewerDatabase: it was set up by a newer version.
    """
    database = _connect(_parsed(url), seconds)
    try:
        await _migrate(database)
        yield database
    finally:
        await database.close()


async def _migrate(database: Database) -> None:
    async with database.writing() as connection:
        if await connection.run_sync(_revision) == HEAD:
            return
    async with database.writing(seconds=_MIGRATION_SECONDS) as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        from bot.adapters.store.migrations import upgrade  # noqa: PLC0415 - Alembic takes 0.4 s to import and is needed once

        if not await connection.run_sync(upgrade):
            raise NewerDatabase(database.place)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _bad_address() from None  # the cause could quote the password
    kind, _, driver = parsed.drivername.partition("+")
    if kind == "sqlite" and driver in {"", "aiosqlite"} and parsed.database not in {None, "", ":memory:"}:
        return parsed
    if kind in {"postgres", "postgresql"} and driver in {"", "psycopg"}:
        return parsed
    raise _bad_address()


def _bad_address() -> BadInput:
    return BadInput(
        "DATABASE_URL is neither a SQLite file nor PostgreSQL",
        hint=say("I cannot use that DATABASE_URL. It looks like sqlite:///folder/file.sqlite3 or postgresql://user:password@host/name."),
    )


def _connect(url: URL, seconds: float) -> Database:
    if url.drivername.startswith("sqlite"):
        path = Path(url.database or "").expanduser().absolute()
        with plainly(str(path)):
            _make_private(path)
        return _connect_sqlite(url.set(drivername="sqlite+aiosqlite", database=str(path)), str(path), seconds)
    engine = create_async_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": max(2, int(seconds))},
        pool_pre_ping=True,
        pool_timeout=seconds,
        hide_parameters=True,
    )
    place = f"{url.host or 'localhost'}/{url.database or ''}"
    return Database(place=place, seconds=seconds, writer=engine, reader=engine)


def _make_private(path: Path) -> None:
    """Customers' words belong to nobody else on the machine."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    sqlite3.connect(path).close()  # refused here it leaves no thread behind, as it would in the driver


def _connect_sqlite(url: URL, place: str, seconds: float) -> Database:
    options: dict[str, Any] = {"pool_timeout": seconds, "hide_parameters": True}
    writer = create_async_engine(url, pool_size=1, max_overflow=0, **options)
    reader = create_async_engine(url, **options)
    wait = f"PRAGMA busy_timeout = {int(seconds * 800)}"  # milliseconds; gives up before our own time is over
    _prepare(writer, "BEGIN IMMEDIATE", wait, "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON")
    _prepare(reader, "BEGIN", wait, "PRAGMA query_only = ON")
    return Database(place=place, seconds=seconds, writer=writer, reader=reader)


def _prepare(engine: AsyncEngine, begin: str, *pragmas: str) -> None:
    """Take the transactions over from the driver, which would begin them too late to be safe."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("bare"):
            connection.exec_driver_sql(begin)

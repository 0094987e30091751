"""The database behind a store: its tables, its troubles, its file."""

import asyncio
import socket
import sqlite3
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import make_url, text

from bot.adapters.store import NewerDatabase, SqlStore, StoreUnavailable
from bot.adapters.store.tables import HEAD, VERSION_TABLE, metadata
from bot.domain.errors import BadInput
from bot.domain.ids import CaseId, TeamId
from bot.domain.phrase import say
from tests.adapters.cases import a_case
from tests.adapters.looking import looking_into

TEAM = TeamId("team")


def sqlite_file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/cases.sqlite3"


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


# The tables.


async def test_the_tables_are_what_the_migrations_make(url: str) -> None:
    async with SqlStore.open(url):
        pass

    with looking_into(url) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


async def test_a_newer_database_is_left_alone_with_a_hint(url: str) -> None:
    async with SqlStore.open(url) as store:
        await store.add(a_case())
    with looking_into(url) as connection:
        connection.execute(text("UPDATE highroad_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabase) as refusal:
        async with SqlStore.open(url):
            pass

    assert "update" in str(refusal.value.hint)
    with looking_into(url) as connection:
        assert connection.scalar(text("SELECT version_num FROM highroad_version")) == "9999"


async def test_a_database_shared_with_another_program_is_not_taken_for_a_newer_one(url: str) -> None:
    Path(make_url(url).database or "").parent.mkdir(parents=True, exist_ok=True)
    with looking_into(url) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('f00')"))

    async with SqlStore.open(url) as store:
        await store.add(a_case())

        assert len(await store.recent(TEAM)) == 1


OPENER = """
import asyncio, sys
from bot.adapters.store import SqlStore, migrations
from tests.adapters.cases import a_case

async def main(url, name):
    async with SqlStore.open(url) as store:
        await store.add(a_case(name))

print("ready", flush=True)
input()
asyncio.run(main(*sys.argv[1:]))
"""


REFUSED = """
import asyncio, sys
from bot.adapters.store import SqlStore

async def main(url):
    async with SqlStore.open(url):
        pass

try:
    asyncio.run(main(sys.argv[1]))
except Exception as error:
    print(type(error).__name__)
"""


async def test_three_processes_may_open_an_empty_database_at_once(url: str) -> None:
    async def start(name: str) -> Process:
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", OPENER, url, name, stdin=PIPE, stdout=PIPE, stderr=PIPE)
        assert process.stdout
        await process.stdout.readline()
        return process

    processes = await asyncio.gather(*(start(f"c{n}") for n in range(3)))
    ended = await asyncio.gather(*(process.communicate(b"\n") for process in processes))

    assert [error.decode() for _, error in ended] == [""] * 3
    async with SqlStore.open(url) as store:
        assert {case.id for case in await store.recent(TEAM)} == {"c0", "c1", "c2"}


# A database in trouble.


async def test_a_database_that_is_held_up_is_given_up_in_time_and_used_again_after(url: str) -> None:
    async with SqlStore.open(url, seconds=1.0) as store:
        case = await store.add(a_case())
        with looking_into(url) as connection:
            connection.execute(text("UPDATE cases SET version = version"))
            started = asyncio.get_running_loop().time()
            with pytest.raises(StoreUnavailable) as refusal:
                await store.save(case)
            waited = asyncio.get_running_loop().time() - started

        assert 0.5 < waited < 3
        assert "try again" in str(refusal.value.hint)
        assert (await store.save(case)).version == 1


async def test_a_step_that_is_broken_off_leaves_the_store_usable(url: str) -> None:
    async with SqlStore.open(url, seconds=2.0) as store:
        case = await store.add(a_case())
        with looking_into(url) as connection:
            connection.execute(text("UPDATE cases SET version = version"))
            saving = asyncio.ensure_future(store.save(case))
            await asyncio.sleep(0.2)
            saving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await saving

        assert (await store.save(case)).version == 1


async def test_a_server_that_is_not_there_gives_a_hint_without_the_password() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))  # nobody listens
        url = "postgresql://ana:{}@127.0.0.1:{}/cases".format("hunter2", reserved.getsockname()[1])

        with pytest.raises(StoreUnavailable) as refusal:
            async with SqlStore.open(url, seconds=5.0):
                pass

    assert "127.0.0.1/cases" in str(refusal.value.hint)
    assert "refused" in str(refusal.value)
    assert "hunter2" not in "".join(traceback.format_exception(refusal.value)) + str(refusal.value.hint)


async def test_a_missing_database_on_a_running_server_gives_a_hint(new_postgres: object, request: pytest.FixtureRequest) -> None:
    address = make_url(request.getfixturevalue("new_postgres")()).set(database="nowhere")

    with pytest.raises(StoreUnavailable) as refusal:
        async with SqlStore.open(address.render_as_string(hide_password=False)):
            pass

    assert "nowhere" in str(refusal.value.hint)


async def test_a_server_that_goes_and_comes_back_is_used_again(new_postgres: object, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("new_postgres")()
    async with SqlStore.open(url) as store:
        await store.add(a_case())
        with psycopg.connect(url, autocommit=True) as connection:
            others = "pid <> pg_backend_pid() AND datname IS NOT NULL"
            connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608 - a constant

        assert (await store.load(TEAM, CaseId("c1"))).id == "c1"


async def test_a_file_that_is_no_database_is_left_alone_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "cases.sqlite3").write_bytes(b"holiday photos " * 1000)

    with pytest.raises(StoreUnavailable) as refusal:
        async with SqlStore.open(sqlite_file(tmp_path)):
            pass

    assert "backup" in str(refusal.value.hint)
    assert (tmp_path / "cases.sqlite3").read_bytes() == b"holiday photos " * 1000


async def test_a_folder_in_place_of_the_file_gives_a_hint(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable) as refusal:
        async with SqlStore.open(f"sqlite:///{tmp_path}"):
            pass

    assert str(tmp_path) in str(refusal.value.hint)


async def test_a_file_where_a_folder_should_be_gives_a_hint(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreUnavailable) as refusal:
        async with SqlStore.open(f"sqlite:///{tmp_path}/file/cases.sqlite3"):
            pass

    assert "I may write there" in str(refusal.value.hint)


@pytest.mark.parametrize(
    "url", ["sqlite:///{}", "sqlite:///{}/file", "sqlite:///{}/file/cases.sqlite3", "postgresql://ana@127.0.0.1:1/cases"]
)
async def test_a_refused_database_leaves_nothing_running(tmp_path: Path, url: str) -> None:
    (tmp_path / "file").write_text("holiday photos " * 1000)

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-X", "dev", "-c", REFUSED, url.format(tmp_path), stdout=PIPE, stderr=PIPE
    )
    printed, errors = await process.communicate()

    assert (printed.decode(), errors.decode()) == ("StoreUnavailable\n", "")


@pytest.mark.parametrize(
    "url", ["", "cases.sqlite3", "sqlite://", "sqlite:///:memory:", "mysql://ana:hunter2@host/db", "postgresql://ana:hunter2@host:x/db"]
)
async def test_an_address_of_something_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInput) as refusal:
        async with SqlStore.open(url):
            pass

    assert "hunter2" not in "".join(traceback.format_exception(refusal.value)) + str(refusal.value.hint)


# SQLite's own matters.


async def test_sqlite_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    async with SqlStore.open(sqlite_file(tmp_path)) as store:
        async with store._database.writing() as connection:
            synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar()
        async with store._database.reading() as connection:
            journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar()

    assert (synchronous, journal) == (2, "wal")


async def test_nobody_else_on_the_machine_can_read_the_file(tmp_path: Path) -> None:
    async with SqlStore.open(f"sqlite:///{tmp_path}/mine/cases.sqlite3") as store:
        await store.add(a_case())

        open_to_others = [path.name for path in [tmp_path / "mine", *(tmp_path / "mine").iterdir()] if path.stat().st_mode & 0o077]

    assert open_to_others == []


async def test_a_forgotten_customers_words_are_in_no_file_any_more(tmp_path: Path) -> None:
    secret = "Ottilie Zweigelt " * 2000
    async with SqlStore.open(sqlite_file(tmp_path)) as store:
        case = await store.add(replace(a_case(), complaint=replace(a_case().complaint, text=secret)))
        await store.save(replace(case, notes=(say("one more step"),)))
        await store.add(a_case("other"))
        assert b"Ottilie" in everything_in(tmp_path)

        await store.forget(TEAM, case.id)

        assert b"Ottilie" not in everything_in(tmp_path)


async def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    async with SqlStore.open(sqlite_file(tmp_path), seconds=1.0) as store:
        case = await store.add(a_case())
        writer = sqlite3.connect(tmp_path / "cases.sqlite3", isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")

        assert await store.load(TEAM, case.id) == case

        writer.close()

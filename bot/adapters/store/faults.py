"""What can go wrong with a database, in words that people can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.adapters.store.tables import HEAD
from bot.domain.errors import HighroadError
from bot.domain.phrase import Phrase, say

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class StoreUnavailable(HighroadError):
    """The database did not do its part; nothing was changed, unless it was lost while it committed."""


class NewerDatabase(HighroadError):
    """A newer version has changed the tables; this one would not understand them."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"database {place} is newer than {HEAD}",
            hint=say("The database {place} was set up by a newer highroad. Please update this one.", place=place),
        )


@contextmanager
def plainly(place: str) -> Iterator[None]:
    """No vendor's error gets through, and none of the values that it was about."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error, OSError) as error:  # TimeoutError is an OSError
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise StoreUnavailable(f"database {place}: {_log_text(cause)}", hint=_hint(place, cause)) from error


def _log_text(cause: BaseException) -> str:
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    if code is None and isinstance(cause, psycopg.OperationalError):  # no connection; libpq says why, and never the password
        code = str(cause).partition("\n")[0]
    return f"{type(cause).__name__} {code or ''}".strip()


def _hint(place: str, cause: BaseException) -> Phrase:
    code = getattr(cause, "sqlite_errorcode", None)
    if code in _DAMAGED:
        return say("The file {place} is damaged, or no database at all. Please put a backup in its place, or move it away.", place=place)
    if isinstance(cause, TimeoutError) or code == sqlite3.SQLITE_BUSY:
        return say("The database {place} is busy or does not answer. Please try again in a minute.", place=place)
    return say("I cannot use the database {place}. Please check DATABASE_URL, that it is running, and that I may write there.", place=place)

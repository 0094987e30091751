"""The database itself, past the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, make_url


@contextmanager
def looking_into(url: str) -> Iterator[Connection]:
    address = make_url(url)
    engine = create_engine(address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()

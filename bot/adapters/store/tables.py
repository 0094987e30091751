"""The tables as the newest migration leaves them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, Index, Integer, MetaData, String, Table, Text, TypeDecorator

HEAD = "0002"
VERSION_TABLE = "highroad_version"  # not Alembic's own name: the database may be shared


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC: SQLite would drop the zone and compare local times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return value.replace(tzinfo=value.tzinfo or UTC) if value else None


metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("team", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("stage", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("cause", String),
    Column("motive", String),
    Column("severity", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("cases_by_age", "team", "opened_at"),
    Index("cases_by_cause", "team", "cause", "opened_at"),
)

# What was approved for customers, beside the case, so that it can be compared with without reading whole cases.
sent = Table(
    "sent",
    metadata,
    Column("team", String, primary_key=True),
    Column("case_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("language", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("sent_by_age", "team", "at"),
)

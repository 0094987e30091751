"""Cases in a database: SQLite by default, PostgreSQL for many processes."""

from bot.adapters.store.codec import UnreadableCase
from bot.adapters.store.faults import NewerDatabase, StoreUnavailable
from bot.adapters.store.sql import SqlStore

__all__ = ["NewerDatabase", "SqlStore", "StoreUnavailable", "UnreadableCase"]

"""Brings a database to the newest tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.adapters.store.tables import VERSION_TABLE


def upgrade(connection: Connection) -> bool:
    """Go up to the newest tables inside the open transaction; False when the database is newer than they are."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    now = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if now and now not in known:
        return False
    command.upgrade(config, "head")
    return True

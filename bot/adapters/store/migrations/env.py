"""Alembic's entry: runs the migrations on the connection that was handed over."""

from alembic import context

from bot.adapters.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # SQLite can, Alembic only does not expect it
)
with context.begin_transaction():
    context.run_migrations()

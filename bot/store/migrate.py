"""Brings a database's tables up to date with Alembic; the migrations are part of the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from bot.errors import StoreError

_LOCK = 7_281_633_447  # any fixed number: two processes that start together upgrade one after the other


def upgrade(engine: Engine) -> None:
    """Run every migration that this database has not seen.

    Raises:
        StoreError: the database was written by a newer Launchwire.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = _config(connection)
        if _is_current(connection, config):
            return
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                "this database was written by a newer Launchwire: install that version, or restore a backup"
            ) from error
        connection.commit()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _is_current(connection: Connection, config: Config) -> bool:
    heads = set(ScriptDirectory.from_config(config).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads

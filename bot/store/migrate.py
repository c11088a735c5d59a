"""Brings a database's tables up to date with Alembic; the migrations are part of the package."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import StoreError

_LOCK = 7_281_633_447  # any fixed number: two processes that start together upgrade one after the other
_MIGRATIONS = Path(__file__).parent / "migrations"


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
        if _revision(connection) != newest():
            _upgrade(connection)
            connection.commit()


def newest() -> str:
    """Return the newest migration's number, as its file is named: that of v0001_first_tables.py is 0001."""
    return max(path.name[1:5] for path in (_MIGRATIONS / "versions").glob("v*.py"))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command  # ten megabytes, for what is rarely to be done
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            "this database was written by a newer Launchwire: install that version, or restore a backup"
        ) from error

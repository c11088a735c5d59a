"""Small things to remember: what was done already, and until when."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import memo


def recall(connection: Connection, key: str) -> str | None:
    """Return what was kept under a key."""
    return connection.execute(select(memo.c.value).where(memo.c.key == key)).scalar()


def remember(connection: Connection, key: str, value: str) -> None:
    """Keep a value under a key."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    row = make(memo).values(key=key, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def is_first(connection: Connection, key: str, seconds: float) -> bool:
    """Return whether this key was not seen within the last `seconds`, and mark it seen."""
    connection.execute(delete(memo).where(memo.c.ends_at < now()))
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    row = make(memo).values(key=key, value="", ends_at=now() + seconds).on_conflict_do_nothing()
    return connection.execute(row, execution_options={"preserve_rowcount": True}).rowcount == 1

"""Copying a whole database into another, empty one: SQLite to PostgreSQL or back, table by table, counted."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text, update

from bot.errors import StoreError
from bot.store.tables import launch, metadata

ROWS_AT_ONCE = 1000


def move(source: Connection, to: Connection) -> Mapping[str, int]:
    """Copy every row; return how many each table has there now. All or nothing, in the transaction of `to`.

    Raises:
        StoreError: the target is not empty, or the counts differ.
    """
    tables = metadata.sorted_tables  # parents before children
    if filled := next((table.name for table in tables if _count(to, table)), None):
        raise StoreError(f"the database to copy to is not empty: it has rows in {filled}; nothing was changed")
    for table in tables:
        for rows in _batches(source, table):
            to.execute(insert(table), rows)
        _go_on_counting(to, table)
    _join_launches(source, to)
    counts = {table.name: _count(to, table) for table in tables}
    if wrong := [name for name, count in counts.items() if count != _count(source, metadata.tables[name])]:
        raise StoreError(f"the copy has another number of rows in {', '.join(wrong)}; nothing was kept of it")
    return counts


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns)
    for rows in source.execution_options(yield_per=ROWS_AT_ONCE).execute(query).mappings().partitions():
        yield [{name: value for name, value in row.items() if name != "joined_into"} for row in rows]


def _join_launches(source: Connection, to: Connection) -> None:
    """Say which launches are joined only now: one may be joined into another that is copied after it."""
    joined = select(launch.c.id, launch.c.joined_into).where(launch.c.joined_into.is_not(None))
    pairs = [{"one": row.id, "into": row.joined_into} for row in source.execute(joined)]
    if pairs:
        to.execute(update(launch).where(launch.c.id == bindparam("one")).values(joined_into=bindparam("into")), pairs)


def _go_on_counting(to: Connection, table: Table) -> None:
    """Let PostgreSQL give numbers after the highest copied; SQLite does so by itself."""
    if to.dialect.name == "postgresql" and "id" in table.c and table.c.id.primary_key:
        highest = to.execute(select(func.max(table.c.id))).scalar()
        if highest is not None:
            to.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :n)"), {"name": table.name, "n": highest}
            )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

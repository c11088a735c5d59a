"""Every row of every table is copied to the other kind of database and back, value by value; numbers go on after it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Connection, Double, Integer, LargeBinary, Table, Text, insert, select

from bot.errors import StoreError
from bot.store import Database
from bot.store.moving import move
from bot.store.tables import launch, metadata
from tests.conftest import new_postgres_database

ROWS = 3
Rows = Mapping[str, Sequence[tuple[Any, ...]]]


def value(column: Column[Any], number: int) -> Any:
    """Return what row `number` has in a column: foreign words, odd numbers, the n-th row of what it refers to."""
    if column.foreign_keys:
        return None if column.name == "joined_into" else number
    match column.type:
        case Boolean():
            return number % 2 == 1
        case JSON():
            return {"words": f"é 維 {number}", "numbers": [number, None, 0.1]}
        case Double():
            return 1_795_000_000.123456 + number
        case LargeBinary():
            return bytes([0, number, 255])
        case Text():
            return f"{column.name} é 維 \N{ROCKET} {number}"
        case Integer():
            return number
    raise AssertionError(f"a column of a type that this test does not know: {column}")


def fill(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        rows = [{column.name: value(column, number) for column in table.c} for number in range(1, ROWS + 1)]
        connection.execute(insert(table), rows)
    # One launch is joined into another that is copied after it.
    connection.execute(launch.update().where(launch.c.id == 1).values(joined_into=ROWS))


def everything(connection: Connection) -> Rows:
    return {table.name: _rows(connection, table) for table in metadata.sorted_tables}


def _rows(connection: Connection, table: Table) -> Sequence[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


async def moved(source: Database, target: Database) -> Mapping[str, int]:
    return await source.read(lambda rows: target.write_now(lambda to: move(rows, to)))


async def test_every_value_of_every_table_is_the_same_over_there_and_back(tmp_path: Path, postgres: str) -> None:
    places = [
        f"sqlite:///{tmp_path / 'first.db'}",
        new_postgres_database(postgres),
        f"sqlite:///{tmp_path / 'second.db'}",
    ]
    first, server, second = [await Database.open(place) for place in places]
    await first.write(fill)
    before = await first.read(everything)
    assert all(len(rows) == ROWS for rows in before.values())
    assert await moved(first, server) == dict.fromkeys(before, ROWS)
    assert await server.read(everything) == before
    await moved(server, second)
    assert await second.read(everything) == before
    for database in (server, second):
        assert await database.write(next_number) == ROWS + 1
    for database in (first, server, second):
        await database.close()


def next_number(connection: Connection) -> int:
    body: dict[str, Any] = {"key": "k", "revision": 1, "body": {}, "first_seen": 0.0}
    return int(connection.execute(insert(launch).values(body).returning(launch.c.id)).scalar_one())


async def test_a_database_that_is_not_empty_is_left_as_it_is(sqlite: Database, tmp_path: Path) -> None:
    await sqlite.write(fill)
    other = await Database.open(f"sqlite:///{tmp_path / 'other.db'}")
    await other.write(next_number)
    before = await other.read(everything)
    with pytest.raises(StoreError, match="not empty: it has rows in launch; nothing was changed"):
        await moved(sqlite, other)
    assert await other.read(everything) == before
    await other.close()

"""The wall to the driver: transactions whole or not at all, busy databases tried again, secrets in no error."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import StoreError
from bot.store import Database, memos, migrate
from bot.store.tables import metadata


async def test_failed_act_leaves_nothing_behind(database: Database) -> None:
    def half(connection: Connection) -> None:
        memos.remember(connection, "a", "1")
        connection.execute(text("SELECT nonsense FROM nowhere"))

    with pytest.raises(StoreError, match="half"):
        await database.write(half)
    assert await database.read(memos.recall, "a") is None


async def test_migrations_make_exactly_the_tables(database: Database) -> None:
    def difference(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await database.read(difference) == []


def test_newest_migration_is_the_one_that_its_file_names() -> None:
    folder = Path(migrate.__file__).parent / "migrations"
    assert [migrate.newest()] == list(ScriptDirectory(str(folder)).get_heads())


async def test_opening_again_keeps_what_is_there(database_url: str) -> None:
    for _ in range(2):
        database = await Database.open(database_url)
        await database.write(memos.remember, "a", "1")
        assert await database.read(memos.recall, "a") == "1"
        await database.close()


async def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    await asyncio.gather(*(database.write(memos.remember, str(number), "x") for number in range(60)))

    def count(connection: Connection) -> int:
        return int(connection.execute(text("SELECT count(*) FROM memo")).scalar_one())

    assert await database.read(count) == 60


async def test_first_sight_of_a_key_is_one_however_many_ask(database: Database) -> None:
    answers = await asyncio.gather(*(database.write(memos.is_first, "event-1", 600.0) for _ in range(8)))
    assert sorted(answers) == [False] * 7 + [True]


async def test_writer_waits_for_another_process(tmp_path: Path) -> None:
    path = tmp_path / "launchwire.db"
    database = await Database.open(f"sqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    write = asyncio.create_task(database.write(memos.remember, "a", "1"))
    await asyncio.sleep(0.02)
    assert not write.done()
    other.execute("COMMIT")
    await write
    other.close()
    assert await database.read(memos.recall, "a") == "1"
    await database.close()


async def test_writer_that_never_gets_its_turn_is_told_so(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.sqlite.BUSY_SECONDS", 0.02)
    other = sqlite3.connect(str(sqlite.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        sqlite.write_now(lambda connection: memos.remember(connection, "a", "1"))
    other.execute("COMMIT")
    other.close()
    sqlite.write_now(lambda connection: memos.remember(connection, "a", "2"))
    assert await sqlite.read(memos.recall, "a") == "2"


async def test_full_disk_is_an_error_and_writing_goes_on_after(sqlite: Database) -> None:
    def fill(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        try:
            memos.remember(connection, "big", "x" * 1_000_000)
        finally:
            connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")

    with pytest.raises(StoreError, match="full"):
        await sqlite.write(fill)
    await sqlite.write(memos.remember, "a", "1")
    assert await sqlite.read(memos.recall, "a") == "1"


async def test_database_file_is_nobody_elses_business(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite:///{tmp_path / 'deep' / 'launchwire.db'}")
    await database.close()
    assert (tmp_path / "deep" / "launchwire.db").stat().st_mode & 0o077 == 0


async def test_newer_database_is_refused_with_words(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'launchwire.db'}"
    database = await Database.open(url)
    await database.close()
    with sqlite3.connect(tmp_path / "launchwire.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer Launchwire"):
        await Database.open(url)


@pytest.mark.parametrize("url", ["mysql://u:canary@localhost/x", "sqlite:///:memory:"])
async def test_unknown_kind_of_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        await Database.open(url)
    assert "canary" not in str(caught.value)


async def test_unreachable_server_is_told_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        await Database.open("postgresql://me:canary@127.0.0.1:1/x")
    assert "canary" not in str(caught.value)
    assert "open the database" in str(caught.value)

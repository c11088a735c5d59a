"""The wake-up line: another process's fan-out is heard, and a lost connection is opened again."""

import asyncio
from pathlib import Path

import psycopg
import pytest

from bot.store import Database, wake
from tests.conftest import new_postgres_database
from tests.own_postgres import own_postgres
from tests.test_delivery_courier import enqueue


@pytest.fixture
async def two(postgres: str) -> tuple[Database, Database]:
    url = new_postgres_database(postgres)
    return await Database.open(url), await Database.open(url)


async def test_fan_out_in_one_process_wakes_another_even_after_its_line_was_cut(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(wake, "RETRY_SECONDS", 0.01)
    listening = asyncio.create_task(wake.listen(other))
    await asyncio.wait_for(other.wake.wait(), 10)
    other.wake.clear()
    await enqueue(one, "C1")
    await asyncio.wait_for(other.wake.wait(), 10)
    other.wake.clear()
    await _cut(one)
    await asyncio.wait_for(other.wake.wait(), 10)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await one.close()
    await other.close()


async def test_another_process_is_heard_again_after_the_server_was_restarted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wake, "RETRY_SECONDS", 0.01)
    async with own_postgres(tmp_path) as server:
        url = new_postgres_database(server.url)
        one, other = await Database.open(url), await Database.open(url)
        listening = asyncio.create_task(wake.listen(other))
        await asyncio.wait_for(other.wake.wait(), 10)
        other.wake.clear()
        await server.restart("immediate")
        await asyncio.wait_for(other.wake.wait(), 10)
        other.wake.clear()
        await enqueue(one, "C1")
        await asyncio.wait_for(other.wake.wait(), 10)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await one.close()
        await other.close()


async def _cut(database: Database) -> None:
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
        )


async def test_on_one_sqlite_file_another_process_is_heard_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'launchwire.db'}"
    one, other = await Database.open(url), await Database.open(url)
    listening = asyncio.create_task(wake.listen(other))
    await asyncio.wait_for(other.wake.wait(), 10)
    other.wake.clear()
    await enqueue(one, "C1")
    await asyncio.wait_for(other.wake.wait(), 10)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await one.close()
    await other.close()

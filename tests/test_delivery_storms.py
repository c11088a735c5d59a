"""The database under the courier: cut connections, a full disk, a lock held by another. Nothing lost, nothing twice."""

import asyncio
import resource
import sqlite3
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event
from structlog.testing import capture_logs

from bot.delivery import Courier
from bot.errors import CardRefused
from bot.store import Database, outbox
from bot.types import Card, Delivery, Receipt, Target
from bot.types.delivery import PlatformName
from tests.conftest import new_postgres_database
from tests.crash_ledger import all_settled, ended, fill, ledger, started
from tests.fake_platform import FakePlatform
from tests.own_postgres import own_postgres
from tests.test_store_outbox import launched

LANES = 300


async def compose(delivery: Delivery) -> Card | None:
    return Card(key="k", title="Tern 2", url=None, plain_text="x" * 8000)


async def carried(database: Database, platform: FakePlatform, storm: "asyncio.Task[None]") -> None:
    """Carry to the end while a storm goes on; each target must have got the card once."""
    courier = asyncio.create_task(Courier(database, {"web": platform}, compose).run())
    try:
        await storm
        await all_settled(database)
    finally:
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)


async def loaded(database: Database) -> None:
    await database.write(fill, LANES)
    await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(range(1, LANES + 1)))


class Slow(FakePlatform):
    def __init__(self, name: PlatformName, seconds: float = 0.005) -> None:
        super().__init__(name)
        self._seconds = seconds

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        await asyncio.sleep(self._seconds)
        return await super().send(target, card, key)


async def test_connections_cut_again_and_again_lose_nothing_and_repeat_nothing(postgres: str) -> None:
    database = await Database.open(new_postgres_database(postgres))
    await loaded(database)
    platform = Slow("web")
    await carried(database, platform, asyncio.create_task(_cut_often(database)))
    assert sorted(to.id for to, _, _ in platform.posted) == sorted(f"C{n}" for n in range(1, LANES + 1))
    await database.close()


async def _cut_often(database: Database) -> None:
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        for _ in range(10):
            await asyncio.sleep(0.03)
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


async def test_postgres_restarted_twice_under_way_loses_nothing_and_repeats_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First as in a power cut, then by an operator; sends that end while it is away are recorded afterwards."""
    monkeypatch.setattr("bot.delivery.AWAY_SECONDS", 0.05)
    platform = Slow("web", seconds=0.2)

    async def restart() -> None:
        await _posted(platform, 1)
        await server.restart("immediate")
        await _posted(platform, len(platform.posted) + 1)
        await server.restart("fast")

    async with own_postgres(tmp_path) as server:
        database = await Database.open(new_postgres_database(server.url))
        await loaded(database)
        for number in range(2):
            await database.write(
                outbox.enqueue, await launched(database, f"k{number}"), 1, dict.fromkeys(range(1, LANES + 1))
            )
        with capture_logs() as lines:
            await carried(database, platform, asyncio.create_task(restart()))
        await database.close()
    assert Counter(to.id for to, _, _ in platform.posted) == dict.fromkeys((f"C{n}" for n in range(1, LANES + 1)), 3)
    assert "outbox away" in {line["event"] for line in lines}


async def _posted(platform: FakePlatform, count: int) -> None:
    async with asyncio.timeout(30):
        while len(platform.posted) < count:  # noqa: ASYNC110 - the platform has no event
            await asyncio.sleep(0.01)


async def test_full_disk_keeps_what_came_to_a_fate_until_there_is_room(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.AWAY_SECONDS", 0.05)
    await loaded(sqlite)
    limit = {"pages": 1}  # SQLite takes no less than there are
    event.listen(sqlite.engine, "checkout", lambda c, *_: c.execute(f"PRAGMA max_page_count = {limit['pages']}"))
    platform = FakePlatform("web")
    platform.script.extend(CardRefused("no") for _ in range(LANES))

    async def give_room() -> None:
        while not any(line["event"] == "outbox away" and "full" in line["error"] for line in lines):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert "full" in (sqlite.problem or "")
        await asyncio.sleep(0.2)
        limit["pages"] = 1_000_000

    with capture_logs() as lines:
        await carried(sqlite, platform, asyncio.create_task(give_room()))
    assert sqlite.problem is None
    assert platform.posted == [], "what was refused once and not yet recorded is not tried again"


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux lets us take a process's disk away")
async def test_a_process_whose_writes_fail_goes_on_when_there_is_room_again(sqlite: Database) -> None:
    """Files of its own may not grow; what others queue meanwhile it can see and not claim."""
    await sqlite.write(fill, LANES)
    async with ledger("neither") as kept:
        patient = "20"  # seconds: on a busy machine a lost answer would repeat messages, which is not asked here
        worker = await started("carry", str(sqlite.engine.url), kept.url, patient)
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        await sqlite.write(outbox.enqueue, await launched(sqlite), 1, dict.fromkeys(range(1, LANES + 1)))
        await asyncio.sleep(1.0)  # it tries, and fails
        assert not kept.accepted
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await all_settled(sqlite)
        assert await ended([worker]) == [0]
    assert len(kept.accepted) == LANES
    assert kept.twice == 0


@pytest.mark.parametrize("patience", [5.0, 0.01], ids=["shorter than our patience", "longer"])
async def test_lock_of_another_process_only_delays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr("bot.store.sqlite.BUSY_SECONDS", patience)
    monkeypatch.setattr("bot.store.database.TRIES", 2)
    monkeypatch.setattr("bot.delivery.AWAY_SECONDS", 0.05)
    path = tmp_path / "launchwire.db"
    database = await Database.open(f"sqlite:///{path}")
    await loaded(database)
    platform = FakePlatform("web")

    async def hold() -> None:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(0.5)
        other.execute("COMMIT")
        other.close()

    with capture_logs() as lines:
        await carried(database, platform, asyncio.create_task(hold()))
    assert len(platform.posted) == LANES
    assert any(line["event"] == "outbox away" for line in lines) == (patience < 1)
    await database.close()

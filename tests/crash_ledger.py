"""The other side of tests/crash_worker.py: a ledger of what was accepted, and workers that are killed with -9."""

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from aiohttp import web
from sqlalchemy import Connection, func, insert, select, update

from bot.store import Database, fates, outbox
from bot.store.tables import delivery, lane, subscription

Worker = asyncio.subprocess.Process
Kind = Literal["nonce", "history", "neither"]  # takes a key once; takes it again and shows what it has; only takes


@dataclass
class Ledger:
    """What was accepted: `accepted` counts posts that people would see, by target and card."""

    kind: Kind
    url: str = ""
    accepted: Counter[tuple[str, str]] = field(default_factory=Counter)
    keys: dict[str, str] = field(default_factory=dict)

    async def serve(self, request: web.Request) -> web.Response:
        said = await request.json()
        await asyncio.sleep(random.uniform(0, 0.01))
        if not (self.kind == "nonce" and said["key"] in self.keys):
            self.accepted[said["target"], said["card"]] += 1
        self.keys.setdefault(said["key"], f"m{len(self.keys)}")
        await asyncio.sleep(random.uniform(0, 0.01))
        return web.json_response({"message": self.keys[said["key"]]})

    async def show(self, request: web.Request) -> web.Response:
        message = self.keys.get(request.query["key"]) if self.kind == "history" else None
        return web.json_response({"message": message, "is_sure": self.kind != "neither"})

    @property
    def twice(self) -> int:
        return sum(count - 1 for count in self.accepted.values())


@asynccontextmanager
async def ledger(kind: Kind) -> AsyncIterator[Ledger]:
    """Serve a ledger on loopback."""
    kept, app = Ledger(kind), web.Application()
    app.router.add_post("/send", kept.serve)
    app.router.add_get("/send", kept.show)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    kept.url = f"http://{host}:{port}/send"
    try:
        yield kept
    finally:
        await runner.cleanup()


async def started(*arguments: str, crash_at: str = "") -> Worker:
    """Start a worker and wait until it carries; one that takes in an article is waited for by who asks."""
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash_worker", *arguments,
        env={**os.environ, "CRASH_AT": crash_at}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    if arguments[0] == "carry":
        assert worker.stdout is not None
        assert (await asyncio.wait_for(worker.stdout.readline(), 60)) == b"carrying\n"
    return worker


def fill(connection: Connection, lanes: int, thread: str = "off") -> None:
    """Make channels with a subscription each, numbered from 1."""
    place = {"platform": "web", "workspace": "W", "kind": "channel", "gap_seconds": 0.0, "epoch": 0}
    wish = {"owner": "U1", "query": "", "cadence": "now", "zone": "UTC", "density": "normal", "name": ""}
    wish["thread"] = thread
    numbers = range(1, lanes + 1)
    connection.execute(insert(lane), [{**place, "id": n, "target": f"C{n}"} for n in numbers])
    connection.execute(insert(subscription), [{**wish, "id": n, "lane_id": n, "created_at": 0.0} for n in numbers])


async def under_way(database: Database) -> int:
    """Return how many deliveries were taken and not settled: what a kill at this moment may repeat."""
    begun = select(func.count()).where(delivery.c.state == "waiting", delivery.c.begun_at.is_not(None))
    return await database.read(lambda connection: int(connection.execute(begun).scalar_one()))


async def counted_twice(database: Database) -> int:
    """Return how many deliveries say of themselves that they may have come twice."""
    return (await database.read(fates.count_by_state))["perhaps twice"]


async def leases_end(database: Database) -> None:
    await database.write(
        lambda c: c.execute(update(lane).where(lane.c.next_at.is_not(None)).values(next_at=0.0)).rowcount
    )


async def all_settled(database: Database, seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while await database.read(outbox.waiting):  # noqa: ASYNC110 - other processes do it
            await asyncio.sleep(0.05)


async def ended(workers: Sequence[Worker]) -> list[int]:
    """Stop workers as an operator would and return how they ended."""
    for worker in workers:
        if worker.returncode is None:
            worker.terminate()
    return [await asyncio.wait_for(worker.wait(), 15) for worker in workers]


async def kill_at_random(
    database: Database, workers: list[Worker], kept: Ledger, database_url: str, feed: Callable[[], Awaitable[None]]
) -> int:
    """Kill one of the workers in the middle of what `feed` queues and start another; return what was under way."""
    reserve = await started("carry", database_url, kept.url)  # so that the load meets as many as before
    before = len(kept.accepted)
    await feed()
    async with asyncio.timeout(60):
        while len(kept.accepted) == before:  # noqa: ASYNC110 - other processes fill it
            await asyncio.sleep(0.002)
    await asyncio.sleep(random.uniform(0.0, 0.1))
    victim = workers.pop(random.randrange(len(workers)))
    victim.kill()
    await victim.wait()
    workers.append(reserve)
    return await under_way(database)

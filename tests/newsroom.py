"""The core put together over one database, with the real way to the web; only the platforms are made by hand."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select, update

from bot.catalogue import Catalogue, load_catalogue
from bot.commands import Commands, Desk
from bot.composing import composer
from bot.delivery import Courier
from bot.matching import Matching
from bot.pipeline import Pipeline
from bot.placing import Placing
from bot.second_reader import SecondReader, rules_alone
from bot.sources import FeedSource, Fetcher, ParseWorker, article_at, article_of, discover, entry_article
from bot.store import Database, launches, outbox, subscriptions
from bot.store import sources as stored
from bot.store.clock import now
from bot.store.tables import delivery, lane, source, subscription
from bot.types import Actor, Article, Command, Reply, Subscription, Target
from tests.fake_news import Item
from tests.fake_platform import FakePlatform

CHANNEL = Target("slack", "T1", "channel", "C1")
PERSON = Target("slack", "T1", "person", "U1")
ANN = Actor("slack", "T1", "U1", "C1", may_manage=True, name="Ann")
PATIENCE = 30.0
TODAY = datetime.now(UTC).replace(microsecond=0)
TERN = Item("Halcyon releases Tern 2", "/tern-2.html", TODAY)
TITLE = "Halcyon Tern 2"


def article(also: str = "", url: str = "https://news.example.com/tern-2", **more: Any) -> Article:
    """Return an article of today about the launch of Tern 2."""
    told = "Halcyon has released Tern 2, a language model with 9B parameters, under the Apache 2.0 license."
    parts = {"url": url, "title": TERN.title, "text": f"{told} {also}", "published": TODAY}
    return Article(**{**parts, **more})


@dataclass
class Newsroom:
    """What runs in one process, without the loops that drive it. Two of them over one database are two processes."""

    database: Database
    catalogue: Catalogue
    pipeline: Pipeline
    ask: Commands
    placing: Placing
    platforms: dict[str, FakePlatform] = field(
        default_factory=lambda: {name: FakePlatform(name) for name in ("slack", "discord", "web")}
    )

    async def subscribe(self, query: str, target: Target = CHANNEL, **more: str | int) -> int:
        told = {"owner": "U1", **more}
        one = Subscription(id=0, target=target, query=query, **told)  # type: ignore[arg-type]
        return (await self.database.write(subscriptions.add, one)).id

    async def says(self, text: str, actor: Actor = ANN, **options: str) -> Reply:
        verb, _, rest = text.partition(" ")
        return await self.ask(actor, Command(verb, rest, options))

    async def add_source(self, url: str, *, backfill: bool = False, **more: Any) -> int:
        one = stored.NewSource(url, every_seconds=900.0, backfill=backfill, **more)
        return await self.database.write(stored.add_source, one)

    async def look(self) -> None:
        """Look at every source now, and come back when all have been taken in."""
        await self.database.write(_all_due, source)
        await self.look_at_due()

    async def look_at_due(self) -> None:
        async with asyncio.TaskGroup() as group:
            while (due := await self.database.write(stored.claim_due_source, 300.0)) is not None:
                group.create_task(self.pipeline.poll(due))

    @asynccontextmanager
    async def carrying(self) -> AsyncIterator[None]:
        """Carry deliveries while the block lasts."""
        courier = Courier(
            self.database,
            self.platforms,
            composer(self.database, self.catalogue, _now),
            drain_seconds=0.1,
        )
        task = asyncio.create_task(courier.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def carry(self) -> None:
        """Carry until nothing waits that was not tried."""
        async with self.carrying(), asyncio.timeout(PATIENCE):
            while await self.database.read(_untried):  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.01)

    async def carrying_until_posted(self, to: Target) -> None:
        """Carry until a target has got something."""
        async with self.carrying(), asyncio.timeout(PATIENCE):
            while not self.posted(to):  # noqa: ASYNC110 - the platform keeps a ledger
                await asyncio.sleep(0.01)

    async def carry_due(self) -> None:
        """Carry until nothing is due at this moment; what waits for an hour stays."""
        if not await self.database.read(_due):
            return  # a courier that is stopped while it claims would keep the lane till its lease ends
        async with self.carrying(), asyncio.timeout(PATIENCE):
            while await self.database.read(_due):  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.01)

    async def carry_until_nothing_is_under_way(self) -> None:
        """Carry until no lane is due, whatever waits for later."""
        async with self.carrying(), asyncio.timeout(PATIENCE):
            while await self.database.read(_lanes_due):  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.01)

    async def leases_end(self) -> None:
        """Let everything be due that a process which is gone had taken."""
        await self.database.write(_all_due, source)
        await self.database.write(_all_due, lane)
        self.database.wake.set()

    async def waiting(self) -> int:
        return await self.database.read(outbox.waiting)

    async def launches(self) -> list[str]:
        """Return the keys of all launches, the newest first."""
        return [one.key for one in await self.database.read(launches.latest_launches, 100)]

    async def subscriptions(self) -> list[tuple[object, ...]]:
        """Return every subscription as it is kept."""
        return await self.database.read(_subscriptions)

    def posted(self, to: Target) -> list[str]:
        """Return the titles of the cards that a target has got."""
        return [card.title for target, card, _ in self.platforms[to.platform].posted if target == to]


def _all_due(connection: Connection, table: Table) -> None:
    """Make every row of sources or lanes due that has a time at all."""
    connection.execute(update(table).where(table.c.next_at.is_not(None)).values(next_at=0.0))


def _subscriptions(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(select(subscription).order_by(subscription.c.id))]


def _lanes_due(connection: Connection) -> int:
    """Return how many lanes have something to do now, or are leased to somebody who does it."""
    begun = select(delivery.c.lane_id).where(delivery.c.state == "waiting", delivery.c.begun_at.is_not(None))
    due = select(func.count()).where(or_(lane.c.next_at <= now(), lane.c.id.in_(begun)))
    return int(connection.execute(due).scalar_one())


def _due(connection: Connection) -> int:
    due = select(func.count()).where(delivery.c.state == "waiting", delivery.c.due_at <= now())
    return int(connection.execute(due).scalar_one())


def _untried(connection: Connection) -> int:
    waits = select(func.count()).where(delivery.c.state == "waiting", delivery.c.problem.is_(None))
    return int(connection.execute(waits).scalar_one())


@asynccontextmanager
async def newsroom(
    database: Database, allowed: Sequence[str] = (), second: SecondReader | None = None
) -> AsyncIterator[Newsroom]:
    """Put one together; sources may be read from the hosts that are `allowed`."""
    catalogue = load_catalogue()
    async with Fetcher(tuple(allowed)) as fetcher, ParseWorker() as worker:
        matching = Matching(catalogue)
        await matching.load(database)
        fetch_article = partial(article_of, fetcher, worker)
        placing = Placing(catalogue, matching)
        pipeline = Pipeline(database, {"feed": FeedSource(fetcher, worker)}, fetch_article, catalogue, placing, _now)
        desk = Desk(
            database,
            catalogue,
            _now,
            dict,
            partial(article_at, fetcher, worker),
            placing,
            frozenset(),
            partial(discover, fetcher, worker),
            partial(entry_article, fetcher, worker),
            pipeline.wake.set,
            heard=second.heard if second else rules_alone,
        )
        yield Newsroom(database, catalogue, pipeline, Commands(desk), placing)


def _now() -> datetime:
    return datetime.now(UTC)

"""Ten thousand sources that are due at once make no burst: so many looks begun in a second, so many under way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.catalogue import load_catalogue
from bot.matching import Matching
from bot.pipeline import MOST_AT_ONCE, MOST_PER_SECOND, Pipeline
from bot.placing import Placing
from bot.store import Database
from bot.store import sources as stored
from bot.types import Article, FeedEntry, Fetched, SourceState
from tests.newsroom import TODAY

SOURCES = 160


class Looks:
    """A source that notes when each look begins, by a clock that only pauses move; `hangs`: none of them ends."""

    def __init__(self, *, hangs: bool) -> None:
        self.seconds = 0.0
        self.begun: list[float] = []
        self.most_under_way = self._under_way = 0
        self.ends = asyncio.Event()
        if not hangs:
            self.ends.set()

    async def pause(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)

    async def fetch(self, state: SourceState) -> Fetched:
        self.begun.append(self.seconds)
        self._under_way += 1
        self.most_under_way = max(self.most_under_way, self._under_way)
        await self.ends.wait()
        self._under_way -= 1
        return Fetched(state, ())


async def no_article(entry: FeedEntry, state: SourceState) -> Article:
    raise AssertionError("no source has an entry")


@asynccontextmanager
async def polling(database: Database, looks: Looks) -> AsyncIterator[None]:
    """Poll sources that are all due at once while the block lasts."""
    for number in range(SOURCES):
        url = f"https://news.example.com/{number}.xml"
        await database.write(stored.add_source, stored.NewSource(url, every_seconds=900.0))
    catalogue = load_catalogue()
    placing = Placing(catalogue, Matching(catalogue))
    pipeline = Pipeline(database, {"feed": looks}, no_article, catalogue, placing, lambda: TODAY, pause=looks.pause)
    task = asyncio.create_task(pipeline.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - the other side is a thread with a database, not an event
            await asyncio.sleep(0.01)


async def test_no_second_holds_more_looks_than_the_limit(sqlite: Database) -> None:
    looks = Looks(hangs=False)
    async with polling(sqlite, looks):
        await until(lambda: len(looks.begun) == SOURCES)
    for first in looks.begun:
        in_a_second = sum(first <= one < first + 1.0 - 1e-6 for one in looks.begun)
        assert in_a_second <= MOST_PER_SECOND


async def test_sources_that_hang_never_hold_more_than_the_limit_and_the_others_come_in_their_place(
    sqlite: Database,
) -> None:
    looks = Looks(hangs=True)
    async with polling(sqlite, looks):
        await until(lambda: len(looks.begun) == MOST_AT_ONCE)
        await asyncio.sleep(0.1)  # time in which one more would begin
        assert len(looks.begun) == MOST_AT_ONCE
        looks.ends.set()
        await until(lambda: len(looks.begun) == SOURCES)
    assert looks.most_under_way == MOST_AT_ONCE

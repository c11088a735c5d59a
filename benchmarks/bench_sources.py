"""How fast sources are polled and read, beside the reader package, bare feedparser and trafilatura in the same run.

    python -m benchmarks.bench_sources [sources]

Everything runs on loopback: a server of feeds, the guarded fetcher, the parsing processes, and at last the pipeline
with its database. The reader package is compared with where it is installed; it is no dependency of this project.
"""

import asyncio
import io
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import feedparser
import trafilatura
from aiohttp import web
from sqlalchemy import Connection, func, select, update

from bot.catalogue import load_catalogue
from bot.errors import FetchError
from bot.matching import Matching
from bot.pipeline import Pipeline
from bot.placing import Placing
from bot.sources import FeedSource, Fetcher, Limits, ParseWorker
from bot.sources.feed import parse_feed
from bot.sources.page import parse_page
from bot.store import Database
from bot.store import sources as stored
from bot.store.clock import now as clock_now
from bot.store.tables import source as source_table
from bot.types import Article, FeedEntry, SourceState
from tests.page_shapes import OWN, PAGES

ENTRIES = 20
AT_ONCE = 32
SECONDS = 2.0


def feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Post {i} of source {number}</title><link>https://lab{number}.example/post-{i}</link>"
        f"<guid isPermaLink='false'>https://lab{number}.example/?p={i}</guid>"
        f"<pubDate>Wed, 08 Apr 2026 15:{i:02}:00 +0000</pubDate>"
        f"<description><![CDATA[<p>{'Some words of the article. ' * 30}</p>]]></description></item>"
        for i in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>Source {number}</title>{items}</channel></rss>".encode()


@asynccontextmanager
async def server(count: int) -> AsyncIterator[str]:
    bodies = [feed(number) for number in range(count)]

    async def answer(request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if request.headers.get("If-None-Match") == f'"{number}"':
            return web.Response(status=304)
        return web.Response(
            body=bodies[int(number)], content_type="application/rss+xml", headers={"ETag": f'"{number}"'}
        )

    app = web.Application()
    app.router.add_get("/{number:[0-9]+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield "{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


async def each(states: Iterable[SourceState], do: Callable[[SourceState], object]) -> float:
    """Do something with every source, 32 at once, and return the sources per second."""
    waiting = iter(list(states))
    begun, count = time.perf_counter(), 0

    async def work() -> None:
        nonlocal count
        for state in waiting:
            await do(state)  # type: ignore[misc]
            count += 1

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - begun)


async def polling(count: int) -> None:
    async with server(count) as host:
        limits = replace(Limits(), per_host=AT_ONCE)
        async with Fetcher([host], limits=limits) as fetcher, ParseWorker() as worker:
            source = FeedSource(fetcher, worker)
            states = [SourceState(i, f"http://{host}/{i}") for i in range(count)]
            await source.fetch(states[0])
            seen: list[SourceState] = []

            async def cold(state: SourceState) -> None:
                seen.append((await source.fetch(state)).state)

            memory = peak()
            per_second = await each(states, cold)
            show("polled cold, guarded and parsed in processes", per_second, "sources/s")
            show("polled unchanged", await each(seen, source.fetch), "sources/s")
            show("memory grown meanwhile", peak() - memory, "MB")
        async with aiohttp.ClientSession() as session:

            async def bare(state: SourceState) -> None:
                async with session.get(state.url) as response:
                    feedparser.parse(io.BytesIO(await response.read()))

            baseline = await each(states[: max(count // 10, AT_ONCE)], bare)
            show("the same with aiohttp and bare feedparser", baseline, "sources/s")
            show("ratio", per_second / baseline, "x")


async def scheduled(count: int) -> None:
    """Look at many sources twice with the pipeline over a database, and say how its memory grew the second time."""
    with tempfile.TemporaryDirectory() as folder:
        async with server(count) as host, Fetcher([host], limits=replace(Limits(), per_host=AT_ONCE)) as fetcher:
            database = await Database.open(f"sqlite:///{folder}/bench.db")
            await database.write(keep, host, count)
            async with ParseWorker() as worker:
                pipeline = pipeline_over(database, FeedSource(fetcher, worker))
                show("scheduled and stored, cold", await looked(pipeline, database, count), "sources/s")
                memory = now_used()
                show("scheduled and stored, unchanged", await looked(pipeline, database, count), "sources/s")
                show("memory grown by looking again at all of them", now_used() - memory, "MB")
            await database.close()


def pipeline_over(database: Database, source: FeedSource) -> Pipeline:
    catalogue = load_catalogue()

    async def no_article(entry: FeedEntry, state: SourceState) -> Article:
        raise FetchError("nothing is announced here")

    placing = Placing(catalogue, Matching(catalogue))
    return Pipeline(
        database, {"feed": source}, no_article, catalogue, placing, lambda: datetime.now(UTC), per_second=100_000
    )


def keep(connection: Connection, host: str, count: int) -> None:
    for number in range(count):
        stored.add_source(connection, stored.NewSource(f"http://{host}/{number}", 3600.0))


async def looked(pipeline: Pipeline, database: Database, count: int) -> float:
    """Run the pipeline until it has looked at every source once more; return sources per second."""
    await database.write(lambda c: c.execute(update(source_table).values(next_at=0.0)))
    begun = time.perf_counter()
    task = asyncio.create_task(pipeline.run())
    waits = select(func.count()).where(source_table.c.next_at < clock_now() + 600)  # leased or due
    while await database.read(lambda c: c.execute(waits).scalar_one()):  # noqa: ASYNC110 - the database has no event
        await asyncio.sleep(0.2)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return count / (time.perf_counter() - begun)


def now_used() -> float:
    """Return this process's memory in MB at this moment, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return pages * resource.getpagesize() / 1_048_576


async def beside_reader(count: int) -> None:
    """Poll the same feeds with the reader package and its workers, where it is installed."""
    try:
        import reader  # noqa: PLC0415 - it may be absent
    except ImportError:
        print("the reader package is not installed: not compared")
        return
    with tempfile.TemporaryDirectory() as folder:
        async with server(count) as host:

            def poll() -> float:
                with reader.make_reader(f"{folder}/reader.db") as one:
                    for number in range(count):
                        one.add_feed(f"http://{host}/{number}")
                    begun = time.perf_counter()
                    one.update_feeds(workers=AT_ONCE)
                    return count / (time.perf_counter() - begun)

            # looked at again, it passes over feeds that are not due by its own plan: nothing to compare
            show("the same by the reader package, cold and stored", await asyncio.to_thread(poll), "sources/s")


def rate(do: Callable[[], object]) -> float:
    do()
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        do()
        count += 1
    return count / (time.perf_counter() - begun)


def parsing() -> None:
    body = feed(1)
    ours = rate(lambda: parse_feed(body, "https://lab.example/feed"))
    baseline = rate(lambda: feedparser.parse(io.BytesIO(body)))
    show(f"feeds of {ENTRIES} entries read", ours, "feeds/s")
    show("the same by bare feedparser", baseline, "feeds/s")
    show("ratio", ours / baseline, "x")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def agreement(text: str) -> float:
    """Return F1 of the four-word shingles of a text and of what stands in the article."""
    wanted, found = shingles(" ".join(OWN)), shingles(text)
    return 2 * sum((wanted & found).values()) / (sum(wanted.values()) + sum(found.values()))


def pages() -> None:
    ways: dict[str, Callable[[str], str]] = {
        "main text": lambda page: parse_page(page.encode(), "https://news.example/a", "text/html").text,
        "the same by trafilatura (fast)": lambda page: (
            trafilatura.extract(page, fast=True, include_comments=False) or ""
        ),
    }
    for name, way in ways.items():
        scores = [agreement(way(page)) for page in PAGES.values()]
        speed = rate(lambda way=way: [way(page) for page in PAGES.values()]) * len(PAGES)  # type: ignore[misc]
        show(name, speed, f"pages/s, F1 {sum(scores) / len(scores):.3f}, worst {min(scores):.3f}")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(what: str, value: float, unit: str) -> None:
    print(f"{what:55} {value:10,.1f} {unit}")


if __name__ == "__main__":
    parsing()
    pages()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    asyncio.run(polling(wanted))
    asyncio.run(scheduled(wanted))
    asyncio.run(beside_reader(max(wanted // 10, AT_ONCE)))

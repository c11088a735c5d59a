"""How fast sources are polled and read, beside bare feedparser and trafilatura in the same run.

    python -m benchmarks.bench_sources [sources]

Everything runs on loopback: a server of feeds, the guarded fetcher, the parsing processes. Nothing is stored.
"""

import asyncio
import io
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
import feedparser
import trafilatura
from aiohttp import web

from bot.sources import FeedSource, Fetcher, Limits, ParseWorker, parse_feed, parse_page
from bot.types import SourceState
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
    asyncio.run(polling(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))

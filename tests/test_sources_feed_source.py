"""A feed as a source, and its entries as articles, against a real server."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.errors import FetchError, ParseError, SourceError
from bot.sample_news import serve_sample_news
from bot.sources import FeedSource, Fetcher, ParseWorker, article_at, article_of
from bot.types import FeedEntry, SourceState
from tests.fake_site import FakeSite, fake_site

LONG = "<p>" + "The model has 7B parameters and was trained for a month. " * 20 + "</p>"


def feed(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"


def item(number: int, more: str = "") -> str:
    return f"<item><title>Model {number}</title><link>/{number}.html</link><guid>g{number}</guid>{more}</item>"


@pytest.fixture
async def site() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        yield site


@pytest.fixture
async def fetcher(site: FakeSite) -> AsyncIterator[Fetcher]:
    async with Fetcher([site.host]) as fetcher:
        yield fetcher


@pytest.fixture
async def worker() -> AsyncIterator[ParseWorker]:
    async with ParseWorker(processes=1) as worker:
        yield worker


@pytest.fixture
def state(site: FakeSite) -> SourceState:
    return SourceState(1, f"{site.url}/feed.xml", trust="official")


@pytest.fixture
def source(fetcher: Fetcher, worker: ParseWorker) -> FeedSource:
    return FeedSource(fetcher, worker)


async def test_first_fetch_brings_entries_and_what_to_remember(
    site: FakeSite, source: FeedSource, state: SourceState
) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Fri, 01 May 2026 00:00:00 GMT", "Content-Type": "application/rss+xml"}
    site.pages["/feed.xml"] = web.Response(body=feed(item(1), item(2)).encode(), headers=headers)
    fetched = await source.fetch(replace(state, failures=3))
    assert [(one.id, one.url) for one in fetched.entries] == [(f"g{i}", f"{site.url}/{i}.html") for i in (1, 2)]
    kept = fetched.state
    assert (kept.title, kept.etag, kept.last_modified) == ("News", '"1"', "Fri, 01 May 2026 00:00:00 GMT")
    assert kept.failures == 0
    assert kept.fetched_at is not None
    assert fetched.notes == ("2 entries",)
    assert not fetched.ended


async def test_unchanged_feed_brings_nothing(site: FakeSite, source: FeedSource, state: SourceState) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(text=feed(item(1)), headers={"ETag": '"1"'})

    site.pages["/feed.xml"] = answer
    first = await source.fetch(state)
    second = await source.fetch(first.state)
    assert second.entries == ()
    assert (second.state.etag, second.state.body_hash) == ('"1"', first.state.body_hash)


async def test_same_bytes_under_a_new_etag_bring_nothing(
    site: FakeSite, source: FeedSource, state: SourceState
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=feed(item(1)), headers={"ETag": f'"{len(site.requests)}"'})

    site.pages["/feed.xml"] = answer
    second = await source.fetch((await source.fetch(state)).state)
    assert (second.entries, second.state.etag) == ((), '"2"')


async def test_changed_feed_brings_everything(site: FakeSite, source: FeedSource, state: SourceState) -> None:
    site.pages["/feed.xml"] = feed(item(1))
    first = await source.fetch(state)
    site.pages["/feed.xml"] = feed(item(2), item(1))
    assert [one.id for one in (await source.fetch(first.state)).entries] == ["g2", "g1"]


async def test_gone_feed_has_ended(site: FakeSite, source: FeedSource, state: SourceState) -> None:
    fetched = await source.fetch(replace(state, url=f"{site.url}/gone"))
    assert fetched.ended
    assert fetched.notes


async def test_wait_that_the_server_asks_for_is_passed_on(
    site: FakeSite, source: FeedSource, state: SourceState
) -> None:
    site.pages["/feed.xml"] = web.Response(body=feed(item(1)).encode(), headers={"Retry-After": "7200"})
    assert (await source.fetch(state)).retry_after_seconds == 7200
    with pytest.raises(FetchError) as caught:
        await source.fetch(replace(state, url=f"{site.url}/limited"))
    assert caught.value.retry_after_seconds == 120


async def test_future_dates_are_now_and_missing_dates_missing(
    site: FakeSite, source: FeedSource, state: SourceState
) -> None:
    far = "<pubDate>Fri, 31 Dec 2199 00:00:00 GMT</pubDate>"
    site.pages["/feed.xml"] = feed(item(1, far), item(2))
    future, missing = (await source.fetch(state)).entries
    assert future.published is not None
    assert abs(future.published - datetime.now(UTC)) < timedelta(minutes=1)
    assert missing.published is None


async def test_a_page_in_place_of_a_feed_is_an_error(site: FakeSite, source: FeedSource, state: SourceState) -> None:
    site.pages["/feed.xml"] = "<!doctype html><html><body>Sign in</body></html>"
    with pytest.raises(ParseError, match="web page"):
        await source.fetch(state)


async def test_the_title_given_by_people_stays(site: FakeSite, source: FeedSource, state: SourceState) -> None:
    site.pages["/feed.xml"] = feed(item(1))
    assert (await source.fetch(replace(state, title="My name"))).state.title == "My name"


def entry(site: FakeSite, summary: str = "", path: str = "/1.html") -> FeedEntry:
    published = datetime(2026, 5, 1, tzinfo=UTC)
    return FeedEntry("g1", site.url + path if path else "", "Model 1", summary, published)


PAGE = f"<html><head><title>The page</title></head><body><article><h1>The page</h1>{LONG}</article></body></html>"


async def test_article_is_the_page_with_what_the_feed_knows(
    site: FakeSite, fetcher: Fetcher, worker: ParseWorker, state: SourceState
) -> None:
    site.pages["/1.html"] = PAGE
    article = await article_of(fetcher, worker, entry(site, "Short."), state)
    assert article.title == "The page"
    assert article.url == f"{site.url}/1.html"
    assert article.published == datetime(2026, 5, 1, tzinfo=UTC)
    assert article.trust == "official"
    assert "7B parameters" in article.text


@pytest.mark.parametrize("path", ["/missing.html", "/silent.html", "/broken", "/gone"])
async def test_the_feeds_own_text_stands_for_a_page_that_cannot_be_read(
    site: FakeSite, fetcher: Fetcher, worker: ParseWorker, state: SourceState, path: str
) -> None:
    site.pages["/silent.html"] = "<html><body><script>app()</script></body></html>"
    article = await article_of(fetcher, worker, entry(site, LONG, path), state)
    assert article.title == "Model 1"
    assert article.text.startswith("# Model 1\n\nThe model has 7B parameters")
    assert article.url == site.url + path
    assert article.trust == "official"
    with pytest.raises(SourceError):
        await article_of(fetcher, worker, entry(site, "Too short.", path), state)


async def test_the_feeds_own_text_stands_for_a_page_that_says_much_less(
    site: FakeSite, fetcher: Fetcher, worker: ParseWorker, state: SourceState
) -> None:
    site.pages["/1.html"] = "<html><body><article><p>Subscribe to read on.</p></article></body></html>"
    assert "7B parameters" in (await article_of(fetcher, worker, entry(site, LONG), state)).text


async def test_an_entry_without_a_page_is_told_by_the_feed(
    site: FakeSite, fetcher: Fetcher, worker: ParseWorker, state: SourceState
) -> None:
    articles = [
        await article_of(fetcher, worker, replace(entry(site, LONG, ""), id=one), state) for one in ("g1", "g2")
    ]
    assert all(article.url.startswith(f"{state.url}#entry:") for article in articles)
    assert articles[0].url != articles[1].url
    assert site.requests == []
    bare = await article_of(fetcher, worker, entry(site, "", ""), state)
    assert bare.text == "# Model 1"


async def test_article_at_an_address(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    site.pages["/readme.txt"] = "# A model\n\nIt has 7B parameters."
    assert (await article_at(fetcher, worker, f"{site.url}/readme.txt")).title == "A model"
    with pytest.raises(FetchError):
        await article_at(fetcher, worker, f"{site.url}/missing")


async def test_sample_news_takes_the_road_of_real_news(worker: ParseWorker) -> None:
    async with serve_sample_news() as base, Fetcher([base.removeprefix("http://")]) as fetcher:
        state = SourceState(1, f"{base}/feed.xml")
        fetched = await FeedSource(fetcher, worker).fetch(state)
        articles = [await article_of(fetcher, worker, one, state) for one in fetched.entries]
    assert [article.title for article in articles] == [one.title for one in fetched.entries]
    assert all(article.published == one.published for article, one in zip(articles, fetched.entries, strict=True))


async def test_garbage_beside_good_delays_nothing(site: FakeSite, fetcher: Fetcher, state: SourceState) -> None:
    """One page hangs its parser; the feed beside it does not wait for that."""
    site.pages["/1.html"] = PAGE
    site.pages["/feed.xml"] = feed(item(1))
    async with ParseWorker(processes=2, seconds=60) as worker:
        await article_at(fetcher, worker, f"{site.url}/1.html")
        (first,) = worker.pids()
        os.kill(first, signal.SIGSTOP)
        hanging = asyncio.create_task(article_at(fetcher, worker, f"{site.url}/1.html"))
        while len(site.requests) < 2 or first in worker.idle_pids():  # noqa: ASYNC110 - there is nothing to wait on
            await asyncio.sleep(0.001)
        assert len((await FeedSource(fetcher, worker).fetch(state)).entries) == 1
        assert not hanging.done()
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging

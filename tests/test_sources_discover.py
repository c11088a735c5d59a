"""From the address of a page to its feed, against a real server."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import FetchError, ParseError
from bot.sources import Fetcher, ParseWorker, discover
from bot.sources.feed_links import feed_links
from tests.fake_site import FakeSite, fake_site

FEED = "<rss version='2.0'><channel><title>News</title><item><title>A</title><link>/a</link></item></channel></rss>"
URL = "https://lab.example/news/"


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


@pytest.mark.parametrize(
    ("head", "urls"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed" title="News">', ["https://lab.example/feed"]),
        (
            '<link rel="ALTERNATE" type="Application/Atom+XML; charset=utf-8" href="atom">',
            ["https://lab.example/news/atom"],
        ),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', ["https://lab.example/f.json"]),
        ('<link rel="alternate" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/o">', []),
        ('<link rel="stylesheet" type="text/css" href="/feed.css">', []),
        ('<a href="/blog/rss.xml">RSS</a>', ["https://lab.example/blog/rss.xml"]),
        ('<a href="/feedback">Feedback</a><a href="/news/atomic-model">x</a>', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', []),
        (
            '<link rel="alternate" type="application/rss+xml" href="/comments/feed" title="Comments">'
            '<link rel="alternate" type="application/rss+xml" href="/feed" title="News">',
            ["https://lab.example/feed", "https://lab.example/comments/feed"],
        ),
    ],
)
def test_feeds_that_a_page_names_are_found(head: str, urls: list[str]) -> None:
    assert [link.url for link in feed_links(f"<html><head>{head}</head></html>".encode(), URL)] == urls


async def test_a_feed_is_its_own_discovery(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    site.pages["/feed.xml"] = FEED
    (found,) = await discover(fetcher, worker, f"{site.url}/feed.xml")
    assert (found.url, found.kind, found.feed.title) == (f"{site.url}/feed.xml", "feed", "News")


async def test_a_page_leads_to_its_feeds(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    site.pages["/"] = (
        '<link rel="alternate" type="application/rss+xml" href="/dead">'
        '<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed">'
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    )
    site.pages["/feed.xml"] = FEED
    assert [one.url for one in await discover(fetcher, worker, site.url)] == [f"{site.url}/feed.xml"]


async def test_a_feed_at_the_usual_place_is_found(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    site.pages["/blog"] = "<html><body>Welcome</body></html>"
    site.pages["/blog/index.xml"] = FEED
    assert [one.url for one in await discover(fetcher, worker, f"{site.url}/blog")] == [f"{site.url}/blog/index.xml"]


async def test_a_page_without_a_feed_is_watched(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    titles = {"model-four": "Introducing Four", "model-five": "Introducing Five"}
    site.pages["/news"] = "".join(f"<a href='/news/{slug}'>{title}</a>" for slug, title in titles.items())
    (found,) = await discover(fetcher, worker, f"{site.url}/news")
    assert found.kind == "page"
    assert [entry.title for entry in found.feed.entries] == list(titles.values())


async def test_nothing_behind_an_address_is_told(site: FakeSite, fetcher: Fetcher, worker: ParseWorker) -> None:
    site.pages["/"] = "<html><body>Welcome</body></html>"
    with pytest.raises(ParseError, match="no feed behind this address"):
        await discover(fetcher, worker, site.url)
    with pytest.raises(FetchError):
        await discover(fetcher, worker, f"{site.url}/missing")

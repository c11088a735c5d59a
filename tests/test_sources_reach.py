"""The whole matrix of ways to a server that must not be reached: typed, by redirect, from a feed, from a page."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.errors import AddressRefused, SourceError
from bot.sources import Fetcher, Limits, ParseWorker, article_at, discover, entry_article
from bot.types import FeedEntry
from tests.fake_site import FakeSite, fake_site

SPELLINGS = [
    "http://127.0.0.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://[::ffff:7f00:1]:{port}/secret",
    "http://[::127.0.0.1]:{port}/secret",
    "http://[64:ff9b::7f00:1]:{port}/secret",
    "http://user@127.0.0.1:{port}/secret",
    "http://evil.example:80@127.0.0.1:{port}/secret",
    "http://\uff11\uff12\uff17.0.0.1:{port}/secret",
    "http://\u2460\u2461\u2466.0.0.1:{port}/secret",
    "http://127\u30020\u30020\u30021:{port}/secret",
    "http://0x7f000001:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://127.1:{port}/secret",
    "http://0:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://localhost:{port}/secret",
    "http://LOCALHOST.:{port}/secret",
    "file:///etc/passwd",
]


@pytest.fixture
async def secret() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        site.pages["/secret"] = "<article><p>The secret that nobody outside may read, in one long line.</p></article>"
        yield site


@pytest.fixture
async def open_site() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        yield site


@pytest.fixture
async def fetcher(open_site: FakeSite) -> AsyncIterator[Fetcher]:
    async with Fetcher([open_site.host], limits=Limits(total_seconds=5)) as made:
        yield made


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_no_spelling_and_no_way_reaches_the_inside(
    spelling: str, secret: FakeSite, open_site: FakeSite, fetcher: Fetcher
) -> None:
    target = spelling.format(port=secret.host.rpartition(":")[2])
    open_site.pages["/away"] = web.Response(status=302, headers={"Location": target})
    open_site.pages["/home"] = f"<head><link rel=alternate type='application/rss+xml' href='{target}'></head>"
    async with ParseWorker(processes=1) as worker:
        with pytest.raises(AddressRefused):
            await fetcher.get(target)
        with pytest.raises(AddressRefused):
            await fetcher.post_form(target, {"hub.mode": "subscribe"})
        with pytest.raises(SourceError):
            await fetcher.get(f"{open_site.url}/away")
        with pytest.raises(SourceError):
            await entry_article(fetcher, worker, FeedEntry("1", target, "A story"), open_site.url)
        with pytest.raises(SourceError):
            await article_at(fetcher, worker, target)
        with pytest.raises(SourceError):
            await discover(fetcher, worker, f"{open_site.url}/home")
    assert secret.requests == []


async def test_a_redirect_that_a_form_meets_is_not_followed(open_site: FakeSite, fetcher: Fetcher) -> None:
    open_site.pages["/hub"] = web.Response(status=307, headers={"Location": "/other"})
    with pytest.raises(SourceError):
        await fetcher.post_form(f"{open_site.url}/hub", {"hub.mode": "subscribe"})
    assert open_site.paths() == ["/hub"]

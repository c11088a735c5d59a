"""WebSub: a hub is asked, verified, believed only when it signs, asked again in time; without it polling goes on."""

import hashlib
import hmac
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select, update

from bot.hubs import Hubs, is_signed
from bot.sources import Fetcher
from bot.sources.hub_links import hub_links
from bot.store import Database
from bot.store import sources as stored
from bot.store.clock import now
from bot.store.tables import hub_subscription, source
from tests.fake_news import FakeNews, fake_news
from tests.newsroom import Newsroom, newsroom


@dataclass
class Hub:
    """A hub by hand: it keeps what it was asked."""

    status: int = 202
    asked: list[dict[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.Response:
        self.asked.append({key: str(value) for key, value in (await request.post()).items()})
        return web.Response(status=self.status)


@asynccontextmanager
async def served(routes: Sequence[web.RouteDef]) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


@dataclass
class Setting:
    room: Newsroom
    news: FakeNews
    hub: Hub
    callbacks: str
    calls: list[str]

    async def row(self) -> Any:
        return await self.room.database.read(lambda c: c.execute(select(hub_subscription)).one())

    async def due_in(self) -> float:
        return await self.room.database.read(lambda c: float(c.execute(select(source.c.next_at - now())).scalar_one()))

    async def verify(self, **changes: str) -> tuple[int, str]:
        row = await self.row()
        query = {"mode": "subscribe", "topic": row.topic, "challenge": "c4", "lease_seconds": "864000", **changes}
        url = f"{self.callbacks}/websub/{row.token}"
        params = {f"hub.{name}": value for name, value in query.items()}
        async with aiohttp.ClientSession() as session, session.get(url, params=params) as response:
            return response.status, await response.text()

    async def call(self, signature: str | None = None, body: bytes = b"<feed/>") -> int:
        row = await self.row()
        right = "sha256=" + hmac.new(row.secret.encode(), body, hashlib.sha256).hexdigest()
        url, headers = f"{self.callbacks}/websub/{row.token}", {"X-Hub-Signature": signature or right}
        async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
            return response.status

    async def let_pass(self, seconds: float) -> None:
        """Move what is written into the past, which is the same as waiting."""

        def act(connection: Any) -> None:
            asked, ends = hub_subscription.c.asked_at - seconds, hub_subscription.c.ends_at - seconds
            connection.execute(update(hub_subscription).values(asked_at=asked, ends_at=ends))
            connection.execute(update(source).values(fetched_at=source.c.fetched_at - seconds))

        await self.room.database.write(act)


@pytest.fixture
async def setting(database: Database) -> AsyncIterator[Setting]:
    hub, calls = Hub(), list[str]()
    async with (
        fake_news() as news,
        newsroom(database, (news.site.host,)) as room,
        Fetcher((news.site.host,)) as fetcher,
    ):
        news.published.set()
        links = f'<{news.site.url}/hub>; rel="hub", <{news.feed_url}>; rel="self"'

        async def feed(request: web.Request) -> web.StreamResponse:
            response = await news.serve_feed(request)
            response.headers["Link"] = links
            return response

        news.site.pages["/feed.xml"], news.site.pages["/hub"] = feed, hub.serve
        hubs = Hubs(database, fetcher, "", lambda: calls.append("woken"))
        room.pipeline._on_hub = hubs.on_fetched
        async with served(hubs.routes()) as callbacks:
            hubs._public_url = callbacks
            await room.add_source(news.feed_url)
            yield Setting(room, news, hub, callbacks, calls)


async def test_a_hub_is_asked_once_and_polling_goes_on_until_it_verifies(setting: Setting) -> None:
    await setting.room.look()
    await setting.room.look()
    [asked] = setting.hub.asked
    row = await setting.row()
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.topic"] == setting.news.feed_url
    assert asked["hub.callback"] == f"{setting.callbacks}/websub/{row.token}"
    assert len(asked["hub.secret"]) >= 32
    assert await setting.due_in() < 1000


async def test_a_verified_hub_makes_looking_rare_and_its_calls_make_it_due(setting: Setting) -> None:
    await setting.room.look()
    assert await setting.verify() == (200, "c4")
    await setting.room.look()
    assert await setting.due_in() > 3000
    await setting.let_pass(60)
    assert await setting.call() == 202
    assert await setting.due_in() <= 0
    assert setting.calls == ["woken"]


async def test_calls_that_are_not_signed_with_the_secret_are_ignored(setting: Setting) -> None:
    await setting.room.look()
    await setting.verify()
    await setting.let_pass(60)
    for signature in ("sha256=" + "0" * 64, "sha256=", "md5=00", "nonsense"):
        assert await setting.call(signature) == 202
    assert await setting.due_in() > 0
    assert setting.calls == []


async def test_a_hub_that_calls_all_the_time_makes_no_more_than_a_look_in_half_a_minute(setting: Setting) -> None:
    await setting.room.look()
    await setting.verify()
    for _ in range(3):
        await setting.call()
    assert 20 < await setting.due_in() <= 31


async def test_what_nobody_asked_for_is_not_verified(setting: Setting) -> None:
    await setting.room.look()
    assert (await setting.verify(topic="https://other.example/feed"))[0] == 404
    assert (await setting.verify(mode="unsubscribe"))[0] == 404
    assert (await setting.verify(challenge=""))[0] == 404
    async with aiohttp.ClientSession() as session, session.get(f"{setting.callbacks}/websub/guess") as response:
        assert response.status == 404
    assert (await setting.row()).ends_at is None


async def test_a_hub_that_denies_leaves_the_source_to_polling(setting: Setting) -> None:
    await setting.room.look()
    await setting.verify()
    assert (await setting.verify(mode="denied"))[0] == 200
    await setting.room.look()
    assert await setting.due_in() < 1000


async def test_a_subscription_is_renewed_before_it_ends_and_keeps_its_address(
    setting: Setting,
) -> None:
    await setting.room.look()
    await setting.verify()
    await setting.let_pass(8 * 86_400)
    await setting.room.look()
    assert len(setting.hub.asked) == 1
    await setting.let_pass(1.5 * 86_400)
    await setting.room.look()
    await setting.room.look()
    assert len(setting.hub.asked) == 2
    assert setting.hub.asked[0]["hub.callback"] == setting.hub.asked[1]["hub.callback"]


async def test_a_hub_that_fails_costs_the_source_nothing(setting: Setting) -> None:
    setting.hub.status = 500
    await setting.room.look()
    assert (await setting.room.database.read(stored.list_sources))[0].condition == "read just now"
    assert await setting.due_in() < 1000


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_every_method_of_the_standard_is_checked(method: str) -> None:
    right = hmac.new(b"secret", b"body", getattr(hashlib, method)).hexdigest()
    assert is_signed(b"body", f"{method}={right}", "secret")
    assert not is_signed(b"body!", f"{method}={right}", "secret")
    assert not is_signed(b"body", f"{method}={right}", "other")


@pytest.mark.parametrize(
    ("header", "hub"),
    [
        ('<https://hub.example/>; rel="hub"', "https://hub.example/"),
        ('</hub>; rel=hub, </feed>; rel="self"', "https://e.example/hub"),
        ('<https://a.example/>; rel="next", <https://hub.example/>; type="x"; rel="hub x"', "https://hub.example/"),
        ("<javascript:x>; rel=hub", None),
        ("", None),
        ("<" * 5000, None),
    ],
)
def test_hubs_of_the_link_header_are_found(header: str, hub: str | None) -> None:
    assert hub_links(header, "https://e.example/feed").hub == hub

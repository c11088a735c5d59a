"""How the pipeline looks after its sources: rhythm, moves, giving up, coming back, and what is never told twice."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import Connection, select, update

from bot.store import Database, looks
from bot.store import sources as stored
from bot.store.clock import now
from bot.store.tables import delivery, source
from bot.types import Target
from tests.fake_news import FakeNews, Item, fake_news, launch_page
from tests.newsroom import CHANNEL, TERN, TODAY, Newsroom, newsroom

PLACE = "slack T1 C1 U1"
OLD = [
    Item(f"The long headline of an old story {n}", f"/old-{n}.html", TODAY - timedelta(days=n + 1)) for n in range(12)
]


@pytest.fixture
async def news() -> AsyncIterator[FakeNews]:
    async with fake_news() as site:
        site.items.clear()
        site.published.set()
        yield site


@pytest.fixture
async def room(database: Database, news: FakeNews) -> AsyncIterator[Newsroom]:
    async with newsroom(database, (news.site.host,)) as made:
        await made.subscribe("")
        yield made


async def row(room: Newsroom) -> Any:
    return await room.database.read(lambda connection: connection.execute(select(source)).one())


async def notices(room: Newsroom) -> list[str]:
    def read(connection: Connection) -> list[str]:
        told = select(delivery.c.notice).where(delivery.c.notice.is_not(None)).order_by(delivery.c.id)
        return [one.partition("\n")[0] for one in connection.execute(told).scalars()]

    return await room.database.read(read)


async def seconds_until_look(room: Newsroom) -> float:
    return await room.database.read(lambda c: float(c.execute(select(source.c.next_at - now())).scalar_one()))


async def test_a_source_is_looked_at_in_its_own_rhythm_unless_the_operator_set_one(
    room: Newsroom, news: FakeNews
) -> None:
    news.items[:] = [Item(f"Story {n}", f"/{n}", TODAY - timedelta(hours=8 * n)) for n in range(12)]
    await room.add_source(news.feed_url, adapts=True)
    await room.look()
    assert 250 < await seconds_until_look(room) < 340
    await room.database.write(lambda c: c.execute(update(source).values(adapts=False)))
    await room.look()
    assert 800 < await seconds_until_look(room) < 1000


async def test_a_permanent_move_is_kept_only_after_several_sightings(room: Newsroom, news: FakeNews) -> None:
    news.items[:] = OLD
    news.site.pages["/was"] = web.HTTPMovedPermanently("/feed.xml")
    await room.add_source(f"{news.site.url}/was")
    for _ in range(looks.SIGHTINGS - 1):
        await room.look()
    assert (await row(room)).url == f"{news.site.url}/was"
    await room.look()
    await room.look()
    assert (await row(room)).url == news.feed_url
    assert await room.add_source(f"{news.site.url}/was") == (await row(room)).id


async def test_a_redirect_for_now_is_never_kept(room: Newsroom, news: FakeNews) -> None:
    news.items[:] = OLD
    news.site.pages["/was"] = web.HTTPFound("/feed.xml")
    await room.add_source(f"{news.site.url}/was")
    for _ in range(looks.SIGHTINGS + 2):
        await room.look()
    assert (await row(room)).url == f"{news.site.url}/was"


@pytest.mark.parametrize("changes", [True, False])
@pytest.mark.parametrize("count", [0, 1])
async def test_a_move_to_another_feed_is_never_kept(
    room: Newsroom, news: FakeNews, *, changes: bool, count: int
) -> None:
    await room.add_source(news.feed_url)
    news.items[:] = OLD[:2]
    await room.look()
    news.site.pages["/feed.xml"] = web.HTTPMovedPermanently("/parked")
    for number in range(looks.SIGHTINGS + 2):
        item = f"<item><title>Play {number if changes else 1}</title></item>" * count
        news.site.pages["/parked"] = f"<rss version='2.0'><channel><title>Casino</title>{item}</channel></rss>"
        await room.look()
    assert (await row(room)).url == news.feed_url


async def test_one_notice_when_a_source_is_given_up_and_one_when_it_returns(room: Newsroom, news: FakeNews) -> None:
    good = news.site.pages["/feed.xml"]
    news.site.pages["/feed.xml"] = web.Response(status=500)
    await room.add_source(news.feed_url, title="Halcyon News", added_by=PLACE)
    for _ in range(looks.FAILURES_UNTIL_GIVEN_UP - 1):
        await room.look()
    assert await notices(room) == []
    for _ in range(3):
        await room.look()
    assert await notices(room) == ["A source does not answer"]
    assert await seconds_until_look(room) > 70_000
    news.site.pages["/feed.xml"] = good
    await room.look()
    await room.look()
    assert await notices(room) == ["A source does not answer", "A source is back"]
    await room.carry()
    assert room.posted(CHANNEL) == ["A source does not answer", "A source is back"]


async def test_a_source_that_is_gone_ends_with_one_notice(room: Newsroom, news: FakeNews) -> None:
    news.site.pages["/feed.xml"] = web.Response(status=410)
    await room.add_source(news.feed_url, added_by=PLACE)
    await room.look()
    await room.look()
    assert await notices(room) == ["A source has ended"]
    assert news.site.paths() == ["/feed.xml"]


async def test_notices_of_the_operators_list_go_where_the_operator_wants(room: Newsroom, news: FakeNews) -> None:
    news.site.pages["/feed.xml"] = web.Response(status=410)
    await room.add_source(news.feed_url)
    room.pipeline._tell = Target("slack", "T1", "channel", "OPS")
    await room.look()
    await room.carry()
    assert room.posted(Target("slack", "T1", "channel", "OPS")) == ["A source has ended"]


async def test_p4_stories_of_the_first_look_given_anew_are_not_told(room: Newsroom, news: FakeNews) -> None:
    news.items[:] = [TERN, *OLD]
    news.site.pages[TERN.path] = launch_page()
    await room.add_source(news.feed_url)
    await room.look()
    again = Item(TERN.title, f"{TERN.path}?utm_source=feed", TODAY + timedelta(hours=1), guid="anew")
    news.items[:] = [again, *OLD]
    await room.look()
    assert await room.launches() == []


async def test_p4_a_renumbered_feed_is_stored_and_not_told(room: Newsroom, news: FakeNews) -> None:
    pages = [Item(f"Halcyon releases Tern {n} for everyone", f"/tern-{n}.html", TODAY) for n in range(8)]
    for n, one in enumerate(pages):
        news.add(one, launch_page(name=f"Tern {n}"))
    await room.add_source(news.feed_url)
    await room.look()
    moved = [
        Item(one.title, f"/blog{one.path}", TODAY + timedelta(hours=1), guid=f"n{i}") for i, one in enumerate(pages)
    ]
    news.items[:] = moved
    for n, one in enumerate(moved):
        news.site.pages[one.path] = launch_page(name=f"Tern {n}")
    await room.look()
    await room.look()
    assert await room.launches() == []
    news.add(
        Item("Halcyon releases Petrel, its newest", "/petrel.html", TODAY + timedelta(hours=2)),
        launch_page(name="Petrel"),
    )
    await room.look()
    assert await room.launches() == ["halcyon/petrel"]


async def test_a_paused_source_is_not_read_until_it_goes_on(room: Newsroom, news: FakeNews) -> None:
    one = await room.add_source(news.feed_url, added_by=PLACE)
    assert not await room.database.write(stored.pause_source, one, ("slack", "T2"), "not theirs")
    assert await room.database.write(stored.pause_source, one, ("slack", "T1"), "too much")
    await room.look()
    assert news.site.paths() == []
    assert await room.database.write(stored.pause_source, one, ("slack", "T1"), None)
    await room.look()
    assert news.site.paths() == ["/feed.xml"]

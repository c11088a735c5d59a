"""Steps 1 to 4 of an article's life, on real feeds and a real database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from sqlalchemy import Connection, update

from bot.store import Database, outbox
from bot.store import launches as stored
from bot.store import sources as stored_sources
from bot.store.tables import article
from tests.fake_news import LEAD, FakeNews, Item, fake_news, launch_page
from tests.fake_site import FakeSite, fake_site
from tests.newsroom import CHANNEL, Newsroom, newsroom

TODAY = datetime.now(UTC).replace(microsecond=0)
TERN = Item("Halcyon releases Tern 2", "/tern-2.html", TODAY)


@pytest.fixture
async def news() -> AsyncIterator[FakeNews]:
    async with fake_news() as site:
        site.items.clear()
        site.published.set()
        yield site


@pytest.fixture
async def broken() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        yield site


@pytest.fixture
async def room(sqlite: Database, news: FakeNews, broken: FakeSite) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite, (news.site.host, broken.host)) as made:
        await made.subscribe("lab:halcyon")
        yield made


async def launches(room: Newsroom) -> list[str]:
    return [one.key for one in await room.database.read(stored.latest_launches, 10)]


async def conditions(room: Newsroom) -> dict[str, str]:
    rows = await room.database.read(stored_sources.list_sources)
    return {row.url.rpartition("/")[2]: row.condition for row in rows}


async def test_a_new_entry_becomes_a_launch_and_a_delivery(room: Newsroom, news: FakeNews) -> None:
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await room.look()
    assert await launches(room) == ["halcyon/tern 2"]
    assert await room.database.read(outbox.waiting) == 1
    assert await conditions(room) == {"feed.xml": "read just now"}


async def test_a_page_that_fails_for_now_is_fetched_again_and_one_that_is_gone_is_not(
    room: Newsroom, news: FakeNews
) -> None:
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    news.site.pages[TERN.path] = web.Response(status=503)
    news.add(Item("Gone", "/gone", TODAY), "")
    news.site.pages["/gone"] = web.Response(status=404)
    await room.look()
    assert await launches(room) == []
    news.site.pages[TERN.path] = launch_page()
    await room.look()
    assert await launches(room) == ["halcyon/tern 2"]
    assert news.site.paths().count("/gone") == 1
    assert news.site.paths().count(TERN.path) == 2


@pytest.mark.parametrize(
    ("path", "condition"),
    [
        ("/broken", "HTTP 500"),
        ("/garbage", "not a feed"),
        ("/gone", "ended: "),
        ("/loop", "redirect"),
        ("/cut", ""),
    ],
)
async def test_what_is_wrong_with_a_source_is_kept_on_it_in_words(
    room: Newsroom, news: FakeNews, broken: FakeSite, path: str, condition: str
) -> None:
    broken.pages["/garbage"] = b"\xff\x00 nothing"
    await room.add_source(broken.url + path)
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await room.look()
    found = await conditions(room)
    assert condition in found[path.lstrip("/")]
    assert found[path.lstrip("/")] not in ("read just now", "not read yet")
    assert await launches(room) == ["halcyon/tern 2"]


async def test_a_source_that_ended_is_never_asked_again(room: Newsroom, broken: FakeSite) -> None:
    await room.add_source(f"{broken.url}/gone")
    await room.look()
    await room.look()
    assert broken.paths() == ["/gone"]


async def test_more_hanging_sources_than_one_can_count_leave_room_for_the_others(
    room: Newsroom, news: FakeNews, broken: FakeSite
) -> None:
    for number in range(20):
        await room.add_source(f"{broken.url}/silence?{number}")
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    task = asyncio.create_task(room.pipeline.run())
    async with asyncio.timeout(20):
        while await launches(room) != ["halcyon/tern 2"]:  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_second_article_updates_the_launch_and_edits_the_message(room: Newsroom, news: FakeNews) -> None:
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await room.look()
    await room.carry()
    more = "Its API price is $0.50 per million input tokens and $2 per million output tokens."
    news.add(Item("Tern 2 in detail", "/detail.html", TODAY), launch_page(more=more))
    await room.look()
    await room.carry()
    assert await launches(room) == ["halcyon/tern 2"]
    assert room.posted(CHANNEL) == ["Halcyon Tern 2"]
    [(_, card)] = room.platforms["slack"].edited
    assert card.tone == "update"
    assert any("price" in change for change in card.changes)


async def test_a_second_article_that_says_nothing_new_is_silent(room: Newsroom, news: FakeNews) -> None:
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    news.add(Item("The same in other words", "/again.html", TODAY), launch_page(more="Many people like it."))
    await room.look()
    await room.carry()
    assert room.posted(CHANNEL) == ["Halcyon Tern 2"]
    assert room.platforms["slack"].edited == []


async def test_a_feed_of_the_first_look_is_read_oldest_first(room: Newsroom, news: FakeNews) -> None:
    await room.add_source(news.feed_url, backfill=True)
    for number in (1, 2, 3):
        name = f"Tern {number}"
        item = Item(f"Halcyon releases {name}", f"/tern-{number}.html", TODAY - timedelta(days=4 - number))
        news.add(item, launch_page(name=name, size=f"{number}B"))
    await room.look()
    await room.carry()
    assert room.posted(CHANNEL) == ["Halcyon Tern 1", "Halcyon Tern 2", "Halcyon Tern 3"]


async def test_related_items_become_launches_of_their_own(room: Newsroom, news: FakeNews) -> None:
    news.items.append(LEAD)
    await room.add_source(news.feed_url, backfill=True)
    await room.look()
    assert sorted(await launches(room)) == ["cohere/command a+", "meta/muse spark", "tencent/hy mt 2"]


async def test_an_article_on_a_launch_is_read_again_later_and_what_was_edited_becomes_a_change(
    room: Newsroom, news: FakeNews
) -> None:
    await room.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await room.look()
    await room.carry()
    news.site.pages[TERN.path] = launch_page(
        more="Its API price is $0.50 per million input tokens and $2 per million output tokens."
    )
    await room.look()
    assert news.site.paths().count(TERN.path) == 1  # too soon
    await room.database.write(_two_hours_later)
    news.add(Item("Nothing of note", "/nothing.html", TODAY), "<p>Nothing.</p>")
    await room.look()
    await room.look()
    assert news.site.paths().count(TERN.path) == 2  # once, not at every look
    await room.carry()
    changed = room.platforms["slack"].edited[-1][1].changes
    assert "+ input price 0.5 USD per 1M" in changed
    assert room.posted(CHANNEL) == ["Halcyon Tern 2"]


def _two_hours_later(connection: Connection) -> None:
    connection.execute(update(article).values(seen_at=article.c.seen_at - 7200))

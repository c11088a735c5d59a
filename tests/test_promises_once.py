"""Corners of P1 and P2: nothing is lost, nobody is told twice, whatever fails in between."""

import asyncio
import signal
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from bot.errors import StoreError
from bot.store import Database, outbox
from bot.store.tables import delivery
from tests.fake_discord import ACCEPT_THEN_DROP
from tests.fake_news import FakeNews, launch_page
from tests.fake_slack import Fault
from tests.fake_world import (
    DISCORD_TARGET,
    PATIENCE,
    SLACK_CHANNEL,
    World,
    launchwire,
    leases_end,
    subscribed,
    until,
)
from tests.newsroom import CHANNEL, TERN, TITLE, Newsroom, article, newsroom


async def test_p1_what_waits_is_sent_by_the_next_process(database: Database, news: FakeNews) -> None:
    async with newsroom(database, (news.site.host,)) as first:
        await first.subscribe("lab:halcyon")
        await first.add_source(news.feed_url, backfill=True)
        news.add(TERN, launch_page())
        await first.look()
        assert await first.waiting() == 1
    async with newsroom(database, (news.site.host,)) as second:
        await second.carry()
        assert second.posted(CHANNEL) == [TITLE]


async def test_p1_an_article_whose_transaction_fails_is_read_again(small: Newsroom, news: FakeNews) -> None:
    await small.subscribe("lab:halcyon")
    await small.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await small.database.write(
        _statement, "CREATE TRIGGER full BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    with pytest.raises(ExceptionGroup) as caught:
        await small.look()
    assert caught.group_contains(StoreError, match="no room")
    assert await small.launches() == []
    await small.database.write(_statement, "DROP TRIGGER full")
    await small.look()
    await small.carry()
    assert small.posted(CHANNEL) == [TITLE]


def _statement(connection: Connection, sql: str) -> None:
    connection.execute(text(sql))


async def test_p2_the_same_article_again_changes_nothing(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    first = await room.pipeline.accept(article())
    again = await room.pipeline.accept(article())
    elsewhere = await room.pipeline.accept(article(url="https://copy.example.com/x"))
    assert (first.deliveries, again.deliveries, elsewhere.deliveries) == (1, 0, 0)
    assert again.was_known
    assert elsewhere.was_known


async def test_p2_the_same_article_from_two_sources_at_once_is_taken_in_once(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    async with newsroom(room.database) as other:
        outcomes = await asyncio.gather(*((room, other)[number % 2].pipeline.accept(article()) for number in range(8)))
    assert sorted(outcome.deliveries for outcome in outcomes) == [0] * 7 + [1]
    assert [outcome.was_known for outcome in outcomes].count(True) == 7


async def test_p2_enqueueing_again_adds_nothing(room: Newsroom) -> None:
    number = await room.subscribe("lab:halcyon")
    [launch] = (await room.pipeline.accept(article())).launches
    assert await room.database.write(outbox.enqueue, launch.id or 0, 1, {number: None}) == 0
    await room.carry()
    assert await room.database.write(outbox.enqueue, launch.id or 0, 1, {number: None}) == 0


async def test_p2_articles_read_at_the_same_time_make_one_launch(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    async with newsroom(room.database) as other, asyncio.TaskGroup() as group:
        for number in range(8):
            here = (room, other)[number % 2]
            one = article(f"Number {number} says so.", url=f"https://site{number}.example.com/tern")
            group.create_task(here.pipeline.accept(one))
    assert len(await room.launches()) == 1
    await room.carry()
    assert room.posted(CHANNEL) == [TITLE]


async def test_p2_launches_that_turn_out_to_be_one_are_told_once(room: Newsroom) -> None:
    """Two siblings wait for a daily digest when an article names the family that both belong to."""
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    for name in ("Tern 4 Scout", "Tern 4 Heron"):
        told = f"Halcyon has released {name}, a language model with 9B parameters, under the Apache 2.0 license."
        url = f"https://news.example.com/{name[-5:]}"
        await room.pipeline.accept(article(url=url, title=f"Halcyon releases {name}", text=told))
    assert await room.waiting() == 2
    told = "Halcyon has released Tern 4, a family of language models, under the Apache 2.0 license."
    await room.pipeline.accept(article(url="https://b.example.com/4", title="Halcyon releases Tern 4", text=told))
    assert len(await room.launches()) == 1
    assert await room.waiting() == 1


async def test_p2_the_window_is_a_reply_lost_between_slack_and_us(world: World, tmp_path: Path) -> None:
    """Both platforms took the message and nobody heard: Discord knows the key again, Slack gets it twice, counted."""
    database_url = f"sqlite:///{tmp_path / 'launchwire.db'}"
    await subscribed(database_url, ("lab:meta", SLACK_CHANNEL), ("lab:meta", DISCORD_TARGET))
    world.slack.script("chat.postMessage", Fault(wait_seconds=PATIENCE, after=True))
    world.discord.fail("POST", "/channels/.*/messages", ACCEPT_THEN_DROP)
    world.news.published.set()
    async with launchwire(world, database_url):
        await until(lambda: len(world.slack.posts) == len(world.discord.messages) == 1)
    await leases_end(database_url)
    async with launchwire(world, database_url) as process:
        await until(lambda: len(world.slack.posts) == 2)
        await until(lambda: world.discord.count("POST", "/channels/.*/messages") == 2)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    assert len(world.discord.messages) == 1
    opened = await Database.open(database_url)
    rows = await opened.read(_fates)
    await opened.close()
    assert sorted(rows) == [("sent", False), ("sent", True)]


def _fates(connection: Connection) -> list[tuple[str, bool]]:
    return [tuple(row) for row in connection.execute(select(delivery.c.state, delivery.c.possible_duplicate))]

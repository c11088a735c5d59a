"""Corners of P4: a story that is not new is never announced as new."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, update

from bot.store.tables import source
from tests.fake_news import FakeNews, Item, launch_page
from tests.newsroom import CHANNEL, TERN, TODAY, Newsroom, article


async def test_p4_a_feed_that_was_empty_at_first_tells_only_what_came_since(small: Newsroom, news: FakeNews) -> None:
    await small.subscribe("")
    await small.add_source(news.feed_url)
    await small.look()
    await small.database.write(_looked_days_ago, 2)
    news.add(Item("Tern 1", "/1.html", None), launch_page(name="Tern 1"))
    news.add(Item("Tern 2", "/2.html", TODAY - timedelta(days=3)), launch_page(name="Tern 2"))
    news.add(Item("Tern 3", "/3.html", TODAY - timedelta(days=1)), launch_page(name="Tern 3"))
    await small.look()
    await small.carry()
    assert small.posted(CHANNEL) == ["Halcyon Tern 3"]


def _looked_days_ago(connection: Connection, days: int) -> None:
    connection.execute(update(source).values(fetched_at=source.c.fetched_at - days * 86_400.0))


@pytest.mark.parametrize(
    "again",
    [
        Item(TERN.title, TERN.path, TODAY, guid="renumbered"),
        Item(TERN.title, TERN.path, TODAY + timedelta(hours=3), guid="dated anew"),
        Item(TERN.title, f"{TERN.path}?utm_source=x#top", TODAY, guid="tracked"),
        Item("Another headline", TERN.path, TODAY, guid="another headline"),
    ],
    ids=lambda item: item.guid,
)
async def test_p4_a_story_that_comes_again_is_known(small: Newsroom, news: FakeNews, again: Item) -> None:
    await small.subscribe("")
    await small.add_source(news.feed_url, backfill=True)
    news.add(TERN, launch_page())
    await small.look()
    news.items[:] = [again]
    await small.look()
    assert await small.waiting() == 1


@pytest.mark.parametrize("days", [8, 400])
async def test_p4_an_article_of_long_ago_is_kept_but_not_told(small: Newsroom, news: FakeNews, days: int) -> None:
    await small.subscribe("")
    await small.add_source(news.feed_url)
    news.add(Item("Nothing", "/nothing.html", TODAY), "<p>Nothing at all.</p>")
    await small.look()
    news.add(Item(TERN.title, TERN.path, TODAY - timedelta(days=days)), launch_page())
    await small.look()
    assert len(await small.launches()) == 1
    assert await small.waiting() == 0


@pytest.mark.parametrize(("days", "told"), [(6, 1), (8, 0)])
async def test_p4_without_a_date_an_article_may_be_as_old_as_the_last_look(
    small: Newsroom, news: FakeNews, days: int, told: int
) -> None:
    """After weeks without a process, or with a backup put back, nobody can say that it is new."""
    await small.subscribe("")
    await small.add_source(news.feed_url)
    news.add(Item("Nothing", "/nothing.html", TODAY), "<p>Nothing at all.</p>")
    await small.look()
    await small.database.write(_looked_days_ago, days)
    news.add(Item(TERN.title, TERN.path, None), launch_page())
    await small.look()
    assert len(await small.launches()) == 1
    assert await small.waiting() == told


async def test_p4_later_news_on_a_known_model_is_no_launch(small: Newsroom) -> None:
    await small.subscribe("")
    await small.pipeline.accept(article(published=TODAY - timedelta(days=40)))
    outcome = await small.pipeline.accept(article("A user writes about it.", url="https://b.example.com/user"))
    assert outcome.deliveries == 0
    assert len(await small.launches()) == 1


async def test_p4_an_article_that_itself_says_it_was_long_ago_is_not_told(small: Newsroom) -> None:
    await small.subscribe("")
    day = (TODAY - timedelta(days=90)).strftime("%B %-d, %Y")
    told = f"Halcyon released Tern 2 on {day}. It is a language model with 9B parameters under the Apache 2.0 license."
    outcome = await small.pipeline.accept(article(text=told))
    assert [one.view.release_date for one in outcome.launches] == [(TODAY - timedelta(days=90)).date().isoformat()]
    assert outcome.deliveries == 0

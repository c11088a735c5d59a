"""Sources by command: what is behind an address is shown before it is saved; each workspace has its own."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.store import Database
from bot.types import Actor
from tests.fake_news import FakeNews, Item, fake_news, launch_page
from tests.newsroom import ANN, TERN, TODAY, Newsroom, newsroom

BOB = Actor("slack", "T2", "U9", "C9", may_manage=True, name="Bob")
GUEST = replace(ANN, user="U7", may_manage=False)


@pytest.fixture
async def news() -> AsyncIterator[FakeNews]:
    async with fake_news() as site:
        site.items.clear()
        site.published.set()
        yield site


@pytest.fixture
async def room(sqlite: Database, news: FakeNews) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite, (news.site.host,)) as made:
        yield made


async def test_a_source_is_shown_first_and_saved_when_confirmed(room: Newsroom, news: FakeNews) -> None:
    news.add(
        Item("Nothing much", "/nothing.html", TODAY),
        "<article><p>The office has a new door, and it is blue.</p></article>",
    )
    news.add(TERN, launch_page())
    news.site.pages["/home"] = "<head><link rel=alternate type='application/rss+xml' href='/feed.xml'></head>"
    shown = await room.says(f"sources add {news.site.url}/home")
    assert "The Daily Model is a feed of 2 articles" in shown.text
    assert "- Tern 2" in shown.text
    assert "Nothing is saved yet" in shown.text
    assert "No source" in (await room.says("sources")).text
    saved = await room.says(f"sources {shown.actions[0].argument}")
    assert "is read from now on" in saved.text
    assert "1. The Daily Model: not read yet" in (await room.says("sources")).text
    await room.look()
    assert await room.launches() == []
    assert "is read already" in (await room.says(f"sources add {news.feed_url}")).text
    assert "removed" in (await room.says(f"sources {saved.actions[0].argument}")).text
    assert "No source" in (await room.says("sources")).text


async def test_a_page_without_a_feed_is_offered_as_a_watched_page(room: Newsroom, news: FakeNews) -> None:
    links = "".join(f"<li><a href='/news/story-{n}-of-the-lab'>Story number {n} of the lab</a></li>" for n in range(4))
    news.site.pages["/news"] = f"<ul>{links}</ul>"
    shown = await room.says(f"sources add {news.site.url}/news")
    assert "a page with links to 4 articles" in shown.text
    assert "would have announced nothing" in shown.text


async def test_only_who_may_manage_changes_sources(room: Newsroom, news: FakeNews) -> None:
    news.add(TERN, launch_page())
    shown = await room.says(f"sources add {news.feed_url}")
    for text in ("sources add https://example.com", f"sources {shown.actions[0].argument}", "sources remove 1"):
        assert (await room.says(text, GUEST)).outcome == "refused"
    assert "No source" in (await room.says("sources", GUEST)).text


async def test_p5_sources_of_another_workspace_are_neither_seen_nor_changed(room: Newsroom, news: FakeNews) -> None:
    news.add(TERN, launch_page())
    shown = await room.says(f"sources add {news.feed_url}")
    offer = shown.actions[0].argument
    assert (await room.says(f"sources {offer}", BOB)).outcome == "unknown"
    await room.says(f"sources {offer}")
    assert "Daily Model" not in (await room.says("sources", BOB)).text
    for change in ("remove 1", "pause 1", "resume 1"):
        assert (await room.says(f"sources {change}", BOB)).outcome == "unknown"
    assert (await room.says("sources pause 1")).outcome == "ok"
    assert "paused: by Ann" in (await room.says("sources")).text
    assert (await room.says("sources resume 1")).outcome == "ok"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:9/feed", "Nothing was added"),
        ("file:///etc/passwd", "Which page"),
        ("", "Which page"),
        ("http://169.254.169.254/latest", "private, local or reserved"),
    ],
)
async def test_an_address_that_cannot_be_read_is_told_in_words(room: Newsroom, url: str, words: str) -> None:
    reply = await room.says(f"sources add {url}")
    assert reply.outcome in ("failed", "refused")
    assert words in reply.text


async def test_a_flood_of_additions_is_slowed_for_its_workspace_alone(room: Newsroom, news: FakeNews) -> None:
    replies = [await room.says(f"sources add {news.site.url}/missing-{n}") for n in range(8)]
    assert "Try again in a minute" in replies[-1].text
    assert "Try again in a minute" not in (await room.says(f"sources add {news.feed_url}", BOB)).text


async def test_an_unknown_act_changes_nothing_and_says_how(room: Newsroom) -> None:
    reply = await room.says("sources burn 1")
    assert reply.outcome == "unknown"
    assert "sources add" in reply.text

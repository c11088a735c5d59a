"""Which entries are news: by id, address and headline, never by date alone."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sources import marks_of, novelty_of
from bot.types import FeedEntry

NOW = datetime(2026, 4, 8, 12, tzinfo=UTC)
LOOKED = NOW - timedelta(hours=1)


@dataclass(frozen=True)
class Seen:
    keys: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


def entry(number: int, **more: object) -> FeedEntry:
    title = f"The long headline of story number {number}"
    one = FeedEntry(f"id-{number}", f"https://lab.example/{number}", title, "", LOOKED - timedelta(days=number + 1))
    return replace(one, **more)  # type: ignore[arg-type]


def seen(*entries: FeedEntry) -> Seen:
    marks = marks_of(entries)
    urls = frozenset(one.url for one in marks.values() if one.url)
    titles = frozenset(one.title for one in marks.values() if one.title)
    return Seen(frozenset(marks), urls, titles, frozenset(url[:6] for url in urls))


OLD = tuple(entry(number) for number in range(12))


def news(entries: tuple[FeedEntry, ...]) -> list[str]:
    return [one.id for one in novelty_of(entries, marks_of(entries), seen(*OLD), LOOKED).news]


def test_known_ids_are_no_news_and_new_ones_are() -> None:
    assert news((entry(99), *OLD)) == ["id-99"]


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "new"},
        {"id": "new", "published": NOW},
        {"id": "new", "published": None},
        {"id": "new", "url": "https://lab.example/moved/3"},
        {"id": "new", "url": "https://lab.example/moved/3", "published": None},
        {"id": "new", "title": "Another headline for what was there"},
        {"id": "new", "url": "https://www.lab.example/3/?utm_source=feed"},
    ],
)
def test_an_entry_given_anew_is_old(changes: dict[str, object]) -> None:
    assert news((*OLD[:3], entry(3, **changes), *OLD[4:])) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "new", "url": "https://lab.example/weekly-2", "published": NOW},
        {"id": "new", "title": "Release 2 of what has a page of its own", "published": NOW},
        {"id": "new", "url": "https://lab.example/3#release-2", "title": "Release 2 of the same page of notes"},
    ],
    ids=["a headline used again", "a page rewritten", "another part of a page"],
)
def test_a_story_that_shares_only_a_headline_or_an_address_and_came_since_is_news(changes: dict[str, object]) -> None:
    assert news((*OLD[:3], entry(3, **changes), *OLD[4:])) == ["new"]


def test_a_renumbered_feed_tells_only_what_is_unknown_and_came_since() -> None:
    again = tuple(replace(one, id=f"new-{one.id}", published=NOW) for one in OLD[:9])
    unknown = entry(50, published=LOOKED - timedelta(days=3))
    fresh = entry(51, published=NOW)
    found = novelty_of((fresh, unknown, *again), marks_of((fresh, unknown, *again)), seen(*OLD), LOOKED)
    assert [one.id for one in found.news] == ["id-51"]
    assert found.why == "renumbered"
    assert len(found.old) == 10


def test_a_feed_that_moved_to_new_addresses_with_new_dates_is_not_told_again() -> None:
    again = tuple(
        replace(one, id=one.id + "x", url=f"https://new.example/{i}", published=NOW) for i, one in enumerate(OLD)
    )
    assert news(again) == []


def test_a_feed_that_somebody_else_took_over_is_not_told() -> None:
    other = tuple(entry(100 + i, url=f"https://casino.example/{i}", published=NOW) for i in range(12))
    found = novelty_of(other, marks_of(other), seen(*OLD), LOOKED)
    assert (found.news, found.why, len(found.old)) == ((), "replaced", 12)


def test_a_feed_that_is_all_new_every_day_is_news_every_day() -> None:
    daily = tuple(entry(100 + i, published=NOW) for i in range(40))
    assert len(news(daily)) == 40


def test_an_address_that_all_entries_share_tells_nothing() -> None:
    shared = tuple(replace(one, url="https://lab.example/changelog") for one in OLD)
    fresh = entry(60, url="https://lab.example/changelog", published=NOW - timedelta(days=3))
    entries = (fresh, *shared)
    assert [one.id for one in novelty_of(entries, marks_of(entries), seen(*shared), LOOKED).news] == ["id-60"]

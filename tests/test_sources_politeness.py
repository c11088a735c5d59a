"""How often sources are asked: by the host, by what servers say, by the source's own rhythm."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchError
from bot.sources import FeedSource, Fetcher, Limits, ParseWorker
from bot.sources.freshness import fresh_seconds
from bot.sources.pace import Pace
from bot.sources.rhythm import rhythm_seconds
from bot.types import SourceState
from tests.fake_site import FakeSite, fake_site

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_first_few_go_at_once_and_then_one_by_one() -> None:
    pace = Pace(0.5, 3, Clock())
    assert [pace.turn("a.example") for _ in range(6)] == [0, 0, 0, 0.5, 1.0, 1.5]
    assert pace.turn("b.example") == 0


def test_a_host_left_alone_may_be_asked_at_once_again() -> None:
    clock = Clock()
    pace = Pace(0.5, 3, clock)
    for _ in range(5):
        pace.turn("a.example")
    clock.now += 60
    assert [pace.turn("a.example") for _ in range(3)] == [0, 0, 0]


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 5))
def test_never_more_than_the_burst_in_any_moment(pauses: list[float], burst: int) -> None:
    clock = Clock()
    pace = Pace(1.0, burst, clock)
    turns = []
    for pause in pauses:
        clock.now += pause
        turns.append(clock.now + pace.turn("a.example"))
    for i, start in enumerate(turns):
        inside = [turn for turn in turns[i:] if turn < start + 1.0 - 1e-6]
        assert len(inside) <= burst + 1


def test_a_host_that_asks_for_quiet_gets_it() -> None:
    clock = Clock()
    pace = Pace(0.5, 3, clock)
    pace.quiet("a.example", 60)
    pace.quiet("a.example", 10)
    clock.now += 20
    assert pace.quiet_for("a.example") == 40
    assert pace.quiet_for("b.example") == 0
    clock.now += 41
    assert pace.quiet_for("a.example") == 0


def test_many_hosts_do_not_fill_the_memory() -> None:
    clock = Clock()
    pace = Pace(0.5, 3, clock)
    for i in range(50_000):
        clock.now += 0.01
        pace.turn(f"{i}.example")
    assert len(pace._next) <= 20_000


@pytest.fixture
async def site() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        yield site


async def test_other_pages_of_a_host_that_asked_for_quiet_are_not_asked(site: FakeSite) -> None:
    async with Fetcher([site.host]) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(f"{site.url}/limited")
        with pytest.raises(FetchError, match="asked us to wait") as caught:
            await fetcher.get(f"{site.url}/other")
    assert caught.value.retry_after_seconds is not None
    assert 100 < caught.value.retry_after_seconds <= 120
    assert site.paths() == ["/limited"]


async def test_a_failure_of_one_page_does_not_close_its_host(site: FakeSite) -> None:
    site.pages["/other"] = "fine"
    async with Fetcher([site.host]) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(f"{site.url}/broken")
        assert (await fetcher.get(f"{site.url}/other")).body == b"fine"


@pytest.mark.parametrize(
    ("headers", "ttl", "seconds"),
    [
        ({}, None, None),
        ({"cache-control": "max-age=600"}, None, 600),
        ({"cache-control": "public, s-maxage=60, max-age=900"}, None, 60),
        ({"cache-control": 'max-age="600"'}, None, 600),
        ({"cache-control": "max-age=86400"}, None, 1800),
        ({"cache-control": "max-age=0"}, None, None),
        ({"cache-control": "no-cache, max-age=600"}, None, None),
        ({"cache-control": "x-max-age=600"}, None, None),
        ({"expires": "Fri, 01 May 2026 12:10:00 GMT"}, None, 600),
        ({"expires": "Fri, 01 May 2020 12:10:00 GMT"}, None, 1),
        ({"expires": "0"}, None, None),
        ({"expires": "-1"}, None, None),
        ({"cache-control": "max-age=60", "expires": "Fri, 01 May 2026 12:10:00 GMT"}, None, 60),
        ({}, 900.0, 900),
        ({"cache-control": "max-age=600"}, 900.0, 900),
        ({}, 604_800.0, 1800),
    ],
)
def test_freshness_is_obeyed_within_bounds(headers: dict[str, str], ttl: float | None, seconds: float | None) -> None:
    assert fresh_seconds(headers, ttl, NOW) == seconds


def every(gap: timedelta, last: timedelta) -> list[datetime]:
    return [NOW - last - gap * i for i in range(30)]


@pytest.mark.parametrize(
    ("dates", "seconds"),
    [
        ([], None),
        ([NOW, NOW], None),
        (every(timedelta(days=1), timedelta(hours=3)), 900),
        (every(timedelta(minutes=5), timedelta()), 300),
        (every(timedelta(days=7), timedelta(days=1)), 6300),
        (every(timedelta(days=60), timedelta(days=1)), 14_400),
        (every(timedelta(hours=1), timedelta(days=5)), 4500),
        (every(timedelta(days=1), timedelta(days=-10)), 900),
    ],
)
def test_rhythm_follows_the_entries(dates: list[datetime], seconds: float | None) -> None:
    assert rhythm_seconds(dates, "press", NOW) == seconds
    assert seconds is None or rhythm_seconds(dates, "official", NOW) == min(seconds, 900)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=40))
def test_rhythm_stays_within_bounds(dates: list[datetime]) -> None:
    seconds = rhythm_seconds(dates, "press", NOW)
    assert seconds is None or 300 <= seconds <= 14_400


async def test_a_feed_tells_its_rhythm_and_its_wishes(site: FakeSite) -> None:
    day = datetime.now(UTC) - timedelta(hours=1)
    items = "".join(
        f"<item><title>{i}</title><link>/{i}</link><pubDate>{day - timedelta(days=i):%Y-%m-%dT%XZ}</pubDate></item>"
        for i in range(9)
    )
    body = f"<rss version='2.0'><channel><title>T</title><ttl>20</ttl>{items}</channel></rss>"
    site.pages["/feed"] = web.Response(body=body.encode(), headers={"Cache-Control": "max-age=600"})
    async with Fetcher([site.host], limits=replace(Limits(), total_seconds=5)) as fetcher, ParseWorker() as worker:
        fetched = await FeedSource(fetcher, worker).fetch(SourceState(1, f"{site.url}/feed"))
        again = await FeedSource(fetcher, worker).fetch(fetched.state)
    assert fetched.retry_after_seconds == 1200
    assert fetched.rhythm_seconds == pytest.approx(900, abs=1)
    assert again.retry_after_seconds == 600

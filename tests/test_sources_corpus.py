"""The corpus of feeds: each is read, whatever made it."""

import pytest

from bot.errors import ParseError
from bot.sources import ParseWorker, Response
from bot.sources.feed import parse_feed
from tests.feed_corpus import EXPECTED, FEEDS

URL = "http://e.example/feed.xml"


def test_there_are_more_than_a_hundred_feeds() -> None:
    assert len(FEEDS) > 100


@pytest.mark.parametrize("name", FEEDS)
def test_feed_of_the_corpus_is_read(name: str) -> None:
    feed = parse_feed(FEEDS[name].encode(), URL)
    found = [(entry.title, entry.url) for entry in feed.entries]
    assert found == EXPECTED.get(name, [("A", "http://e.example/a")])
    assert all(entry.id for entry in feed.entries)


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["rss: plain", "atom: plain", "rss 1.0", "cdf"])
def test_wide_encodings_are_read(name: str, charset: str) -> None:
    feed = parse_feed(FEEDS[name].encode(charset), URL)
    assert [(entry.title, entry.url) for entry in feed.entries] == [("A", "http://e.example/a")]


@pytest.mark.parametrize("name", FEEDS)
def test_every_cut_of_a_feed_is_survived(name: str) -> None:
    body = FEEDS[name].encode()
    for end in range(0, len(body), max(1, len(body) // 25)):
        try:
            parse_feed(body[:end], URL)
        except ParseError:
            continue


HOSTILE = {
    "ten thousand entries": "<rss version='2.0'><channel>" + "<item><title>A</title><link>/a</link></item>" * 10_000,
    "tags inside tags in a text": "<rss version='2.0'><channel><item><title>A</title><description>"
    + "&lt;div&gt;" * 100_000
    + "</description></item></channel></rss>",
    "elements inside elements": "<rss version='2.0'><channel><item><title>A</title>" + "<b>" * 100_000,
    "open brackets": "<rss>" + "<" * 500_000,
    "open comments": "<rss>" + "<!--" * 200_000,
    "open cdata": "<rss><channel><item><title>" + "<![CDATA[" * 100_000,
    "ampersands": "<rss><channel><item><title>" + "&" * 1_000_000,
    "attributes": "<rss " + "a='b' " * 200_000 + ">",
    "one long name": "<" + "r" * 1_000_000 + ">",
    "links": "<rss><channel>" + "<link " * 200_000,
    "title begun again and again": "<rss><channel><item>" + "<title>" * 200_000,
    "spaces": "<rss>" + " " * 2_000_000 + "</rss>",
    "prefixes": "<rss><channel><item>" + "<a:title>" * 100_000,
    "dates": "<rss><channel>"
    + "".join(f"<item><title>A</title><link>/{i}</link><pubDate>{i} of Smarch</pubDate></item>" for i in range(500)),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_feeds_cost_little(name: str) -> None:
    """Each is read or refused within the worker's own limit of 10 seconds, and the next feed is read."""
    async with ParseWorker(processes=1) as worker:
        try:
            await worker.feed(Response(URL, 200, {}, HOSTILE[name].encode()))
        except ParseError as error:
            assert "stopped" not in str(error)  # noqa: PT017 - reading it may succeed as well
        good = await worker.feed(Response(URL, 200, {}, FEEDS["rss: plain"].encode()))
    assert len(good.entries) == 1

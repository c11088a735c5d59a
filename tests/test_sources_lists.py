"""Lists of sources: the one that ships, the operator's own, and those of other readers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.errors import ParseError, SettingsError
from bot.sources import (
    Fetcher,
    ListedSource,
    ParseWorker,
    canonical_url,
    check_sources,
    from_opml,
    listed_sources,
    to_opml,
)
from bot.sources.addresses import Allowed, checked_url
from tests.fake_site import fake_site


def listed(tmp_path: Path, text: str) -> tuple[ListedSource, ...]:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return tuple(listed_sources(path))


def test_the_list_that_ships_is_sound() -> None:
    sources = listed_sources()
    assert len(sources) > 20
    assert all(one.title for one in sources)
    assert len({canonical_url(one.url) for one in sources}) == len(sources)
    assert all((one.trust == "official") == (one.lab is not None) for one in sources)
    assert all(checked_url(one.url, Allowed()) for one in sources)
    assert not any(one.backfill for one in sources)
    labs = {lab.name for lab in load_catalogue().labs}
    assert {one.lab for one in sources if one.lab} <= labs


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
    [[source]]
    url = "https://lab.example/news"
    title = "Lab"
    kind = "page"
    lab = "Example"
    trust = "official"
    every_minutes = 30
    backfill = true
    [[source]]
    url = "https://press.example/feed"
    [[source]]
    url = "https://off.example/feed"
    enabled = false
    """
    assert listed(tmp_path, text) == (
        ListedSource("https://lab.example/news", "Lab", "page", "Example", "official", 30, backfill=True),
        ListedSource("https://press.example/feed"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no \\[\\[source\\]\\]"),
        ("source = 1", "no \\[\\[source\\]\\]"),
        ("[[source]", "no TOML"),
        ("[[source]]", "source 1 needs an http"),
        ("source = [1]", "source 1 is no table"),
        ("[[source]]\nurl = 'ftp://x'", "source 1 needs an http"),
        ("[[source]]\nurl = 7", "url must be text"),
        ("[[source]]\nurl = 'https://x.example'\nkind = 'podcast'", "kind must be one of feed, page"),
        ("[[source]]\nurl = 'https://x.example'\ntrust = 'much'", "trust must be one of official"),
        ("[[source]]\nurl = 'https://x.example'\nevery_minutes = 0", "every_minutes must be"),
        ("[[source]]\nurl = 'https://x.example'\nevery_minutes = true", "every_minutes must be"),
        ("[[source]]\nurl = 'https://x.example'\nbackfill = 'yes'", "backfill must be true or false"),
        ("[[source]]\nurl = 'https://x.example'\nurls = 1", "unknown keys: urls"),
        ("[[source]]\nurl = 'https://x.example'\n[[source]]\nurl = 'https://x.example'", "twice"),
    ],
)
def test_what_is_wrong_in_a_list_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        listed(tmp_path, text)
    assert "LAUNCHWIRE_SOURCES" in str(caught.value)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        listed_sources(tmp_path / "none.toml")


OPML = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>x</title></head><body>
<outline text="AI &amp; more"><outline type="rss" text="Lab" title="Lab &gt; News"
 xmlUrl="https://lab.example/feed?a=1&amp;b=2" htmlUrl="https://lab.example"/>
<outline text='Press' xmlUrl='https://press.example/feed'></outline></outline>
<outline text="Again" xmlurl="http://www.press.example/feed/"/>
<outline text="Old" xmlUrl="feed://old.example/rss"/><outline text="Older" xmlUrl="feed:https://older.example/rss"/>
<outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="Bad" xmlUrl="https://bad.example/a b"/>
<outline text="Folder"/>
</body></opml>"""


def test_feeds_of_other_readers_are_taken_over() -> None:
    assert from_opml(OPML) == (
        ListedSource("https://lab.example/feed?a=1&b=2", "Lab > News"),
        ListedSource("https://press.example/feed", "Press"),
        ListedSource("http://old.example/rss", "Old"),
        ListedSource("https://older.example/rss", "Older"),
    )


@pytest.mark.parametrize("body", [b"", b"<rss/>", b"<html>", b"x" * 5_000_000])
def test_what_is_no_opml_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        from_opml(body)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.text(min_size=1, max_size=40)), max_size=8))
def test_what_is_written_can_be_read(rows: list[tuple[int, str]]) -> None:
    sources = tuple(
        ListedSource(f"https://{number}.example/feed?a=1&b=2", title) for number, title in dict(rows).items()
    )
    found = from_opml(to_opml(sources, title="a < b & c").encode())
    assert [one.url for one in found] == [one.url for one in sources]
    for one, other in zip(found, sources, strict=True):
        words = " ".join("".join(letter if letter.isprintable() else " " for letter in other.title).split())
        assert one.title in (words, "") or words == ""


def test_watched_pages_are_left_out_of_opml() -> None:
    assert "lab.example" not in to_opml([ListedSource("https://lab.example/news", "Lab", "page")])


async def test_a_check_says_which_sources_answer() -> None:
    day = "<pubDate>Fri, 01 May 2026 00:00:00 GMT</pubDate>"
    feed = "<rss version='2.0'><channel><title>T</title>%s</channel></rss>"
    async with fake_site() as site, Fetcher([site.host]) as fetcher, ParseWorker(processes=1) as worker:
        site.pages["/dated"] = feed % f"<item><title>A model</title><link>/a</link>{day}</item>"
        site.pages["/undated"] = feed % "<item><title>A model</title><link>/a</link></item>"
        site.pages["/empty"] = feed % ""
        site.pages["/news"] = "<a href=/news/one-model>One model is out</a><a href=/news/two>Two models are out</a>"
        paths = ("/dated", "/undated", "/empty", "/gone", "/missing")
        sources = [*(ListedSource(site.url + path) for path in paths), ListedSource(f"{site.url}/news", kind="page")]
        found = {one.source.url.removeprefix(site.url): one async for one in check_sources(fetcher, worker, sources)}
    assert {path: one.answers for path, one in found.items()} == {
        "/dated": True,
        "/undated": True,
        "/empty": True,
        "/gone": False,
        "/missing": False,
        "/news": True,
    }
    assert found["/dated"].words.startswith("1 entry, the newest ")
    assert found["/dated"].words.endswith("days old: A model")
    assert found["/undated"].words == "1 entry, without dates; the first is: A model"
    assert found["/news"].words == "2 entries, without dates; the first is: One model is out"
    assert "HTTP 404" in found["/missing"].words
    assert "gone for good" in found["/gone"].words

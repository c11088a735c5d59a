"""What a lenient reader finds in a feed, we find too: titles, links, ids and dates beside feedparser's own."""

import calendar
import codecs
import io
import itertools
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest

from bot.sources.dates import FIRST_YEAR, parse_date
from bot.sources.feed import parse_feed, plain
from tests.feed_dialects import DATE_FIELDS, LINKS, ROOTS, TITLES, document, place

URL = "http://e.example/feed.xml"
SUMMER, WINTER = "2004-07-02T03:04:05Z", "Thu, 01 Jan 2004 19:48:21 GMT"
BARE = "<rss version='2.0'><channel><item><title>{}</title></item></channel></rss>"
Found = list[tuple[str, str, str, datetime | None]]


def lenient(body: bytes) -> Found:
    found = feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})
    return [(plain(one.get("title", "")), one.get("link", ""), one.get("id", ""), moment(one)) for one in found.entries]


def moment(entry: Any) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if value := dict.get(entry, name):
            return datetime.fromtimestamp(calendar.timegm(value), UTC)
    return None


def check(text: str) -> None:
    """Compare; where the lenient reader finds nothing, we may find more."""
    theirs = lenient(text.encode())
    ours = [(one.title, one.url, one.id, one.published) for one in parse_feed(text.encode(), URL).entries]
    assert len(ours) == len(theirs)
    for mine, other in zip(ours, theirs, strict=True):
        assert mine[0] == other[0]
        assert mine[1] == other[1] or not other[1].startswith("http")
        assert mine[2] == other[2] or not other[2]
        assert mine[3] == other[3] or not other[3] or other[3].year < FIRST_YEAR


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("title", TITLES)
def test_titles_are_those_of_a_lenient_reader(root: str, title: str) -> None:
    check(document(root, TITLES[title] + place(root)))


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("link", LINKS)
def test_links_and_ids_are_those_of_a_lenient_reader(root: str, link: str) -> None:
    check(document(root, "<title>A</title>" + LINKS[link]))


@pytest.mark.parametrize("root", ROOTS)
def test_of_several_dates_the_same_counts_as_for_a_lenient_reader(root: str) -> None:
    for one, other in itertools.product(DATE_FIELDS, repeat=2):
        dates = f"<{one}>{SUMMER}</{one}><{other}>{WINTER}</{other}>"
        check(document(root, f"<title>A</title>{place(root)}{dates}"))


@pytest.mark.parametrize("charset", ["cp037", "cp500", "cp1140", "iso2022_jp", "iso2022_jp_2", "koi8-r", "shift_jis"])
@pytest.mark.parametrize("where", ["xml", "header"])
def test_rare_encodings_are_read(charset: str, where: str) -> None:
    word = {"koi8-r": "новость", "shift_jis": "新しい"}.get(charset, "新しい" if "jp" in charset else "Über")
    named = f" encoding='{charset}'" if where == "xml" else ""
    text = f"<?xml version='1.0'{named}?>{BARE.format(word)}"
    assert parse_feed(text.encode(charset), URL, charset if where == "header" else None).entries[0].title == word


def test_the_header_is_believed_before_the_declaration_unless_it_only_guesses() -> None:
    text = f"<?xml version='1.0' encoding='{{}}'?>{BARE.format('новость')}"
    assert parse_feed(text.format("iso-8859-1").encode("koi8-r"), URL, "koi8-r").entries[0].title == "новость"
    assert parse_feed(text.format("koi8-r").encode("koi8-r"), URL, "iso-8859-1").entries[0].title == "новость"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
@pytest.mark.parametrize("claimed", ["utf-8", "iso-8859-1", "utf-16", "no-such"])
def test_a_byte_order_mark_outweighs_every_claim(mark: bytes, claimed: str) -> None:
    name = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF32_BE: "utf-32-be"}[mark]
    text = f"<?xml version='1.0' encoding='{claimed}'?>{BARE.format('é')}"
    assert parse_feed(mark + text.encode(name), URL).entries[0].title == "é"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 01 Jan 2004 19:48:21 -08:00", "2004-01-02T03:48:21"),
        ("Thu, 01 Jan 2004 19:48:21 +0530 (IST)", "2004-01-01T14:18:21"),
        ("Thu, 05 Apr 2012 10:00:00 GMT+02:00", "2012-04-05T08:00:00"),
        ("Thu, 01 Jan 2004 19:48:21 CEST", "2004-01-01T17:48:21"),
        ("Thu, 01 Jan 2004 19:48:21 JST", "2004-01-01T10:48:21"),
        ("24 Dec 2003 10:23:56 ET", "2003-12-24T15:23:56"),
        ("Thu, 01 Jan 2004", "2004-01-01T00:00:00"),
        ("Do, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21"),
        ("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06"),
        ("2003-12-31T24:00:00Z", "2004-01-01T00:00:00"),
        ("2003-12-31T10:14:60Z", "2003-12-31T10:15:00"),
        ("2003-12-31T10:14+0100", "2003-12-31T09:14:00"),
        ("20031231T101455Z", "2003-12-31T10:14:55"),
        ("2003-6-5", "2003-06-05T00:00:00"),
        ("2004-05-28 오후 11:31:58", "2004-05-28T14:31:58"),
        ("2004년 05월 25일  오전 11:23:17", "2004-05-25T02:23:17"),
        ("2026年4月8日", "2026-04-08T00:00:00"),
        ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00"),
        ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00"),
        ("8 avril 2026", "2026-04-08T00:00:00"),
        ("8. März 2026", "2026-03-08T00:00:00"),
        ("8 de abril de 2026", "2026-04-08T00:00:00"),
        ("April 8th, 2026 10:00 AM", "2026-04-08T10:00:00"),
    ],
)
def test_dates_of_every_tongue_and_clock(written: str, moment: str) -> None:
    assert parse_date(written) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["2026", "2026-04", "nonsense", "Thu, 01 Jan 2004 19:48:21 +9999", "2003-02-30", "2003-13-01", "9" * 20, "-", "T"],
)
def test_what_names_no_moment_is_no_date(written: str) -> None:
    assert parse_date(written) is None


def test_one_entry_that_breaks_every_parser_costs_only_itself() -> None:
    good = "<item><title>A</title><link>http://e.example/a</link></item>"
    spaced = f"<rss version='2.0' xmlns:x='http://x.example/ y'><channel><x:z>1</x:z>{good}{good.replace('a<', 'b<')}"
    assert [one.url for one in parse_feed(spaced.encode(), URL).entries] == ["http://e.example/a", "http://e.example/b"]

"""Feeds to entries: every dialect, and what a lenient reader gets from broken ones."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources import Feed
from bot.sources.feed import parse_feed
from bot.types import FeedEntry

URL = "https://example.com/news/feed.xml"
DAY = datetime(2026, 4, 8, 15, tzinfo=UTC)


def rss(items: str, extra: str = "", root: str = "rss version='2.0'") -> bytes:
    end = root.partition(" ")[0]
    return f"<?xml version='1.0'?><{root}><channel><title>News</title>{extra}{items}</channel></{end}>".encode()


def item(title: str = "A model", link: str = "https://example.com/a", **more: str) -> str:
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><title>{title}</title><link>{link}</link>{rest}</item>"


def atom(entries: str, extra: str = "") -> bytes:
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title>{extra}{entries}</feed>".encode()


def only(feed: Feed) -> FeedEntry:
    assert len(feed.entries) == 1
    return feed.entries[0]


RSS_1 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.com/"><title>News</title><link>https://example.com/</link></channel>
<item rdf:about="https://example.com/a"><title>A model</title><link>https://example.com/a</link>
<description>Words</description><dc:date>2026-04-08T15:00:00Z</dc:date></item></rdf:RDF>"""
RSS_090 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>News</title><link>https://example.com/</link></channel>
<item><title>A model</title><link>https://example.com/a</link></item></rdf:RDF>"""
RSS_091 = b"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>News</title><item><title>A model</title><link>https://example.com/a</link>
<description>Words</description></item></channel></rss>"""
ATOM_03 = b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><entry><title>A model</title>
<link rel="alternate" type="text/html" href="https://example.com/a"/><id>tag:1</id><issued>2026-04-08T15:00:00Z</issued>
<summary>Words</summary></entry></feed>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="text">News</title>
<entry><title type="html">A &lt;b&gt;model&lt;/b&gt;</title>
<link rel="edit" href="https://example.com/edit"/><link href="https://example.com/a"/><id>tag:1</id>
<published>2026-04-08T17:00:00+02:00</published><updated>2026-05-08T17:00:00Z</updated>
<content type="html">Words</content></entry></feed>"""
ATOM_PREFIXED = b"""<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>News</a:title>
<a:entry><a:title>A model</a:title>
<a:link href="https://example.com/a"/><a:id>tag:1</a:id><a:updated>2026-04-08T15:00:00Z</a:updated></a:entry></a:feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [
            {
                "id": 1,
                "url": "https://example.com/a",
                "title": "A model",
                "content_html": "Words",
                "date_published": "2026-04-08T15:00:00Z",
            }
        ],
    }
).encode()


@pytest.mark.parametrize(
    "body",
    [
        rss(item(pubDate="Wed, 08 Apr 2026 15:00:00 GMT", description="Words", guid="g")),
        rss(item(), root="rss version='0.92'"),
        RSS_090,
        RSS_091,
        RSS_1,
        ATOM_03,
        ATOM,
        ATOM_PREFIXED,
        JSON,
        b"\xef\xbb\xbf" + JSON,
        b"\n\n  " + ATOM,
    ],
)
def test_every_dialect_is_read(body: bytes) -> None:
    feed = parse_feed(body, URL)
    entry = only(feed)
    assert feed.title == "News"
    assert (entry.title, entry.url) == ("A model", "https://example.com/a")
    assert entry.published in (DAY, None)
    assert entry.summary in ("Words", "")
    assert entry.id


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Wed, 08 Apr 2026 15:00:00 GMT", DAY),
        ("Wed, 08 Apr 2026 15:00:00 +0000", DAY),
        ("Wed, 08 Apr 2026 17:00:00 +0200", DAY),
        ("Wed, 08 Apr 2026 11:00:00 EDT", DAY),
        ("08 Apr 2026 15:00:00 Z", DAY),
        ("Wed, 8 Apr 26 15:00:00 GMT", DAY),
        ("2026-04-08T15:00:00Z", DAY),
        ("2026-04-08T15:00:00.123Z", DAY.replace(microsecond=123000)),
        ("2026-04-08T17:00:00+02:00", DAY),
        ("2026-04-08 15:00:00", DAY),
        ("2026-04-08", DAY.replace(hour=0)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
        ("99999999999999999999", None),
    ],
)
def test_dates_are_utc_or_none(written: str, moment: datetime | None) -> None:
    assert only(parse_feed(rss(item(pubDate=written, guid="g")), URL)).published == moment


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("<![CDATA[A & <b>B</b>]]>", "A & B"),
        ("A &lt;em&gt;B&lt;/em&gt;", "A B"),
        ("  A\n   B  ", "A B"),
        ("7B &lt; 8B", "7B < 8B"),
        ("A &#8211; B", "A \u2013 B"),
        ("A &ndash; B", "A \u2013 B"),
        ("A &#150; B", "A \u2013 B"),
        ("A & B", "A & B"),
        ("AT&T", "AT&T"),
        ("A &unknown; B", "A &unknown; B"),
        ("A &#0; B", "A B"),
        ("A &#x1f; B", "A B"),
        ("<![CDATA[A & B &ndash; C]]>", "A & B \u2013 C"),
        ("A &lt;T5&gt; model", "A <T5> model"),
        ("A &nbsp; B", "A B"),
    ],
)
def test_titles_are_plain_text(title: str, plain: str) -> None:
    assert only(parse_feed(rss(item(title)), URL)).title == plain


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a", "https://example.com/a"),
        ("a", "https://example.com/news/a"),
        ("//cdn.example.com/a", "https://cdn.example.com/a"),
        (" https://example.com/a \n", "https://example.com/a"),
        ("<![CDATA[https://example.com/a?b=1&c=2]]>", "https://example.com/a?b=1&c=2"),
        ("https://example.com/a?b=1&amp;c=2", "https://example.com/a?b=1&c=2"),
        ("https://example.com/a?b=1&c=2", "https://example.com/a?b=1&c=2"),
        ("https://example.com/a?b=1&copy=2", "https://example.com/a?b=1&copy=2"),
        ("javascript:alert(1)", ""),
        ("mailto:a@example.com", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_links_are_absolute_or_absent(link: str, url: str) -> None:
    assert only(parse_feed(rss(item(link=link, guid="g")), URL)).url == url


def test_a_guid_that_is_an_address_stands_for_the_link() -> None:
    entry = only(parse_feed(rss("<item><title>A</title><guid>https://example.com/a</guid></item>"), URL))
    assert (entry.id, entry.url) == ("https://example.com/a", "https://example.com/a")


def test_a_relative_link_without_an_id_is_a_link() -> None:
    entry = only(parse_feed(rss(item(link="/a")), URL))
    assert (entry.id, entry.url) == ("https://example.com/a", "https://example.com/a")


def test_base_addresses_inside_the_feed_count() -> None:
    body = atom("<entry xml:base='https://other.example/x/'><id>1</id><title>A</title><link href='a'/></entry>")
    assert only(parse_feed(body, URL)).url == "https://other.example/x/a"


def test_xhtml_titles_are_read() -> None:
    title = "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>model</b></div></title>"
    assert only(parse_feed(atom(f"<entry><id>1</id>{title}<link href='/a'/></entry>"), URL)).title == "A model"


def test_the_longer_text_is_the_summary() -> None:
    content = "<content:encoded><![CDATA[<p>The <b>whole</b> text.</p>]]></content:encoded>"
    body = rss(item(description="Words")[: -len("</item>")] + content + "</item>")
    body = body.replace(b"<rss ", b"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ")
    assert only(parse_feed(body, URL)).summary == "<p>The <b>whole</b> text.</p>"


def test_an_entry_without_anything_has_a_stable_id() -> None:
    body = rss("<item><description>Only words</description></item>")
    assert only(parse_feed(body, URL)).id == only(parse_feed(body, URL)).id != ""


def test_entries_that_share_an_id_are_told_apart() -> None:
    body = rss(item("A", "/a", guid="same") + item("B", "/b", guid="same") + item("A", "/a", guid="same"))
    feed = parse_feed(body, URL)
    assert [entry.title for entry in feed.entries] == ["A", "B"]
    assert [entry.id for entry in feed.entries] == ["same https://example.com/a A", "same https://example.com/b B"]


def test_entries_that_share_an_id_keep_theirs_when_another_comes_before_them() -> None:
    def ids(*titles: str) -> list[str]:
        return [one.id for one in parse_feed(rss("".join(item(one, "/changes") for one in titles)), URL).entries]

    assert ids("Release 3", "Release 2", "Release 1")[1:] == ids("Release 2", "Release 1")


def test_an_endlessly_nested_feed_is_refused_and_unclosed_html_in_cdata_is_not() -> None:
    with pytest.raises(ParseError, match="nested"):
        parse_feed(b"<rss><channel><item>" + b"<title>" * 5000, URL)
    told = "<![CDATA[<div><div><div>x]]>"
    many = "".join(item(f"Story {n}", f"/{n}", description=told) for n in range(400))
    assert len(parse_feed(rss(many), URL).entries) == 400


def test_ids_that_differ_in_case_are_two() -> None:
    feed = parse_feed(rss(item("A", "/a", guid="ID") + item("B", "/b", guid="id")), URL)
    assert {entry.id for entry in feed.entries} == {"ID", "id"}


def test_only_the_newest_entries_of_a_long_feed_are_taken() -> None:
    days = [f"2026-{1 + i // 28 % 12:02}-{1 + i % 28:02}T{i // 336:02}:00:00Z" for i in range(2000)]
    feed = parse_feed(rss("".join(item(str(i), f"/{i}", pubDate=day) for i, day in enumerate(days))), URL)
    assert len(feed.entries) == 500
    newest = sorted((entry.published for entry in feed.entries if entry.published), reverse=True)
    assert newest[-1] >= sorted(datetime.fromisoformat(day) for day in days)[-500]


def test_hints_of_the_feed_are_read() -> None:
    links = "<atom:link rel='hub' href='https://hub.example/'/><atom:link href='https://example.com/f' rel='self'/>"
    extra = f"<ttl>90</ttl>{links}"
    body = rss(item(), extra).replace(b"<rss ", b"<rss xmlns:atom='http://www.w3.org/2005/Atom' ")
    hints = parse_feed(body, URL).hints
    assert (hints.ttl_seconds, hints.hub, hints.itself) == (5400, "https://hub.example/", "https://example.com/f")
    period = "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
    assert parse_feed(rss(item(), period), URL).hints.ttl_seconds == 21_600


@pytest.mark.parametrize(
    "body",
    [
        rss(item("A & B")),
        rss(item("A &unknown; B")),
        rss(item()).replace(b"</channel></rss>", b""),
        rss(item())[:-30],
        b"junk before " + rss(item()),
        rss(item()) + b"<script>junk after</script>",
        rss(item()).replace(b"version='2.0'", b"version=2.0"),
        rss(item("caf\xe9 model")),
        rss(item("\x0b control")),
        rss(item()).replace(b"</title><link>", b"</tilte><link>"),
        rss(item()).replace(b"<?xml version='1.0'?>", b"<?xml version='1.0' encoding='no-such'?>"),
        rss(item(description="<p>unclosed <b>html")),
        rss(item()).upper().replace(b"HTTPS://EXAMPLE.COM/A", b"https://example.com/a"),
    ],
)
def test_broken_markup_still_yields_the_entry(body: bytes) -> None:
    entry = only(parse_feed(body, URL))
    assert entry.url == "https://example.com/a"
    assert entry.title


@pytest.mark.parametrize(
    ("charset", "word"),
    [
        ("utf-8", "caf\u00e9"),
        ("utf-16", "caf\u00e9"),
        ("utf-16-le", "caf\u00e9"),
        ("utf-32", "caf\u00e9"),
        ("iso-8859-1", "caf\u00e9"),
        ("windows-1252", "\u201ccaf\u00e9\u201d"),
        ("windows-1251", "\u043c\u043e\u0434\u0435\u043b\u044c"),
        ("koi8-r", "\u043c\u043e\u0434\u0435\u043b\u044c"),
        ("shift_jis", "\u30e2\u30c7\u30eb"),
        ("euc-jp", "\u30e2\u30c7\u30eb"),
        ("iso-2022-jp", "\u30e2\u30c7\u30eb"),
        ("gb2312", "\u6a21\u578b"),
        ("big5", "\u6a21\u578b"),
        ("euc-kr", "\ubaa8\ub378"),
        ("utf-7", "caf\u00e9"),
    ],
)
@pytest.mark.parametrize("where", ["declared", "header"])
def test_charsets_are_obeyed(charset: str, word: str, where: str) -> None:
    text = rss(item("@@")).decode().replace("@@", word)
    if where == "declared":
        text = text.replace("version='1.0'?", f"version='1.0' encoding='{charset}'?")
    body = text.encode(charset)
    assert only(parse_feed(body, URL, charset if where == "header" else None)).title == word


def test_what_is_utf8_is_read_as_such_whatever_is_claimed() -> None:
    body = rss(item("@@")).decode().replace("@@", "caf\u00e9").encode()
    for claimed in ("iso-8859-1", "us-ascii", "utf-16", "no-such", "idna", "rot13"):
        declared = body.replace(b"version='1.0'?", f"version='1.0' encoding='{claimed}'?".encode())
        assert only(parse_feed(declared, URL, claimed)).title == "caf\u00e9"


LAUGHS = "".join(f'<!ENTITY l{i} "' + f"&l{i - 1};" * 10 + '">' for i in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>',
        '<!DOCTYPE rss [<!ENTITY a "' + "x" * 190 + '">]>',
        "<!DOCTYPE rss [" + "".join(f'<!ENTITY e{i} "x">' for i in range(500)) + "]>",
        "<!DOCTYPE rss [<!ENTITY a 'x'>" + " " * 70_000 + "]>",
        "<!DOCTYPE rss [",
    ],
)
def test_bombs_of_entities_are_refused(doctype: str) -> None:
    body = rss(item("&l9;&a;" * 10_000)).decode().replace("<rss", f"{doctype}<rss", 1)
    for charset in ("utf-8", "utf-16"):
        with pytest.raises(ParseError):
            parse_feed(body.encode(charset), URL)


def test_files_are_not_read_through_entities() -> None:
    for declared in (
        'a SYSTEM "file:///etc/passwd"',
        '% a SYSTEM "http://evil.example/x"',
        'a PUBLIC "x" "file:///etc/passwd"',
    ):
        body = rss(item("&a;%a; words")).decode().replace("<rss", f"<!DOCTYPE rss [<!ENTITY {declared}>]><rss", 1)
        entry = only(parse_feed(body.encode(), URL))
        assert "root:" not in entry.title
        assert "words" in entry.title


def test_simple_entities_are_put_in() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY lab "Ana &#38; Co"><!ENTITY eacute "&#233;"><!ELEMENT x ANY>]>'
    body = rss(item("&lab; caf&eacute;")).decode().replace("<rss", f"{doctype}<rss", 1)
    assert only(parse_feed(body.encode(), URL)).title == "Ana & Co caf\u00e9"


def test_a_feed_about_document_types_is_read() -> None:
    words = "<![CDATA[<!DOCTYPE x [<!ENTITY a '&b;'>]>]]>"
    assert only(parse_feed(rss(item(description=words)), URL)).title == "A model"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"<!doctype html><html><head><title>Login</title></head><body><p>Sign in</p>", "web page"),
        (b"hello", "not a feed"),
        (b"{}", "no JSON Feed"),
        (b"[1]", "no JSON Feed"),
        (b'[{"a": 1}]', "no JSON Feed"),
        (b"{" * 100_000, "neither"),
        (b'{"items":' + b"[" * 100_000, "neither"),
        (b"\x00\x01\x02", "not a feed|empty"),
        (b"<a/>", "not a feed"),
    ],
)
def test_what_is_no_feed_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_feed(body, URL)


def test_an_empty_feed_is_a_feed() -> None:
    for body in (rss(""), atom(""), b'{"version":"https://jsonfeed.org/version/1","title":"News","items":[]}'):
        feed = parse_feed(body, URL)
        assert (feed.title, feed.entries) == ("News", ())


def test_oversized_fields_are_cut() -> None:
    entry = only(parse_feed(rss(item("t" * 90_000, description="d" * 900_000, guid="g" * 5000)), URL))
    assert (len(entry.title), len(entry.summary), len(entry.id)) == (500, 200_000, 1000)


WRONG = [None, 7, True, "x", [], {}, [None], {"a": 1}, "2026-99-99", 1e400]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(WRONG),
            "feed_url": st.sampled_from(WRONG),
            "hubs": st.sampled_from(WRONG),
            "items": st.lists(
                st.sampled_from(WRONG)
                | st.dictionaries(
                    st.sampled_from(
                        ["id", "url", "external_url", "title", "content_html", "summary", "date_published"]
                    ),
                    st.sampled_from(WRONG),
                ),
                max_size=4,
            ),
        },
    )
)
def test_any_json_is_a_feed_or_refused(value: dict[str, object]) -> None:
    try:
        parse_feed(json.dumps(value).encode(), URL)
    except ParseError:
        return


SEEDS = [rss(item(pubDate="Wed, 08 Apr 2026 15:00:00 GMT") * 2), RSS_1, ATOM, ATOM_03, JSON, RSS_091]


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 20)), max_size=8),
)
def test_any_damage_is_survived(seed: bytes, damages: list[tuple[int, bytes, int]]) -> None:
    body = seed
    for place, piece, cut in damages:
        at = place % (len(body) + 1)
        body = body[:at] + piece + body[at + cut :]
    try:
        feed = parse_feed(body, URL)
    except ParseError:
        return
    assert all(entry.id for entry in feed.entries)
    assert all(entry.published is None or entry.published.tzinfo is UTC for entry in feed.entries)
    assert all(not entry.url or entry.url.startswith("http") for entry in feed.entries)

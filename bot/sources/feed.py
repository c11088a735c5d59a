"""Bytes of a feed to entries: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, as a lenient reader would take them."""

import calendar
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit

import fastfeedparser
import feedparser

from bot.errors import ParseError
from bot.sources.charset import Decoded, decode
from bot.sources.dates import in_utc, parse_date
from bot.sources.listings import hub_entries, is_hub_list, is_router_list, router_entries
from bot.sources.mend import mend
from bot.sources.places import full_title, is_repeat
from bot.sources.prolog import without_doctype
from bot.types import FeedEntry

MOST_ENTRIES = 500
LONGEST_TITLE = 500
LONGEST_SUMMARY = 200_000
LONGEST_ID = 1_000
LONGEST_URL = 2_048
HEAD = 16_384  # characters in which a feed says what it is

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|pre|q|s|small"
    r"|span|strike|strong|sub|sup|tt|u|ul|wbr)\b[^<>]{0,2000}>|<!--.{0,2000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_FOREIGN = re.compile(r"<(?!atom:)[\w.-]{1,40}:(?:title|link)\b")
_INSIDE_TITLE = re.compile(r"<title\b[^<>]{0,200}>[^<]{0,2000}<(?!/title|!\[CDATA\[)")
_ITEM = re.compile(r"<(?:item|entry)[\s>]|<[\w.-]{1,40}:(?:item|entry)[\s>]")
_WHOLE = re.compile(r"https?://[a-z0-9.-]+/[\w./?=&%+~,;:@!-]*", re.ASCII)  # an address that needs no joining
_TTL = re.compile(r"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<(?:\w{1,20}:)?updatePeriod>\s{0,20}(hourly|daily|weekly|monthly|yearly)", re.IGNORECASE)
_FREQUENCY = re.compile(r"<(?:\w{1,20}:)?updateFrequency>\s{0,20}(\d{1,4})", re.IGNORECASE)
_LINK = re.compile(r"<(?:\w{1,20}:)?link\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(rel|href)\s{0,9}=\s{0,9}(?:\"([^\"]{0,2048})\"|'([^']{0,2048})')", re.IGNORECASE)
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says about itself besides its entries."""

    ttl_seconds: float | None = None  # how long it asks to be left alone
    hub: str | None = None  # WebSub
    itself: str | None = None  # its own address, as it gives it


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read."""

    title: str
    entries: tuple[FeedEntry, ...]
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class _Item:
    """An entry as a parser gave it."""

    id: str
    link: str
    title: str
    summary: str
    published: datetime | None


def parse_feed(body: bytes, url: str, charset: str | None = None) -> Feed:
    """Return what a feed holds: at most 500 entries, the newest, in the order of the feed.

    Raises:
        ParseError: the bytes are no feed, or one made to do harm.
    """
    decoded = decode(body, charset)
    if not decoded.text.strip():
        raise ParseError("the answer is empty")
    if decoded.text.lstrip()[:1] in "{[":
        return _json(decoded.text, url)
    text = mend(without_doctype(decoded.text))
    title, items = _xml_items(Decoded(text, decoded.is_sure))
    return Feed(plain(title), _entries(items, url), _hints(text[:HEAD], url))


def plain(title: str) -> str:
    """Return a title without markup, on one line."""
    text = html.unescape(_TAG.sub("", html.unescape(title[: LONGEST_TITLE * 10])))
    return " ".join(_TAG.sub("", text).split())[:LONGEST_TITLE]


def _xml_items(decoded: Decoded) -> tuple[str, list[_Item]]:
    """Return a feed's title and items: by the quick parser if the feed is regular, else by the thorough one.

    Raises:
        ParseError: it is not even nearly a feed.
    """
    quick = _quick(decoded.text) if decoded.is_sure else None
    if quick is not None and _is_regular(decoded.text, len(quick[1])):
        return quick
    try:
        thorough = _thorough(decoded.text)
    except ParseError:
        if quick is None:
            raise
        return quick
    return quick if quick is not None and _told(quick[1]) > _told(thorough[1]) else thorough


def _is_regular(text: str, count: int) -> bool:
    """Return whether a feed has nothing that fastfeedparser reads otherwise than a lenient reader, and all was found.

    That is: addresses with a base, titles and links of other namespaces, elements and comments inside titles, old
    encodings of content, links for other languages.
    """
    if "xml:base" in text or "hreflang=" in text or " mode=" in text or _INSIDE_TITLE.search(text):
        return False
    atom_links = text.count("<atom:link") + text.count("</atom:link")
    if (":title" in text or text.count(":link") != atom_links) and _FOREIGN.search(text):
        return False
    return len(_ITEM.findall(text)) == count


def _told(items: Sequence[_Item]) -> int:
    """Return how many titles and links were found."""
    links = sum(bool(item.link) and (item.link != item.id or "://" in item.link) for item in items)
    return links + sum(bool(item.title) for item in items)


def _quick(text: str) -> tuple[str, list[_Item]] | None:
    """Read with fastfeedparser; None when the feed is not regular enough to trust it."""
    try:
        found = fastfeedparser.parse(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    except Exception:
        return None
    items = [_quick_item(entry) for entry in found.entries]
    if not items or not all(_is_whole(item) for item in items):
        return None
    return _text(found.feed.get("title")), items


def _is_whole(item: _Item) -> bool:
    """Return whether all is there; an id that equals a relative link may stand for what is not there."""
    return bool(item.id and item.link and item.title) and (item.id != item.link or "://" in item.id)


def _quick_item(entry: Any) -> _Item:  # noqa: ANN401 - a dictionary of any shape
    contents = [_text(content.get("value")) for content in entry.get("content") or ()]
    return _Item(
        _text(entry.get("id")),
        _quick_link(entry),
        _text(entry.get("title")),
        max([_text(entry.get("description")), *contents], key=len),
        parse_date(_text(entry.get("published")) or _text(entry.get("updated"))),
    )


def _quick_link(entry: Any) -> str:  # noqa: ANN401 - a dictionary of any shape
    """Return where an entry leads: of Atom's links those that say so, HTML before other kinds."""
    links = [link for link in entry.get("links") or () if link.get("rel") in (None, "", "alternate")]
    pages = [link for link in links if link.get("type") in (None, "", "text/html", "application/xhtml+xml")]
    return next((_text(link.get("href")) for link in pages or links), "") or _text(entry.get("link"))


def _thorough(text: str) -> tuple[str, list[_Item]]:
    """Read with feedparser, which takes nearly anything.

    Raises:
        ParseError: it is not even nearly a feed.
    """
    body = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        raise ParseError(f"this feed cannot be read ({type(error).__name__})") from error
    if not found.entries and not (found.version and _ROOT.search(text, 0, HEAD)):
        raise ParseError(_what_it_is(text))
    return _text(found.feed.get("title")), [_thorough_item(entry) for entry in found.entries]


def _thorough_item(entry: Any) -> _Item:  # noqa: ANN401 - a dictionary of any shape
    contents = [_text(content.get("value")) for content in entry.get("content") or ()]
    # dict.get: its own get() warns and answers with other dates
    moments = (dict.get(entry, f"{name}_parsed") for name in ("published", "updated", "created"))
    moment = next((one for one in moments if one), None)
    written = _text(dict.get(entry, "published")) or _text(dict.get(entry, "updated"))
    own_id, link = _text(entry.get("id")), _text(entry.get("link"))
    return _Item(
        own_id,
        link,
        _text(entry.get("title")),
        max([_text(entry.get("summary")), *contents], key=len),
        _moment(moment) if moment else parse_date(written),
    )


def _moment(moment: Any) -> datetime | None:  # noqa: ANN401 - time.struct_time
    try:
        return in_utc(datetime.fromtimestamp(calendar.timegm(moment), UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _what_it_is(text: str) -> str:
    start = text[:HEAD].lower()
    if "<html" in start or "<!doctype html" in start:
        return "this is a web page, not a feed; give the address of its feed"
    return "this is not a feed that can be read"


def _json(text: str, url: str) -> Feed:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError("this is neither JSON nor XML that can be read") from error
    if is_hub_list(found):
        return Feed("Hugging Face", _newest(hub_entries(found)))
    if is_router_list(found):
        return Feed("OpenRouter", _newest(router_entries(found["data"])))
    return _json_feed(found, url)


def _json_feed(found: object, url: str) -> Feed:
    """Read a JSON Feed, https://www.jsonfeed.org/version/1.1/."""
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise ParseError("this is JSON, but no JSON Feed: it has no list of items")
    items = [_json_item(item) for item in found["items"] if isinstance(item, dict)]
    hubs = [hub.get("url") for hub in _list(found.get("hubs")) if isinstance(hub, dict)]
    hints = Hints(
        hub=_address(url, _text(hubs[0])) if hubs else None, itself=_address(url, _text(found.get("feed_url")))
    )
    return Feed(plain(_text(found.get("title"))), _entries(items, url), hints)


def _json_item(item: dict[str, Any]) -> _Item:
    written = max((_text(item.get(name)) for name in ("content_html", "content_text", "summary")), key=len)
    one = item.get("id")
    return _Item(
        str(one) if isinstance(one, int | float) else _text(one),
        _text(item.get("url")) or _text(item.get("external_url")),
        _text(item.get("title")),
        written,
        parse_date(_text(item.get("date_published")) or _text(item.get("date_modified"))),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _entries(items: Iterable[_Item], url: str) -> tuple[FeedEntry, ...]:
    return _newest(list(_told_apart(_entry(item, url) for item in items if not is_repeat(item.summary))))


def _newest(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    if len(entries) <= MOST_ENTRIES:
        return tuple(entries)
    oldest = datetime.min.replace(tzinfo=UTC)
    newest = sorted(range(len(entries)), key=lambda i: entries[i].published or oldest, reverse=True)[:MOST_ENTRIES]
    return tuple(entries[i] for i in sorted(newest))


def _entry(item: _Item, url: str) -> FeedEntry:
    # feedparser takes the id for the link where there is none; only a whole address is one
    given = "" if item.link == item.id and "://" not in item.id else item.link
    link = _address(url, given) or _address(url, item.id if "://" in item.id else "") or ""
    title, summary = full_title(plain(item.title), link or url), item.summary[:LONGEST_SUMMARY]
    own_id = item.id or link or sha256(f"{title}\0{summary}".encode("utf-8", "replace")).hexdigest()
    return FeedEntry(own_id[:LONGEST_ID], link, title, summary, item.published)


def _told_apart(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Leave out what stands twice, and give entries that share an id by mistake one each."""
    seen: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        known = seen.setdefault(entry.id, set())
        mark = (entry.url, "" if entry.url else entry.title)
        if mark in known:
            continue
        yield replace(entry, id=f"{entry.id} {entry.url or entry.title}"[:LONGEST_ID]) if known else entry
        known.add(mark)


def _address(base: str, link: str) -> str | None:
    """Return a link as an absolute http(s) address, or None."""
    if not link:
        return None
    if _WHOLE.fullmatch(link) and len(link) <= LONGEST_URL:
        return link
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    usable = parts.scheme in {"http", "https"} and parts.netloc and len(joined) <= LONGEST_URL
    return joined if usable else None


def _hints(head: str, url: str) -> Hints:
    ttl = _TTL.search(head)
    if ttl:
        seconds: float | None = int(ttl[1]) * 60.0
    else:
        period, frequency = _PERIOD.search(head), _FREQUENCY.search(head)
        seconds = _PERIODS[period[1].lower()] / max(int(frequency[1]) if frequency else 1, 1) if period else None
    links: dict[str, str] = {}
    for match in _LINK.finditer(head):
        attributes = {name.lower(): html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(match[1])}
        links.setdefault(attributes.get("rel", "").lower(), attributes.get("href", ""))
    return Hints(seconds, _address(url, links.get("hub", "")), _address(url, links.get("self", "")))

"""Bytes of a feed to entries: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, as a lenient reader would take them."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.errors import ParseError
from bot.sources.charset import Decoded, decode
from bot.sources.dates import parse_date
from bot.sources.depth import is_too_deep
from bot.sources.listings import hub_entries, is_hub_list, is_router_list, router_entries
from bot.sources.mend import mend
from bot.sources.parsed import Feed, Hints
from bot.sources.places import full_title, is_repeat
from bot.sources.prolog import without_doctype
from bot.sources.regular_feed import Item
from bot.sources.xml_feed import HEAD, text_of, xml_items
from bot.types import FeedEntry

MOST_ENTRIES = 500
LONGEST_TITLE = 500
LONGEST_SUMMARY = 200_000
LONGEST_ID = 1_000
LONGEST_URL = 2_048

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|pre|q|s|small"
    r"|span|strike|strong|sub|sup|tt|u|ul|wbr)\b[^<>]{0,2000}>|<!--.{0,2000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = re.compile(r"https?://[a-z0-9.-]+/[\w./?=&%+~,;:@!-]*", re.ASCII)  # an address that needs no joining
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TTL = re.compile(r"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<(?:\w{1,20}:)?updatePeriod>\s{0,20}(hourly|daily|weekly|monthly|yearly)", re.IGNORECASE)
_FREQUENCY = re.compile(r"<(?:\w{1,20}:)?updateFrequency>\s{0,20}(\d{1,4})", re.IGNORECASE)
_LINK = re.compile(r"<(?:\w{1,20}:)?link\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(rel|href)\s{0,9}=\s{0,9}(?:\"([^\"]{0,2048})\"|'([^']{0,2048})')", re.IGNORECASE)
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


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
    if is_too_deep(_CDATA.sub("", text)):
        raise ParseError("its elements are nested without end; nothing of it was read")
    title, items = xml_items(Decoded(text, decoded.is_sure))
    return Feed(plain(title), _entries(items, url), _hints(text[:HEAD], url))


def plain(title: str) -> str:
    """Return a title without markup, on one line."""
    text = html.unescape(_TAG.sub("", html.unescape(title[: LONGEST_TITLE * 10])))
    return " ".join(_TAG.sub("", text).split())[:LONGEST_TITLE]


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
        hub=_address(url, text_of(hubs[0])) if hubs else None, itself=_address(url, text_of(found.get("feed_url")))
    )
    return Feed(plain(text_of(found.get("title"))), _entries(items, url), hints)


def _json_item(item: dict[str, Any]) -> Item:
    written = max((text_of(item.get(name)) for name in ("content_html", "content_text", "summary")), key=len)
    one = item.get("id")
    return Item(
        str(one) if isinstance(one, int | float) else text_of(one),
        text_of(item.get("url")) or text_of(item.get("external_url")),
        text_of(item.get("title")),
        written,
        parse_date(text_of(item.get("date_published")) or text_of(item.get("date_modified"))),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _entries(items: Iterable[Item], url: str) -> tuple[FeedEntry, ...]:
    return _newest(list(_told_apart(_entry(item, url) for item in items if not is_repeat(item.summary))))


def _newest(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    if len(entries) <= MOST_ENTRIES:
        return tuple(entries)
    oldest = datetime.min.replace(tzinfo=UTC)
    newest = sorted(range(len(entries)), key=lambda i: entries[i].published or oldest, reverse=True)[:MOST_ENTRIES]
    return tuple(entries[i] for i in sorted(newest))


def _entry(item: Item, url: str) -> FeedEntry:
    # feedparser takes the id for the link where there is none; only a whole address is one
    given = "" if item.link == item.id and "://" not in item.id else item.link
    link = _address(url, given) or _address(url, item.id if "://" in item.id else "") or ""
    title, summary = full_title(plain(item.title), link or url), item.summary[:LONGEST_SUMMARY]
    own_id = item.id or link or sha256(f"{title}\0{summary}".encode("utf-8", "replace")).hexdigest()
    return FeedEntry(_short(own_id), link, title, summary, item.published)


def _told_apart(entries: Iterable[FeedEntry]) -> Iterator[FeedEntry]:
    """Leave out what stands twice, and give all entries that share an id by mistake one of their own each.

    All of them, so that none changes its id when another comes before it.
    """
    each: dict[tuple[str, str, str], FeedEntry] = {}
    for one in entries:
        each.setdefault((one.id, one.url, one.title), one)
    times = Counter(one.id for one in each.values())
    for one in each.values():
        own = " ".join(part for part in (one.id, one.url if one.url != one.id else "", one.title) if part)
        yield replace(one, id=_short(own)) if times[one.id] > 1 else one


def _short(text: str) -> str:
    """Return an id that is not too long; a cut one still tells apart what was cut."""
    if len(text) <= LONGEST_ID:
        return text
    return text[: LONGEST_ID - 65] + " " + sha256(text.encode("utf-8", "replace")).hexdigest()


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

"""XML of a feed to items: by fastfeedparser when it is regular, else by feedparser, which takes nearly anything."""

import calendar
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fastfeedparser
import feedparser

from bot.errors import ParseError
from bot.sources.charset import Decoded
from bot.sources.dates import in_utc, parse_date

HEAD = 16_384  # characters in which a feed says what it is
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
_FOREIGN = re.compile(r"<(?!atom:)[\w.-]{1,40}:(?:title|link)\b")
_INSIDE_TITLE = re.compile(r"<title\b[^<>]{0,200}>[^<]{0,2000}<(?!/title|!\[CDATA\[)")
_ITEM = re.compile(r"<(?:item|entry)[\s>]|<[\w.-]{1,40}:(?:item|entry)[\s>]")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a parser gave it."""

    id: str
    link: str
    title: str
    summary: str
    published: datetime | None


def xml_items(decoded: Decoded) -> tuple[str, list[Item]]:
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


def _told(items: Sequence[Item]) -> int:
    """Return how many titles and links were found."""
    links = sum(bool(item.link) and (item.link != item.id or "://" in item.link) for item in items)
    return links + sum(bool(item.title) for item in items)


def _quick(text: str) -> tuple[str, list[Item]] | None:
    """Read with fastfeedparser; None when the feed is not regular enough to trust it."""
    try:
        found = fastfeedparser.parse(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    except Exception:
        return None
    items = [_quick_item(entry) for entry in found.entries]
    if not items or not all(_is_whole(item) for item in items):
        return None
    return text_of(found.feed.get("title")), items


def _is_whole(item: Item) -> bool:
    """Return whether all is there; an id that equals a relative link may stand for what is not there."""
    return bool(item.id and item.link and item.title) and (item.id != item.link or "://" in item.id)


def _quick_item(entry: Any) -> Item:  # noqa: ANN401 - a dictionary of any shape
    contents = [text_of(content.get("value")) for content in entry.get("content") or ()]
    return Item(
        text_of(entry.get("id")),
        _quick_link(entry),
        text_of(entry.get("title")),
        max([text_of(entry.get("description")), *contents], key=len),
        parse_date(text_of(entry.get("published")) or text_of(entry.get("updated"))),
    )


def _quick_link(entry: Any) -> str:  # noqa: ANN401 - a dictionary of any shape
    """Return where an entry leads: of Atom's links those that say so, HTML before other kinds."""
    links = [link for link in entry.get("links") or () if link.get("rel") in (None, "", "alternate")]
    pages = [link for link in links if link.get("type") in (None, "", "text/html", "application/xhtml+xml")]
    return next((text_of(link.get("href")) for link in pages or links), "") or text_of(entry.get("link"))


def _thorough(text: str) -> tuple[str, list[Item]]:
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
    return text_of(found.feed.get("title")), [_thorough_item(entry) for entry in found.entries]


def _thorough_item(entry: Any) -> Item:  # noqa: ANN401 - a dictionary of any shape
    contents = [text_of(content.get("value")) for content in entry.get("content") or ()]
    # dict.get: its own get() warns and answers with other dates
    moments = (dict.get(entry, f"{name}_parsed") for name in ("published", "updated", "created"))
    moment = next((one for one in moments if one), None)
    written = text_of(dict.get(entry, "published")) or text_of(dict.get(entry, "updated"))
    own_id, link = text_of(entry.get("id")), text_of(entry.get("link"))
    return Item(
        own_id,
        link,
        text_of(entry.get("title")),
        max([text_of(entry.get("summary")), *contents], key=len),
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


def text_of(value: object) -> str:
    """Return a value if it is text, without blanks around it."""
    return value.strip() if isinstance(value, str) else ""

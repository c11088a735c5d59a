"""XML of a feed to items: quickly when it is regular, else by feedparser, which takes nearly anything."""

import calendar
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import feedparser

from bot.errors import ParseError
from bot.sources.charset import Decoded
from bot.sources.dates import in_utc, parse_date
from bot.sources.regular_feed import Item, regular_items

HEAD = 16_384  # characters in which a feed says what it is
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[\w.-]{1,40}:)?(item|entry)[\s>]", re.IGNORECASE)
_KNOWN = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
_RSS_FRAME = f'<rss version="2.0" {_KNOWN}><channel>'
_ATOM_FRAME = f'<feed xmlns="http://www.w3.org/2005/Atom" {_KNOWN}>'
MOST_ALONE, LONGEST_ALONE = 100, 50_000  # entries, characters of each
LAST_YEAR = 2100  # what feedparser finds later than that is no date
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)


def xml_items(decoded: Decoded) -> tuple[str, list[Item]]:
    """Return a feed's title and items: by the quick reader if the feed is regular, else by the thorough one.

    Raises:
        ParseError: it is not even nearly a feed.
    """
    text = _DECLARATION.sub("", decoded.text, count=1)
    quick = regular_items(text) if decoded.is_sure else None
    if quick is not None:
        return quick
    thorough = _thorough(text)
    if all(item.title and item.link for item in thorough[1]):
        return thorough
    mended = regular_items(text, mended=True)
    return mended if mended is not None and _told(mended[1]) > _told(thorough[1]) else thorough


def _told(items: Sequence[Item]) -> int:
    """Return how many titles and links were found."""
    return sum(bool(item.title) + bool(item.link) for item in items)


def _thorough(text: str) -> tuple[str, list[Item]]:
    """Read with feedparser, which takes nearly anything; what breaks even that is read entry by entry.

    Raises:
        ParseError: it is not even nearly a feed.
    """
    try:
        found = _by_feedparser(text)
    except Exception as error:
        items = list(_one_by_one(text))
        if not items:
            raise ParseError(f"this feed cannot be read ({type(error).__name__})") from error
        return "", items
    if not found.entries and not (found.version and _ROOT.search(text, 0, HEAD)):
        raise ParseError(_what_it_is(text))
    return text_of(found.feed.get("title")), [_thorough_item(entry) for entry in found.entries]


def _by_feedparser(text: str) -> Any:  # noqa: ANN401 - a dictionary of any shape
    headers = {"content-type": "application/xml; charset=utf-8"}
    body = io.BytesIO(text.encode("utf-8", "replace"))
    return feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)


def _one_by_one(text: str) -> Iterator[Item]:
    """Yield the entries that can be read alone, each in a frame of ours; a broken one costs only itself."""
    starts = list(_ITEM.finditer(text))[:MOST_ALONE]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=False):  # without an entry there is only an end
        frame = _ATOM_FRAME if match[1].lower() == "entry" else _RSS_FRAME
        try:
            found = _by_feedparser(frame + text[match.start() : min(end, match.start() + LONGEST_ALONE)])
        except Exception:  # noqa: S112 - whatever breaks feedparser; the caller tells when nothing is left
            continue
        yield from (_thorough_item(entry) for entry in found.entries[:1])


def _thorough_item(entry: Any) -> Item:  # noqa: ANN401 - a dictionary of any shape
    contents = [text_of(content.get("value")) for content in entry.get("content") or ()]
    return Item(
        text_of(entry.get("id")),
        text_of(entry.get("link")),
        text_of(entry.get("title")) or text_of(entry.get("itunes_title")),
        max([text_of(entry.get("summary")), *contents], key=len),
        _published(entry),
    )


def _published(entry: Any) -> datetime | None:  # noqa: ANN401 - a dictionary of any shape
    """Return an entry's date as we read it, else as feedparser does: for odd forms it takes a part for the whole."""
    for name in ("published", "updated", "created"):
        # dict.get: its own get() warns and answers with other dates
        date = parse_date(text_of(dict.get(entry, name))) or _moment(dict.get(entry, f"{name}_parsed"))
        if date is not None:
            return date
    return None


def _moment(moment: Any) -> datetime | None:  # noqa: ANN401 - time.struct_time
    if moment is None:
        return None
    try:
        date = in_utc(datetime.fromtimestamp(calendar.timegm(moment), UTC))
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return date if date is not None and date.year <= LAST_YEAR else None


def _what_it_is(text: str) -> str:
    start = text[:HEAD].lower()
    if "<html" in start or "<!doctype html" in start:
        return "this is a web page, not a feed; give the address of its feed"
    return "this is not a feed that can be read"


def text_of(value: object) -> str:
    """Return a value if it is text, without blanks around it."""
    return value.strip() if isinstance(value, str) else ""

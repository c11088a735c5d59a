"""What passes between the program and its parsing children: JSON, so that a child that was taken over can only lie."""

import json
import struct
from datetime import datetime
from typing import Any

from bot.errors import ParseError
from bot.sources.parsed import Feed, Hints
from bot.types import Article, FeedEntry

# Job: 4 bytes length of the head, 4 bytes length of the body, head (JSON), body. Answer: 4 bytes length, JSON.
JOB_LENGTHS = struct.Struct("!II")
ANSWER_LENGTH = struct.Struct("!I")


def dump_feed(feed: Feed) -> dict[str, Any]:
    """Return a feed as plain values."""
    rows = [[one.id, one.url, one.title, one.summary, _written(one.published)] for one in feed.entries]
    hints = feed.hints
    return {"title": feed.title, "entries": rows, "hints": [hints.ttl_seconds, hints.hub, hints.itself]}


def load_feed(values: dict[str, Any]) -> Feed:
    """Return the feed that `dump_feed` wrote."""
    entries = tuple(
        FeedEntry(str(one), str(url), str(title), str(summary), _moment(published))
        for one, url, title, summary, published in values["entries"]
    )
    return Feed(str(values["title"]), entries, Hints(*values["hints"]))


def dump_article(article: Article) -> dict[str, Any]:
    """Return an article as plain values; trust is the source's, not the page's."""
    return {
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "site": article.site,
        "published": _written(article.published),
        "related": [dump_article(one) for one in article.related],
    }


def load_article(values: dict[str, Any]) -> Article:
    """Return the article that `dump_article` wrote."""
    return Article(
        url=str(values["url"]),
        title=str(values["title"]),
        text=str(values["text"]),
        site=str(values["site"]),
        published=_moment(values["published"]),
        related=tuple(load_article(one) for one in values["related"]),
    )


def dump(values: dict[str, Any]) -> bytes:
    """Return values as bytes; half of a surrogate pair, which no encoding takes, becomes a question mark."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def load(answer: bytes) -> dict[str, Any]:
    """Return the values that `dump` wrote.

    Raises:
        ParseError: they are not what was agreed.
    """
    try:
        values = json.loads(answer)
    except ValueError as error:
        raise ParseError("the parser's answer cannot be read") from error
    if not isinstance(values, dict):
        raise ParseError("the parser's answer cannot be read")
    return values


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(text: Any) -> datetime | None:  # noqa: ANN401 - out of JSON
    return datetime.fromisoformat(text) if isinstance(text, str) else None

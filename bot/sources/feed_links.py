"""The feeds that a page names."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from bot.sources.charset import decode
from bot.sources.depth import is_too_deep
from bot.sources.feed import plain
from bot.sources.parsed import FeedLink

LONGEST_PAGE = 2_000_000
MOST_FEEDS = 20
_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/xml|application/xml", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(r"(?:^|/|\b)(?:(?:rss|atom|feed|index)\.xml|rss|atom|feeds?)(?:/|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"comments?", re.IGNORECASE)


def feed_links(body: bytes, url: str, charset: str | None = None) -> tuple[FeedLink, ...]:
    """Return the feeds that the page at `url` names: those it declares first, then links that look like one."""
    text = decode(body, charset).text[:LONGEST_PAGE]
    if is_too_deep(text):
        return ()
    tree = LexborHTMLParser(text)
    found: dict[str, FeedLink] = {}
    for target, title in (*_declared(tree), *_linked(tree)):
        joined = _absolute(url, target)
        if joined:
            found.setdefault(joined, FeedLink(joined, title))
    # a site's news before the comments on them
    return tuple(sorted(found.values(), key=lambda link: bool(_COMMENTS.search(link.title + link.url))))[:MOST_FEEDS]


def _declared(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css('link[rel~="alternate" i][href]'):
        attributes = node.attributes
        if _TYPES.match(attributes.get("type") or ""):
            yield attributes.get("href") or "", plain(attributes.get("title") or "")


def _linked(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("a[href]")[:3000]:
        href = node.attributes.get("href") or ""
        if _LOOKS_LIKE_FEED.search(_path(href)):
            yield href, plain(node.text(deep=True))


def _path(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""


def _absolute(url: str, target: str) -> str:
    try:
        joined = urljoin(url, target.strip())
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""

"""A page that lists articles, as labs without a feed have: its links that lead to articles, as entries."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.errors import ParseError
from bot.sources.canonical import canonical_url
from bot.sources.charset import decode
from bot.sources.dates import parse_date
from bot.sources.depth import is_too_deep
from bot.sources.feed import plain
from bot.sources.listed import read_toml
from bot.sources.markdown import inline
from bot.sources.parsed import Feed
from bot.types import FeedEntry

SELECTORS = Path(__file__).parent / "watch.toml"
LONGEST_PAGE = 4_000_000
MOST_LINKS = 3_000
MOST_ENTRIES = 200
ENOUGH_BELOW = 2  # links below the page's own address: then the list is surely there
SHORTEST_TITLE = 8
_NOT_ARTICLES = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|authors?|people|team|page|search|about|contact|careers?|jobs|privacy|terms|legal|login"
    r"|sign-?(?:in|up)|subscribe|newsletter|rss|feed|events?|archive|press-kit|pricing|download|docs?)(?:/|\Z)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|pdf|zip|mp[34]|css|js|xml|json|ico|woff2?)\Z", re.IGNORECASE)
_MORE = re.compile(r"(?:read|learn|see|find out|view|show)\b.{0,20}|more|continue|\W*", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,? \d{4})\b"
)
_HEADS = "h1,h2,h3,h4,h5,h6"


@dataclass
class _Link:
    """All links of the page to one address."""

    url: str
    nodes: list[LexborNode]


def parse_index(body: bytes, url: str, charset: str | None = None) -> Feed:
    """Return the articles that the page at `url` links to, in its order.

    Raises:
        ParseError: no link on it looks like one to an article.
    """
    text = decode(body, charset).text[:LONGEST_PAGE]
    if is_too_deep(text):
        raise ParseError("its elements are nested without end; nothing of it was read")
    tree = LexborHTMLParser(text)
    head = tree.css_first("head title, h1")
    links = _links(tree, url)
    chosen = _by_selector(tree, links, url) or _below(links, url) or _largest_family(links, url)
    if not chosen:
        raise ParseError("no link on this page looks like an article; its list may need a browser that runs scripts")
    entries = tuple(_entry(link) for link in chosen[:MOST_ENTRIES])
    return Feed(plain(head.text(deep=True)) if head is not None else "", entries)


def _links(tree: LexborHTMLParser, url: str) -> list[_Link]:
    """Return every address of the same site that may be an article."""
    base = tree.css_first("base[href]")
    start = urljoin(url, (base.attributes.get("href") or "") if base is not None else "")
    found: dict[str, _Link] = {}
    own, site = canonical_url(url), _site(url)
    for node in tree.css("a[href]")[:MOST_LINKS]:
        target = _target(start, node.attributes.get("href") or "")
        key = canonical_url(target) if target else ""
        if not key or key == own or _site(target) != site or not _may_be_article(target):
            continue
        found.setdefault(key, _Link(target, [])).nodes.append(node)
    return list(found.values())


def _target(start: str, href: str) -> str:
    try:
        joined = urljoin(start, href.strip()).partition("#")[0]
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in {"http", "https"} and len(joined) < 2048 else ""


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _may_be_article(url: str) -> bool:
    path = urlsplit(url).path
    return len(path) > 1 and not _NOT_ARTICLES.search(path) and not _FILE.search(path)


def _by_selector(tree: LexborHTMLParser, links: list[_Link], url: str) -> list[_Link]:
    selector = _selectors().get(canonical_url(url))
    if selector is None:
        return []
    wanted = {node.mem_id for node in tree.css(selector)}
    return [link for link in links if any(node.mem_id in wanted for node in link.nodes)]


@cache
def _selectors() -> dict[str, str]:
    """Return the CSS selector of the links for pages that need one, by canonical address."""
    rows = read_toml(SELECTORS, SELECTORS.name).get("page", [])
    return {canonical_url(row["url"]): row["links"] for row in rows}


def _below(links: list[_Link], url: str) -> list[_Link]:
    """Return the links to addresses below the page's own, as /news/a is below /news."""
    path = _directory(urlsplit(url).path)
    if path == "/":
        return []
    below = [
        link for link in links if urlsplit(link.url).path.startswith(path) and len(urlsplit(link.url).path) > len(path)
    ]
    return below if len(below) >= ENOUGH_BELOW else []


def _directory(path: str) -> str:
    return re.sub(r"/(?:index\.\w+)?\Z", "", path) + "/"


def _largest_family(links: list[_Link], url: str) -> list[_Link]:
    """Return the links that share a directory, look like headlines, and are most."""
    likely = [link for link in links if _has_slug(link.url)]
    families = Counter(urlsplit(link.url).path.rstrip("/").rpartition("/")[0] for link in likely)
    if not families:
        return []
    family, count = families.most_common(1)[0]
    return (
        [link for link in likely if urlsplit(link.url).path.rstrip("/").rpartition("/")[0] == family]
        if count >= 3
        else []
    )


def _has_slug(url: str) -> bool:
    """Return whether the end of an address is made of words or numbers, as those of articles are."""
    slug = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return slug.count("-") + slug.count("_") >= 2 or sum(letter.isdigit() for letter in slug) >= 4


def _entry(link: _Link) -> FeedEntry:
    card = _card(link.nodes[0])
    return FeedEntry(canonical_url(link.url), link.url, _title(link, card), published=_date(card))


def _card(node: LexborNode) -> LexborNode:
    """Return the box around a link: the widest element that leads to no other address."""
    card, href = node, node.attributes.get("href")
    for _ in range(6):
        parent = card.parent
        if parent is None or parent.tag in {"body", "html", "main"}:
            break
        if any(other.attributes.get("href") not in (href, None) for other in parent.css("a[href]")):
            break
        card = parent
    return card


def _title(link: _Link, card: LexborNode) -> str:
    for words in _titles(link, card):
        short = plain(_DATE.sub(" ", words))
        if len(short) >= SHORTEST_TITLE and not _MORE.fullmatch(short):
            return short[:300]
    return unquote(urlsplit(link.url).path.rstrip("/").rpartition("/")[2]).replace("-", " ").replace("_", " ")


def _titles(link: _Link, card: LexborNode) -> Iterator[str]:
    """Yield what may be the title, the likeliest first: headings, then the pieces of the link's own text."""
    for node in [*link.nodes, card]:
        heading = node.css_first(_HEADS)
        if heading is not None:
            yield inline(heading)
    for node in link.nodes:
        pieces = [" ".join(piece.split()) for piece in node.text(deep=True, separator="\n").split("\n")]
        pieces = [piece for piece in pieces if piece and not _DATE.fullmatch(piece)]
        yield from sorted(pieces, key=len, reverse=True)[:1]
        yield node.attributes.get("title") or node.attributes.get("aria-label") or ""


def _date(card: LexborNode) -> datetime | None:
    time = card.css_first("time")
    if time is not None:
        found = parse_date(time.attributes.get("datetime") or "") or parse_date(inline(time))
        if found is not None:
            return found
    match = _DATE.search(card.text(deep=True, separator=" ")[:5000])
    return parse_date(match[0]) if match else None

"""What a page says about itself: title, date and address, from OpenGraph, JSON-LD and plain HTML."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.sources.dates import parse_date
from bot.sources.feed import plain
from bot.sources.linked_data import Item, is_article, kept, linked_data
from bot.sources.places import site_of

_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "date",
    "publish-date",
    "publish_date",
    "pubdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "og:published_time",
    "article.published",
)
_SEPARATOR = re.compile(r"\s+[|·•–—»:-]\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own words about itself; empty where it is silent."""

    title: str = ""
    url: str = ""  # canonical, of the same site
    published: datetime | None = None
    description: str = ""
    body: str = ""  # the article's text as JSON-LD has it
    data: str = ""  # a block of JSON-LD: what the page says of a model and of who publishes


def metadata_of(tree: LexborHTMLParser, url: str) -> Metadata:
    """Return what the page at `url` says about itself."""
    named = _named(tree)
    items = linked_data(tree)
    article = next(filter(is_article, items), {})
    return Metadata(
        _title(tree, named, article, url),
        _canonical(tree, named, url),
        _published(tree, named, article),
        plain(named.get("og:description") or named.get("description") or ""),
        _words(article.get("articleBody")),
        kept(items, named.get("og:site_name") or ""),
    )


def _named(tree: LexborHTMLParser) -> dict[str, str]:
    """Return every <meta> by its name, the first of each."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:300]:
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = attributes.get("content") or ""
        if name and content:
            found.setdefault(name.strip().lower(), content.strip()[:5000])
    return found


def _words(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _title(tree: LexborHTMLParser, named: dict[str, str], article: Item, url: str) -> str:
    heading = tree.css_first("article h1, main h1, h1")
    head = tree.css_first("head title, title")
    given = (
        named.get("og:title"),
        _words(article.get("headline")),
        named.get("twitter:title"),
        heading.text(deep=True) if heading is not None else None,
        head.text(deep=True) if head is not None else None,
    )
    title = next((words for words in (plain(one) for one in given if one) if words), "")
    return _without_site(title, named.get("og:site_name") or "", url)


def _without_site(title: str, site_name: str, url: str) -> str:
    """Take " | Site" off the end of a title when it names the site."""
    pieces = _SEPARATOR.split(title)
    if len(pieces) < 2 or len(" ".join(pieces[:-1])) < 10:
        return title
    last = _letters(pieces[-1])
    host = _letters(site_of(url).rpartition(".")[0])
    is_site = bool(last) and (
        last == _letters(site_name) or (len(last) > 2 and last in host) or (bool(host) and host in last)
    )
    if not is_site and _letters(site_name) != last and " | " not in title[-len(pieces[-1]) - 4 :]:
        return title
    return title[: len(title) - len(pieces[-1])].rstrip().rstrip("|·•–—»:-").rstrip()


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _canonical(tree: LexborHTMLParser, named: dict[str, str], url: str) -> str:
    """Return the page's canonical address if it is one of the same site and not just its front page."""
    node = tree.css_first('link[rel~="canonical" i]')
    given = (node.attributes.get("href") if node is not None else None, named.get("og:url"))
    for candidate in given:
        try:
            joined = urljoin(url, (candidate or "").strip())
            parts, own = urlsplit(joined), urlsplit(url)
        except ValueError:
            continue
        is_front_page = not parts.path.strip("/") and own.path.strip("/")
        is_usable = candidate and parts.scheme in {"http", "https"} and not is_front_page
        if is_usable and _same_site(parts.hostname or "", own.hostname or ""):
            return joined
    return ""


def _same_site(one: str, other: str) -> bool:
    """Return whether two hosts are one site: equal, or one is the other's subdomain such as www, m or amp."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or (other.endswith(f".{one}") and "." in one)


def _published(tree: LexborHTMLParser, named: dict[str, str], article: Item) -> datetime | None:
    given = [_words(article.get("datePublished")), *(named.get(name) for name in _DATE_NAMES)]
    given += [_time(node) for node in tree.css('[itemprop="datePublished"], time[pubdate]')[:3]]
    given += [_time(node) for node in tree.css("article header time, article time, main time, header time, time")[:1]]
    given.append(_words(article.get("dateCreated")))
    return next((date for date in map(parse_date, given) if date is not None), None)


def _time(node: LexborNode) -> str:
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or node.text(deep=True).strip()

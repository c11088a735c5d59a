"""RSS 0.9x, RSS 2.0 and Atom 1.0 to items when every part is where its specification puts it; anything else is refused.

It is quick and knows no mercy: what a lenient reader could take otherwise is left to the thorough reader.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from bot.sources.dates import parse_date

ATOM = "{http://www.w3.org/2005/Atom}"
_DC, _CONTENT = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/rss/1.0/modules/content/}"
_MEDIA, _THR = "{http://search.yahoo.com/mrss/}", "{http://purl.org/syndication/thread/1.0}"
_PODCAST = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_SAFE = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
_STRICT, _MENDING = etree.XMLParser(**_SAFE), etree.XMLParser(**_SAFE, recover=True)

# What stands in an item and says nothing of its title, link, id, date or text
_BESIDE = frozenset(
    {
        *("author", "category", "comments", "enclosure"),
        *(f"{_DC}{name}" for name in ("creator", "subject", "publisher", "language", "type", "format")),
        *(
            f"{_MEDIA}{name}"
            for name in ("content", "thumbnail", "credit", "keywords", "rating", "category", "copyright")
        ),
        *(
            f"{_PODCAST}{name}"
            for name in ("author", "duration", "explicit", "episode", "episodeType", "season", "image")
        ),
        *(f"{_THR}{name}" for name in ("total", "in-reply-to")),
        *(f"{{http://purl.org/rss/1.0/modules/slash/}}{name}" for name in ("comments", "section", "department")),
        *(f"{{http://wellformedweb.org/CommentAPI/}}{name}" for name in ("comment", "commentRss")),
        "{com-wordpress:feed-additions:1}post-id",
    }
)
_RSS = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "description": "summary",
    f"{_CONTENT}encoded": "content",
    "pubDate": "date",
    f"{_DC}date": "date",
}
_ATOM = {f"{ATOM}{name}": name for name in ("title", "id", "summary", "content", "published", "updated")}
_ATOM_BESIDE = frozenset({*_BESIDE, *(f"{ATOM}{name}" for name in ("author", "contributor", "category", "rights"))})
_PERSON = frozenset(f"{ATOM}{name}" for name in ("name", "uri", "email"))
_TEXT_TYPES = frozenset({None, "text", "html", "text/html", "text/plain"})
_PAGE_TYPES = frozenset({None, "text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a parser gave it."""

    id: str
    link: str
    title: str
    summary: str
    published: datetime | None


class _Irregular(Exception):
    """Something is not where it belongs."""


def regular_items(text: str, *, mended: bool = False) -> tuple[str, list[Item]] | None:
    """Return a feed's title and items, or None when it is not regular through and through.

    With `mended`, tags that do not fit are first closed where libxml2 would close them.
    """
    try:
        root = etree.fromstring(
            text.encode("utf-8", "replace" if mended else "strict"), _MENDING if mended else _STRICT
        )
        if root is None:
            return None
        if root.tag == "rss":
            return _rss(root)
        return _atom(root) if root.tag == f"{ATOM}feed" else None
    except (_Irregular, etree.XMLSyntaxError, ValueError):
        return None


def _rss(root: etree._Element) -> tuple[str, list[Item]]:
    channels = list(root)
    if len(channels) != 1 or channels[0].tag != "channel":
        raise _Irregular
    rows = channels[0].findall("item")
    _refuse_bases(root, len(rows), "item")
    return (channels[0].findtext("title") or "").strip(), [_rss_item(row) for row in rows]


def _atom(root: etree._Element) -> tuple[str, list[Item]]:
    rows = root.findall(f"{ATOM}entry")
    _refuse_bases(root, len(rows), f"{ATOM}entry")
    return (root.findtext(f"{ATOM}title") or "").strip(), [_atom_item(row) for row in rows]


def _refuse_bases(root: etree._Element, count: int, name: str) -> None:
    """Refuse items in odd places, and addresses that are relative to something else than the feed."""
    if sum(1 for _ in root.iter(name)) != count or not count:
        raise _Irregular
    if any(_BASE in node.attrib for node in root.iter()):
        raise _Irregular


def _rss_item(row: etree._Element) -> Item:
    found = _fields(row, _RSS, _BESIDE)
    guid, link = found.get("id", ""), found.get("link", "")
    mark = row.find("guid")
    if guid and not link:
        link = guid if mark is not None and mark.get("isPermaLink", "true").lower() == "true" else ""
    if not link or "://" not in link:
        raise _Irregular
    summary = max(found.get("summary", ""), found.get("content", ""), key=len)
    return Item(guid, link, _title(found), summary, _date(found, "date"))


def _atom_item(row: etree._Element) -> Item:
    links = [node for node in row if node.tag == f"{ATOM}link"]
    found = _fields(row, _ATOM, _ATOM_BESIDE | {f"{ATOM}link"})
    for name in ("title", "summary", "content"):
        node = row.find(f"{ATOM}{name}")
        if node is not None and (node.get("type") not in _TEXT_TYPES or node.get("src")):
            raise _Irregular
    summary = max(found.get("summary", ""), found.get("content", ""), key=len)
    published = _date(found, "published") or _date(found, "updated")
    return Item(found.get("id", ""), _atom_link(links), _title(found), summary, published)


def _atom_link(links: list[etree._Element]) -> str:
    """Return the one link of an entry to its page."""
    if any(node.get("hreflang") for node in links):
        raise _Irregular
    pages = [
        node.get("href", "").strip()
        for node in links
        if node.get("rel") in {None, "alternate"} and node.get("type") in _PAGE_TYPES
    ]
    if len(pages) != 1 or "://" not in pages[0]:
        raise _Irregular
    return str(pages[0])


def _fields(row: etree._Element, names: Mapping[str, str], beside: frozenset[str]) -> dict[str, str]:
    """Return the parts of an item by name; one that stands twice, or holds elements, is not regular."""
    found: dict[str, str] = {}
    for node in row:
        name = names.get(str(node.tag))
        if name is None:
            if node.tag not in beside or any(child.tag not in _PERSON for child in node):
                raise _Irregular
        elif name in found or len(node) or node.get("mode"):
            raise _Irregular
        else:
            found[name] = (node.text or "").strip()
    return found


def _title(found: Mapping[str, str]) -> str:
    if not found.get("title"):
        raise _Irregular
    return found["title"]


def _date(found: Mapping[str, str], name: str) -> datetime | None:
    """Return a date; one that is written and cannot be read is not regular."""
    written = found.get(name)
    date = parse_date(written)
    if written and date is None:
        raise _Irregular
    return date

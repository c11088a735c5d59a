"""What a page's JSON-LD says: its objects, and the part about an article or a program that a reader may use."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser

MOST_CHARACTERS = 500_000
MOST_BLOCKS, MOST_DEPTH, MOST_ITEMS, MOST_KEPT = 20, 6, 100, 6
LONGEST_VALUE = 300
_ARTICLES = frozenset(
    {
        "article", "newsarticle", "blogposting", "techarticle", "reportagenewsarticle", "analysisnewsarticle",
        "backgroundnewsarticle", "opinionnewsarticle", "scholarlyarticle", "socialmediaposting", "pressrelease",
        "report", "advertisercontentarticle",
    }
)  # fmt: skip
_PROGRAMS = frozenset(
    {"softwareapplication", "softwaresourcecode", "webapplication", "mobileapplication", "product", "mlmodel"}
)
_WITHIN = ("@graph", "mainEntity", "about")  # "mentions" holds others' things
_KEPT = ("name", "headline", "license", "datePublished")
_MAKERS = ("author", "creator", "publisher", "provider", "manufacturer", "maintainer")

Item = Mapping[str, Any]


def linked_data(tree: LexborHTMLParser) -> list[Item]:
    """Return every object of every JSON-LD block of a page, in order; a broken block is no block."""
    found: list[Item] = []
    for node in tree.css('script[type*="ld+json"]')[:MOST_BLOCKS]:
        text = (node.text(deep=True) or "").strip().removeprefix("<!--").removesuffix("-->")
        if len(text) > MOST_CHARACTERS:
            continue
        try:
            found += _items(json.loads(text, strict=False), 0)
        except (ValueError, RecursionError):
            continue
    return found


def is_article(item: Item) -> bool:
    """Return whether an object is the article on the page."""
    return bool(_kinds(item) & _ARTICLES)


def kept(items: list[Item], site_name: str) -> str:
    """Return a JSON-LD block with what `items` say of a model and of who publishes, or "" if that is nothing.

    It stands at the end of an article's text, so that every fact out of it has a place there. A page without JSON-LD
    is published by the site that it names. Counts and offers, which change from day to day, are left out.
    """
    programs = [_reduced(item) for item in items if _kinds(item) & _PROGRAMS][:MOST_KEPT]
    articles = [_reduced(item) for item in items if is_article(item)][:1]
    if not articles and site_name:
        articles = [{"@type": "Article", "publisher": _organisation(site_name)}]
    chosen = [one for one in (*articles, *programs) if one.keys() - {"@type", "name", "headline", "datePublished"}]
    chosen += [one for one in programs if one not in chosen and "datePublished" in one]
    if not chosen:
        return ""
    written = json.dumps(chosen, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">\n{written}\n</script>'


def _items(found: object, depth: int) -> Iterator[Item]:
    if depth > MOST_DEPTH:
        return
    if isinstance(found, list):
        for part in found[:MOST_ITEMS]:
            yield from _items(part, depth + 1)
    elif isinstance(found, dict):
        yield found
        for name in _WITHIN:
            yield from _items(found.get(name), depth + 1)


def _kinds(item: Item) -> set[str]:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {name.rpartition("/")[2].lower() for name in names if isinstance(name, str)}


def _reduced(item: Item) -> dict[str, Any]:
    """Return the keys that a reader may use, each a short text; of a licence its name or address."""
    own: dict[str, Any] = {"@type": item.get("@type")}
    for key in _KEPT:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("url") or value.get("@id")
        if isinstance(value, str) and value.strip():
            own[key] = " ".join(value.split())[:LONGEST_VALUE]
    for key in _MAKERS:
        values = item.get(key)
        for value in (values if isinstance(values, list) else [values])[:MOST_KEPT]:
            if isinstance(value, dict) and _kinds(value) & {"organization", "corporation", "newsmediaorganization"}:
                name = value.get("name")
                if isinstance(name, str) and name.strip():
                    own.setdefault(key, _organisation(name))
    return own


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": " ".join(name.split())[:LONGEST_VALUE]}

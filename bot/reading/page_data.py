"""What a HTML page says to machines: JSON-LD and the meta tags of OpenGraph, each value with its place."""

import html
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from bot.reading import lazy_re as re

MOST_BLOCKS, LONGEST_BLOCK, MOST_NODES, MOST_PROGRAMS, LONGEST_NAME = 20, 200_000, 2000, 20, 120
_SCRIPT = re.compile(r"<script\b[^<>]{0,500}application/ld\+json[^<>]{0,500}>", re.IGNORECASE)
_META = re.compile(r"<meta\b[^<>]{1,3000}>", re.IGNORECASE)
_NAME = re.compile(r"\b(?:property|name|itemprop)\s*=\s*[\"']?([\w:.-]{1,60})", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"<>]{0,2500})\"|'([^'<>]{0,2500})')", re.IGNORECASE)
# Kinds of thing whose own licence and date are the model's; those of an article are the article's.
_MODELS = frozenset(
    {"SoftwareApplication", "SoftwareSourceCode", "WebApplication", "MobileApplication", "Product", "MLModel"}
)
_ARTICLES = frozenset({"Article", "NewsArticle", "BlogPosting", "TechArticle", "Report", "PressRelease"})
_ORGANISATIONS = frozenset({"Organization", "Corporation", "NewsMediaOrganization"})
_MAKERS = ("author", "creator", "manufacturer", "maintainer", "provider", "publisher")
_DAYS = ("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dcterms.date")


class Statement(NamedTuple):
    """One value that a page states of a program: the key, the value, where it stands as printed, and the program's name."""

    key: str
    value: str
    start: int
    end: int
    of: str = ""


class PageData(NamedTuple):
    """A page's headline and day, what it states of programs, who made one of them, and who publishes the page."""

    title: str = ""
    published: datetime | None = None
    statements: tuple[Statement, ...] = ()
    makers: tuple[tuple[str, str], ...] = ()  # a program's name, an organisation
    publisher: str = ""
    author: str = ""  # where an organisation signs the article


def page_data(original: str) -> PageData:
    """Return what a page says to machines; nothing for a text that is no page."""
    if "<meta" not in original.lower() and "ld+json" not in original:
        return PageData()
    metas = dict(meta_tags(original))
    nodes = list(_nodes(original))
    articles = [node for node, _ in nodes if "headline" in node or _types(node) & _ARTICLES]
    programs = [(node, frame) for node, frame in nodes if _types(node) & _MODELS][:MOST_PROGRAMS]
    headline = next((str(node["headline"]) for node in articles if isinstance(node.get("headline"), str)), "")
    days = [*(metas.get(name, "") for name in _DAYS), *(str(node.get("datePublished", "")) for node in articles)]
    return PageData(
        title=" ".join((headline or metas.get("og:title", "")).split())[:300],
        published=next((day for day in map(_when, days) if day is not None), None),
        statements=tuple(one for node, frame in programs for one in _stated(original, node, frame)),
        makers=tuple((_text(node, "name"), maker) for node, _ in programs if (maker := _organisation(node, _MAKERS))),
        publisher=next((name for node in articles if (name := _organisation(node, ("publisher",)))), "")
        or metas.get("og:site_name", ""),
        author=next((name for node in articles if (name := _organisation(node, ("author",)))), ""),
    )


def meta_tags(original: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each meta tag, the last of a name first, so that a dict keeps the first."""
    found = list(_META.finditer(original, 0, 400_000))[:200]
    for tag in reversed(found):
        name, content = _NAME.search(tag[0]), _CONTENT.search(tag[0])
        if name and content:
            yield name[1].lower(), html.unescape(content[1] or content[2] or "")


def _nodes(original: str) -> Iterator[tuple[Mapping[str, object], tuple[int, int]]]:
    """Yield every object of every JSON-LD block with the block's frame; a broken block is no block."""
    for number, script in enumerate(_SCRIPT.finditer(original)):
        end = original.find("</script", script.end(), script.end() + LONGEST_BLOCK)
        if number >= MOST_BLOCKS:
            return
        try:
            left = [json.loads(original[script.end() : end])] if end > 0 else []
        except (ValueError, RecursionError):
            continue
        for _ in range(MOST_NODES):
            if not left:
                break
            node = left.pop()
            if isinstance(node, dict):
                yield node, (script.end(), end)
                left.extend(reversed(node.values()))
            elif isinstance(node, list):
                left.extend(reversed(node))


def _types(node: Mapping[str, object]) -> set[str]:
    types = node.get("@type")
    return {str(one) for one in (types if isinstance(types, list) else [types])}


def _stated(original: str, node: Mapping[str, object], frame: tuple[int, int]) -> Iterator[Statement]:
    for key in ("license", "datePublished"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("url") or value.get("@id")
        if isinstance(value, str) and value:
            start = original.find(value, *frame)
            if start >= 0:
                yield Statement(key, value, start, start + len(value), _text(node, "name"))


def _organisation(node: Mapping[str, object], keys: tuple[str, ...]) -> str:
    """Return the name of the first organisation under one of the keys; a person is none."""
    for key in keys:
        values = node.get(key)
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict) and _types(value) & _ORGANISATIONS and (name := _text(value, "name")):
                return name
    return ""


def _text(node: Mapping[str, object], key: str) -> str:
    value = node.get(key)
    return " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""


def _when(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

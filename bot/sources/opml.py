"""Lists of feeds as other readers write them: OPML in and out, http://opml.org/spec2.opml."""

import re
from collections.abc import Sequence
from html import unescape
from xml.sax.saxutils import quoteattr

from bot.errors import ParseError
from bot.sources.canonical import canonical_url
from bot.sources.charset import decode
from bot.sources.listed import ListedSource

MOST_BYTES = 4 * 1_048_576
MOST_SOURCES = 20_000
_ROOT = re.compile(r"<opml\b", re.IGNORECASE)
_OUTLINE = re.compile(r"<outline\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)/?>", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"\Afeed:(?://)?", re.IGNORECASE)  # what some readers write for http
_ATTRIBUTE = re.compile(r"([\w:.-]{1,50})\s{0,9}=\s{0,9}(?:\"([^\"<]*)\"|'([^'<]*)')")


def from_opml(body: bytes) -> tuple[ListedSource, ...]:
    """Return the feeds of an OPML file, each once; folders are not kept.

    Raises:
        ParseError: it is no OPML, or larger than anybody's list.
    """
    if len(body) > MOST_BYTES:
        raise ParseError("this list is larger than 4 MB")
    text = decode(body).text
    if not _ROOT.search(text):
        raise ParseError("this is no OPML file")
    found: dict[str, ListedSource] = {}
    for match in _OUTLINE.finditer(text):
        attributes = {name.lower(): unescape(one or two).strip() for name, one, two in _ATTRIBUTE.findall(match[1])}
        url = attributes.get("xmlurl", "")
        url = _FEED_SCHEME.sub(lambda m: "http://" if m[0].endswith("//") else "", url)
        if url.startswith(("http://", "https://")) and not any(letter.isspace() for letter in url):
            title = " ".join((attributes.get("title") or attributes.get("text") or "").split())[:300]
            found.setdefault(canonical_url(url), ListedSource(url, title))
        if len(found) > MOST_SOURCES:
            raise ParseError(f"this list has more than {MOST_SOURCES:,} feeds")
    return tuple(found.values())


def to_opml(sources: Sequence[ListedSource], title: str = "Launchwire") -> str:
    """Return the feeds among the sources as OPML; watched pages are left out, since no other reader knows them."""
    lines = [
        f"    <outline type={quoteattr('rss')} text={quoteattr(_printable(one.title or one.url))} "
        f"xmlUrl={quoteattr(_printable(one.url))}/>"
        for one in sources
        if one.kind == "feed"
    ]
    head = f"  <head>\n    <title>{_printable(title).replace('&', '&amp;').replace('<', '&lt;')}</title>\n  </head>"
    body = "\n".join(["  <body>", *lines, "  </body>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}\n{body}\n</opml>\n'


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)

"""Bytes of a page to an article: its text, title, date and address, and the teasers beside it apart."""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from bot.errors import ParseError
from bot.sources.charset import decode
from bot.sources.depth import is_too_deep
from bot.sources.main_text import main_element
from bot.sources.markdown import markdown
from bot.sources.metadata import Metadata, metadata_of
from bot.sources.noise import remove_comments, remove_noise
from bot.sources.places import site_of
from bot.sources.related import Teaser, take_related
from bot.types import Article

LONGEST_PAGE = 4_000_000  # characters; what comes after is not read
LONGEST_TEXT = 1_000_000
ENOUGH = 250  # characters of an article; with less the next way is tried
_PLAIN_TYPES = frozenset({"text/plain", "text/markdown", "text/x-markdown", "text/x-rst"})
_PLAIN_ENDS = (".md", ".markdown", ".txt", ".rst")
_MARKUP = re.compile(
    r"\A\s{0,1000}(?:<!--.{0,2000}?-->\s{0,100})*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(r"\A\s{0,1000}(?:<\?xml[^>]{0,500}\?>\s{0,100})?<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_TITLE_LINE = re.compile(r"\A\s{0,1000}#{1,2}\s{1,20}([^\n]{1,500})")
_FRONT_TITLE = re.compile(r"\A---\s*\n(?:[^\n]{0,500}\n){0,50}?title:\s{0,20}[\"']?([^\n\"']{1,500})")


def parse_page(body: bytes, url: str, content_type: str = "", charset: str | None = None) -> Article:
    """Return the article at `url`; its text is Markdown with headings, lists, tables and blank lines.

    Raises:
        ParseError: the bytes are no page or text, or hold no words to read.
    """
    _refuse_other_things(body, content_type)
    text = decode(body, charset).text[:LONGEST_PAGE]
    if _FEED.match(text):
        raise ParseError("this is a feed, not a page")
    if _is_plain(text, url, content_type):
        return _plain_article(text, url)
    return _html_article(text, url)


def _refuse_other_things(body: bytes, content_type: str) -> None:
    what = next((name for start, name in _MAGIC.items() if body.startswith(start)), None)
    if what is None and content_type.startswith(("image/", "video/", "audio/", "font/")):
        what = "a file of another kind"
    if what is not None:
        raise ParseError(f"this is {what}; only pages and texts are read")


def _is_plain(text: str, url: str, content_type: str) -> bool:
    if content_type in _PLAIN_TYPES:
        return not _MARKUP.match(text)
    if content_type in {"text/html", "application/xhtml+xml"}:
        return False
    return urlsplit(url).path.lower().endswith(_PLAIN_ENDS) and not _MARKUP.match(text)


def _plain_article(text: str, url: str) -> Article:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()[:LONGEST_TEXT]
    if not text:
        raise ParseError("there is no text at this address")
    match = _FRONT_TITLE.match(text) or _TITLE_LINE.match(text)
    title = match[1] if match else next(line for line in text.split("\n") if line.strip())
    return Article(url, " ".join(title.split()).rstrip("# ")[:500], text, site_of(url))


def _html_article(text: str, url: str) -> Article:
    if is_too_deep(text):
        raise ParseError("its elements are nested without end; nothing of it was read")
    tree = LexborHTMLParser(text)
    about = metadata_of(tree, url)
    remove_noise(tree)
    teasers = take_related(tree, url)
    remove_comments(tree)
    words = _main_words(tree, about)
    if not words:
        raise ParseError("there is no text on this page; it may need a browser that runs scripts")
    return Article(
        url=about.url or url,
        title=about.title or words.split("\n", 1)[0].lstrip("# ")[:200],
        text=_with_data(_with_title(words, about.title), about.data),
        site=site_of(url),
        published=about.published,
        related=tuple(_related(teaser) for teaser in teasers),
    )


def _main_words(tree: LexborHTMLParser, about: Metadata) -> str:
    """Return the article's text by the first way that finds enough of it."""
    main, body = main_element(tree), tree.body
    words = markdown(main) if main is not None else ""
    if len(words) < max(ENOUGH, len(about.body) // 2):
        words = max((words, about.body, markdown(body) if body is not None else ""), key=len)
    return words.strip() or about.description


def _with_title(words: str, title: str) -> str:
    """Return the text beginning with its title, so that what only the title says can be quoted too."""
    first = words.split("\n", 1)[0].lstrip("# ").strip()
    return words if not title or first == title else f"# {title}\n\n{words}"


def _with_data(words: str, data: str) -> str:
    """Return the text with what the page says to machines below it, where no person reads but the reader finds it."""
    if not data:
        return words[:LONGEST_TEXT]
    return f"{words[: LONGEST_TEXT - len(data) - 2]}\n\n{data}"


def _related(teaser: Teaser) -> Article:
    return Article(teaser.url, teaser.title, teaser.text, site_of(teaser.url))

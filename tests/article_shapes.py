"""The same article as HTML, as Markdown and as plain text: what says the same has to read the same."""

import re

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_TAG = re.compile(r"<!--.*?-->|</?(?!br\b)[a-z][^<>]*>", re.DOTALL)


def as_html(markdown: str, head: str = "") -> str:
    """Return a page as GitHub would render it."""
    return _page(_MARKDOWN.render(without_head(markdown)), head)


def lines_as_html(text: str) -> str:
    """Return a page of a plain text with a paragraph on each line, its headline on the first."""
    first, *rest = [line for line in text.split("\n") if line.strip()]
    return _page("\n".join([_MARKDOWN.render(f"# {first}"), *map(_MARKDOWN.render, rest)]))


def _page(body: str, head: str = "") -> str:
    return f"<!doctype html>\n<html><head>{head}</head>\n<body><article>\n{body}\n</article></body></html>\n"


def without_head(markdown: str) -> str:
    """Return a card without its front matter: only Markdown has one."""
    return re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)


def as_plain(markdown: str) -> str:
    """Return the text without marks: as a person would paste it, the cells of a table parted by tabs, no code."""
    text = re.sub(r"^```.*?^```|!\[[^\]]*\]\([^)]*\)", "", without_head(markdown), flags=re.DOTALL | re.MULTILINE)
    return "\n".join(_plain_line(line) for line in _TAG.sub("", text).split("\n") if not _RULE.match(line))


def _plain_line(line: str) -> str:
    if _ROW.match(line):
        line = "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = re.sub(r"^#+ |^> ?", "", line)
    line = re.sub(r"\*\*(.+?)\*\*|`+(.+?)`+", lambda m: m[1] or m[2], line)
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", line)

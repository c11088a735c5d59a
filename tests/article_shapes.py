"""The same article as HTML, as Markdown and as plain text: what says the same has to read the same."""

import html
import re

_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|(?:\s*:?-+:?\s*\|)+\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.) +")


def as_html(markdown: str, title: str = "", head: str = "") -> str:
    """Return a page with headings, paragraphs, lists and tables, lines broken as editors break them."""
    parts = [_block_html(block) for block in blocks(markdown)]
    return (
        f"<!doctype html>\n<html><head><title>{html.escape(title)}</title>{head}</head>\n<body><article>\n"
        + "\n".join(parts)
        + "\n</article></body></html>\n"
    )


def as_plain(markdown: str) -> str:
    """Return the text without marks: as a person would paste it, the cells of a table parted by tabs."""
    return "\n\n".join(_block_plain(block) for block in blocks(markdown)) + "\n"


def blocks(markdown: str) -> list[list[str]]:
    """Return headings, paragraphs, lists and tables, each as its lines; front matter and code are left out."""
    text = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        is_item = bool(_ITEM.match(line)) and bool(found[-1]) and not _ITEM.match(found[-1][0])
        if not line.strip() or line.startswith("#") or is_item:
            found.append([])
        if line.strip():
            found[-1].append(line)
        if line.startswith("#"):
            found.append([])
    return [block for block in found if block]


def _inline(text: str) -> str:
    text = html.escape(text.strip(), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    text = re.sub(r"&lt;br ?/?&gt;", "<br>", text)
    return re.sub(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)


def _block_html(block: list[str]) -> str:
    if block[0].startswith("#"):
        level = len(block[0]) - len(block[0].lstrip("#"))
        return f"<h{level}>{_inline(block[0].lstrip('# '))}</h{level}>"
    if all(_ROW.match(line) for line in block):
        rows = [line for line in block if not _RULE.match(line)]
        return (
            "<table>\n" + "\n".join(_row(line, "th" if i == 0 else "td") for i, line in enumerate(rows)) + "\n</table>"
        )
    if _ITEM.match(block[0]):
        items = re.split(r"\n(?=\s*(?:[-*+]|\d+\.) +)", "\n".join(block))
        return "<ul>\n" + "\n".join(f"<li>{_inline(_ITEM.sub('', item))}</li>" for item in items) + "\n</ul>"
    return f'<p class="text">{_inline(chr(10).join(block))}</p>'


def _row(line: str, kind: str) -> str:
    cells = line.strip().strip("|").split("|")
    return "<tr>" + "".join(f"<{kind}>{_inline(cell)}</{kind}>" for cell in cells) + "</tr>"


def _block_plain(block: list[str]) -> str:
    if all(_ROW.match(line) for line in block):
        rows = [line.strip().strip("|").split("|") for line in block if not _RULE.match(line)]
        block = ["\t".join(cell.strip() for cell in row) for row in rows]
    text = "\n".join(block)
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"\*\*(.+?)\*\*|`(.+?)`", lambda m: m[1] or m[2], text)
    return re.sub(r"(?<!!)\[([^\]]+)\]\(([^)]+)\)", r"\1", text)

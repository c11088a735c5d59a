"""A part of a page as readable text: Markdown headings, lists and tables, blank lines between paragraphs."""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain

from selectolax.lexbor import LexborNode

DEEPEST = 120  # elements inside each other; what is deeper is taken as plain text
MOST_COLUMNS = 40
MOST_ROWS = 500
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE_NAMES = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo mrow q rp rt ruby
s samp small span strike strong sub sup time tt u var wbr -text
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_LEFT_OUT_NAMES = """
script style noscript template svg canvas iframe object embed video audio img picture source track button input
select textarea nav head link meta area map dialog -comment
"""
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_NAME = re.compile(r"[\w./+:@-]{2,80}")  # what a name in code looks like; its marks tell it from the words around it
# Where models lie: who publishes one stands in its address.
_HUB = re.compile(r"https://(?:huggingface\.co|www\.modelscope\.cn|modelscope\.cn|github\.com)/[\w.-]+(?:/[\w.-]+)*/?$")
_LEFT_OUT = frozenset(_LEFT_OUT_NAMES.split())


def markdown(node: LexborNode) -> str:
    """Return the text of an element and what is in it."""
    return "\n\n".join(block for block in _blocks(node, 0) if block)


def inline(node: LexborNode) -> str:
    """Return the text of an element on one line."""
    return " ".join(_spoken(node, 0).split())


def _blocks(node: LexborNode, depth: int) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and tables inside an element; loose text between them is a paragraph."""
    loose: list[str] = []
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if tag == "br":
            loose.append("\n")
        elif tag in _INLINE and (tag == "-text" or not _holds_block(child)):
            loose.append(_spoken(child, depth))
        elif tag not in _LEFT_OUT:
            yield _paragraph(loose)
            loose = []
            yield from _block(child, tag, depth + 1)
        child = child.next
    yield _paragraph(loose)


def _block(node: LexborNode, tag: str, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield " ".join(node.text(deep=True, separator=" ").split())
    elif tag in _HEADINGS:
        text = inline(node)
        yield f"{'#' * _HEADINGS[tag]} {text}" if text else ""
    elif tag in {"ul", "ol"}:
        yield _list(node, depth, ordered=tag == "ol")
    elif tag == "table":
        yield from _table(node, depth)
    elif tag == "pre":
        text = node.text(deep=True).strip("\n").replace("```", "'''")
        yield f"```\n{text}\n```" if text.strip() else ""
    elif tag == "dl":
        yield _definitions(node, depth)
    elif tag == "blockquote":
        yield "\n\n".join(_quoted(block) for block in _blocks(node, depth) if block)
    else:
        yield from _blocks(node, depth)


def _holds_block(node: LexborNode) -> bool:
    """Return whether an inline element wraps paragraphs, as links around cards do."""
    return node.css_first("p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,pre,blockquote,section,article,figure,dl") is not None


def _paragraph(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n\n"))
    rows = [" ".join(row.split()) for row in "".join(pieces).split("\n")] if pieces else list(lines)
    return "\n".join(row for row in rows if row)


def _spoken(node: LexborNode, depth: int) -> str:
    """Return the words of an inline element; a line break of the page's source is a space, <br> a line's end."""
    tag = node.tag or ""
    if tag == "-text":
        return (node.text_content or "").replace("\n", " ").replace("\r", " ").replace("\0", "")
    if tag in _LEFT_OUT:
        return ""
    if depth > DEEPEST:
        return node.text(deep=True).replace("\n", " ")
    pieces = []
    child = node.first_child
    while child is not None:
        pieces.append("\n" if child.tag == "br" else _spoken(child, depth + 1))
        child = child.next
    text = "".join(pieces)
    if tag == "sup":
        return _raised(node, text)
    if tag in _CODE and _NAME.fullmatch(text):
        return f"`{text}`"
    if tag == "a" and text.strip() and _HUB.match(node.attributes.get("href") or ""):
        return f"[{' '.join(text.split())}]({node.attributes.get('href')})"
    return text if tag in _INLINE else f" {text} "


def _raised(node: LexborNode, text: str) -> str:
    """Footnote marks go; a power is written as one, so that 10 to the 25th does not become 1025."""
    if node.css_first("a") is not None:
        return ""
    before = node.prev
    last = (before.text_content or "")[-1:] if before is not None and before.tag == "-text" else ""
    return f"^{text.strip()}" if last.isdigit() and text.strip().lstrip("-+\u2212").isdigit() else text


def _list(node: LexborNode, depth: int, *, ordered: bool) -> str:
    rows: list[str] = []
    number, child = 0, node.first_child
    while child is not None:
        if child.tag == "li":
            number += 1
            mark = f"{number}. " if ordered else "- "
            rows += _item(child, depth, mark)
        elif child.tag not in _LEFT_OUT and child.tag != "-text":
            rows += (
                f"  {line}" for block in _block(child, child.tag or "", depth + 1) for line in block.split("\n") if line
            )
        child = child.next
    return "\n".join(rows)


def _item(node: LexborNode, depth: int, mark: str) -> list[str]:
    blocks = [block for block in _blocks(node, depth + 1) if block]
    lines = [line for block in blocks for line in block.split("\n") if line.strip()]
    return [(mark if index == 0 else " " * len(mark)) + line for index, line in enumerate(lines)]


def _definitions(node: LexborNode, depth: int) -> str:
    """Return each term with what is said of it on one line."""
    rows: list[str] = []
    for part in node.css("dt,dd"):
        text = inline(part)
        if part.tag == "dt":
            rows.append(f"- {text}:")
        elif rows and rows[-1].endswith(":"):
            rows[-1] += f" {text}"
        else:
            rows.append(f"- {text}")
    return "\n".join(rows) if rows else "\n\n".join(_blocks(node, depth))


def _quoted(block: str) -> str:
    return "\n".join(f"> {line}" for line in block.split("\n"))


def _table(node: LexborNode, depth: int) -> Iterator[str]:
    """Yield a table's caption and rows; one that only places things on the page yields what is in it."""
    rows = [row for row in node.css("tr") if _owner(row) == node.mem_id][:MOST_ROWS]
    cells = [[cell for cell in _children(row) if cell.tag in {"td", "th"}] for row in rows]
    if len(node.css("table")) > 1 or max((len(row) for row in cells), default=0) < 2:
        for row in cells:
            for cell in row:
                yield from _blocks(cell, depth + 1)
        return
    caption = node.css_first("caption")
    if caption is not None:
        yield inline(caption)
    yield _spanned(cells) if any(map(_is_spanned, chain(*cells))) else _plain_table(cells)


def _plain_table(cells: list[list[LexborNode]]) -> str:
    grid = [
        row for row in ([inline(cell).replace("|", "\\|") for cell in row[:MOST_COLUMNS]] for row in cells) if any(row)
    ]
    width = max((len(row) for row in grid), default=1)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in grid or [[""]]]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _is_spanned(cell: LexborNode) -> bool:
    return _number(cell, "colspan") > 1 or _number(cell, "rowspan") > 1 or cell.css_first("br") is not None


def _spanned(cells: list[list[LexborNode]]) -> str:
    """Return a table as HTML, bare of all but its spans and line ends: Markdown has neither."""
    rows = ["".join(_cell(cell) for cell in row[:MOST_COLUMNS]) for row in cells]
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows if row) + "\n</table>"


def _cell(cell: LexborNode) -> str:
    lines = (" ".join(line.split()) for line in _spoken(cell, 0).split("\n"))
    text = "<br>".join(escape(line, quote=False) for line in lines if line)
    spans = ((name, _number(cell, name)) for name in ("rowspan", "colspan"))
    marks = "".join(f' {name}="{number}"' for name, number in spans if number > 1)
    return f"<{cell.tag}{marks}>{text}</{cell.tag}>"


def _owner(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _number(cell: LexborNode, name: str) -> int:
    text = cell.attributes.get(name) or "1"
    return min(max(int(text), 1), 100) if text.isascii() and text.isdigit() and len(text) < 6 else 1

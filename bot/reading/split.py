"""Splits a text into the article itself and the teasers below it; no fact crosses that line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from bot.reading import lazy_re as re

_RELATED = re.compile(
    r"^\W*(?:related(?: articles| stories| news| posts| reading| content)?|read more|more (?:stories|news|articles|from \w+)"
    r"|you (?:may|might) also like|recommended(?: for you)?|see also|more on this|also in the news)\W*$",
    re.IGNORECASE,
)
_END = re.compile(
    r"^\W*(?:\d+ )?(?:comments?|leave a (?:comment|reply)|loading\.*|subscribe to .{0,60}|share this.{0,40})\W*$", re.I
)
LONGEST_TITLE = 220
MOST_TEASERS = 40


class Line(NamedTuple):
    """A line of a text with its place; `text` is stripped."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A part of a text that speaks of one thing: the article, or one teaser."""

    title: str
    lines: tuple[Line, ...]  # the title's own line first when it stands in the text
    is_teaser: bool


# A line that goes on in the next one: long, no stop at its end; the next one is no list item, heading or row.
_ENDS = frozenset(".!?:;。！？|>")
_NEW_BLOCK = re.compile(r"\s*(?:[-*+•#|>]|\d+[.)] |\[|<)")
_DANGLES = re.compile(
    r" (?:the|an?|of|on|with|and|or|to|in|for|by|from|is|are|at|as|than|our|its|using|called|named)$|\w \([^()]{1,60}$"
)
WRAP_WIDTH = 50


def lines_of(text: str) -> list[Line]:
    """Return the lines that hold something; soft-wrapped ones are joined, a space in place of the line end."""
    found: list[Line] = []
    start, was_blank, is_joined, width = 0, True, False, 0
    raws = text.split("\n")
    has_width = _has_width(raws)
    for raw in raws:
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            line = Line(stripped, begin, begin + len(stripped))
            is_joined = (
                bool(found)
                and not was_blank
                and (
                    _is_wrapped(found[-1], line, raw, in_paragraph=is_joined)
                    or (has_width and _is_full(found[-1], width, line, raw))
                )
            )
            width = len(stripped)
            if is_joined:
                line = Line(text[found[-1].start : line.end].replace("\n", " "), found.pop().start, line.end)
            found.append(line)
        was_blank = not stripped
        start += len(raw) + 1
    return found


def _is_wrapped(above: Line, line: Line, raw: str, *, in_paragraph: bool) -> bool:
    """Return whether a line goes on in the next: one of a paragraph that was wrapped before, or one that ends within a phrase."""
    is_long = len(above.text) >= WRAP_WIDTH and above.text[-1] not in _ENDS
    if not is_long or _NEW_BLOCK.match(raw):
        return False
    return (
        in_paragraph
        or line.text[0].islower()
        or above.text[-1] in ",-"
        or _DANGLES.search(above.text[-70:]) is not None
    )


NARROW, WIDE, FEWEST_WRAPPED = 60, 100, 4  # characters of a page's lines; lines that go on in small letters


def _has_width(raws: list[str]) -> bool:
    """Return whether a page's lines are broken at a width, as by hand: many go on in small letters, few are longer."""
    wrapped = sum(
        NARROW <= len(above) <= WIDE and below[:1].islower() and _goes_on(above) for above, below in pairwise(raws)
    )
    return wrapped >= FEWEST_WRAPPED and sum(len(raw) > WIDE for raw in raws) <= wrapped


def _goes_on(line: str) -> bool:
    end = line[-3:].rstrip()[-1:]
    return end != "" and end not in _ENDS


def _is_full(above: Line, width: int, line: Line, raw: str) -> bool:
    """Return whether a line ends because the next one's first word had no room in it."""
    first = len(line.text.split(" ", 1)[0])
    is_full = width >= NARROW and (width + 1 + first > FULL or raw.lstrip()[:1] == "(")
    return is_full and _goes_on(above.text) and not _NEW_BLOCK.match(raw)


FULL = 74  # characters: the narrowest page that is set by hand, a few less for marks that were taken out


def split(text: str, title: str, is_own_section: Callable[[Line], bool] = lambda _: False) -> list[Document]:
    """Return the article and then its teasers. The title is the feed's, or the first line that looks like one.

    `is_own_section` says of a line such as "Related news" that it is no end but heads a section of the text's own.
    """
    lines = lines_of(text)
    cut = next(
        (i for i, line in enumerate(lines) if _RELATED.match(line.text) and not is_own_section(line)), len(lines)
    )
    teasers = list(_teasers(lines[cut + 1 :])) if cut < len(lines) else []
    body = lines if not teasers else lines[:cut]
    head = title.strip() or _first_title(body)
    return [Document(head, tuple(body), is_teaser=False), *teasers[:MOST_TEASERS]]


_HEADING = re.compile(r"^(#{1,6}) +(.{1,200})$", re.MULTILINE)


_EXPANDS = re.compile(r"\W*(?:read|show|see) more\W*", re.IGNORECASE)
_ALL_THAT_EXPAND = re.compile(r"^\W{0,8}(?:read|show|see) more\W{0,8}$", re.IGNORECASE | re.MULTILINE)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _expands(original: str, start: int) -> bool:
    """Return whether a "Read more" only unfolds a quotation: the only one of a text, with sections behind it as before it."""
    ranks = [(len(one[1]), one.start() > start) for one in _HEADING.finditer(original)]
    behind = [rank for rank, is_behind in ranks if is_behind]
    before = [rank for rank, is_behind in ranks if not is_behind]
    return len(_ALL_THAT_EXPAND.findall(original)) == 1 and len(behind) > 1 and min(behind) <= (before or [0])[-1]


def goes_on(original: str, start: int) -> bool:
    """Return whether the text goes on behind the line at `start`.

    A Markdown heading of the same rank stands below it, or it is a row of the text's own table of contents.
    """
    begin = original.rfind("\n", 0, start) + 1
    if "](#" in original[begin : original.find("\n", start)]:
        return True
    if _EXPANDS.fullmatch(original[begin : _line_end(original, start)]):
        return _expands(original, start)
    own = _HEADING.match(original, begin)
    later = _HEADING.finditer(original, start)
    return own is not None and any(len(one[1]) <= len(own[1]) and not _END.match(one[2]) for one in later)


_OPENING = re.compile(
    rf".{{40,{LONGEST_TITLE - 1}}}?(?:[。！？]|[.!?](?<!\b[A-Z]\.)(?<!\b(?:vs|Dr|Mr|Ms|St|No)\.)(?<!\b(?:Inc|Ltd)\.)(?=[\"'”’)]{{0,3}}\s+[A-Z\"“'(]))"
)


# What a page shows above its headline, when it is pasted with what stands around it.
_FURNITURE = re.compile(
    r"^\W*(?:skip to (?:the )?(?:main )?(?:content|navigation)|skip navigation|(?:open |close |toggle )?(?:menu|navigation)|table of contents|on this page|jump to|search|log ?in|sign (?:in|up)|subscribe|share(?: this (?:post|article))?|advertisement|back to (?:the )?(?:\w+ ){0,2}\w+|home|blog|news|by)\W*$",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\bmin(?:ute)?s? read\b|\blogo\b|^\W*(?:image|photo|by|published|updated)\b", re.IGNORECASE)
LEAST_WORDS = 3


def _is_headline(line: Line) -> bool:
    return not (_FURNITURE.match(line.text) or _AROUND.search(line.text)) and len(line.text.split()) >= LEAST_WORDS


# "Paper | Website | Demo": links side by side are no title.
_LINK = re.compile(
    r"[^\w|]{0,4}(?:paper|arxiv|(?:tech(?:nical)? )?report|web ?(?:site|page)|home ?page|project(?: page)?|blog(?: post)?|demo|code|github|docs|documentation|models?|weights|hugging ?face(?: \w+)?|model ?scope|datasets?|discord|slack|twitter|x|wechat|video|news|api|license|playground|colab)(?: \([^()|]{1,20}\))?[^\w|]{0,4}",
    re.IGNORECASE,
)
_BETWEEN_LINKS = re.compile(r"[|·•]")


def _says_something(line: Line) -> bool:
    """Return whether a line is neither a rule of "━━━" nor a row of links."""
    pieces = _BETWEEN_LINKS.split(line.text) if len(line.text) <= LONGEST_TITLE else []
    are_links = len(pieces) > 1 and all(_LINK.fullmatch(piece) for piece in pieces)
    return any(c.isalnum() for c in line.text) and not are_links


def _first_title(lines: Iterable[Line]) -> str:
    worded = list(filter(_says_something, lines))
    first = worded[0] if worded else None
    if first and _FURNITURE.match(first.text):
        first = next((line for line in worded[1:] if _is_headline(line)), first)
    if first is None or len(first.text) <= LONGEST_TITLE:
        return first.text if first else ""
    opening = _OPENING.match(first.text)  # a text without a headline begins with a paragraph
    return opening[0] if opening else first.text[:LONGEST_TITLE]


def _teasers(lines: list[Line]) -> Iterator[Document]:
    """Yield each title with the paragraphs below it, up to the comments."""
    end = next((i for i, line in enumerate(lines) if _END.match(line.text)), len(lines))
    lines = lines[:end]
    starts = [i for i, line in enumerate(lines) if is_title(line) and i + 1 < len(lines) and not is_title(lines[i + 1])]
    for start, following in pairwise([*starts, len(lines)]):
        yield Document(lines[start].text, tuple(lines[start:following]), is_teaser=True)


def is_title(line: Line) -> bool:
    """Return whether a line is a headline rather than a sentence."""
    return len(line.text) <= LONGEST_TITLE and line.text[-1:] not in ".!?:;," and len(line.text.split()) >= 3

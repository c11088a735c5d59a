"""Related items: teasers of other articles that a page sets apart from its own. They are taken out of the tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.sources.markdown import inline

MOST_ITEMS = 40
LONGEST_HEADING = 60
LONGEST_TITLE = 300
SHORTEST_TITLE = 12
LEAST_LEFT = 200  # characters of the page that a section must leave
_ITEMS = "(?:articles?|stories|news|posts?|reading|content|coverage|topics|links|items|reads)"
_HEADING = re.compile(
    r"\W*(?:"
    + "|".join(
        (
            rf"(?:related|recommended|suggested|similar|further|other)(?: (?:{_ITEMS}|from .{{1,30}}|for you))?",
            r"read (?:more|next|also|this next)(?: .{1,30})?",
            rf"more (?:{_ITEMS}|to read|like this|(?:in|from|on|about|by) .{{1,30}})",
            r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)",
            r"see also|up next|what to read next|keep reading|don'?t miss|(?:also )?in (?:the|other) news",
            r"(?:next|latest|recent|popular|trending|top) (?:articles?|stor(?:y|ies)|posts?|news|now)|trending",
            r"most (?:popular|read|viewed)|popular",
            r"mehr zum thema|auch interessant|lesen sie auch|verwandte (?:artikel|themen)|das könnte sie .{1,30}",
            r"à lire aussi|lire aussi|sur le même (?:sujet|thème)|articles? (?:liés|similaires|connexes)",
            r"artículos? relacionad[oa]s|noticias relacionadas|te puede interesar|lee también",
            r"leggi anche|articoli correlati|関連記事|相关(?:文章|阅读|新闻)|推荐阅读",
        )
    )
    + r")\W*",
    re.IGNORECASE,
)
_STALE = re.compile(
    r"\W*(?:trending|most (?:read|popular|viewed)|popular|recent |latest |top (?:stories|news))", re.IGNORECASE
)
_END = re.compile(
    r"\W*(?:\d+ )?(?:comments?|leave a (?:comment|reply)|discussion|about the authors?|topics|tags|share .{0,40})\W*",
    re.I,
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:related|recommend(?:ed|ations?)?|read-?(?:more|next|also)|more-(?:stories|news|articles|posts|from)|you-may"
    r"|also-like|outbrain|taboola|see-also|next-(?:article|story|post)|similar-(?:posts|articles|stories)|jp-relatedposts)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
_SUSPECTS = ",".join(
    f'[class*="{word}" i],[id*="{word}" i]'
    for word in (
        "related",
        "recommend",
        "read-",
        "readmore",
        "more-",
        "you-may",
        "also-like",
        "outbrain",
        "taboola",
        "next-",
        "similar-",
    )
)
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = "p,div,ul,ol,table,h1,h2,h3,h4,h5,h6,section,article"


@dataclass
class Teaser:
    """A related item: what it is called, what is said of it, and where it leads."""

    title: str
    url: str = ""
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is said of it."""
        return "\n\n".join(self.texts)


def take_related(tree: LexborHTMLParser, url: str) -> list[Teaser]:
    """Remove the related items from the tree and return them, each address absolute."""
    body = tree.body
    if body is None:
        return []
    whole = len(body.text(deep=True))
    found: list[Teaser] = []
    for node in [*_marked(tree), *_headings(tree)]:
        if not _is_attached(node, body):
            continue
        for section, is_heading in _sections(node, whole):
            teasers = list(_teasers(section))
            if not _is_stale(section[0], is_heading=is_heading):
                found += teasers
            for part in section:
                part.decompose()
    return list(_distinct(found, url))[:MOST_ITEMS]


def _is_stale(first: LexborNode, *, is_heading: bool) -> bool:
    """Return whether a section holds what is read most or came last, which has nothing to do with the article."""
    heads = [first] if is_heading else first.css("h1,h2,h3,h4,h5,h6")[:3]
    return any(_STALE.match(inline(head)) for head in heads)


def _marked(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return elements whose class or id says that they hold related items, and asides."""
    nodes = tree.css(f"aside,[role=complementary],{_SUSPECTS}")
    return [node for node in nodes if node.tag not in {"body", "html", "main"} and _says_related(node)]


def _says_related(node: LexborNode) -> bool:
    attributes = node.attributes
    if _MARKED.search(attributes.get("class") or "") or _MARKED.search(attributes.get("id") or ""):
        return True
    is_aside = node.tag == "aside" or attributes.get("role") == "complementary"
    return is_aside and node.css_first("a[href]") is not None and node.css_first("p,li,h2,h3,h4") is not None


def _headings(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the headings, or short lines in their place, that announce related items."""
    nodes = tree.css("h1,h2,h3,h4,h5,h6,p,div,span,strong,b,legend")
    return [node for node in nodes if _is_announcement(node)]


def _is_announcement(node: LexborNode) -> bool:
    if node.tag not in _HEADS and node.first_child is not None and _holds_other(node, _BLOCKS):
        return False
    text = inline(node) if node.tag in _HEADS else _short(node)
    return bool(text) and len(text) <= LONGEST_HEADING and _HEADING.fullmatch(text) is not None


def _holds_other(node: LexborNode, selector: str) -> bool:
    return any(one.mem_id != node.mem_id for one in node.css(selector)[:2])


def _short(node: LexborNode) -> str:
    text = node.text(deep=True)
    return " ".join(text.split()) if len(text) < 4 * LONGEST_HEADING else ""


def _is_attached(node: LexborNode, body: LexborNode) -> bool:
    parent: LexborNode | None = node
    while parent is not None:
        if parent.mem_id == body.mem_id:
            return True
        parent = parent.parent
    return False


def _sections(node: LexborNode, whole: int) -> Iterator[tuple[list[LexborNode], bool]]:
    """Yield the elements that make up the section which a mark or heading begins."""
    if not _is_announcement(node):
        size = len(node.text(deep=True))
        leaves_an_article = size <= 0.8 * whole and whole - size >= LEAST_LEFT and node.css_first("h1") is None
        if leaves_an_article and node.css_first("a[href],h2,h3,h4") is not None:
            yield [node], False
        return
    head = node
    while head.parent is not None and head.parent.tag != "body" and _is_alone(head):
        head = head.parent
    following = list(_following(head, _level(node)))
    if following:
        yield [head, *following], True


def _is_alone(node: LexborNode) -> bool:
    """Return whether the parent holds no other words."""
    parent = node.parent
    return parent is not None and len(inline(parent)) == len(inline(node))


def _level(node: LexborNode) -> int:
    return int(node.tag[1]) if node.tag in _HEADS else 7


def _following(head: LexborNode, level: int) -> Iterator[LexborNode]:
    """Yield what follows the heading and belongs to it: up to comments, a greater heading, or text that goes on."""
    node, is_open, saw_lower, saw_block = head.next, False, False, False
    while node is not None:
        tag = node.tag or ""
        words = (
            ""
            if tag in {"-comment"}
            else " ".join((node.text_content or "" if tag == "-text" else node.text(deep=True)).split())
        )
        if tag in _HEADS:
            if int(tag[1]) < level or (int(tag[1]) == level and (saw_lower or saw_block)) or _END.fullmatch(words):
                return
            saw_lower, is_open = saw_lower or int(tag[1]) > level, True
        elif tag == "p" and words and node.css_first("a[href]") is None:
            if not is_open and not _is_title(words):
                return  # a paragraph under no teaser: the article goes on
            is_open = _is_title(words)
        elif words and tag not in {"-text", "a", "p"}:
            if _END.fullmatch(words) or (
                saw_block and node.css_first("a[href]") is None and not node.css("h2,h3,h4,h5,h6")
            ):
                return
            saw_block = True
        elif words and tag in {"a", "p"}:
            is_open = True
        yield node
        node = node.next


def _is_title(words: str) -> bool:
    return len(words) <= LONGEST_TITLE and words[-1:] not in ".!?:;,\u3002"


def _teasers(section: list[LexborNode]) -> Iterator[Teaser]:
    """Yield each item of a section: a heading, or else a link, with the paragraphs after it."""
    parts = [part for root in section for part in root.css("h1,h2,h3,h4,h5,h6,p,li,a[href],dd")]
    outer = [part for part in parts if not _is_announcement(part)]
    by_heading = any(part.tag in _HEADS for part in outer)
    current: Teaser | None = None
    for part in outer:
        words = inline(part)
        if not words or _HEADING.fullmatch(words):
            continue
        starts = part.tag in _HEADS if by_heading else part.tag == "a" or _stands_for_title(part, words)
        if starts and SHORTEST_TITLE <= len(words) <= LONGEST_TITLE:
            if current is not None and current.title == words:
                current.url = current.url or _target(part)
                continue
            if current is not None:
                yield current
            current = Teaser(words, _target(part))
        elif current is not None:
            _add(current, part, words)
    if current is not None:
        yield current


def _stands_for_title(part: LexborNode, words: str) -> bool:
    return (
        part.tag in {"p", "li"} and _is_title(words) and len(words.split()) >= 3 and part.css_first("a[href]") is None
    )


def _add(teaser: Teaser, part: LexborNode, words: str) -> None:
    if part.tag == "a":
        teaser.url = teaser.url or _target(part)
    elif part.tag != "li" and words != teaser.title and words not in teaser.texts:
        teaser.texts.append(words)


def _target(part: LexborNode) -> str:
    """Return where an element leads: its own link, one in it, or one around it."""
    node: LexborNode | None = part if part.tag == "a" else part.css_first("a[href]")
    around = part.parent
    for _ in range(4):
        if node is not None or around is None:
            break
        node, around = (around if around.tag == "a" else None), around.parent
    return (node.attributes.get("href") or "") if node is not None else ""


def _distinct(teasers: list[Teaser], url: str) -> Iterator[Teaser]:
    seen: set[str] = set()
    for teaser in teasers:
        teaser.url = _absolute(url, teaser.url)
        if teaser.title.lower() not in seen:
            seen.add(teaser.title.lower())
            yield teaser


def _absolute(url: str, link: str) -> str:
    try:
        joined = urljoin(url, link.strip()) if link else ""
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""

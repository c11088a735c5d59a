"""What stands on a page beside its article: menus, banners, forms, share buttons, comments. All of it goes."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ALWAYS = (
    "script,style,noscript,template,svg,canvas,iframe,object,embed,video,audio,button,select,textarea,input,dialog,nav"
    ",link,meta,[hidden],[role=navigation],[role=search],[role=dialog],[role=alertdialog],[role=menu],[role=menubar]"
    ",[role=contentinfo],[role=toolbar],[role=tablist]:empty,.katex-html,.sr-only,.screen-reader-text,.visually-hidden"
)
_NAMES = """
cookie cookies consent gdpr newsletter newsletters subscribe signup sign-up share shares sharing share-button
share-buttons social socials breadcrumb breadcrumbs comment comments commentlist comment-list disqus respond advert
adverts advertisement promo promos promotion sponsor sponsored paywall author-bio pagination skip-link skip popup
modal sidebar navbar menu menus masthead site-header site-footer footer tag-list post-tags entry-tags rating
ratings print-only toc table-of-contents feedback toolbar donate follow-us widget-area
"""
_WORDS = _NAMES.split()
# Substrings find every spelling; what contains another name needs no selector of its own
_ROOTS = [word for word in _WORDS if not any(other != word and other in word for other in _WORDS)]
_SUSPECTS = ",".join(f'[class*="{root}" i],[id*="{root}" i]' for root in _ROOTS)
_NOISE = re.compile(rf"(?:^|[\s_-])(?<!multi-)({'|'.join(sorted(_WORDS, key=len, reverse=True))})(?=$|[\s_\d-])")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEPT_TAGS = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "h3", "p", "table", "pre", "blockquote", "strong", "em"}
)
_HIDDEN = '[style*="display:none" i],[style*="display: none" i],[aria-hidden="true"]'
_COMMENTS = re.compile(
    r"\W*(?:\d+ )?(?:comments?(?: \W?\d+\W?)?|leave a (?:comment|reply)|join the (?:discussion|conversation))\W*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"all rights reserved|\u00a9 ?(?:19|20)\d\d|copyright (?:\u00a9 ?)?(?:19|20)\d\d", re.IGNORECASE)
_MARKS = ("|", "\u00b7", "\u2022", "/", "\u00bb", "\u203a")  # between links of one line
LONGEST_LINE = 200
# Of these a page may have many that hold much together, and all of them go
_MANY_SMALL = frozenset({"footer", "form", "header", "hidden", "comment", "comments", "commentlist", "comment-list"})
LARGEST_SHARE = 0.3  # of the page's words: what holds more is never noise


def remove_noise(tree: LexborHTMLParser) -> None:
    """Take out of the tree what is not the article; whatever holds much of the page's text stays."""
    for node in tree.css(_ALWAYS):
        node.decompose()
    body = tree.body
    if body is None:
        return
    most = LARGEST_SHARE * _size(body)
    for why, nodes in _suspects(tree).items():
        found = [node for node in nodes if node.parent is not None]
        is_text = why not in _MANY_SMALL and sum(_size(node) for node in found) > most
        for node in [] if is_text else found:
            if node.parent is not None and _size(node) <= most:
                node.decompose()
    _remove_lines(body)


def _suspects(tree: LexborHTMLParser) -> dict[str, list[LexborNode]]:
    """Return what may go, by the reason; a site that names the boxes of its text so is seen by how much they hold."""
    found: dict[str, list[LexborNode]] = {}
    nodes = {node.mem_id: node for node in tree.css(f"footer,header,form,{_HIDDEN},{_SUSPECTS}")}
    for node in nodes.values():
        why = _reason(node)
        if why:
            found.setdefault(why, []).append(node)
    return found


def _remove_lines(body: LexborNode) -> None:
    """Take out lines that are nothing but links side by side, and those that say whose rights are reserved."""
    for node in body.css("p,div,center,font,span,td,small"):
        if node.parent is None or _holds_block(node):
            continue
        text = " ".join(node.text(deep=True).split())
        if len(text) <= LONGEST_LINE and (_RIGHTS.search(text) or _is_links(node, text)):
            node.decompose()


def _holds_block(node: LexborNode) -> bool:
    return any(one.mem_id != node.mem_id for one in node.css("p,div,ul,ol,table,h1,h2,h3,h4,td,center,font")[:2])


def _is_links(node: LexborNode, text: str) -> bool:
    links = [" ".join(link.text(deep=True).split()) for link in node.css("a[href]")]
    rest = len(text) - sum(len(link) for link in links)
    return len(links) > 1 and any(mark in text for mark in _MARKS) and rest <= 3 * len(links)


def remove_comments(tree: LexborHTMLParser) -> None:
    """Take out what stands under a heading that announces readers' comments."""
    for node in tree.css("h2,h3,h4,h5"):
        if node.parent is not None and _COMMENTS.fullmatch(" ".join(node.text(deep=True).split())):
            following = node.next
            while following is not None and following.tag not in {"h1", "h2"}:
                rest = following.next
                following.decompose()
                following = rest
            node.decompose()


def _reason(node: LexborNode) -> str:
    tag, attributes = node.tag or "", node.attributes
    if tag in {"footer", "form"}:
        return tag
    if tag == "header":
        is_of_page = node.css_first("h1") is None and _inside(node, {"article", "main"}) is None
        return tag if is_of_page else ""
    if attributes.get("aria-hidden") == "true" or "display" in (attributes.get("style") or "").lower():
        return "hidden"
    if tag in _KEPT_TAGS:
        return ""
    for name in ("class", "id"):
        match = _NOISE.search(_HUMP.sub("-", attributes.get(name) or "").lower())
        if match:
            return match[1]
    return ""


def _inside(node: LexborNode, tags: set[str]) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent


def _size(node: LexborNode) -> int:
    return len(node.text(deep=True))

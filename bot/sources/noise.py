"""What stands on a page beside its article: menus, banners, forms, share buttons, comments. All of it goes."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_ALWAYS = (
    "script,style,noscript,template,svg,canvas,iframe,object,embed,video,audio,button,select,textarea,input,dialog,nav"
    ",link,meta,[hidden],[role=navigation],[role=search],[role=dialog],[role=alertdialog],[role=menu],[role=menubar]"
    ",[role=contentinfo],[role=toolbar],[role=tablist]:empty,.katex-html,.sr-only,.screen-reader-text,.visually-hidden"
)
_NAMES = """
cookie consent gdpr newsletter subscribe subscription signup sign-up share sharing social breadcrumb comment
disqus respond advert promo sponsor paywall author-bio pagination skip-link popup modal sidebar navbar menu
masthead site-header site-footer footer tag-list post-tags entry-tags rating print-only toc table-of-contents
feedback toolbar banner donate follow-us widget
"""
_WORDS = _NAMES.split()
_SUSPECTS = ",".join(f'[class*="{word}" i],[id*="{word}" i]' for word in _WORDS)
_NOISE = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?:"
    + "|".join(re.escape(word) + "s?" for word in _WORDS)
    + r"|share-?buttons?|socials"
    r"|comments?-?(?:area|list|section|thread|form|count)?)(?=$|[\s_-]|[A-Z0-9])",
    re.IGNORECASE,
)
_KEPT_TAGS = frozenset(
    {"html", "body", "main", "article", "h1", "h2", "h3", "p", "table", "pre", "blockquote", "strong", "em"}
)
_HIDDEN = '[style*="display:none" i],[style*="display: none" i],[aria-hidden="true"]'
_COMMENTS = re.compile(
    r"\W*(?:\d+ )?(?:comments?(?: \W?\d+\W?)?|leave a (?:comment|reply)|join the \w+)\W*", re.IGNORECASE
)
_RIGHTS = re.compile(r"all rights reserved|\u00a9 ?(?:19|20)\d\d|copyright (?:\u00a9 ?)?(?:19|20)\d\d", re.IGNORECASE)
_MARKS = ("|", "\u00b7", "\u2022", "/", "\u00bb", "\u203a")  # between links of one line
LONGEST_LINE = 200
LARGEST_SHARE = 0.3  # of the page's words: what holds more is never noise


def remove_noise(tree: LexborHTMLParser) -> None:
    """Take out of the tree what is not the article; whatever holds much of the page's text stays."""
    for node in tree.css(_ALWAYS):
        node.decompose()
    body = tree.body
    if body is None:
        return
    most = LARGEST_SHARE * _size(body)
    for node in tree.css(f"footer,header,form,{_HIDDEN},{_SUSPECTS}"):
        if node.parent is not None and _is_noise(node) and _size(node) <= most:
            node.decompose()
    _remove_lines(body)


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


def _is_noise(node: LexborNode) -> bool:
    tag, attributes = node.tag or "", node.attributes
    if tag in {"footer", "form"}:
        return True
    if tag == "header":
        return node.css_first("h1") is None and _inside(node, {"article", "main"}) is None
    if attributes.get("aria-hidden") == "true" or "display" in (attributes.get("style") or "").lower():
        return True
    if tag in _KEPT_TAGS:
        return False
    return bool(_NOISE.search(attributes.get("class") or "") or _NOISE.search(attributes.get("id") or ""))


def _inside(node: LexborNode, tags: set[str]) -> LexborNode | None:
    parent = node.parent
    while parent is not None and parent.tag not in tags:
        parent = parent.parent
    return parent


def _size(node: LexborNode) -> int:
    return len(node.text(deep=True))

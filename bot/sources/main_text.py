"""Which element of a page is its article."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.sources.markdown import markdown

# Most sites name the place themselves; the first that holds most of the page's paragraphs is taken
_NAMED = (
    '[itemprop="articleBody"]',
    "article",
    ".post-content,.entry-content,.article-content,.article-body,.article__body,.article__content,.post-body,.story-body"
    ",.post__content,.blog-content,.rich-text,.markdown-body,.prose,.td-post-content,.available-content",
    "main,[role=main]",
    "#content,#main,#main-content,.content",
)
ENOUGH_SHARE = 0.6  # of the words in the page's paragraphs
SHORTEST_PARAGRAPH = 25  # characters; what is shorter is a label
_PARAGRAPHS = "p,li,td,pre,blockquote,dd,h2,h3"


def main_element(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element with the article; None when there is no body."""
    body = tree.body
    if body is None:
        return None
    weights = _weights(body)
    whole = weights.get(body.mem_id, 0)
    if not whole:
        return body
    for selector in _NAMED:
        best = max(tree.css(selector), key=lambda node: weights.get(node.mem_id, 0), default=None)
        if best is not None and weights.get(best.mem_id, 0) >= ENOUGH_SHARE * whole:
            return best
    return _narrowest(body, weights)


def _weights(body: LexborNode) -> dict[int, int]:
    """Return for every element how many characters of running text are in it; links count for nothing."""
    weights: dict[int, int] = {}
    for node in body.css(_PARAGRAPHS):
        size = _running(node)
        parent: LexborNode | None = node
        while size and parent is not None:
            weights[parent.mem_id] = weights.get(parent.mem_id, 0) + size
            if parent.mem_id == body.mem_id:
                break
            parent = parent.parent
    return weights


def _running(node: LexborNode) -> int:
    if node.tag in {"li", "blockquote", "td"} and any(one.mem_id != node.mem_id for one in node.css("p,li,table")[:2]):
        return 0  # counted by what is inside
    size = len(node.text(deep=True).strip())
    if size < SHORTEST_PARAGRAPH and node.tag != "td":
        return 0
    linked = sum(len(link.text(deep=True)) for link in node.css("a"))
    return max(size - 2 * linked, 0)


def _narrowest(body: LexborNode, weights: dict[int, int]) -> LexborNode:
    """Go down from the body as long as one child holds nearly all of the running text."""
    node = body
    while True:
        best, child = None, node.first_child
        while child is not None:
            if best is None or weights.get(child.mem_id, 0) > weights.get(best.mem_id, 0):
                best = child
            child = child.next
        if best is None or best.tag in {"p", "ul", "ol", "table", "pre", "blockquote", "-text"}:
            return node
        if weights.get(best.mem_id, 0) < 0.85 * weights.get(node.mem_id, 0):
            return node
        node = best


def text_of(node: LexborNode) -> str:
    """Return the element's text as Markdown."""
    return markdown(node)

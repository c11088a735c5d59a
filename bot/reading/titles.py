"""The headline of a text that comes without one: a card's front matter, or the first heading of a README."""

import html

from bot.reading import lazy_re as re
from bot.reading.front_matter import front_matter

LONGEST_HEAD = 8_000  # characters: a README's first heading stands below its badges, not further
_CODE = re.compile(r"^ {0,3}```.*?(?:^ {0,3}```|\Z)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(
    r"^#[ \t]+(?P<a>[^\n]{1,200})$|<h1\b[^<>]{0,300}>(?P<b>.{1,1500}?)</h1>", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_SECOND_RANK = re.compile(r"^##[ \t]+(?P<a>[^\n]{1,200})$", re.MULTILINE)
_PRESENTS = re.compile(r"^(?:an? )?(?:introduction to|introducing)(?: the)? (?=[A-Z])", re.IGNORECASE)
_LABELLED = re.compile(r"\A\s*#{1,4} (?:\d+\. )?Title[ \t]*\n+(?P<a>[^\n#]{3,300})\n", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{1,1000}>|!\[[^\]\n]{0,300}\]\([^)\n]{0,1000}\)|\]\([^)\n]{0,1000}\)|[*_`\[\]]{1,3}|^#+ ")
# A heading that names a part of a text, not what the text is about.
_PART = re.compile(
    r"^\W*(?:\d+\W+)?(?:introduction|overview|news|updates?|what's new|latest news|changelog|model (?:information|introduction|description|details|summary|card|overview|downloads?)|highlights|about|abstract|(?:evaluation |benchmark |experimental )?results?|evaluations?|performance|table of contents|contents|tl;?dr|usage|quick ?start|installation|license|background|summary|title|source|links|目录|简介|介绍|模型介绍|新闻|更新)\W*$",
    re.IGNORECASE,
)


def title_in(original: str) -> str:
    """Return the title that a text gives itself outside its running words; empty when its first line is as good."""
    stated = next((value.text for value in front_matter(original) if value.keys == ("title",)), "")
    if stated:
        return _plain(stated)
    head = original[:LONGEST_HEAD]
    labelled = _LABELLED.match(head)
    if labelled:
        return _plain(labelled["a"])
    if head.lstrip()[:1].isalnum():
        return ""  # the headline of an article, as feeds hand it over
    plain = _CODE.sub("", head)
    titles = (_plain(match["a"] or match["b"]) for match in _HEADING.finditer(plain))
    first = next((title for title in titles if any(c.isalpha() for c in title)), "")
    if not first and (second := _SECOND_RANK.search(plain)):  # pictures and links above it, no heading
        first = _PRESENTS.sub("", _plain(second["a"]))
    return "" if _PART.match(first) else first


def _plain(text: str) -> str:
    return " ".join(html.unescape(_MARKUP.sub(" ", text)).split())[:300]

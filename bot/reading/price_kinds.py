"""What a sum is the price of: tokens that go in, that come out, that are cached."""

from bot.reading import lazy_re as re
from bot.reading.page import Page

_KIND_WORDS = (
    ("written", re.compile(r"\bcach(?:e|ed|ing) (?:writ\w+|creation|storage)\b", re.I)),  # to the cache: not kept
    (
        "cached",
        re.compile(
            r"\b(?:cached?(?![ -]?miss)(?:[ -](?:hits?|reads?|input))?|cache-hit|caching(?: (?:reads?|price|input))?(?=:| at | is | costs ))\b",
            re.I,
        ),
    ),
    (
        "input",
        re.compile(
            r"\b(?:input|prompt|in(?! (?!and|und|plus|per|vs)[A-Za-z]{2})|cache[ -]?miss(?:es)?|Eingabe\w*|entrée|entrada)\b|输入|入力|입력",
            re.I,
        ),
    ),
    ("output", re.compile(r"\b(?:output|completion|generated|out|Ausgabe\w*|sortie|salida)\b|输出|出力|출력", re.I)),
)

# Where what is said of a sum ends; "$2 / 1M input tokens" goes on.
_NEXT_SUM = re.compile(r"[;、；，,|•·]|\b(?:and|et|und|y)\b| / (?!(?:1 ?)?M|million|token)")


_BOTH = re.compile(r"[^;,|•]{0,40}\b(?:for|of|both) (?:the )?(?:input|prompt)s? (?:and|or) (?:output|completion)", re.I)
_EMBEDS = re.compile(r"embed|rerank", re.I)  # reads only: its price needs no kind


def kinds_of(page: Page, before: str, after: str, *, is_all: bool) -> tuple[str, ...]:
    """Return what a sum is the price of, `is_all` where nothing more is said of it; "$1 per million tokens for input and output" is that of both."""
    if _BOTH.match(after):
        return ("input", "output")
    kind = kind_of(before, after)
    if kind is None and _EMBEDS.search(f"{page.subject.name} {before}"):
        kind = "input" if is_all else None
    return (kind,) if kind else ()


def kind_of(before: str, after: str) -> str | None:
    """Return the kind named right behind the sum, else the one nearest before it."""
    tail = _NEXT_SUM.split(after)[0]
    found = [
        (m.start(), kind)
        for kind, pattern in _KIND_WORDS
        for m in [pattern.search(tail)]
        if (m and not re.match(r"in\b", m[0])) or (m and m[0] == "in")
    ]
    if found:
        first = min(found)[1]
        if first == "written":
            return None
        return "cached" if any(kind == "cached" for _, kind in found) else first
    back = [(m.end(), kind) for kind, pattern in _KIND_WORDS for m in pattern.finditer(before)]
    if not back:
        return None
    last = max(back)
    if last[1] == "written":
        return None
    is_cached = any(kind == "cached" and last[0] - end < 12 for end, kind in back)
    return "cached" if is_cached else last[1]

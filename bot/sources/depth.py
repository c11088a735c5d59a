"""How deep the elements of a page are nested: the parsers' time grows with the square of it."""

import re
from collections import Counter

DEEPEST = 1_000  # browsers stop at 512
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
# Elements that hold nothing, or that end where the next of their kind begins
_FLAT = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rt", "rp", "path"),
    }
)


def is_too_deep(text: str) -> bool:
    """Return whether more than a thousand elements are open at one place; end tags of nothing do not count."""
    if text.count("<") <= DEEPEST:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for slash, found in _TAG.findall(text):
        name = found.lower()
        if name in _FLAT:
            continue
        if not slash:
            opened[name] += 1
            depth += 1
            if depth > DEEPEST:
                return True
        elif opened[name] > 0:
            opened[name] -= 1
            depth -= 1
    return False

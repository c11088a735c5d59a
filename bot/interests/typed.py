"""What people type, made plain: entities, typographic quotes and dashes, invisible marks. Columns stay as typed."""

import re
from dataclasses import dataclass

from bot.errors import QueryError

MOST_CHARACTERS = 500
MOST_SENT = 20 * MOST_CHARACTERS  # of which entities and directives may make up the rest
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys(map(chr, (*range(32), 127, *range(0x80, 0xA0), 0x2028, 0x2029)), " "),
        **dict.fromkeys("≤⩽≦", "≤"),
        **dict.fromkeys("≥⩾≧", "≥"),
        **dict.fromkeys("：﹕", ":"),
        **dict.fromkeys("，、﹐", ","),
        **dict.fromkeys("＜﹤", "<"),
        **dict.fromkeys("＞﹥", ">"),
        **dict.fromkeys("＝﹦", "="),
        **dict.fromkeys("（", "("),
        **dict.fromkeys("）", ")"),
        **dict.fromkeys("｜¦", "|"),
        **dict.fromkeys("！", "!"),
        **dict.fromkeys("＊∗", "*"),
        "？": "?",
        "＠": "@",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe0f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text made plain."""

    plain: str
    shown: str  # what the person sees of it
    places: tuple[int, ...] | None  # of each plain character in `shown`, if any was dropped

    def column(self, at: int) -> int:
        """Return the column, from 1, of a character of the plain text."""
        if self.places is None:
            return at + 1
        return (self.places[at] if at < len(self.places) else len(self.shown)) + 1


def unescaped(text: str) -> str:
    """Return a text as its writer saw it: Slack sends `&lt;`, `&gt;` and `&amp;` for three characters."""
    if "&" not in text:
        return text
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> Typed:
    """Return a text with one sign for each meaning."""
    shown = unescaped(text)
    if shown.isascii() and shown.isprintable():
        return Typed(shown, shown, None)
    shown = _SURROGATE.sub("\ufffd", shown)
    plain = shown.translate(_SAME)
    if not _INVISIBLE.search(plain):
        return Typed(plain, shown, None)
    places = tuple(at for at, character in enumerate(plain) if not _INVISIBLE.match(character))
    return Typed("".join(plain[at] for at in places), shown, places)


def kept(shown: str) -> str:
    """Return a text as it is stored: no control characters, one space where there were several outside quotes."""
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() or c >= "\xa0" else " " for c in shown)
    shown = shown.strip()
    if "  " not in shown:
        return shown
    characters: list[str] = []
    is_quoted = False
    for character, sign in zip(shown, shown.translate(_SAME), strict=True):
        is_quoted ^= sign == '"'
        if is_quoted or character != " " or characters[-1] != " ":
            characters.append(character)
    return "".join(characters)


def refuse_too_long(text: str, most: int = MOST_SENT) -> None:
    """Refuse a text that is longer than any query may be.

    Raises:
        QueryError: it is.
    """
    if len(text) > most:
        raise QueryError(
            f"A query may have {MOST_CHARACTERS} characters, this one has {len(text):,}; make two subscriptions of it",
            column=MOST_CHARACTERS + 1,
        )

"""Words and names as queries compare them: tokens of a text, slugs of a name, and globs."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.catalogue import fold

# A run of letters and digits, "4.0" and "A+" in one piece; scripts without spaces give one token a character.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|(?<=\d)\.(?=\d))+\+*")
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:(?<=[0-9])\.[0-9][a-z0-9]*)*\+*")
_POINT = re.compile(r"\.(?:(?![0-9])|(?<![0-9]\.))")  # all but the one of 4.0
# Folds ASCII and makes a space of all but letters, digits, "." and "+": splitting that is far quicker than a regex.
_LOWER = bytes(ord(chr(byte).lower()) if chr(byte).isalnum() or byte in b".+" else 32 for byte in range(128)).ljust(256)
_TYPOGRAPHIC = "“”‘’–—…•·\u00a0\u2009\u202f\u2011"
_TOKEN_GLOB = re.compile(rf"[{_UNSPACED}]|(?:[^\W_{_UNSPACED}]|\*|(?<=\d)\.(?=\d))+\+*")
_STARS = re.compile(r"\*+")
_SLUG = re.compile(r"\d+(?:\.\d+)*\+*|[^\W\d_]+\+*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
folded = lru_cache(maxsize=16_384)(fold)  # names of labs, benchmarks and licences come again and again
BREAK = "\n"  # stands between title and text, so that no phrase runs across


def lower(text: str) -> str:
    """Return a text as it is compared: lower case, one form for each character, nothing invisible."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()


def tokens_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, " ")
        if not text.isascii():
            return _TOKEN.findall(lower(text))
    plain = text.encode().translate(_LOWER).decode()
    words = (_POINT.sub(" ", plain) if "." in plain else plain).split()
    if "+" not in plain:
        return words
    found: list[str] = []
    for word in words:
        if word.isalnum():
            found.append(word)
        else:
            found += _ASCII_TOKEN.findall(word)
    return found


def token_globs_of(text: str) -> tuple[str, ...]:
    """Return the words of a typed phrase, folded, with their stars."""
    found = (_STARS.sub("*", token) for token in _TOKEN_GLOB.findall(lower(text)))
    return tuple(token for token in found if token.strip("*+"))


def slug(name: str) -> str:
    """Return a name with its letters and numbers apart: "Qwen2.5-Coder" becomes "qwen-2.5-coder"."""
    return "-".join(_SLUG.findall(lower(name)))


def slug_glob(typed: str) -> str:
    """Return a typed name as a slug, stars kept: "llama-4*" stays, "qwen2.5*" becomes "qwen-2.5*"."""
    parts = typed.split("*")
    return "*".join(_slug_part(part, at > 0, at < len(parts) - 1) for at, part in enumerate(parts))


def _slug_part(part: str, has_star_before: bool, has_star_after: bool) -> str:
    found = slug(part)
    before = "-" if found and has_star_before and not part[:1].isalnum() else ""
    after = "-" if found and has_star_after and not part[-1:].isalnum() and part[-1:] != "+" else ""
    return before + found + after


def is_glob_match(glob: str, text: str) -> bool:
    """Say whether a text fits a pattern in which `*` is anything; takes linear steps, never backtracks."""
    first, *middle, last = glob.split("*") if "*" in glob else (glob, "")
    if "*" not in glob:
        return glob == text
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def has_sequence(tokens: Sequence[str], wanted: Sequence[str]) -> bool:
    """Say whether words, some of them globs, follow each other in a text."""
    first, rest = wanted[0], wanted[1:]
    for at, token in enumerate(tokens):
        following = tokens[at + 1 : at + 1 + len(rest)]
        if len(following) == len(rest) and is_glob_match(first, token) and all(map(is_glob_match, rest, following)):
            return True
    return False

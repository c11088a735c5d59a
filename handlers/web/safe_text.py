"""The wall between foreign strings and HTML: every string of a card passes here once, on its way out."""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

LONGEST_URL = 2000
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # controls, zero-width and bidi marks, lone surrogates
_KEPT = "\n\t"
_HOST = re.compile(r"[a-z0-9._:-]{1,255}")  # colons: IPv6


def cleaned(text: str) -> str:
    """Return text without controls, invisible marks and direction overrides: what is seen is what is there."""
    return "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _UNSEEN)


def escaped(text: str) -> str:
    """Return cleaned text that is safe between tags and inside double quotes."""
    return escape(cleaned(text), quote=True)


def address_of(url: str | None) -> tuple[str, str] | None:
    """Return a web address and the host that a browser would go to, or None when it is no plain http(s) link.

    Refused are other schemes, user names before the host, backslashes (browsers read them as slashes) and anything
    invisible. A host in foreign letters is named in its ASCII form, so that look-alikes show.
    """
    if not url or len(url) > LONGEST_URL or url != cleaned(url) or set(url) & set(" \n\t\\"):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    return url, host


def link(url: str | None, label: str) -> str:
    """Return a link that carries nothing of ours along, or the bare label where the address is not safe."""
    address = address_of(url)
    if address is None:
        return escaped(label)
    href = escape(address[0], quote=True)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer nofollow">{escaped(label)}</a>'

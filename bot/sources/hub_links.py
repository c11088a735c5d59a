"""The hub that an answer's Link header names, https://www.w3.org/TR/websub/#discovery."""

import re
from urllib.parse import urljoin, urlsplit

from bot.sources.parsed import Hints

LONGEST = 4_000
_LINK = re.compile(r"<([^<>]{1,2048})>((?:\s{0,9};[^,<>]{1,300}){1,9})")
_REL = re.compile(r";\s{0,9}rel\s{0,9}=\s{0,9}\"?([\w -]{1,100})\"?", re.IGNORECASE)


def hub_links(header: str, url: str) -> Hints:
    """Return the first hub and the address of itself that a Link header names."""
    found: dict[str, str] = {}
    for match in _LINK.finditer(header[:LONGEST]):
        rel = _REL.search(match[2])
        for name in rel[1].lower().split() if rel else ():
            found.setdefault(name, _absolute(url, match[1]))
    return Hints(hub=found.get("hub") or None, itself=found.get("self") or None)


def _absolute(url: str, link: str) -> str:
    try:
        joined = urljoin(url, link.strip())
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""

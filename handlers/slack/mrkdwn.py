"""Foreign strings made safe for Slack: cleaned, clipped, escaped; and the only place that writes a link."""

import re
import unicodedata
from typing import Any
from urllib.parse import quote, urlsplit

from handlers.slack import limits

ELLIPSIS = "…"
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))  # & first, or it would escape the escapes
LONGEST_URL = 2_000  # escaped; a section holds 3,000 with its label
LONGEST_LABEL = 300
HOST = re.compile(r"\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
OUR_LINK = re.compile(r"<[^<>|]+\|[^<>]*>")
LOOKS_LIKE_ADDRESS = re.compile(r"://|\bwww\.|[a-z0-9]\.[a-z]{2,}(?![a-z0-9])", re.IGNORECASE)


class _Visible(dict[int, str]):
    """What each code point becomes, filled as text comes by: str.translate asks for what is missing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        shown = character
        if category in ("Cf", "Cs", "Co", "Cn") or (category == "Cc" and not character.isspace()):
            shown = ""
        elif category in ("Cc", "Zl", "Zp", "Zs"):
            shown = " "
        self[code] = shown
        return shown


VISIBLE = _Visible()


def clean(text: str) -> str:
    """Return `text` on one line, without control, bidirectional, zero-width and broken characters."""
    return " ".join(text.translate(VISIBLE).split())


def clean_lines(text: str) -> str:
    """Return `text` as `clean` does, with its line breaks kept."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def escape(text: str) -> str:
    """Return `text` with Slack's three control characters as entities, so that it can neither ping nor link."""
    for character, entity in ESCAPES:
        text = text.replace(character, entity)
    return text


def fit(text: str, limit: int) -> str:
    """Return one clean escaped line of at most `limit` characters; a cut one ends in an ellipsis."""
    return _clip(clean(text), limit)


def fit_lines(text: str, limit: int) -> str:
    """Return clean escaped lines of at most `limit` characters; what is left out is counted at the end."""
    lines = clean_lines(text).split("\n")
    whole = escape("\n".join(lines))
    if len(whole) <= limit:
        return whole
    kept: list[str] = []
    room = limit - len(_more_lines(len(lines)))
    for line in lines:
        if len(escape(line)) + 1 > room:
            break
        kept.append(escape(line))
        room -= len(kept[-1]) + 1
    if not kept:
        return _clip(lines[0], limit)
    return "\n".join(kept) + _more_lines(len(lines) - len(kept))


def safe_url(url: str | None) -> str | None:
    """Return the address percent-encoded for a link, or None when it is not plain http(s) to a named host."""
    try:
        parts = urlsplit((url or "").strip())
        host = _ascii_host(parts.hostname or "")
        port = f":{parts.port}" if parts.port is not None else ""
        rest = _encode(parts.path) + _tail("?", parts.query) + _tail("#", parts.fragment)
    except ValueError:  # no port, no address, no text: urlsplit, idna and quote all say ValueError
        return None
    if parts.scheme not in ("http", "https") or host is None or parts.username is not None:
        return None
    safe = f"{parts.scheme}://{host}{port}{rest}"
    return safe if len(escape(safe)) <= LONGEST_URL else None


def host_of(url: str) -> str:
    """Return the host of an address that `safe_url` gave, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def link(url: str | None, label: str, limit: int) -> str:
    """Return `label` as a link of at most `limit` characters; without a safe address, or without room, as text.

    A label that reads like an address of its own is not linked, so that no link says one host and leads to another.
    """
    address = safe_url(url)
    if address is None:
        return fit(label, min(limit, LONGEST_LABEL))
    room = limit - len(escape(address)) - len("<|>")
    text = host_of(address) if _misleads(label, address) else label
    if room < len(ELLIPSIS) + 1 or not clean(text):
        return fit(label, min(limit, LONGEST_LABEL))
    return f"<{escape(address)}|{fit(text, min(room, LONGEST_LABEL))}>"


def may_carry_link(label: str, url: str | None) -> bool:
    """Return whether `label` can be the text of a link to `url`."""
    address = safe_url(url)
    return address is not None and bool(clean(label)) and not _misleads(label, address)


def mrkdwn(text: str) -> dict[str, Any]:
    """Return a text object of already escaped text.

    Where something outside our own links reads like an address, a channel or a person, `verbatim` keeps Slack from
    linking it by itself (docs.slack.dev/reference/block-kit/composition-objects/text-object).
    """
    plain_words = OUR_LINK.sub("", text)
    is_linkable = LOOKS_LIKE_ADDRESS.search(plain_words) or "@" in plain_words or "#" in plain_words
    return {"type": "mrkdwn", "text": text, **({"verbatim": True} if is_linkable else {})}


def plain(text: str, limit: int) -> dict[str, Any]:
    """Return a plain text object of foreign text, on one line."""
    return plain_lines(fit(text, limit))


def plain_lines(text: str) -> dict[str, Any]:
    """Return a plain text object of already escaped text: nothing in it is formatted, linked or drawn as emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def button(label: str, verb: str, argument: str, number: int) -> dict[str, Any] | None:
    """Return a button that stands for a command, or None when it has no words or would not come back whole.

    The value is escaped, so that every string of a payload is; `incoming.decode` undoes it.
    """
    value = escape(f"{verb} {argument}".strip())
    is_whole = len(value) <= limits.BUTTON_VALUE and value.translate(VISIBLE) == value
    if not verb or not clean(label) or not is_whole:
        return None
    return {
        "type": "button",
        "action_id": f"ask:{number}",
        "text": plain(label, limits.BUTTON_TEXT),
        "value": value,
    }


def _clip(text: str, limit: int) -> str:
    if len(escape(text)) <= limit:
        return escape(text)
    room, kept = limit - len(ELLIPSIS), []
    for character in text[:limit]:
        entity = escape(character)
        if len(entity) > room:
            break
        kept.append(entity)
        room -= len(entity)
    return "".join(kept).rstrip() + ELLIPSIS


def _more_lines(count: int) -> str:
    return f"\n{ELLIPSIS} and {count} more lines"


def _misleads(label: str, address: str) -> bool:
    text = unicodedata.normalize("NFKC", clean(label))
    return LOOKS_LIKE_ADDRESS.search(text) is not None and text.casefold() != host_of(address)


def _ascii_host(host: str) -> str | None:
    ascii_host = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode("ascii")
    return ascii_host if HOST.fullmatch(ascii_host) else None


def _encode(text: str) -> str:
    return quote(text, safe="/%:=@!$*+,;~-._?&")


def _tail(mark: str, text: str) -> str:
    return mark + _encode(text) if text else ""

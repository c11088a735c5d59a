"""Foreign strings made safe for Discord: cleaned, clipped, escaped; and the only place that writes a link."""

import re
import unicodedata
from urllib.parse import quote, urlsplit

ELLIPSIS = "…"
BREAK = "\u200b"  # a zero-width space after @ or # keeps clients from seeing a mention
SPECIAL = re.compile(r"[\\*_~|`\[\]<>#@]")
LIST_START = re.compile(r"(?m)^( *\d*)([-+.)])(?= |$)")  # Discord renumbers what it takes for a list
LONGEST_URL = 1_500  # in text; a button's is shorter, see limits.py
LONGEST_LABEL = 300
HOST = re.compile(r"\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
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
    """Return `text` so that Discord shows it as written: no Markdown, no mention, no emoji, no channel link."""
    return LIST_START.sub(r"\1\\\2", SPECIAL.sub(_escaped, text))


def fit(text: str, limit: int) -> str:
    """Return one clean escaped line of at most `limit` characters; a cut one ends in an ellipsis."""
    return _clip(clean(text), limit)


def fit_lines(text: str, limit: int) -> str:
    """Return clean escaped lines of at most `limit` characters; what is left out is counted at the end.

    A line that is an address and nothing else stays one.
    """
    lines = [safe_url(line) or escape(line) for line in clean_lines(text).split("\n")]
    whole = "\n".join(lines)
    if len(whole) <= limit:
        return whole
    kept: list[str] = []
    room = limit - len(_more_lines(len(lines)))
    for line in lines:
        if len(line) + 1 > room:
            break
        kept.append(line)
        room -= len(line) + 1
    if not kept:
        return fit(text, limit)
    return "\n".join(kept) + _more_lines(len(lines) - len(kept))


def label(text: str, limit: int) -> str:
    """Return one clean line for a place where Discord reads no Markdown: a button, a footer, a choice."""
    line = clean(text).replace("@", f"@{BREAK}").replace("<", "‹").replace(">", "›")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + ELLIPSIS


def drawn(text: str, limit: int) -> str:
    """Return one clean line for a code block, which it cannot end; a cut one ends in an ellipsis."""
    return label(text, limit).replace("`", "'").replace(BREAK, "").replace("@", "＠")


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
    return safe if len(safe) <= LONGEST_URL else None


def host_of(url: str | None) -> str:
    """Return the host of an address, without "www."; "" when the address cannot be linked."""
    address = safe_url(url)
    return (urlsplit(address).hostname or "").removeprefix("www.") if address else ""


def link(url: str | None, text: str, limit: int) -> str:
    """Return `text` as a masked link of at most `limit` characters; without a safe address, or room, as plain text.

    A text that reads like an address of its own is replaced by the host, so that no link says one and leads to another.
    """
    address = safe_url(url)
    if address is None:
        return fit(text, min(limit, LONGEST_LABEL))
    shown = host_of(url) if misleads(text, address) else clean(text)
    room = limit - len(address) - len("[]()")
    if room < len(ELLIPSIS) + 1 or not shown:
        return fit(text, min(limit, LONGEST_LABEL))
    return f"[{fit(shown, min(room, LONGEST_LABEL))}]({address})"


def misleads(text: str, address: str) -> bool:
    """Return whether `text` reads like an address other than the one it would be linked to."""
    line = unicodedata.normalize("NFKC", clean(text))
    return LOOKS_LIKE_ADDRESS.search(line) is not None and line.casefold() != host_of(address)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return f"@{BREAK}" if character == "@" else f"\\{character}"


def _clip(text: str, limit: int) -> str:
    if len(escape(text)) <= limit:
        return escape(text)
    room, kept = limit - len(ELLIPSIS) - 1, 0  # one for the escape that a line's start may need
    for character in text[:limit]:
        room -= 2 if SPECIAL.match(character) else 1
        if room < 0:
            break
        kept += 1
    return escape(text[:kept].rstrip()) + ELLIPSIS


def _more_lines(count: int) -> str:
    return f"\n{ELLIPSIS} and {count} more lines"


def _ascii_host(host: str) -> str | None:
    ascii_host = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode("ascii")
    return ascii_host if HOST.fullmatch(ascii_host) else None


def _encode(text: str) -> str:
    return quote(text, safe="/%:=!$*+,;~-._?&")


def _tail(mark: str, text: str) -> str:
    return mark + _encode(text) if text else ""

"""Mends what most often makes an XML text ill-formed: bare ampersands, entities of HTML, control characters."""

import re
from html.entities import html5
from xml.sax.saxutils import escape

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What XML knows by itself is passed over; so is a numeric reference, unless it names a control character.
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos);|#)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
    r"|&#(?:(0{0,9}(?:[0-8]|1[1245-9]|2[0-9]|3[01]|12[89]|1[345][0-9]))|[xX](0{0,9}(?:[0-8bBcCeEfF]|[189][0-9a-fA-F])));"
)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)


def mend(text: str) -> str:
    """Return the text with every reference one that XML knows; what stands in CDATA stays as it is."""
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
    if not _AMPERSAND.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for section in _CDATA.finditer(text):
        pieces += (_AMPERSAND.sub(_known, text[end : section.start()]), section[0])
        end = section.end()
    return "".join((*pieces, _AMPERSAND.sub(_known, text[end:])))


def _known(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        letters = html5.get(f"{name};")
        return escape(letters) if letters is not None else f"&amp;{name};"
    if decimal or hexadecimal:
        return _from_windows(int(decimal) if decimal else int(hexadecimal, 16))
    return "&amp;"


def _from_windows(number: int) -> str:
    """Return what 128 to 159 mean in Windows-1252, which is what their writers meant; control characters are spaces."""
    return bytes([number]).decode("cp1252", "replace") if 128 <= number < 160 else " "

"""Bytes to text, for feeds and pages whose headers and declarations disagree."""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._-]{1,40})[\"']")
_META = re.compile(rb"(?i)<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9._-]{1,40})")
# As browsers do: what calls itself Latin-1 or ASCII is Windows-1252 in truth
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and whether its bytes left no doubt."""

    text: str
    is_sure: bool


def decode(body: bytes, header_charset: str | None = None) -> Decoded:
    """Return the text of a body: by its mark, as UTF-8 when it is, as it or the header says, else as Windows-1252."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(name, "replace"), is_sure=True)
    head = body[:HEAD_BYTES]
    if b"\0" in head[:8]:
        return _wide(body)
    if head.startswith(_EBCDIC):
        return _mainframe(body, header_charset)
    candidates = _candidates(head, header_charset)
    if not any(name in _SHIFTING for name in candidates):
        candidates.insert(0, "utf-8")  # bytes that are valid UTF-8 by chance do not occur
    for name in candidates:
        try:
            return Decoded(body.decode(name), is_sure=True)
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(
        body.decode(next((name for name in candidates if name != "utf-8"), "cp1252"), "replace"), is_sure=False
    )


def _candidates(head: bytes, header_charset: str | None) -> list[str]:
    """Return what the body may be written in: as the header says, as it says itself, unless the header only guesses."""
    said = _codec(header_charset or "")
    named = [_codec(match[1].decode("ascii")) for match in (_XML.search(head), _META.search(head)) if match]
    order = [*named, said] if said in _GUESSED else [said, *named]
    return [name for name in order if name]


_GUESSED = frozenset({"cp1252"})  # what servers say when nobody told them
# plain ASCII to look at
_SHIFTING = frozenset(
    {"hz", "utf-7", "iso2022_kr", "iso2022_jp", *(f"iso2022_jp_{kind}" for kind in ("1", "2", "2004", "3", "ext"))}
)
_EBCDIC = "<?xml".encode("cp037")


def _mainframe(body: bytes, header_charset: str | None) -> Decoded:
    """EBCDIC: the letters of the declaration stand at the same places in all of its pages."""
    named = _candidates(body[:HEAD_BYTES].decode("cp037").encode("ascii", "replace"), header_charset)
    name = next((one for one in named if one.startswith("cp")), "cp037")
    text = body.decode(name, "replace")
    return Decoded(text, is_sure=text.startswith("<?xml"))


def _wide(body: bytes) -> Decoded:
    """UTF-16 or UTF-32 without a mark: a tag's first character shows where the zeros are."""
    for name, start in (
        ("utf-32-le", b"<\0\0\0"),
        ("utf-32-be", b"\0\0\0<"),
        ("utf-16-le", b"<\0"),
        ("utf-16-be", b"\0<"),
    ):
        if body.startswith(start):
            return Decoded(body.decode(name, "replace"), is_sure=True)
    return Decoded(body.decode("utf-8", "replace"), is_sure=False)


def _codec(name: str) -> str | None:
    """Return Python's name of a charset, widened as browsers do; None for one it does not know or that is no text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
    }:
        return None
    return _WIDER.get(found.name, found.name)

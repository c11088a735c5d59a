"""The XML text before the first element: document types go, simple entities are put in, bombs are refused."""

import re
from xml.sax.saxutils import escape

from bot.errors import ParseError

LONGEST_PROLOG = 65_536
MOST_ENTITIES = 400  # the Latin-1, symbol and special sets of HTML together have 252
LONGEST_ENTITY = 200
MOST_GROWTH = 1_048_576
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_ENTITY = re.compile(
    r"<!ENTITY\s{1,99}(%\s{1,99})?([\w.:-]{1,100})\s{1,99}(?:\"([^\"]*)\"|'([^']*)'|(?:SYSTEM|PUBLIC)\b)"
)
_REFERENCE = re.compile(r"&([A-Za-z_][\w.:-]{0,99});")
_CHARACTER = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def without_doctype(text: str) -> str:
    """Return an XML text without its document type; entities declared in it as plain text are put where they are used.

    Raises:
        ParseError: it declares entities in entities, or so many that the text would swell.
    """
    first = _ELEMENT.search(text)
    start = _DOCTYPE.search(text, 0, first.start() if first else LONGEST_PROLOG)
    if start is None:
        return text
    end = _end_of_doctype(text, start.end())
    entities = _entities(text[start.start() : end])
    rest = text[end:]
    return text[: start.start()] + (_put_in(rest, entities) if entities else rest)


def _end_of_doctype(text: str, position: int) -> int:
    """Return where the declaration ends; quotes and the internal subset may hold `>`."""
    depth, quote = 0, ""
    for index in range(position, min(len(text), position + LONGEST_PROLOG)):
        letter = text[index]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
        elif letter == ">" and depth <= 0:
            return index + 1
    raise ParseError("its document type does not end; nothing of it was read")


def _entities(doctype: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ENTITY.finditer(doctype):
        value = match[3] if match[3] is not None else match[4]
        if match[1] or value is None:
            continue  # a file or a network address: never read, so its name stays unknown
        value = _CHARACTER.sub(_character, value)
        if "&" in value.replace("&amp;", "") or len(value) > LONGEST_ENTITY or len(found) >= MOST_ENTITIES:
            raise ParseError("it declares entities that could swell without end; nothing of it was read")
        found.setdefault(match[2], value)
    return found


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    return escape(chr(number)) if 0x20 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else " "


def _put_in(text: str, entities: dict[str, str]) -> str:
    growth = sum(max(len(entities[name]) - len(name) - 2, 0) for name in _REFERENCE.findall(text) if name in entities)
    if growth > MOST_GROWTH:
        raise ParseError("its entities would swell it beyond measure; nothing of it was read")
    return _REFERENCE.sub(lambda match: entities.get(match[1], match[0]), text)

"""A cleaned text without the gaps that its markup left, and where each of its characters stands in the original.

Cleaning keeps every offset by putting spaces where markup was: "has **355** billion" becomes "has   355   billion".
Rules read words one space apart, so the gaps go, and every fact's place is carried back.
"""

from bisect import bisect_right
from dataclasses import dataclass

from bot.reading import lazy_re as re

_WIDE_GAP, _MARK = re.compile(r" {2,}"), re.compile(r"[*_`~\[]")
# What stands inside a line without parting words: emphasis, code marks, links, inline tags, the rest of an entity.
_INLINE = re.compile(
    r"(?:[*_`~]|</?(?:b|strong|em|i|code|a|span|u|ins|mark|font|small)\b[^<>\s]{0,300}>|\[|\]\([^)\s]{0,2000}\)|#?\w{1,6};){1,9}"
)
_SPACE = re.compile(r"\s")
LONGEST_MARKUP = 4000


@dataclass(frozen=True, slots=True)
class Squeezed:
    """The text, and its pieces: where each begins in it, and where in the original."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def origin(self, place: int) -> int:
        """Return where a character of the text stands in the original."""
        piece = bisect_right(self.starts, place) - 1
        return self.origins[piece] + place - self.starts[piece]

    def at(self, origin: int) -> int:
        """Return where a place of the original stands in the text; one inside markup stands where that was."""
        piece = max(bisect_right(self.origins, origin) - 1, 0)
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + max(origin - self.origins[piece], 0), end)


def squeeze(cleaned: str, original: str) -> Squeezed:
    """Return a cleaned text with one space for each gap, none where only inline markup was; lines stay lines."""
    pieces, starts, origins = [], [0], [0]
    length = place = 0
    for begin, end in _gaps(cleaned, original):
        piece = cleaned[place:begin] + " " * _kept(original, begin, end)
        pieces.append(piece)
        length += len(piece)
        place = end
        starts.append(length)
        origins.append(place)
    return Squeezed("".join((*pieces, cleaned[place:])), tuple(starts), tuple(origins))


def _gaps(cleaned: str, original: str) -> list[tuple[int, int]]:
    """Return every gap that is to be narrowed, in order: those of several spaces, and of one where a mark was taken out."""
    wide = [gap.span() for gap in _WIDE_GAP.finditer(cleaned)]
    of_marks = (mark.start() for mark in _MARK.finditer(original))
    narrow = [(place, place + 1) for place in of_marks if _is_lone_space(cleaned, place)]
    return sorted([*wide, *narrow])


def _is_lone_space(text: str, place: int) -> bool:
    return text[place] == " " and text[place - 1 : place] != " " and text[place + 1 : place + 2] != " "


def _kept(original: str, begin: int, end: int) -> int:
    """Return how many spaces stay of a gap: none where only inline markup was, else one."""
    if end - begin > LONGEST_MARKUP or _SPACE.search(original, begin, end):
        return 1
    return 0 if _INLINE.fullmatch(original, begin, end) else 1

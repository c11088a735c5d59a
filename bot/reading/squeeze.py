"""A cleaned text without the gaps that its markup left, and where each of its characters stands in the original.

Cleaning keeps every offset by putting spaces where markup was: "has **355** billion" becomes "has   355   billion".
Rules read words one space apart, so the gaps go, and every fact's place is carried back.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.reading import lazy_re as re
from bot.reading.clean import plain

_GAP, _WIDE_GAP = re.compile(r" +"), re.compile(r" {2,}")
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
    for gap in _gaps(cleaned, original):
        begin, end = gap.span()
        if end - begin == 1 and original[begin] == " ":  # most of them
            continue
        kept = _kept(original[begin : min(end, begin + LONGEST_MARKUP)], end - begin)
        if kept == end - begin:
            continue
        piece = cleaned[place:begin] + " " * kept
        pieces.append(piece)
        length += len(piece)
        place = end
        starts.append(length)
        origins.append(place)
    return Squeezed("".join((*pieces, cleaned[place:])), tuple(starts), tuple(origins))


def _gaps(cleaned: str, original: str) -> Iterator[re.Match[str]]:
    """Yield every gap that may be narrowed: of a single space only where a line is not as it was."""
    start = 0
    for line in cleaned.split("\n"):
        end = start + len(line)
        as_it_was = original[start:end]
        is_as_it_was = line == as_it_was or line == plain(as_it_was)
        yield from (_WIDE_GAP if is_as_it_was else _GAP).finditer(cleaned, start, end)
        start = end + 1


def _kept(source: str, width: int) -> int:
    """Return how many spaces stay of a gap: all of a single real one, none where only inline markup was, else one."""
    if width > LONGEST_MARKUP or _SPACE.search(source):
        return 1
    return 0 if _INLINE.fullmatch(source) else 1

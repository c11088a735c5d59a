"""Names of known families in a text, each with the version, sizes and tiers behind it."""

from collections.abc import Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.cues import lowered

SIZE = r"\d+(?:\.\d+)?[BMbm](?:-?[aA]\d+(?:\.\d+)?[BMbm])?"
TIERS = "Pro|Max|Ultra|Flash|Mini|Nano|Large|Small|Medium|Plus|Lite|Opus|Sonnet|Haiku|Turbo|Air|Deep Think|Thinking|Instruct|Coder|Chat|Base|Live|Realtime|Vision|High|Heavy|Fast|Preview|Scout|Maverick|Behemoth|Micro|Premier|Express|Omni|Codex"
LOOSE = 5  # letters from which a family is known in any capitals
_JOINED = re.compile(r"[A-Za-z0-9_-]")  # a letter of another script ends a name
_END = r"\+?(?![\w])"


class _Families:
    """A catalogue's families, ready to be found: a common word counts only with something behind it."""

    def __init__(self, catalogue: Catalogue) -> None:
        tiers = "|".join(
            sorted({*(t.capitalize() for t in catalogue.words.tiers), *TIERS.split("|")}, key=len, reverse=True)
        )
        version = r"[ -]?v?\d+(?:\.\d+)*[a-z]?\b"  # one a name: in "Qwen3-1.7B 60.9" the last number is a score
        other = rf"(?:[ -]?(?:[KRVM]\d+(?:\.\d+)*\b|{SIZE}\b)|[ -](?:{tiers}|mini|nano|pro|[a-z]+-\d\w*|large-v\d)\b|-[A-Za-z0-9.]+\b| [A-Z][a-z]+(?= (?:{SIZE}|\d{{1,2}}(?:\.\d)?)\b(?!,?\d)))"
        known = re.compile(rf"(?a){other}{{0,3}}(?:{version}{other}{{0,4}})?{_END}")
        needy = re.compile(rf"(?a)(?:{other}{{0,3}}{version}{other}{{0,4}}|{other}{{1,5}}){_END}")
        names = sorted({(one.is_common_word, -len(one.name), one.name) for one in catalogue.families})
        self._tails = [needy if is_common else known for is_common, _, _ in names]
        self._names = [name for _, _, name in names]
        self._is_loose = [not is_common and len(name) >= LOOSE and name.isalpha() for is_common, _, name in names]
        self._matcher = AhoCorasick([name.lower() for name in self._names])

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a family's name stands with what belongs to it, from left to right; a longer family goes first."""
        found = self._matcher.find_matches_as_indexes(lowered(text), overlapping=True)
        free = 0
        for start, number, end in sorted((start, number, end) for number, start, end in found):
            if (
                start < free
                or not self._is_spelt_so(number, text[start:end])
                or (start and _JOINED.match(text, start - 1))
            ):
                continue
            whole = self._tails[number].match(text, end)
            if whole is not None:
                free = whole.end()
                yield start, free

    def _is_spelt_so(self, number: int, found: str) -> bool:
        """Return whether letters are a family's name; a long one may have other capitals, two at least: "AUKlet" for "Auklet"."""
        is_other = self._is_loose[number] and found[0].isupper() and not found[1:].islower()
        return found == self._names[number] or is_other


@lru_cache(maxsize=4)
def _families(catalogue: Catalogue) -> _Families:
    return _Families(catalogue)


def families_in(text: str, catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """Yield where known families stand in a text, from their first letter to the end of what belongs to the name."""
    return _families(catalogue).find(text)

"""Which version of a line a README's dated news launches last: "[2026-03-16] Knot 2.1 is released" above one of the year before."""

from collections.abc import Iterable, Mapping

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.places import whole_places
from bot.reading.sentences import Sentence
from bot.reading.variants import CERTAIN, is_next

_DATED = re.compile(r"\W{0,12}(?P<y>20\d\d)[-/. ](?P<m>\d{1,2})(?:[-/. ](?P<d>\d{1,2}))?(?!\d)")


def newest_dated(
    name: str, from_verbs: Mapping[str, float], names: Iterable[str], sentences: Iterable[Sentence]
) -> str:
    """Return the next version of a name that verbs launch in a line of a later date than any line that launches the name."""
    later = [one for one in names if is_next(one, name) and from_verbs.get(fold(one), 0) >= CERTAIN]
    if not later:
        return name
    days: dict[str, tuple[int, ...]] = {}
    for row in sentences:
        dated = _DATED.match(row.text)
        for one in (name, *later) if dated else ():
            if dated and whole_places(one, row.text):
                days[one] = max(days.get(one, ()), tuple(int(part or 0) for part in dated.groups()))
    return (
        max((one for one in (name, *later) if one in days), key=lambda one: days[one], default=name)
        if name in days
        else name
    )

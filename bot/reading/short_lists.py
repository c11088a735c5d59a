"""Names that a sentence gives in short: "Auk 5 mini and nano" are Auk 5 mini and Auk 5 nano, "Knot R and R+" Knot R and Knot R+."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.families import TIERS
from bot.reading.name_shape import SMALL_TIER

_LAST = re.compile(rf"(?P<stem>.+[ -])(?:(?P<tier>{TIERS}|{SMALL_TIER})|(?P<letter>[A-Z]))$")
_TIER = rf"(?:{TIERS}|{SMALL_TIER})(?![\w-])"
_MORE = re.compile(rf"(?:, {_TIER}(?=,| and | &))*,? (?:and|&) (?P<last>{_TIER})(?! \d)|/(?P<one>{_TIER})")
_PLUS = re.compile(r"(?:,? (?:and|&) |/)(?P<w>[A-Z])\+(?!\w)")
_EACH = re.compile(_TIER)
_JOINS = (",", "/", " and ", " & ")  # what stands behind a name that others follow in short


def others_in_short(name: str, after: str) -> Iterator[str]:
    """Yield the names that the words behind a name give by their last word alone."""
    last = _LAST.match(name) if after.startswith(_JOINS) else None
    if last is None:
        return
    if last["letter"]:
        plus = _PLUS.match(after)
        if plus and plus["w"] == last["letter"]:
            yield f"{name}+"
        return
    more = _MORE.match(after)
    if more:
        for one in _EACH.finditer(more[0]):
            yield f"{last['stem']}{one[0]}"

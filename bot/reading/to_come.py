"""Names that a text only promises: "we'll be releasing Gull 3 Mini later this year"."""

from collections.abc import Iterable, Sequence

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.places import places_of
from bot.reading.sentences import Sentence

_PROMISED = Cued(
    r"(?:\b(?:will|going to|plan(?:s|ning)? to|intend(?:s|ing)? to|expects? (?:to|an?)|to expect|look(?:ing)? forward to|stay tuned for)|['’]ll)\b(?:(?!\. )[^;]){0,80}$"
    r"|^\W{0,6}\[ \](?:(?!\. )[^;]){0,80}$"
    r"|^\W*(?:[^.;]{0,60}\b(?:complete|completed|done|finish\w*), )?expect (?:an? |the )?$",
    "[_] coming_ will going_to plan intend expect forward_to tuned_for 'll ’ll",
    flags=re.I,
)


_FOLLOWS = re.compile(
    r"^[^.;,]{0,20}\b(?:(?:is|are) (?:next|coming|planned|expected|due|(?:still )?in training|on (?:its|their) way)|coming (?:soon|later|in (?:the coming|a few|a couple))"
    r"|(?:will|to) (?:follow|come|be (?:released|published|available|out|added)) (?:later|soon|next|in the (?:coming|next)|when|by))\b",
    re.I,
)


def only_promised(names: Iterable[str], sentences: Sequence[Sentence]) -> set[str]:
    """Return the names that never stand in a text but behind words of a promise."""
    promising = _PROMISED.among(sentences)
    candidates = {name for row in promising for name in names if name in row.text} if promising else set()
    return {name for name in candidates if all(_is_promised(name, row) for row in sentences if name in row.text)}


def _is_promised(name: str, row: Sentence) -> bool:
    places = list(places_of(name, row.text))
    return bool(places) and all(
        _PROMISED.search_in(row.text[:place], row) or _FOLLOWS.match(row.text[place + len(name) :]) for place in places
    )

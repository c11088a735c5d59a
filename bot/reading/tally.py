"""How many points each name of a document has for being the launched one, and how it is spelt."""

from collections import defaultdict
from dataclasses import dataclass, field

from bot.catalogue import fold


@dataclass
class Tally:
    """Points of names, by their folded form."""

    points: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    from_verbs: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    spellings: dict[str, dict[str, int]] = field(default_factory=dict)  # how often each
    trimmed: dict[str, str | None] = field(default_factory=dict)  # by capital run: a document repeats its names
    announced: set[str] = field(default_factory=set)  # whose launch is this document's news, not one that it recalls

    def add(self, name: str, points: float, *, is_verb: bool = False, is_news: bool = False) -> None:
        """Give a name points under its folded form; `is_news` where a launch is told at the head or by who launches."""
        key = fold(name)
        self.points[key] += points
        spellings = self.spellings.setdefault(key, {})
        spellings[name] = spellings.get(name, 0) + 1
        if is_verb:
            self.from_verbs[key] += points
        if is_verb and is_news:
            self.announced.add(key)

    def spelt(self, key: str) -> str:
        """Return a name as it is spelt most often, of several the first."""
        spellings = self.spellings[key]
        return max(spellings, key=spellings.__getitem__)

    def names(self) -> list[str]:
        """Return every name as it is spelt most often."""
        return [self.spelt(key) for key in self.spellings]

    def give(self, short: str, full: str) -> None:
        """Give a name all the points of its short form, which is no name of its own then."""
        key, own = fold(short), fold(full)
        for points in (self.points, self.from_verbs):
            points[own] += points.pop(key, 0)
        if key in self.announced:
            self.announced.add(own)

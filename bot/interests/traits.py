"""What a query can see of a launch, worked out once: its words, and each of its variants with its own scores."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property

from bot.catalogue import load_catalogue
from bot.interests import languages
from bot.interests.amounts import NotANumber, days
from bot.interests.owners import is_of
from bot.interests.text import BREAK, folded, slug, tokens_of
from bot.types import Launch, Model, Score

Interval = tuple[float, float]  # a number twice, or the first and last day of a date
_SPEAKS = re.compile(r"languag|multilingual|translat|speech|spoken|speak|dialect|transcri|voice", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Names:
    """The names that hold on a key; `is_known` says that all others do not."""

    values: frozenset[str]
    is_known: bool


class Shared:
    """What all variants of a launch have in common."""

    def __init__(self, launch: Launch, now: datetime) -> None:
        self.launch = launch
        self.view = launch.view
        self.today = now.astimezone(UTC).date().toordinal()

    @cached_property
    def tokens(self) -> list[str]:
        """Every word of title and text, with a break between them."""
        return [*tokens_of(self.launch.title), BREAK, *tokens_of(self.launch.text)]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every distinct word."""
        return frozenset(self.tokens)

    @cached_property
    def line(self) -> str:
        """All words in one line, a space around each."""
        return f" {' '.join(self.tokens)} "

    @cached_property
    def lab_slug(self) -> str:
        """The lab's name as a slug."""
        return slug(self.view.lab or "")

    @cached_property
    def variants(self) -> tuple["Variant", ...]:
        """Each model, or one of which nothing is stated."""
        return tuple(Variant(self, model) for model in self.view.models or (Model(""),))

    @cached_property
    def release_days(self) -> Interval | None:
        """First and last day that the stated release date may mean."""
        try:
            first, last = days(self.view.release_date or "")
        except NotANumber:
            return None
        return float(first), float(last)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Names of languages in sentences about languages; a "French startup" speaks of none."""
        found: set[str] = set()
        for sentence in _SENTENCE_END.split(f"{self.launch.title}\n{self.launch.text}"):
            if _SPEAKS.search(sentence):
                found |= languages.ALL.intersection(tokens_of(sentence))
        return frozenset(found)


class Variant:
    """One model of a launch, as queries see it."""

    def __init__(self, shared: Shared, model: Model) -> None:
        self.shared = shared
        self.model = model
        self.names: dict[str, Names] = {}  # worked out so far, by key
        self.numbers: dict[tuple[str, str], tuple[Interval, ...]] = {}  # by key and benchmark or currency

    @cached_property
    def scores(self) -> Mapping[str, tuple[Score, ...]]:
        """This variant's own scores, by folded benchmark."""
        found: dict[str, list[Score]] = {}
        for score in self.shared.view.benchmarks:
            if score.is_subject and self.owns(score.model):
                found.setdefault(folded(score.benchmark), []).append(score)
        return {name: tuple(scores) for name, scores in found.items()}

    @cached_property
    def beaten(self) -> frozenset[tuple[str, str]]:
        """Models (slugs) that a score of this variant is better than, with the folded benchmark."""
        return frozenset(pair for pair, lead in self._leads if lead)

    @cached_property
    def compared(self) -> frozenset[tuple[str, str]]:
        """Models (slugs) that this variant is compared with, with the folded benchmark."""
        return frozenset(pair for pair, _ in self._leads)

    @cached_property
    def _leads(self) -> tuple[tuple[tuple[str, str], bool], ...]:
        rivals = [score for score in self.shared.view.benchmarks if not score.is_subject]
        return tuple(
            ((_rival_slug(rival.model), name), _is_better(own, rival, name))
            for rival in rivals
            for name in (folded(rival.benchmark),)
            for own in self.scores.get(name, ())
            if own.unit == rival.unit and _is_one_setting(own, rival)
        )

    @cached_property
    def name_slugs(self) -> frozenset[str]:
        """The names of this variant and of the launch, with and without the lab's."""
        shared = self.shared
        written = (self.model.name, shared.view.name or "", shared.launch.key.partition("/")[2])
        found = {slug(name) for name in written if name}
        lab = shared.lab_slug + "-"
        found |= {name.removeprefix(lab) for name in found if shared.lab_slug and name.startswith(lab)}
        return frozenset(name for name in found if name)

    def owns(self, name: str) -> bool:
        """Say whether a number that the text gives to this name is this variant's."""
        return is_of(name, self.model.name, self.shared.view)


def _is_better(own: Score, rival: Score, benchmark: str) -> bool:
    return own.value < rival.value if benchmark in _error_rates() else own.value > rival.value


@cache
def _error_rates() -> frozenset[str]:
    """Return the folded names of the benchmarks on which the lower value is the better one."""
    known = (one for one in load_catalogue().benchmarks if not one.higher_is_better)
    return frozenset(folded(name) for one in known for name in (one.name, *one.aliases))


def _is_one_setting(own: Score, rival: Score) -> bool:
    return own.setting is None or rival.setting is None or own.setting == rival.setting


def _rival_slug(name: str) -> str:
    return slug(name.partition("(")[0])


def shared_of(launch: Launch, now: datetime) -> Shared:
    """Return what queries see of a launch; `now` is what ages count from."""
    return Shared(launch, now)

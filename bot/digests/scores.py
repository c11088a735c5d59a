"""Which benchmark result stands for a launch, and which rival stands beside it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.catalogue import Benchmark, load_catalogue
from bot.types import Bar, Chart, Score, View

MOST_BARS = 8


@dataclass(frozen=True, slots=True)
class BestScore:
    """The launch's score, the best rival of the same benchmark and setting, and who leads."""

    score: Score
    rival: Score | None
    leads: bool


def best_score(view: View) -> BestScore | None:
    """Return the result to show: one with a rival beside it first, saturated and composite benchmarks last."""
    own = [score for score in view.benchmarks if score.is_subject]
    scored = [_with_rival(view, score) for score in own if not _is_index(score)]
    return max(scored, key=_weight) if scored else None


def _weight(best: BestScore) -> tuple[int, Decimal]:
    known = _benchmark(best.score.benchmark)
    weight = 10 * (best.rival is not None) + 5 * best.leads - 20 * bool(known and known.is_saturated)
    margin = _better_by(best.score, best.rival) if best.rival else Decimal(0)
    return weight, margin


def _with_rival(view: View, own: Score) -> BestScore:
    rivals = [
        score
        for score in view.benchmarks
        if not score.is_subject
        and _folded(score.benchmark) == _folded(own.benchmark)
        and score.setting == own.setting
        and score.unit == own.unit
    ]
    rival = max(rivals, key=lambda score: _better_by(score, own), default=None)
    return BestScore(own, rival, leads=rival is None or _better_by(own, rival) >= 0)


def _better_by(one: Score, other: Score) -> Decimal:
    """Return by how much one score is better than another; of an error rate the lower one is."""
    known = _benchmark(one.benchmark)
    return one.value - other.value if known is None or known.higher_is_better else other.value - one.value


@cache
def _benchmark(name: str) -> Benchmark | None:
    return _shipped().get(_folded(name))


@cache
def _shipped() -> dict[str, Benchmark]:
    """Return the benchmarks that ship with Launchwire, by every name."""
    entries = load_catalogue().benchmarks
    return {_folded(name): entry for entry in entries for name in (entry.name, *entry.aliases)}


def index_line(view: View) -> tuple[Score | None, int | None, tuple[str, ...]] | None:
    """Return a composite index's score, the rank on it and the names ahead; None when neither is stated."""
    score = next((score for score in view.benchmarks if score.is_subject and _is_index(score)), None)
    rank = next((int(n.value) for n in view.other_numbers if n.unit == "rank"), None)
    ahead = tuple(str(fact.value) for fact in view.facts if fact.field == "behind")
    return (score, rank, ahead) if score or rank else None


def chart_of(view: View) -> Chart | None:
    """Return the bars of the shown benchmark, the launch's own first; None for fewer than two values."""
    best = best_score(view)
    if best is None or best.rival is None:
        return None
    same = [s for s in view.benchmarks if _folded(s.benchmark) == _folded(best.score.benchmark)]
    same = [s for s in same if s.setting == best.score.setting and s.unit == best.score.unit and s.value >= 0]
    bars = sorted(same, key=lambda s: (-_better_by(s, best.score), not s.is_subject))[:MOST_BARS]
    return Chart(best.score.benchmark, tuple(Bar(s.model, float(s.value), s.is_subject) for s in bars))


def _is_index(score: Score) -> bool:
    return score.unit == "index" or "index" in score.benchmark.casefold()


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())

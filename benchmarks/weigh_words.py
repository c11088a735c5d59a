"""Weighs the words by which a headline and an opening tell a launch, and writes them to bot/reading/launch_words.txt.

    python -m benchmarks.weigh_words [--write] [--also TEXTS GOLD ...] [--unseen TEXTS GOLD ...]

Logistic regression with an L2 penalty on runs of words (bot.reading.launch_words says which), solved by Newton's method in
its dual form: as many unknowns as there are labelled texts, however many runs of words. Sets that are not in the repository
are named with --also; what they taught is in the file, which holds no text. --unseen sets are judged and not learned from.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure_reading import ARTICLES, labelled
from bot.catalogue import Catalogue, load_catalogue
from bot.reading.launch_words import FEW, FILE, features_of, log_odds_of
from bot.reading.read import own_page
from bot.types import Article
from tests import test_reading_recalled as recalled
from tests import test_reading_verdict as told

SEEN = 3  # texts in which a run of words must stand
KEPT = 8000  # runs of words with the greatest weights
COST = 100.0  # of an error, against the penalty of the weights
OWN = 10.0  # an error in a text of the repository costs so much more: each is written as a trap
_ROUNDS = 30
HEAD = "// Written by `python -m benchmarks.weigh_words --write`: the log-odds that a run of words adds, times the root of how many a text has."
Matrix = NDArray[Any]
Example = tuple[frozenset[str], bool, float]  # what a text shows, whether it is a launch, what an error costs


def examples(folders: Iterable[tuple[Path, Path]], catalogue: Catalogue, cost: float = COST) -> Iterator[Example]:
    """Yield what each labelled text shows and whether it is a launch; a text that stands in two sets once."""
    rows = [
        (text, bool(label["is_launch"]))
        for texts, gold in folders
        for label, text in labelled(texts, gold)
        if "launches" not in label
    ]
    yield from _shown({text[:300]: (text, is_launch) for text, is_launch in rows}.values(), catalogue, cost)


def _shown(rows: Iterable[tuple[str, bool]], catalogue: Catalogue, cost: float) -> Iterator[Example]:
    for text, is_launch in rows:
        page, _ = own_page(Article(url="", title="", text=text), catalogue)
        if features := features_of(page):
            yield features, is_launch, cost


def invented(catalogue: Catalogue) -> Iterator[Example]:
    """Yield the short texts that the tests hold to be launches and near misses."""
    launches = [*told.LAUNCHES.values(), *recalled.LAUNCHES.values()]
    near_misses = [*told.NOT_LAUNCHES.values(), *recalled.NOT_LAUNCHES.values(), told.MANY]
    rows = [*((text, True) for text in launches), *((text, False) for text in near_misses), *told.NEWS.values()]
    yield from _shown(rows, catalogue, OWN * COST)


def weigh(found: list[Example], names_left_out: Set[str] = frozenset()) -> dict[str, float]:
    """Return the weight of each feature, the greatest ones; runs that hold a name say nothing of the next model."""
    seen = Counter(feature for features, _, _ in found for feature in features)
    common = (feature for feature, times in seen.items() if times >= SEEN)
    names = sorted(feature for feature in common if names_left_out.isdisjoint(feature.split()))
    rows = _rows([features for features, _, _ in found], names)
    wanted = np.array([float(is_launch) for _, is_launch, _ in found])
    weights = _solve(rows, wanted, np.array([cost for _, _, cost in found]))
    kept = np.argsort(-np.abs(weights), kind="stable")[:KEPT].tolist()
    return {names[place]: float(weights[place]) for place in sorted(kept)}


def _names(catalogue: Catalogue) -> frozenset[str]:
    labs = {name.lower() for lab in catalogue.labs for name in (lab.name, *lab.aliases)}
    return frozenset(labs | {family.name.lower() for family in catalogue.families})


def _rows(texts: list[frozenset[str]], names: list[str]) -> Matrix:
    """Return what each text gives each weight, as bot.reading.launch_words.log_odds_of takes it, the prior aside."""
    column = {name: place for place, name in enumerate(names)}
    rows = np.zeros((len(texts), len(names)))
    for place, features in enumerate(texts):
        share = min(1.0, len(features) / FEW)
        rows[place, [column[one] for one in features if one in column]] = share * len(features) ** -0.5
    return rows


def _solve(rows: Matrix, wanted: Matrix, costs: Matrix) -> Matrix:
    """Return the weights that minimise the log-loss times its cost and half the squared weights."""
    kernel = rows @ rows.T
    duals: Matrix = np.zeros(len(wanted))
    for _ in range(_ROUNDS):
        odds = kernel @ duals
        sure = 1 / (1 + np.exp(-odds))
        curve = np.maximum(sure * (1 - sure), 1e-6)
        duals = np.linalg.solve(kernel + np.diag(1 / (costs * curve)), odds + (wanted - sure) / curve)
    return rows.T @ duals


def judged(found: list[Example], weights: dict[str, float]) -> str:
    """Return how often the words alone are right, of launches and of near misses."""
    right = Counter(is_launch for features, is_launch, _ in found if (log_odds_of(features, weights) > 0) == is_launch)
    of = Counter(is_launch for _, is_launch, _ in found)
    return f"launches {right[True]}/{of[True]}, near misses {right[False]}/{of[False]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write launch_words.txt")
    for name in ("--also", "--unseen"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("TEXTS", "GOLD"))
    arguments = parser.parse_args()
    catalogue = load_catalogue(None)
    own = [*invented(catalogue), *examples([(ARTICLES, ARTICLES)], catalogue, OWN * COST)]
    found = [*own, *examples(arguments.also, catalogue)]
    weights = weigh(found, _names(catalogue))
    print(f"{len(found)} texts, {len(weights)} weights; seen: {judged(found, weights)}")
    unseen = list(examples(arguments.unseen, catalogue))
    print(json.dumps({"unseen": judged(unseen, weights)}) if unseen else "no unseen texts")
    if arguments.write:
        lines = [f"{weight:.3f}\t{feature}" for feature, weight in weights.items()]
        FILE.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

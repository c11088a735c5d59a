"""Articles of one launch land together and near misses apart, read from their words, in any order and on any day."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.launches import launch_of, name_words, named, together
from bot.launches.identity import Relation
from bot.launches.named import related
from bot.reading import read
from bot.types import Article, Report
from tests.launch_articles import ARTICLES

CATALOGUE = load_catalogue()
WORDS = name_words(CATALOGUE)
REPORTS = tuple(
    replace(read(Article(url=f"https://{i}.example/", title=title, text=text), CATALOGUE)[0], site=f"{i}.example")
    for i, (_, title, text) in enumerate(ARTICLES)
)
NOW = datetime(2026, 4, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _pairs(groups: tuple[tuple[int, ...], ...]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in itertools.combinations(group, 2)}


GOLD = {
    (i, j)
    for i, j in itertools.combinations(range(len(ARTICLES)), 2)
    if ARTICLES[i][0] is not None and ARTICLES[i][0] == ARTICLES[j][0]
}


def test_labelled_articles_cluster_as_labelled() -> None:
    found = _pairs(together(REPORTS, WORDS))
    assert [(ARTICLES[i][1], ARTICLES[j][1]) for i, j in sorted(found - GOLD)] == []
    assert 2 * len(found & GOLD) / (len(found) + len(GOLD)) >= 0.97
    assert len(GOLD) >= 40


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(ARTICLES))))
def test_the_order_of_arrival_changes_neither_groups_nor_what_launches_say(order: list[int]) -> None:
    shuffled = [REPORTS[i] for i in order]
    groups = [sorted(order[i] for i in group) for group in together(shuffled, WORDS)]
    assert sorted(groups) == [list(group) for group in together(REPORTS, WORDS)]
    group = max(groups, key=len)
    wanted = launch_of([REPORTS[i] for i in group], CATALOGUE)
    assert launch_of([REPORTS[i] for i in order if i in group], CATALOGUE) == wanted


def _report(name: str, hours: float, lab: str | None = "Brackwater", text: str = "") -> Report:
    return Report(
        "", f"{name} is out", text, True, "launch", REPORTS[0].confidence, lab, name,
        published=NOW + hours * HOUR,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "hours", "wanted"),
    [
        ("Osprey 4", "Osprey 4", 14 * 24, Relation.SAME),
        ("Osprey 4", "Osprey 4", 14 * 24 + 1, Relation.LATER),
        ("Osprey 4", "Osprey 4 Ridge", 72, Relation.UMBRELLA),
        ("Osprey 4", "Osprey 4 Ridge", 73, Relation.DIFFERENT),
        ("Osprey 4 Ridge", "Osprey 4 Valley", 24, Relation.SIBLINGS),
        ("Osprey 4 Ridge", "Osprey 4 Valley", 25, Relation.DIFFERENT),
        ("Osprey 4", "Osprey 4-0618", 72, Relation.SAME),
        ("Osprey 4", "Osprey 4-0618", 73, Relation.DIFFERENT),
        ("Ridge 4", "Osprey Ridge 4", 14 * 24, Relation.SAME),
        ("Ridge 4", "Osprey Ridge 4", 14 * 24 + 1, Relation.DIFFERENT),
        ("Osprey 4", "Osprey 5", 0, Relation.DIFFERENT),
        ("Osprey R2", "Osprey V2", 0, Relation.DIFFERENT),
    ],
)
def test_windows_open_and_close_by_the_clock(one: str, other: str, hours: float, wanted: Relation) -> None:
    here, there = named(_report(one, 0), WORDS), named(_report(other, hours), WORDS)
    assert here is not None
    assert there is not None
    assert related(here, there, WORDS) is wanted
    assert related(there, here, WORDS) is wanted


def test_without_dates_an_umbrella_has_to_name_its_variant() -> None:
    family = replace(_report("Osprey 4", 0, text="It comes as Ridge and Valley."), published=None)
    silent = replace(family, text="It comes in one size.")
    variant = replace(_report("Osprey 4 Ridge", 0), published=None)
    assert together([family, variant], WORDS) == ((0, 1),)
    assert together([silent, variant], WORDS) == ((0,), (1,))


def test_a_codename_of_another_model_is_none_of_this() -> None:
    text = "Osprey 4 is better than the model codenamed Bluebell."
    here = named(_report("Osprey 4", 0, text=text), WORDS)
    assert here is not None
    assert here.aliases == ()

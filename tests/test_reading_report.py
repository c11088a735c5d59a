"""The labelled corpus: large enough, split by lab, above its floors; confidence is what was measured, no more."""

import tomllib
from decimal import Decimal

import pytest

from benchmarks.measure_reading import ARTICLES, confidence, elsewhere, labelled, measure
from benchmarks.report_reading import FLOORS, Fields, Rules, Tally, below_floors, is_held_out, measured
from bot.catalogue import load_catalogue
from bot.reading.confidence import FILE, UNMEASURED

LABELS = [label for label, _ in labelled(ARTICLES, ARTICLES)]


@pytest.fixture(scope="module")
def report() -> tuple[Fields, Rules]:
    return measured(load_catalogue())


def test_the_corpus_holds_sixty_articles_and_a_third_of_its_labs_is_held_out() -> None:
    assert len(LABELS) >= 60
    held = [label for label in LABELS if is_held_out(label)]
    assert len(LABELS) / 5 <= len(held) <= len(LABELS) / 2
    assert not {label["lab"] for label in held if label["lab"]} & {
        label["lab"] for label in LABELS if not is_held_out(label)
    }
    assert sum(not label["is_launch"] for label in LABELS) >= 12


def test_every_field_is_above_its_floor(report: tuple[Fields, Rules]) -> None:
    assert below_floors(report[0]) == []


def test_a_field_under_its_floor_is_named() -> None:
    fields: Fields = {"all": {field: Tally(10, 10, 10, 10) for field in FLOORS}}
    fields["all"]["prices"] = Tally(said=10, right=1, wanted=10, found=10)
    assert [line.split(" is ")[0] for line in below_floors(fields)] == ["prices precision 0.10"]


def test_held_out_labs_are_read_about_as_well_as_the_others(report: tuple[Fields, Rules]) -> None:
    precision = {
        part: sum(one.right for one in report[0][part].values()) / sum(one.said for one in report[0][part].values())
        for part in ("tuning", "held out")
    }
    assert precision["held out"] >= precision["tuning"] - 0.08


def test_confidence_is_what_was_measured_smoothed_by_how_often(report: tuple[Fields, Rules]) -> None:
    right, wrong = measure([(ARTICLES, ARTICLES)], load_catalogue())
    kept, there = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal), elsewhere()
    stale = {}
    for rule in {*right, *wrong}:
        also = there.get(rule, (0, 0))
        now = confidence(right[rule] + also[0], wrong[rule] + also[1])
        if right[rule] + wrong[rule] >= 10 and kept[rule]["confidence"] - now > Decimal("0.05"):
            stale[rule] = (kept[rule]["confidence"], now)
    assert stale == {}, "python -m benchmarks.measure_reading --write"


def test_few_judged_facts_move_a_rule_little() -> None:
    assert confidence(0, 0) == Decimal("0.80")
    assert confidence(1, 0) < confidence(10, 0) < confidence(100, 0) < 1
    assert confidence(0, 1) < UNMEASURED
    assert confidence(9, 1) > confidence(3, 1)

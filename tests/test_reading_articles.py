"""Reading on the labelled articles: what it finds is right, and it finds enough."""

from pathlib import Path

import pytest

from benchmarks.measure_reading import ARTICLES, labelled, measure, verdict
from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.reading.confidence import confidence_of
from bot.types import Article

LABELLED = [pytest.param(label, text, id=str(label["id"])) for label, text in labelled(ARTICLES, ARTICLES)]
SHOWN_ON_A_CARD = 0.80


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_nine_of_ten_judged_facts_are_right_and_there_are_enough_of_them(catalogue: Catalogue) -> None:
    right, wrong = measure([(ARTICLES, ARTICLES)], catalogue)
    assert right.total() >= 300
    assert right.total() / (right.total() + wrong.total()) >= 0.90


def test_facts_that_a_card_would_show_are_right(catalogue: Catalogue) -> None:
    judged = [
        found
        for label, text in labelled(ARTICLES, ARTICLES)
        if label["is_launch"] and "launches" not in label
        for fact in read(Article(url="", title="", text=text), catalogue)[0].facts
        if fact.confidence >= SHOWN_ON_A_CARD and (found := verdict(fact, label)) is not None
    ]
    assert sum(judged) / len(judged) >= 0.90


@pytest.mark.parametrize(("label", "text"), LABELLED)
def test_every_fact_frames_its_printed_value(label: dict[str, object], text: str, catalogue: Catalogue) -> None:
    for report in read(Article(url="", title="", text=text), catalogue):
        for fact in report.facts:
            assert text[fact.quote.start : fact.quote.end] == fact.printed
            assert fact.printed
            assert fact.owner


NOT_LAUNCHES = [param for param in LABELLED if not param.values[0]["is_launch"]]  # type: ignore[index]


def test_news_that_launches_nothing_is_seldom_taken_for_a_launch(catalogue: Catalogue) -> None:
    taken = [
        label["id"]
        for label, text in labelled(ARTICLES, ARTICLES)
        if not label["is_launch"] and read(Article(url="", title="", text=text), catalogue)[0].is_launch
    ]
    assert len(taken) <= 1, taken


def test_launches_are_recognised(catalogue: Catalogue) -> None:
    rows = [
        (label, text) for label, text in labelled(ARTICLES, ARTICLES) if label["is_launch"] and "launches" not in label
    ]
    found = [read(Article(url="", title="", text=text), catalogue)[0].is_launch for _, text in rows]
    assert sum(found) / len(rows) >= 0.80


def test_two_articles_of_one_launch_have_one_lab_and_name(catalogue: Catalogue) -> None:
    pairs = (("wire-ostrava-2", "teaser-ostrava-2"), ("wire-harrier-m", "teaser-harrier-m"))
    for pair in pairs:
        reports = [_report(ARTICLES / f"{stem}.txt", catalogue) for stem in pair]
        assert len({(report.lab, report.name) for report in reports}) == 1, pair


def _report(path: Path, catalogue: Catalogue):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return read(Article(url="", title="", text=path.read_text(encoding="utf-8")), catalogue)[0]


def test_every_measured_rule_has_a_confidence_between_nothing_and_certainty(catalogue: Catalogue) -> None:
    right, wrong = measure([(ARTICLES, ARTICLES)], catalogue)
    assert all(0 < confidence_of(rule) < 1 for rule in {*right, *wrong})

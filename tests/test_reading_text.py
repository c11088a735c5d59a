"""Reading on any text: it never fails, never moves a character, and does not depend on who is named."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.reading.clean import clean
from bot.reading.tables import tables_of
from bot.types import Article, Report

CATALOGUE = load_catalogue()

NEWS = """Norvale unveils closed Tern Spark, leaving open weights behind after $14.3B rebuild
Norvale launched Tern Spark on April 8, 2026, a natively multimodal reasoning model with tool-use capabilities. Unlike Gull, it is proprietary with no open weights.
Tern Spark is offered only as an API in private preview to select partners. A $14.3 billion infrastructure rebuild took nine months. Norvale's previous Gull models were released as open-weight systems.
On the Plume Index v4.0, Tern Spark scores 52, placing it fourth overall behind Auk 3.1 Pro, Ibis-5.4, and Crane Opus 4.6.
On WellBench Hard (open-ended questions), Tern Spark scores 42.8, ahead of Auk 3.1 Pro (20.6), Ibis-5.4 (40.1), and Knot 4.2 (20.3). Norvale says it worked with over 1,000 physicians.
Tern Spark now powers Norvale AI across its apps, reaching over three billion users. For the 1.2 billion-download Gull ecosystem, it is a fork in the road.
Norvale stock rose 9% on launch day.
Related Articles
Sablehorn Releases Hm-XT2 Translation Models: 1.8B, 7B, and 30B-A3B Support 33 Languages
Sablehorn released Hm-XT2, a family of multilingual translation models available in 1.8B, 7B, and 30B-A3B (MoE) sizes. The 1.8B model can be compressed to 440MB using 1.25-bit quantization.
Corvane Releases Order K+ Open Source Model with 25B Active Parameters, 128K Context
Corvane has released Order K+ as an open source model under Apache 2.0 license. It has 25 billion active parameters out of 218B total parameters, supports 128K input context length, and includes vision capabilities alongside tool use.
"""


def reports_of(text: str) -> tuple[Report, ...]:
    return read(Article(url="https://news.example/a", title="", text=text), CATALOGUE)


def values(report: Report, *fields: str) -> set[tuple[str, str, str]]:
    return {(fact.field, str(fact.value), fact.role) for fact in report.facts if fact.field in fields}


def test_invented_names_are_read_like_known_ones() -> None:
    launch, translation, order = reports_of(NEWS)
    assert (launch.lab, launch.name, launch.is_launch) == ("Norvale", "Tern Spark", True)
    assert (translation.lab, translation.name) == ("Sablehorn", "Hm-XT2")
    assert (order.lab, order.name) == ("Corvane", "Order K+")
    assert translation.is_teaser
    assert order.is_teaser


def test_scores_belong_to_whom_the_sentence_gives_them() -> None:
    launch = reports_of(NEWS)[0]
    found = {(fact.measure, fact.owner, str(fact.value)) for fact in launch.facts if fact.field == "score"}
    assert found == {
        ("Plume Index v4.0", "Tern Spark", "52"),
        ("WellBench Hard", "Tern Spark", "42.8"),
        ("WellBench Hard", "Auk 3.1 Pro", "20.6"),
        ("WellBench Hard", "Ibis-5.4", "40.1"),
        ("WellBench Hard", "Knot 4.2", "20.3"),
    }
    assert [str(fact.value) for fact in launch.facts if fact.field == "behind"] == [
        "Auk 3.1 Pro",
        "Ibis-5.4",
        "Crane Opus 4.6",
    ]
    assert [str(fact.value) for fact in launch.facts if fact.field == "rank"] == ["4"]


def test_what_is_counted_keeps_its_owner_and_its_qualifier() -> None:
    counted = {
        (
            str(fact.value.normalize()) if not isinstance(fact.value, str | bool) else "",
            fact.unit,
            fact.owner,
            fact.qualifier,
        )
        for fact in reports_of(NEWS)[0].facts
        if fact.field == "count"
    }
    assert ("1.43E+10", "usd", "Norvale", "exact") in counted
    assert ("3E+9", "users", "Tern Spark", "over") in counted or ("3E+9", "users", "Norvale", "over") in counted
    assert ("1E+3", "people", "Norvale", "over") in counted
    assert ("9", "%", "Norvale", "exact") in counted
    assert all(owner == "Gull" for value, unit, owner, _ in counted if unit == "downloads")


def test_no_number_crosses_from_one_launch_to_another() -> None:
    launch, translation, order = reports_of(NEWS)
    assert values(launch, "params_total", "params_active", "context_tokens", "languages") == set()
    assert {value for _, value, _ in values(translation, "params_active", "languages")} == {"3000000000", "33"}
    assert values(order, "params_total", "params_active", "context_tokens") == {
        ("params_total", "218000000000", "launch"),
        ("params_active", "25000000000", "launch"),
        ("context_tokens", "128000", "launch"),
    }
    assert values(translation, "context_tokens", "license") == set()


def test_denials_and_older_models_open_nothing() -> None:
    access = {str(fact.value) for fact in reports_of(NEWS)[0].facts if fact.field == "access"}
    assert "open_weights" not in access
    assert {"no_open_weights", "private_preview"} <= access


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("The old window grew from 128K to 256K tokens of context.", "context_tokens"),
        ("Gull 2 has 70 billion parameters and Gull 3 will have 90 billion parameters.", "params_total"),
        ("A model that scores 80% on TidalBench would be useful.", "score"),
        ("Call +49 911 5550 138 or visit in 2027; 41 people work there.", "params_total"),
    ],
)
def test_traps_give_the_launch_nothing(sentence: str, field: str) -> None:
    text = f"Norvale launches Tern Spark\n\nNorvale launched Tern Spark, a language model. {sentence}"
    own = [fact for fact in reports_of(text)[0].facts if fact.field == field and fact.role in ("launch", "variant")]
    assert not [fact for fact in own if str(fact.value) in ("128000", "70000000000", "90000000000", "80")]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=string.printable + "„“”–—×≥％（）：、。玉衡カ한é", max_size=600))
def test_any_text_is_read_and_framed(text: str) -> None:
    assert len(clean(text)) == len(text)
    for report in reports_of(text):
        for fact in report.facts:
            assert text[fact.quote.start : fact.quote.end] == fact.printed


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="ab 1.2%|*", max_size=6), min_size=1, max_size=5), min_size=2, max_size=6))
def test_any_table_is_a_square_grid(rows: list[list[str]]) -> None:
    lines = ["|" + "|".join(cell.replace("|", "") for cell in row) + "|" for row in rows]
    text = "\n".join([lines[0], "|---|---|", *lines[1:]])
    for grid in tables_of(text, clean(text)):
        assert len({len(row) for row in grid.rows}) == 1


def test_spans_of_a_html_table_fill_every_cell_they_cover() -> None:
    text = "<table><tr><th rowspan=2>A</th><th colspan='2'>B</th></tr><tr><th>C</th><th>D</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>"
    (grid,) = tables_of(text, clean(text))
    assert [[cell.text for cell in row] for row in grid.rows] == [["A", "B", "B"], ["A", "C", "D"], ["1", "2", "3"]]


def test_a_long_text_of_nothing_takes_its_time_in_proportion() -> None:
    for piece in ("A" * 50_000, "Tern 2 " * 8_000, "1.2B, " * 8_000, "(" * 50_000, "<td>" * 12_000, "| a " * 12_000):
        reports_of(piece)


def test_a_page_that_ends_in_a_heading_for_related_news_without_any_is_read() -> None:
    assert len(reports_of("RELATED")) == 1
    assert len(reports_of("Halcyon releases Tern 2\n\nHalcyon has released Tern 2.\n\nRelated articles\n")) == 1

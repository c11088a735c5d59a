"""Charts as pictures: valid SVG whatever the labels hold, PNG with our own fonts, none rather than one with holes."""

import struct
import sys
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts import drawer, svg_of
from bot.charts.glyphs import can_draw
from bot.charts.png import BOLD, REGULAR
from bot.types import Bar, Chart

SVG = "{http://www.w3.org/2000/svg}"
CHART = Chart(
    "Atlas-Bench Hard", (Bar("Zephyr 2", 42.8, True), Bar("Mistrel 9", 40.1, False), Bar("Boreas", 20.6, False))
)
bars = st.builds(Bar, st.text(max_size=60), st.floats(), st.booleans())


def drawn(chart: Chart) -> ET.Element:
    svg = svg_of(chart)
    assert svg is not None
    return ET.fromstring(svg)


def test_the_subject_stands_out_and_every_score_is_written() -> None:
    texts = {one.text: one.get("font-weight") for one in drawn(CHART).iter(f"{SVG}text")}
    assert {"Zephyr 2", "42.8", "Mistrel 9", "40.1", "Boreas", "20.6"} <= texts.keys()
    assert (texts["Zephyr 2"], texts["Mistrel 9"]) == ("bold", "normal")


def test_bars_begin_at_zero() -> None:
    lengths = [float(one.get("width", 0)) for one in drawn(CHART).iter(f"{SVG}rect") if one.get("fill") != "#eef1f5"][
        1:
    ]
    assert [round(length / lengths[0] * 42.8, 1) for length in lengths] == [42.8, 40.1, 20.6]


@pytest.mark.parametrize("values", [(), (1.0,), (1.0, float("nan")), (float("inf"), 2.0), (-1.0, 2.0)])
def test_fewer_than_two_values_are_no_chart(values: tuple[float, ...]) -> None:
    assert svg_of(Chart("x", tuple(Bar("a", value, False) for value in values))) is None


def test_a_label_cannot_add_to_the_picture() -> None:
    label = '</text><image href="file:///etc/passwd"/>'
    root = drawn(Chart(label, (Bar(label, 2, True), Bar("b", 1, False))))
    assert {one.tag for one in root.iter()} == {f"{SVG}svg", f"{SVG}rect", f"{SVG}text"}


@given(st.text(max_size=80), st.lists(bars, max_size=30))
def test_any_chart_is_well_formed_or_none(title: str, many: list[Bar]) -> None:
    svg = svg_of(Chart(title, tuple(many)))
    assert svg is None or ET.fromstring(svg.encode("utf-8", "strict")).tag == f"{SVG}svg"


def test_a_picture_is_the_same_bytes_each_time() -> None:
    draw = drawer()
    assert draw is not None
    first, second = draw(CHART), draw(CHART)
    assert first is not None
    assert first == second
    assert first.startswith(b"\x89PNG")
    assert struct.unpack(">LL", first[16:24]) == (900, 246)


def test_words_are_drawn_and_not_lost() -> None:
    draw = drawer()
    assert draw is not None
    with_words, without = (
        draw(CHART),
        draw(Chart(" ", tuple(Bar(" ", bar.value, bar.is_subject) for bar in CHART.bars))),
    )
    assert with_words is not None
    assert without is not None
    assert len(with_words) > len(without)


@pytest.mark.parametrize(("text", "is_drawn"), [("Zephyr 2 (Größe) … Ω я", True), ("混元", False), ("🚀", False)])
def test_a_label_that_the_fonts_lack_makes_no_picture(text: str, is_drawn: bool) -> None:
    draw = drawer()
    assert draw is not None
    assert (draw(Chart("x", (Bar(text, 1, True), Bar("b", 2, False)))) is not None) == is_drawn
    assert all(can_draw(font, text) == is_drawn for font in (REGULAR, BOLD))


def test_without_the_extra_nothing_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert drawer() is None


def test_the_fonts_come_with_their_licence() -> None:
    assert "Permission is hereby granted" in (REGULAR.parent / "LICENSE").read_text(encoding="utf-8")

"""Where given names stand in a text."""

import pytest

from bot.reading.places import loose_places


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["KNOT"], "Knot, knot and (KNOT).", ["Knot", "knot", "KNOT"]),
        (["tern-vl"], "Tern VL, tern_vl, TernVL and Tern.VL", ["Tern VL", "tern_vl", "TernVL", "Tern.VL"]),
        (["tern-vl"], "tern  vl, tern-vl-2, a/tern-vl, tern-vl/b, tern-vl.5", []),
        (["tern-vl", "tern"], "Tern VL and Tern", ["Tern VL", "Tern"]),  # the longer one is given first
        (["tern"], "İstanbul: Tern", ["Tern"]),
        ([], "Tern", []),
    ],
)
def test_names_stand_whole_in_any_case_with_any_joint(names: list[str], text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in loose_places(names, text)] == found

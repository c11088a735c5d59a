"""Names that belong together, and which of two versions is meant."""

import pytest

from bot.catalogue import fold
from bot.reading.variants import newest, shared_beginning


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("Easel3", "Easel4 & Easel3", "Easel4"),
        ("Easel4", "Easel4 & Easel3", "Easel4"),
        ("Easel3", "Easel3, the step before Easel4", "Easel3"),  # the older one is named first
        ("Easel3", "Knot4 & Easel3", "Easel3"),
    ],
)
def test_the_newer_version_that_the_headline_names_first_is_meant(name: str, title: str, found: str) -> None:
    names = {fold(one): one for one in ("Easel3", "Easel4", "Knot4")}
    assert newest(name, title, dict.fromkeys(names, 5.0), names) == found


def test_a_tuning_of_a_size_makes_no_family() -> None:
    assert shared_beginning("Heron-32B", ("Heron-32B", "Heron-32B-Instruct"), "Heron-32B-Instruct") is None
    assert shared_beginning("Heron-32B", ("Heron-32B", "Heron-7B"), "Heron-7B") == "Heron"

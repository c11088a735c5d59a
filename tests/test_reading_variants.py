"""Names that belong together, and which of two versions is meant."""

import pytest

from bot.catalogue import fold, load_catalogue
from bot.reading.read import own_page
from bot.reading.variants import launched_beside, newest, shared_beginning
from bot.types import Article


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


def test_a_number_behind_a_name_is_its_newer_version() -> None:
    scores = {fold("Skua-R1V"): 18.0, fold("Skua R1V2"): 12.0, fold("Skua-R1V3"): 5.0, fold("Skua-R1V4"): 0.8}
    names = {fold(one): one for one in ("Skua-R1V", "Skua R1V2", "Skua-R1V3", "Skua-R1V4")}
    assert newest("Skua-R1V", "Skua-R1V", scores, names) == "Skua-R1V3"  # R1V4 is hardly spoken of
    assert newest("Skua", "Skua", scores, names) == "Skua"


def test_one_spelling_of_a_name_is_no_sibling() -> None:
    assert (
        shared_beginning("Heron3 Embedding", ("Heron3 Embedding", "Heron3-Embedding-0.6B"), "Heron3 and Heron3") is None
    )


@pytest.mark.parametrize(
    ("sentence", "beside"),
    [
        ("We released Tern Large 3 (tern-large) and Ministern 3.", {"Ministern 3"}),
        ("We released Tern Large 3 and the Ministern 3 API.", set()),
        ("We released Tern Large 3, which does better than Ministern 3.", set()),
    ],
)
def test_what_a_launch_joins_is_launched(sentence: str, beside: set[str]) -> None:
    assert launched_beside("Tern Large 3", ("Ministern 3",), sentence) == beside


def test_names_of_one_length_stand_in_one_order() -> None:
    sizes = "Heron-7B, Heron 7B, Heron 3B, Heron-3B, Heron 9B and Heron-9B"
    text = (
        f"Marl released the Heron family of language models.\n\nHeron comes as {sizes}. Heron is a family of models.\n"
    )
    page, _ = own_page(Article(url="", title="", text=text), load_catalogue())
    assert len(page.variants) > 3
    assert list(page.variants) == sorted(page.variants, key=lambda name: (len(name), name))

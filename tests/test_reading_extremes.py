"""What is told of the largest or smallest of a family is that member's, not the family's."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article

HEAD = "Marl Works released Knot 3, a family of models with open weights. "
TWO = HEAD + "It comes as Knot 3 8B and Knot 3 405B. "


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (HEAD + "The release includes ten variants, with the largest variant totaling 424B parameters.", None),
        (TWO + "The largest variant has 405B parameters.", None),
        (HEAD + "Knot 3 is the largest model of Marl Works, with 405B parameters.", 405 * 10**9),
        (HEAD + "The largest open model yet, Knot 3 has 405B parameters.", 405 * 10**9),
        ("Marl Works released Knot 3, the largest model with 405B parameters.", 405 * 10**9),
    ],
)
def test_a_family_has_not_the_size_of_its_largest(text: str, size: int | None, catalogue: Catalogue) -> None:
    found = view_of(read(Article(url="", title="", text=text), catalogue)[0])
    assert {one.name: one.params_total for one in found.models}.get("Knot 3") == size


@pytest.mark.parametrize(
    ("said", "member"),
    [
        ("In tests, the largest Knot 3 model with 405 billion parameters scored 96.3% in MATH-500.", "Knot 3 405B"),
        ("The largest model scores 96.3% on MATH-500.", "Knot 3 405B"),
        ("The smallest of the family scores 96.3% on MATH-500.", "Knot 3 8B"),
    ],
)
def test_a_score_of_the_largest_is_that_members(said: str, member: str, catalogue: Catalogue) -> None:
    found = view_of(read(Article(url="", title="", text=TWO + said), catalogue)[0])
    assert [(one.model, str(one.value)) for one in found.benchmarks] == [(member, "96.3")]

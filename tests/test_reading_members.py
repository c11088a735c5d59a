"""Which models a family has: those told as out now, not those of before or to come."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def members(text: str, catalogue: Catalogue) -> set[str]:
    report = read(Article(url="", title="", text=text), catalogue)[0]
    return {fact.owner for fact in report.facts if fact.field == "model"}


LEAD = (
    "Marl Works releases Knot 3\n\nMarl Works has released Knot 3, a family of open models: Knot 3 9B and Knot 3 30B."
)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Knot 3 Mini is out as well.", {"Knot 3 Mini"}),
        ("Knot 3 Mini is still in training and will be uploaded when it is done.", set()),
        ('Knot 3 Mini might be published under Apache 2.0 "if the board agrees".', set()),
        ("Knot 3 Mini will be released later this year.", set()),
        ("The previous version, Knot 3 Mini, stays closed.", set()),
        ("前世代「Knot 3 Mini」は8000トークン。", set()),
        ("It comes in E2B and E4B sizes.", {"Knot 3 E2B", "Knot 3 E4B"}),
        ("Error E4B means that the disk is full.", set()),
    ],
)
def test_a_member_is_out_now(sentence: str, found: set[str], catalogue: Catalogue) -> None:
    assert members(f"{LEAD}\n\n{sentence}", catalogue) == {"Knot 3 9B", "Knot 3 30B", *found}


@pytest.mark.parametrize("tail", ["Corpus", "Evalkit", "Tokenizer"])
def test_what_comes_with_a_model_is_none(tail: str, catalogue: Catalogue) -> None:
    text = f"{LEAD}\n\nWe also release the Knot 3 {tail}. The Knot 3 {tail} is free."
    assert members(text, catalogue) == {"Knot 3 9B", "Knot 3 30B"}

"""Tables that list a family's models, and those that compare or price models instead."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading import read
from bot.reading.clean import clean
from bot.reading.model_tables import listed_in, members_listed
from bot.reading.tables import tables_of
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def table(head: str, *rows: str) -> str:
    lines = [head, " | ".join(["---"] * (head.count("|") + 1)), *rows]
    return "\n".join(f"| {line} |" for line in lines)


def hub(name: str, publisher: str = "norvale") -> str:
    return f"[{name}](https://huggingface.co/{publisher}/{name.rpartition('/')[2]})"


def listed(text: str) -> list[list[str]]:
    return [[one.name for one in models] for models in listed_in(text, tables_of(text, clean(text)))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (table("Model | #Total Params | Download", "Knot-4 | 90B | link", "Knot-4-Air | 12B | link"), [["Knot-4", "Knot-4-Air"]]),
        (table("Type | Models | Size", "Embedding | Knot-E-4B | 4B", " | Knot-E-8B | 8B"), [["Knot-E-4B", "Knot-E-8B"]]),
        (table("Name | Licence | Repo", "`KNOT.1 [dev]` | MIT | a", "`KNOT.1 [pro]` | closed | b"), [["KNOT.1 [dev]", "KNOT.1 [pro]"]]),
        (table("Model | Size | Download", "Knot-4 | 90B | a", "Knot-4-FP8 | 90B | b", "Knot-4-Air | 9B | c"), [["Knot-4", "Knot-4-Air"]]),
        (table("Model | # Params | Category | Datasets | Config", "4K-B | 1B | chat | a | b", "4K-L | 3B | chat | a | b"), [["4K-B", "4K-L"]]),
        (table("Model | Size | Pose | Sky", hub("Knot-4-S") + " | 90M | ✅ | ", hub("Knot-4-L") + " | 1B | ✅ | ✅"), [["Knot-4-S", "Knot-4-L"]]),
        (table("Model | Size | Pose", "**Small** | | ", hub("Knot-4-S") + " | 90M | ✅", hub("Knot-4-L") + " | 1B | ✅"), [["Knot-4-S", "Knot-4-L"]]),
        (table("Model | Size | Encoder", hub("norvale/knot-4-s") + " | 90M | Auk", hub("norvale/knot-4-l") + " | 1B | Auk"), [["knot-4-s", "knot-4-l"]]),
        (table("Model | Size | Pose", hub("Knot-4-S") + " | 90M | ✅", "Tern-3 | 1B | ✅"), []),  # not all are linked
        (table("Model | Size | Pose", hub("Knot-4") + " | 1B | 7", hub("Tern-3", "marl") + " | 1B | 8"), []),  # two makers
        (table("Model | Size | MMLU", "Knot-4 | 90B | 80.1", "Tern-3 | 70B | 79.0"), []),  # it compares
        (table("Model | Input | Output", "Knot-4 | $1 | $2", "Knot-3 | $3 | $4"), []),  # it prices
        (table("Model | Size", "Knot-4 | 90B"), []),  # one is no family
    ],
)  # fmt: skip
def test_which_tables_list_models(text: str, names: list[list[str]]) -> None:
    assert listed(text) == names


@pytest.mark.parametrize(
    ("name", "names", "members"),
    [
        ("Knot-4", ("Knot-4-Base", "Knot-4-Air"), ("Knot-4-Base", "Knot-4-Air")),
        ("Knot3 Embed", ("Knot3-Embed-4B", "Knot3-Embed-8B", "Knot3-Rank-4B"), ("Knot3-Embed-4B", "Knot3-Embed-8B", "Knot3-Rank-4B")),
        ("xKnot", ("Tern-xKnot-2-9b", "xKnot-2-1b", "xKnot-2-3b", "Tern-9b"), ("Tern-xKnot-2-9b", "xKnot-2-1b", "xKnot-2-3b")),
        ("Knot3-MoE-A2B", ("Knot3-MoE-A2B", "Knot3-7B"), ()),  # one model beside another of its line
        ("Knot-4", ("Tern-3", "Tern-4"), ()),
        ("Tern Map 3", ("TM3-L", "TM3Mono-L"), ("TM3-L", "TM3Mono-L")),
        ("Tern Map 3", ("TM3-L", "TM2-L"), ()),  # another version
    ],
)  # fmt: skip
def test_members_are_those_beside_the_launch(name: str, names: tuple[str, ...], members: tuple[str, ...]) -> None:
    assert members_listed(name, [names]) == members


def test_a_listed_family_is_read_with_its_sizes(catalogue: Catalogue) -> None:
    rows = table(
        "Model | Models | Size | Sequence Length",
        "Embedding | Knot3-Embed-4B | 4B | 32K",
        "Ranking | Knot3-Embed-15T | 4B | 32K",
    )
    text = f"# Knot3 Embed\n\nWe release the **Knot3 Embed series**, new embedding models under MIT.\n\n{rows}\n"
    report = read(Article(url="", title="", text=text), catalogue)[0]
    sizes = {fact.owner: str(fact.value) for fact in report.facts if fact.field == "params_total"}
    assert sizes.get("Knot3-Embed-4B") == "4000000000"
    assert sizes.get("Knot3-Embed-15T", "4000000000") == "4000000000"  # 15T counts tokens


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        (
            f"# 4K: Knots of Four Kinds\n\n4K is a framework for training models.\n\n{table('Model | # Params', '4K-B | 198M', '4K-L | 705M', '4K-XL | 2.8B')}\n",
            {"4K-B": "198000000", "4K-L": "705000000", "4K-XL": "2800000000"},
        ),
        (
            "# kT2: Knotted Tern 2\n\nkT2 is a language model for knots.\n\n## Checkpoints\n\nWe release these checkpoints:\n\n"
            "* **kT2-Small** (300 million parameters): [a](b)\n* **kT2-Base** (600 million parameters): [a](b)\n* **kT2-XL** (4 billion parameters): [a](b)\n",
            {"kT2-Small": "300000000", "kT2-Base": "600000000", "kT2-XL": "4000000000"},
        ),
        (
            "# Tern2: Models for the Coast\n\nMarl Works releases Tern2. We saw a demand for models in the **8B and 20B parameter** range, "
            "alongside **1B models** for special use.\n",
            {"Tern2 8B": "8000000000", "Tern2 20B": "20000000000", "Tern2 1B": "1000000000"},
        ),
    ],
)
def test_members_of_a_title_a_list_and_one_more_size(text: str, owners: dict[str, str], catalogue: Catalogue) -> None:
    report = read(Article(url="", title="", text=text), catalogue)[0]
    assert {fact.owner: str(int(fact.value)) for fact in report.facts if fact.field == "params_total"} == owners

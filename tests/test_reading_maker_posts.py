"""What makers' posts and the press say in their own ways: tiers inside a name, terms in brackets, who shares a score."""

from decimal import Decimal

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()


def view(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


def sizes(text: str) -> dict[str, int | None]:
    return {one.name: one.params_total for one in view(text).models}


IN_TIERS = (
    "Marl's Knot Embed 2.0 Goes Further\n\nMarl is excited to announce the release of Knot Embed L 2.0 and Knot Embed M 2.0, "
    "the next of our embedding models, available today under the Apache 2.0 license. We make two variants available, a medium variant built on top of Auk with 305 million "
    "parameters (of which 113 million are for words), and a large variant built on Gull, which has 568 million parameters. "
    "Knot Embed 2.0 builds on our previous releases.\n"
)


def test_a_tier_of_one_letter_inside_a_name_is_a_member_with_the_size_told_of_the_tier() -> None:
    found = sizes(IN_TIERS)
    assert found["Knot Embed M 2.0"] == 305_000_000
    assert found["Knot Embed L 2.0"] == 568_000_000


@pytest.mark.parametrize(("said", "licence"), [
    ("The 123B model is released under a modified MIT license that permits commercial use.", "Modified MIT"),
    ("Marl shipped it with Knot Small 2 (24B, Apache 2.0) and a tool for terminals.", "Apache 2.0"),
    ("It is ahead of Gull 3 (24B, Apache 2.0) and of others.", None),
])  # fmt: skip
def test_terms_in_small_letters_and_behind_a_size(said: str, licence: str | None) -> None:
    assert view(f"Knot 2\n\nMarl launched Knot 2, an open-weight 123B model. {said}\n").license == licence


VERSIONS = """# Quillcam

Marl Works releases `Quillcam`, a model for new views, with open weights.

| Model Version | #Parameter | Resolution | Notes |
| :-: | :-: | :-: | :-: |
| `v1.1` | 1.3B | 576P | Fixes what moved |
| `v1.0` | {first} | 576P | First release |
"""


@pytest.mark.parametrize(("first", "size"), [("1.3B", 1_300_000_000), ("0.9B", None)])
def test_what_all_versions_in_a_table_have_is_the_launchs(first: str, size: int | None) -> None:
    assert sizes(VERSIONS.format(first=first)) == {"Quillcam": size}


DASHES = """Marl Knot: A 12B Model

Marl Works releases Knot 2, a 12B model.

| Model | Accuracy |
| — | — |
| Knot 2 | 87.5% |
| Gull 2 9B | 86.2% |
"""


@pytest.mark.parametrize("rule", ["| — | — |", "| – | – |", "| --- | --- |"])
def test_dashes_of_a_pages_typography_rule_off_a_tables_head(rule: str) -> None:
    found = view(DASHES.replace("| — | — |", rule))
    assert {(one.model, one.value) for one in found.benchmarks} == {
        ("Knot 2", Decimal("87.5")),
        ("Gull 2 9B", Decimal("86.2")),
    }


@pytest.mark.parametrize(("said", "scores"), [
    ("Plumb puts it at 48 on the Reed Index vs 57 for Gull 5 and Auk 3 Pro, so those are ahead.",
     {("Reed Index", "Gull 5", 57), ("Reed Index", "Auk 3 Pro", 57)}),
    ("Plumb has it at 48 on the Reed Index vs 57 for Gull 5 and Auk 3 at 55.", {("Reed Index", "Gull 5", 57), ("Reed Index", "Auk 3", 55)}),
    ("It hit a record 78% non-hallucination rate on Allseer.", {("Allseer", "Knot 2", 78)}),
    ("Knot 2 holds the #1 spot on ReedBench instruction following (83%).", {("ReedBench", "Knot 2", 83)}),
    ("Knot 2 was tried on ReedBench by many testers (83%).", set()),
    ("Knot 2 achieves a 78.6% pass rate on ABC/ABLE competition-level problems.", {("ABC/ABLE", "Knot 2", 78.6)}),
])  # fmt: skip
def test_scores_told_by_rate_by_place_and_for_two(said: str, scores: set[tuple[str, str, float]]) -> None:
    found = view(f"Knot 2\n\nMarl launched Knot 2, a reasoning model.\n\n{said}\n").benchmarks
    assert scores <= {(one.benchmark, one.model, float(one.value)) for one in found}
    assert bool(found) == bool(scores)


def test_the_month_of_a_first_version_is_not_the_launchs() -> None:
    text = (
        "Marl releases Knot 3 405B\n\nToday, Marl debuted Knot 3 405B, an open model. "
        "In November 2024 the company released its first version of Knot 3, which had 8B and 70B parameters.\n"
    )
    assert view(text).release_date is None


@pytest.mark.parametrize(("name", "found"), [
    ("Mistral Quillon", "Mistral Quillon"),
    ("Mistral Quillstral 2", "Mistral Quillstral 2"),
    ("Mistral Codestral", "Codestral"),
    ("Cohere Quillon", "Quillon"),
])  # fmt: skip
def test_a_lab_with_a_line_of_its_own_name_keeps_it_in_the_names_of_its_models(name: str, found: str) -> None:
    text = f"{name}: A 12B Model\n\nWe're excited to introduce {name}, a 12 billion parameter model.\n\n{name} reads well. {name} is open.\n"
    assert view(text).name == found


def test_a_stage_is_no_part_of_a_name_that_the_text_mostly_goes_without() -> None:
    text = (
        "Knot 4.2 Beta: $2 per million tokens\n\nMarl's latest model is out. Knot 4.2 costs $2 input / $6 output per million tokens. "
        "Knot 4.2 is a model with a context of 2M tokens. What Knot 4.2 adds is speed.\n"
    )
    found = view(text)
    assert found.name == "Knot 4.2"
    assert {(one.model, one.kind, float(one.amount)) for one in found.prices} == {
        ("Knot 4.2", "input", 2),
        ("Knot 4.2", "output", 6),
    }


FLAT = """Marl Works releases Stanchion 3B, a model for code, with open weights.

Model Size Python C++ Java
Stanchion 3B 32.4% 30.9% 32.1%
Gull Code 7B 30.0% 28.2% -
Auk 1.3B 28.6% 29.2% 28.7%

Parameters Hidden Size Layers Heads
2,796,431,360 2560 32 32
"""


def test_a_table_whose_columns_only_spaces_part_is_read_where_each_number_has_a_word_above_it() -> None:
    found = {(one.benchmark, one.model, float(one.value)) for one in view(FLAT).benchmarks}
    assert ("Python", "Stanchion 3B", 32.4) in found
    assert ("Java", "Auk 1.3B", 28.7) in found
    assert len(found) == 8
    wider = FLAT.replace("Python C++ Java", "Python (easy) C++ Java")
    assert not view(wider).benchmarks  # which word is above which number is not known


@pytest.mark.parametrize("said", [
    "Plumb says Knot 2 improved intelligence by +6 points over Knot 1, leads its non-hallucination metric at 78%, and tops ReedBench at 82.9% while serving.",
    "Knot 2 is a clear gain over Knot 1, and reaches 82.9% on ReedBench.",
])  # fmt: skip
def test_what_follows_a_gain_over_another_is_the_launchs(said: str) -> None:
    found = view(f"Knot 2\n\nMarl launched Knot 2, a reasoning model.\n\n{said}\n").benchmarks
    assert {(one.benchmark, one.model, float(one.value)) for one in found} == {("ReedBench", "Knot 2", 82.9)}


@pytest.mark.parametrize(("said", "output"), [
    ("It costs $2 per 1M input tokens and $6 per 1M output tokens.", None),
    ("It costs $0.20 / 1M input tokens and $1.50 / 1M output tokens.", None),
    ("It costs $0.10/1M input and $0.40/1M output.", None),
    ("It reads 256K tokens and writes up to 64K output tokens.", 64_000),
])  # fmt: skip
def test_what_a_million_tokens_of_output_cost_is_no_length(said: str, output: int | None) -> None:
    assert view(f"Knot 2\n\nMarl launched Knot 2, a reasoning model.\n\n{said}\n").output_tokens == output


def test_a_line_between_digits_of_a_size_stands_for_a_point() -> None:
    text = '# Knot LM 2 1.6B\n\nKnot LM 2 1.6B is a 1.6 billion parameter language model.\n\n```\nAutoModel.from_pretrained("marl/knotlm-2-1_6b")\n```\n'
    assert set(sizes(text).values()) == {1_600_000_000}


def test_an_opening_that_names_other_labs_is_no_headline_about_them() -> None:
    text = (
        "The common wisdom is that companies like Google and OpenAI, with deep purses and hundreds of people who know their trade, "
        "are the only ones that can make a good model, and that all others follow. "
        "But Mistral showed today with the release of Knotmo, a multimodal AI model, that small ones can.\n\nKnotmo is a model that sees. Knotmo is open source.\n"
    )
    assert view(text).is_launch


def test_software_that_is_told_of_as_a_model_is_one() -> None:
    text = (
        "Knot Scan 3 is the latest version of Knot Scan, Marl's recognition software that reads documents. This model is named knot-scan-2512.\n\n"
        "Marl Works released Knot Scan 3 today. This model was evaluated on forms. Knot Scan 3 is available through the API.\n"
    )
    assert view(text).is_launch


def test_a_family_that_is_told_of_as_one_is_the_launched_name_and_no_heading() -> None:
    text = (
        "Model Information\n\nThe Marl Knot 1.5 family of models is state-of-the-art, hybrid foundation models for long texts.\n\n"
        "Knot 1.5 Mini (12B active/52B total) and Knot 1.5 Large (94B active/398B total) are small and large.\n\n"
        "Model Details\n\n- Developed by: Marl Works\n- Context length: 256K\n"
    )
    found = read(Article(url="", title="", text=text), CATALOGUE)[0]
    assert (found.name or "").endswith("Knot 1.5")

"""READMEs of language models as their makers write them: families by size, code and weights under two licences, lists of paths."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Report, View


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def report(text: str, catalogue: Catalogue) -> Report:
    return read(Article(url="", title="", text=text), catalogue)[0]


def view(text: str, catalogue: Catalogue) -> View:
    return view_of(report(text, catalogue))


def sizes(text: str, catalogue: Catalogue) -> dict[str, int | None]:
    return {one.name: one.params_total for one in view(text, catalogue).models}


TWO_SIZES = """# Knot 3

Marl Works developed and released the Knot 3 family of language models. Knot 3 comes in two sizes — 8B and 70B parameters.

<table>
<tr><td></td><td>Data</td><td>Params</td><td>Context length</td></tr>
<tr><td rowspan="2">Knot 3</td><td rowspan="2">Public pages</td><td>8B</td><td>8k</td></tr>
<tr><td>70B</td><td>16k</td></tr>
</table>

| Benchmark | Knot 3 8B | Knot2 7B | Knot 3 70B |
|---|---|---|---|
| MMLU (5-shot) | 66.6 | 45.7 | 79.5 |
"""


def test_a_table_with_one_name_for_two_sizes_keeps_both_and_their_scores(catalogue: Catalogue) -> None:
    assert sizes(TWO_SIZES, catalogue) == {"Knot 3 8B": 8 * 10**9, "Knot 3 70B": 70 * 10**9}
    scores = {(one.model, str(one.value)) for one in view(TWO_SIZES, catalogue).benchmarks}
    assert scores == {("Knot 3 8B", "66.6"), ("Knot2 7B", "45.7"), ("Knot 3 70B", "79.5")}


PATHS = """# Introduction to Knot Code Models

Marl Works releases the Knot Code models, a series of code models. Both base and instruct models are available in sizes of 3B and 8B parameters.

Pick a `model_path` from:
1. `marl-works/knot-3b-code-base-2k`
2. `marl-works/knot-3b-code-instruct-2k`
3. `marl-works/knot-8b-code-base-4k`

## License
All Knot Code Models are distributed under [Apache 2.0](./LICENSE) license.
"""


def test_a_list_of_paths_names_the_members_though_the_size_stands_inside(catalogue: Catalogue) -> None:
    assert sizes(PATHS, catalogue) == {
        "knot-3b-code-base-2k": 3 * 10**9,
        "knot-3b-code-instruct-2k": 3 * 10**9,
        "knot-8b-code-base-4k": 8 * 10**9,
        "Knot Code": None,
    }


@pytest.mark.parametrize(
    ("sentence", "licence"),
    [
        ("All Knot Code models are distributed under the Apache 2.0 license.", "Apache 2.0"),
        ("The code of Knot Code is distributed under the Apache 2.0 license.", None),
        ("The Knot Code repository is under the MIT license.", None),
    ],
)
def test_code_in_a_models_name_is_no_code(sentence: str, licence: str | None, catalogue: Catalogue) -> None:
    text = f"# Knot Code 7B\n\nMarl Works releases Knot Code, a 7B model for code.\n\n{sentence}\n"
    assert view(text, catalogue).license == licence


NUMBERED = """# Knot-Math

Marl Works releases Knot-Math, open models for mathematics.

| Model | Type | Download |
|---|---|---|
| **Knot2-Math-Base-7B** | Base | [weights](https://huggingface.co/marl/knot2-math-base-7b) |
| **Knot2-Math-20B** | Chat | [weights](https://huggingface.co/marl/knot2-math-20b) |
"""
TITLED = """# Knot-Large

Marl Works releases Knot-Large (Knot-MoE-A52B), an open model.

<table><tr><td colspan="2">Download Models</td></tr>
<tr><td>Models</td><td>Download URL</td></tr>
<tr><td>🧶Knot-Large-Instruct</td><td><a href="https://huggingface.co/marl/Knot-Large">a</a></td></tr>
<tr><td>🧵Knot-Large-Pretrain</td><td><a href="https://huggingface.co/marl/Knot-Large">a</a></td></tr></table>
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (NUMBERED, {"Knot2-Math-Base-7B", "Knot2-Math-20B"}),
        (TITLED, {"Knot-Large-Instruct", "Knot-Large-Pretrain"}),
    ],
)
def test_a_list_of_downloads_names_the_members(text: str, names: set[str], catalogue: Catalogue) -> None:
    assert names <= set(sizes(text, catalogue))


CARD = """# Knot 3.0

Knot 3.0 is a language model with 4 billion parameters. {more}

## Usage

```python
model = AutoModel.from_pretrained("marl-works/Knot3-4B")
```

## Citation
"""


def test_a_whole_version_is_published_without_its_nought(catalogue: Catalogue) -> None:
    assert view(CARD.format(more=""), catalogue).availability == "open_weights"


@pytest.mark.parametrize(
    ("more", "size"),
    [
        ("It is the most powerful model with less than 10B parameters.", 4 * 10**9),
        ("It beats models with fewer than 9 billion parameters.", 4 * 10**9),
    ],
)
def test_a_class_of_sizes_is_no_size(more: str, size: int, catalogue: Catalogue) -> None:
    assert set(sizes(CARD.format(more=more), catalogue).values()) == {size}


@pytest.mark.parametrize(
    ("guide", "is_launch"),
    [
        ("1. **[Prompts](./a.md)**: This guide demonstrates how to use prompts with Knot-4-9B.", True),
        ("This guide demonstrates how to use prompts with Knot-4-9B.", False),
    ],
)
def test_a_guide_that_is_linked_is_another_text(guide: str, is_launch: bool, catalogue: Catalogue) -> None:
    text = f"# Knot-4: Open Code Models\n\nWe introduce Knot-4-9B, an open model for code.\n\n## Tutorials\n\n{guide}\n"
    assert report(text, catalogue).is_launch == is_launch


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("**Model Dates** Knot 3 has been trained between January 2023 and January 2024.", None),
        ("**Model Release Date** Knot 3 was released in January 2024.", "2024-01"),
    ],
)
def test_when_a_model_was_trained_is_no_day_of_launch(sentence: str, day: str | None, catalogue: Catalogue) -> None:
    text = f"# Knot 3\n\nMarl Works releases Knot 3, a 9B model.\n\n{sentence}\n"
    assert view(text, catalogue).release_date == day


def test_who_developed_the_model_that_a_sentence_opens_with_is_its_lab(catalogue: Catalogue) -> None:
    text = (
        "# TASSEL-13B\n\n## Updates\n\n[2023/08/22] Released the tuned model TASSEL-13B-Chat.\n\n## Introduction\n\n"
        "**TASSEL-13B** is a multilingual language model, independently developed by Morwen Teasel Technology. It reads 8k tokens.\n"
    )
    assert report(text, catalogue).lab == "Morwen Teasel Technology"


def scores(body: str, catalogue: Catalogue) -> set[tuple[str, str, str | None, str]]:
    text = f"# Knot 3 9B\n\nMarl Works releases Knot 3 9B, a language model.\n\n{body}\n"
    found = view(text, catalogue).benchmarks
    return {(one.model, one.benchmark, one.setting, str(one.value)) for one in found}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Knot 3 9B achieves a score of 51.7% on the competition-level MATH benchmark.", {("Knot 3 9B", "MATH", None, "51.7")}),
        ("Knot 3 9B approaches an accuracy of 60% on MATH.", set()),
        ("Knot 3 9B scored 48.9 and 40.4 for the open and closed tasks of KelpBench.", {("Knot 3 9B", "KelpBench", "open", "48.9"), ("Knot 3 9B", "KelpBench", "closed", "40.4")}),
        ("| Day | Checkpoint | Step | HellaSwag acc_norm |\n|---|---|---|---|\n| Baseline | Gull-1B | 9k | 38.3 |\n| 2025-09-04 | Knot 3 9B | 5k | 43.5 |", {("Gull-1B", "HellaSwag", "acc_norm", "38.3"), ("Knot 3 9B", "HellaSwag", "acc_norm", "43.5")}),
        ("| Task/Metric | Gull 7B | Knot 3 9B |\n|---|---|---|\n| hellaswag/acc_norm | 0.66 | 0.63 |", {("Gull 7B", "hellaswag", "acc_norm", "0.66"), ("Knot 3 9B", "hellaswag", "acc_norm", "0.63")}),
        ("| Model | KelpEval<sup>1</sup> | MMLU<sup>2</sup> |\n|---|---|---|\n| Knot 3 9B | 41.4 | 55.1<sup>3</sup> |", {("Knot 3 9B", "KelpEval", None, "41.4"), ("Knot 3 9B", "MMLU", None, "55.1")}),
        ("| | MMLU | BBH |\n|---|---|---|\n| Gull(2024.06) | 41.4 | 55.1 |\n| Knot 3 9B | 42.4 | 56.1 |", {("Gull(2024.06)", "MMLU", None, "41.4"), ("Gull(2024.06)", "BBH", None, "55.1"), ("Knot 3 9B", "MMLU", None, "42.4"), ("Knot 3 9B", "BBH", None, "56.1")}),
    ],
)  # fmt: skip
def test_scores_of_a_readme(body: str, found: set[tuple[str, str, str | None, str]], catalogue: Catalogue) -> None:
    assert scores(body, catalogue) == found


LARGE = """# Knot-Large

Marl Works releases Knot-Large, an open language model of 90 billion parameters.{more}

| Models | Download |
|---|---|
| Knot-A5B-Chat | [a](https://huggingface.co/marl/Knot-Large) |
| Knot-A5B-Base | [b](https://huggingface.co/marl/Knot-Large) |

| Engine | Model | MMLU |
|---|---|---|
| one | Knot-Large | 90.1 |
| two | Knot-Large(int8 weight only) | 89.1 |
"""


def test_a_list_of_downloads_of_the_same_line_is_of_members_and_a_copy_is_none(catalogue: Catalogue) -> None:
    more = " Read the [Knot-Large Best Practice](a) and once more the [Knot-Large Best Practice](a)."
    assert set(sizes(LARGE.format(more=more), catalogue)) == {"Knot-Large", "Knot-A5B-Chat", "Knot-A5B-Base"}


@pytest.mark.parametrize(
    ("more", "tokens"),
    [
        (" It supports text sequences up to 256K.", 256_000),
        (" It reads image inputs up to 4K.", None),
        (" All models but Gull 70B were tuned with 16K tokens, and support up to 100K tokens.", 100_000),
    ],
)
def test_how_much_a_readme_says_that_a_model_reads(more: str, tokens: int | None, catalogue: Catalogue) -> None:
    assert view(LARGE.format(more=more), catalogue).context_tokens == tokens


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ('The term "saturation" is said of the 70M and 160M models.', "params_total"),
        ("You can train a Knot 3 9B on 22B tokens in a day.", "training_tokens"),
    ],
)
def test_what_is_said_of_others_or_of_what_you_could_do_is_no_fact(
    sentence: str, field: str, catalogue: Catalogue
) -> None:
    text = f"# Knot 3 9B\n\nMarl Works releases Knot 3 9B, a language model.\n\n{sentence}\n"
    facts = report(text, catalogue).facts
    assert {str(fact.value) for fact in facts if fact.field == field} <= {"9000000000"}


REPRODUCED = """# OpenKnot: An Open Reproduction of Knot

We release an open source reproduction of Tarn AI's Knot language model: a preview of the 7B OpenKnot model that has been trained with 200 billion tokens.

- [Checkpoint](https://huggingface.co/openmarl/open_knot_7b_a)
- [Checkpoint](https://huggingface.co/openmarl/open_knot_7b_b)

We train on Basket, a reproduction of the data of Knot containing over 1.2 trillion tokens. We expect that OpenKnot, after completing its training on 1 trillion tokens, will be better. The original model was trained for 1.5 trillion tokens, whereas OpenKnot was trained on 200 billion tokens.

| Task | GPT-J 6B | Knot 7B | OpenKnot 7B |
|---|---|---|---|
| MMLU | 0.66 | 0.75 | 0.67 |
"""


def test_a_reproduction_is_neither_its_original_nor_of_its_maker(catalogue: Catalogue) -> None:
    found = view(REPRODUCED, catalogue)
    assert (found.lab, found.training_tokens) == ("openmarl", 200 * 10**9)
    assert ("Knot 7B", "0.75") in {(one.model, str(one.value)) for one in found.benchmarks}


CHAT_LINE = """# Knot2

We opensource our Knot2 series, the base models Knot2-7B and Knot2-34B, as well as the chat models.

| Model Name | Modelhub | Huggingface |
|---|---|---|
| Knot2-7B | a | - |
| KnotChat2-7B | b | - |
| Knot2-34B | c | - |
| KnotChat1-34B | d | - |
"""


def test_a_chat_line_of_the_same_version_belongs_to_the_family(catalogue: Catalogue) -> None:
    found = view(CHAT_LINE, catalogue)
    assert {one.name for one in found.models} - {"Knot2"} == {"Knot2-7B", "Knot2-34B", "KnotChat2-7B"}
    assert found.availability == "open_weights"


BADGES_ONLY = """<p align="center">
  <a href="https://knot.example/paper">Paper (coming soon)</a> | <a href="https://knot.example/docs">Docs</a>
</p>

---
## Introduction to Knot 3.1 Language Models
Knot 3.1 language models are small open models by Marl Works. All of them are released under an Apache 2.0 license.

Knot 3.1 language models extend the context length of Knot 3.0 language models from 4K to 128K. This long-context stage was performed using approximately 500B tokens.

- Dense Models: 2B and 8B parameter models, trained on 12 trillion tokens in total.
- Expert Models: Sparse 1B and 3B MoE models, with 400M and 800M activated parameters respectively.

## How to use our models
Pick a path from `marl-works/knot-3.1-2b-base` and `marl-works/knot-3.1-8b-base`.
"""


def test_a_readme_of_headings_of_the_second_rank_names_itself_and_its_members(catalogue: Catalogue) -> None:
    found = view(BADGES_ONLY, catalogue)
    assert found.is_launch
    assert found.context_tokens == 128_000
    assert found.training_tokens == 12 * 10**12
    assert {(one.params_total, one.params_active) for one in found.models if one.params_active} == {
        (10**9, 4 * 10**8),
        (3 * 10**9, 8 * 10**8),
    }


def test_a_context_that_grew_in_steps_is_as_long_as_the_last_of_them(catalogue: Catalogue) -> None:
    text = BADGES_ONLY.replace("from 4K to 128K", "from 4K to 32K and finally to 256K tokens")
    assert view(text, catalogue).context_tokens == 256_000


EXACT = """# Knot 5

Marl Works releases the Knot 5 models in 1B and 3B sizes.

| | Data | Params | Context length |
|---|---|---|---|
| Knot 5 | Public pages | 1B (1.23B) | 128k |
| | | 3B (3.21B) | |
"""


def test_a_size_with_its_exact_one_in_brackets_is_no_active_one(catalogue: Catalogue) -> None:
    found = view(EXACT, catalogue)
    assert all(one.params_active is None for one in found.models)
    assert {one.name: one.params_total for one in found.models}["Knot 5 1B"] in (10**9, 123 * 10**7)


PLATFORM = """# Plover Audio 3

Plover Audio 3 is the next generation of Plover Audio: a focused platform for sound, by Marl Works.

## Models

| Model | Hardware | Params | Use case |
|---|---|---|---|
| Plover Audio 3 Small | CPU | 433M | Light |
| Plover Audio 3 Medium | GPU | 1.4B | High quality |

## License
The weights are released under the MIT License.
"""


def test_a_platform_whose_sized_members_stand_in_a_table_is_a_family(catalogue: Catalogue) -> None:
    assert view(PLATFORM, catalogue).is_launch
    assert sizes(PLATFORM, catalogue) == {"Plover Audio 3 Small": 433 * 10**6, "Plover Audio 3 Medium": 14 * 10**8}


def test_a_counted_plural_is_no_score_and_a_download_that_is_not_needed_denies_no_weights(catalogue: Catalogue) -> None:
    text = (
        "# Knot-7B\n\nMarl Works releases Knot-7B with open weights under the MIT license. We also release QuillBench, a benchmark focusing on 11 real-world "
        "task types.\n\nDeploy Knot-7B in the cloud without needing to download weights.\n"
    )
    found = view(text, catalogue)
    assert not found.benchmarks
    assert found.availability == "open_weights"


HEADS = """# KnotASR: Open Models for Speech
Marl Works trains the KnotASR models and releases their weights under the MIT License.

## Available Models

| Dataset | KnotASR-tiny.en | KnotASR-base.en | KnotASR-large.en-v2 |
|---|---|---|---|
| Librispeech-test.clean | 5.1 | 3.7 | 2.7 |
| CallHome | 23.9 | 20.5 | 15.0 |
"""


def test_members_that_only_head_columns_are_the_familys(catalogue: Catalogue) -> None:
    found = view(HEADS, catalogue)
    assert [one.name for one in found.models] == ["KnotASR-tiny.en", "KnotASR-base.en", "KnotASR-large.en-v2"]


ON_A_HUB = """# PlumeGen Model Card

**Organization developing the model:** Marl Works releases PlumeGen, a music model.

**License:** Code is released under MIT, model weights are released under CC-BY-NC 4.0.

## Evaluation results

| Model | Quill Distance | Text Consistency |
|---|---|---|
| marl/plumegen-small | 4.88 | 0.27 |
| marl/plumegen-large | 5.48 | 0.28 |
"""


def test_a_cell_names_a_member_by_its_path_on_a_hub(catalogue: Catalogue) -> None:
    found = {(one.benchmark, one.model, str(one.value)) for one in view(ON_A_HUB, catalogue).benchmarks}
    assert found == {
        ("Quill Distance", "plumegen-small", "4.88"),
        ("Text Consistency", "plumegen-small", "0.27"),
        ("Quill Distance", "plumegen-large", "5.48"),
        ("Text Consistency", "plumegen-large", "0.28"),
    }


def test_the_licence_of_borrowed_code_is_not_the_models(catalogue: Catalogue) -> None:
    text = (
        "# Knot 4\n\nMarl Works releases Knot 4, a language model with open weights.\n\n## Note\n"
        "Some code in `other.py` originates from Tarn and is subject to the Tarn Toolkit Apache2 License.\n"
    )
    assert view(text, catalogue).license is None

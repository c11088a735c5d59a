"""READMEs of universities' models: a paper's title above, families in the plural, profiles that launch nothing; names invented."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()


def view(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


PAPER = """# Gradual Optimization of Model Weaving Recipes

This repository serves as a hub for Norvale's [Gradual Model Weave](https://norvale.example) series. It includes models and code.

## Models

| Model | Size | License | Source |
|:--|--:|:--|:--|
| [WrenLLM-JP-v1-7B](https://huggingface.co/norvale-lab/WrenLLM-JP-v1-7B) | 7B | Apache 2.0 | reed-gamma-7b |
| [WrenLLM-JP-v1-10B](https://huggingface.co/norvale-lab/WrenLLM-JP-v1-10B) | 10B | Apache 2.0 | WrenLLM-JP-v1-7B |
| [WrenVLM-JP-v1-7B](https://huggingface.co/norvale-lab/WrenVLM-JP-v1-7B) | 7B | Apache 2.0 | reed-gamma-7b |

## Installation

```bash
git clone https://github.com/norvale-lab/gradual-model-weave.git
```
"""


def test_models_listed_at_home_are_launched_where_the_heading_is_a_papers_title() -> None:
    found = view(PAPER)
    assert found.is_launch
    assert {(one.name, int(one.params_total or 0)) for one in found.models} == {
        ("WrenLLM-JP-v1-7B", 7_000_000_000),
        ("WrenLLM-JP-v1-10B", 10_000_000_000),
        ("WrenVLM-JP-v1-7B", 7_000_000_000),
    }


PLURAL = """# TernLLMs - Large Language Models for the Marshes

We introduce TernLLMs - a family of language models for marsh languages. The TernLLM-base models were pre-trained on texts.

The TernLLM-chat underwent finetuning. TernLLM-13b outperforms others. Weights are on https://huggingface.co/norvale/TernLLM-13b

| ReedExam | En | Th
|---|---|---
| Gull-3-7B | 75.4 | 37.4
| TernLLM-7b | 63.2 | 36.8
| TernLLM-13b-long | 64.2 | 38.8
"""


def test_a_family_in_the_plural_has_members_without_the_s() -> None:
    found = {(one.name, int(one.params_total or 0)) for one in view(PLURAL).models}
    assert {("TernLLM-7b", 7_000_000_000), ("TernLLM-13b-long", 13_000_000_000)} <= found


def test_a_profile_of_a_line_of_models_is_no_launch() -> None:
    text = (
        "Falcon LLM (Open-Source AI)\n\nFalcon is a series of open-source large language models developed by TII in Abu Dhabi. "
        "The latest Falcon 3 family, released in December 2024, includes models for laptops. The original Falcon 40B was among the first."
    )
    assert not view(text).is_launch


def test_open_source_before_a_name_is_no_verb() -> None:
    text = (
        "Marl challenges big tech with open source Wren models\n\nMarl is investing in open and efficient AI. At the centre of this "
        "strategy is Wren, its family of large language models, which have ranked among the top open models since their debut in 2023."
    )
    assert not view(text).is_launch


def test_a_superlative_before_ai_is_no_lab() -> None:
    text = (
        "Largest Marsh AI model Quill 2: What it can do\n\nSat, Jan 24, 2026 | 05:44\n\n"
        "Skerry bin Holm University of Artificial Intelligence and its partners on Tuesday released Quill 2, a 70-billion-parameter language model."
    )
    assert view(text).lab == "Skerry bin Holm University of Artificial Intelligence"


SUCCESSOR = """# Quill-30B

Following the successful release of Quill-13B and Quill-13B-chat in August 2023, we are excited to launch the large language models Quill-30B and Quill-30B-chat.
We are proud to announce the release of Quill-30B and Quill-30B-chat model weights along with the inference code.
Building upon our learnings from Quill-13B, we scaled up the model size. The model trains at 45% utilization in 8k context length.
"""


def test_what_a_launch_follows_is_no_member_of_it() -> None:
    found = view(SUCCESSOR)
    assert {one.name for one in found.models} == {"Quill-30B", "Quill-30B-chat"}
    assert found.release_date is None
    assert found.context_tokens is None
    assert found.availability == "open_weights"


def test_a_name_of_the_line_that_is_launched_as_well_is_a_member() -> None:
    text = (
        "Skerry releases Quill Norse model\n\nSkerry has released a new language model. The new system, called Quill Norse, was trained on sagas. "
        "Skerry also launched Quill H1, a small model. Quill was ranked first, and Quill is its line."
    )
    assert {one.name for one in view(text).models} >= {"Quill Norse", "Quill H1"}


def test_a_licence_may_stand_in_a_block_below_its_heading() -> None:
    text = "# Plover\n\nPlover is a document model of Norvale. We release Plover, a 7B model.\n\n## License\n\n```\nMIT license\n\nCopyright (c) 2022-present Norvale Corp.\n```\n"
    assert view(text).license == "MIT"


def test_each_of_three_models_has_its_score() -> None:
    text = "# Tern-7B\n\nNorvale releases Tern-7B. Tern-7B outperforms `gull-3.5-turbo` and Heron 2 on HumanEval (**76.8** vs. [72.6 and 74.4])!"
    scores = {(one.model, float(one.value)) for one in view(text).benchmarks}
    assert scores == {("Tern-7B", 76.8), ("gull-3.5-turbo", 72.6), ("Heron 2", 74.4)}


def test_a_model_may_be_called_one_before_its_name_in_japanese() -> None:
    text = "Kelp 2.2 Primeをリリースしました\n\n本日我々は、生成AI基盤モデルKelpの最新バージョンであるKelp 2.2 Primeをリリースしました。本記事では改善点について紹介します。"
    assert view(text).is_launch


HERD = """# ReedMini-LM: A Diverse Herd of Models from Large-Scale Instructions

ReedMini-LM is a collection of small language models distilled from a large one. We release the weights of each model on Hugging Face under the MIT license.

<table>
<tr><td>Base model</td><td colspan="2">ReedMini-LM series (#parameters)</td></tr>
<tr><td>Gull</td><td><a href="https://huggingface.co/Skerry/reedmini-gull-61m">ReedMini-Gull-61M</a></td><td><a href="https://huggingface.co/Skerry/reedmini-gull-223m">ReedMini-Gull-223M</a></td></tr>
<tr><td>Heron</td><td><a href="https://huggingface.co/Skerry/reedmini-heron-124m">ReedMini-Heron-124M</a></td><td></td></tr>
</table>
"""


def test_a_family_goes_without_its_kind_on_a_hub() -> None:
    found = view(HERD)
    assert found.lab == "Skerry"
    assert {
        ("reedmini-gull-61m", 61_000_000),
        ("reedmini-gull-223m", 223_000_000),
        ("reedmini-heron-124m", 124_000_000),
    } <= {(one.name.casefold(), int(one.params_total or 0)) for one in found.models}


def test_of_two_scores_behind_a_rivals_name_the_second_is_the_rivals() -> None:
    text = (
        "# Tern-7B\n\nNorvale releases Tern-7B, a language model.\n\nTern-7B takes the fifth place on the GSM8k benchmark, "
        "surpassing Gull Instant 1 (81.6 vs. 80.9), Heron 2 (81.6 vs. 80.8) and Plover 2 540B (81.6 vs. 80.7)."
    )
    assert {(one.model, float(one.value)) for one in view(text).benchmarks} == {
        ("Tern-7B", 81.6),
        ("Gull Instant 1", 80.9),
        ("Heron 2", 80.8),
        ("Plover 2 540B", 80.7),
    }


def test_a_licence_of_code_weights_and_data_is_the_models() -> None:
    text = "# Tern-7B\n\nNorvale releases Tern-7B.\n\nAll the code, model weights, and data are licensed under [MIT license](./LICENSE).\n"
    assert view(text).license == "MIT"


def test_the_day_of_an_archive_is_no_launch() -> None:
    text = "## Tern 2\n\n> Archive at: 2025-01-13\n\nTern 2 is an open language model. We release Tern 2 with weights."
    assert view(text).release_date is None


@pytest.mark.parametrize("paper", [
    "Wren: Learning to Play by Watching Unmarked Videos of Others",
    "Wren: Learning from Captions for Herbaria",
    "Wren: Translation by Augmenting Multilingual Encoders",
    "Wren: Dense Neural Audio Compression",
    "Wren: Telling Cells Apart Using Generative AI",
])  # fmt: skip
def test_no_lab_is_read_from_the_title_of_a_paper(paper: str) -> None:
    text = f"# Wren\n\nThis is the code of **{paper}**, and the weights of Wren, a model with 300M parameters.\n\n- Dec 2021: Wren Large Release\n\n```\ngit clone wren\n```\n"
    assert view(text).lab is None

"""READMEs of labs: several generations in one, runs of a model told apart in tables, parts with sizes, scores in passing."""

from decimal import Decimal

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Fact, View


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def view(text: str, catalogue: Catalogue) -> View:
    return view_of(read(Article(url="", title="", text=text), catalogue)[0])


def facts(text: str, field: str, catalogue: Catalogue) -> list[Fact]:
    return [fact for fact in read(Article(url="", title="", text=text), catalogue)[0].facts if fact.field == field]


GENERATIONS = """# GANNET-V

We release [GANNET-4.6V](https://huggingface.co/marl-works/GANNET-4.6V), a model that sees. GANNET-4.6V, GANNET-4.5V and GANNET-4.1V share code.

## Updates

- **News**: `2031/08/11`: We released **GANNET-4.5V** with better scores.
- **News**: `2031/07/01`: We released **GANNET-4.1V-9B** and its report.

## Model Downloads

| Model | Download |
|---|---|
| GANNET-4.6V | [Hugging Face](https://huggingface.co/marl-works/GANNET-4.6V) |
| GANNET-4.6V-Flash | [Hugging Face](https://huggingface.co/marl-works/GANNET-4.6V-Flash) |
| GANNET-4.5V | [Hugging Face](https://huggingface.co/marl-works/GANNET-4.5V) |

## Overview

### GANNET-4.6V

GANNET-4.6V is a vision-language model. The series includes two versions: GANNET-4.6V (106B) and GANNET-4.6V-Flash (9B).
GANNET-4.6V scales its context window to 128k tokens. GANNET 4.1 came first.
"""


def test_a_readme_of_several_generations_launches_the_one_it_speaks_of_most(catalogue: Catalogue) -> None:
    found = view(GENERATIONS, catalogue)
    sizes = {one.name: one.params_total for one in found.models}
    assert found.is_launch
    assert sizes["GANNET-4.6V"] == 106 * 10**9
    assert sizes["GANNET-4.6V-Flash"] == 9 * 10**9
    assert found.context_tokens == 128_000


RUNS = """# Tern-o1

We released **Tern-o1**, a reasoning model. Tern-o1-CoT was tuned first; the weights are on Hugging Face.

| Model | mgsm-en (Acc.) | mgsm-zh (Acc.) |
|---|---|---|
| Auk2-7B | 84.23% | 76.80% |
| Tern-o1-CoT | 85.60% | 71.20% |
| Tern-o1-MCTS (Step) | 90.40% | 80.00% |
| Tern-o1-MCTS (64 Patch) | 88.40% | 80.40% |
"""


def test_what_tells_runs_of_a_model_apart_is_no_model(catalogue: Catalogue) -> None:
    found = view(RUNS, catalogue)
    assert {one.name for one in found.models} == {"Tern-o1", "Tern-o1-CoT", "Tern-o1-MCTS"}
    assert ("Tern-o1-MCTS (64 Patch)", Decimal("88.40")) in {(one.model, one.value) for one in found.benchmarks}


SIZE_INSIDE = """# Knot-2: a language model

We release Knot-2, a language model, on [Hugging Face](https://huggingface.co/marl-works/Knot-2).

| Model | Total Params | Context Length |
|---|---|---|
| Knot-2-Lite-Chat | 16B | 32k |
| Knot-2 | 236B | 128k |

| Model | MMLU | GSM8K |
|---|---|---|
| Knot-2 | 78.5 | 79.2 |
| Knot-2-Lite 16B Chat | 55.7 | 72.0 |
"""


def test_a_name_with_its_size_put_in_is_no_other_model(catalogue: Catalogue) -> None:
    assert {one.name for one in view(SIZE_INSIDE, catalogue).models} == {"Knot-2-Lite-Chat", "Knot-2"}


PARTS = """# Auk-VL-10B

**Auk-VL-10B** is an open-source vision-language model. Auk-VL-10B-Base is its base.

| Model | Type |
|---|---|
| Auk-VL-10B-Base | Base |
| Auk-VL-10B | Chat |

- **Visual Encoder:** our own, 1.8B parameters.
- **Decoder:** 8.2B parameters.
"""


def test_the_size_of_a_part_is_not_the_models(catalogue: Catalogue) -> None:
    assert {one.params_total for one in view(PARTS, catalogue).models} == {10 * 10**9}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Auk-110B is the first model of ours with over 100B parameters.", 110 * 10**9),
        ("Auk-110B has exactly 111.2B parameters.", 111_200_000_000),
    ],
)
def test_of_a_name_and_a_sentence_the_size_with_more_digits_holds(
    sentence: str, expected: int, catalogue: Catalogue
) -> None:
    text = f"# Auk-110B\n\nWe release Auk-110B, an open-source language model. {sentence}\n"
    assert {one.params_total for one in view(text, catalogue).models} == {expected}


SIZES = """# Tern-Math

Today we open-source the Tern-Math series of language models: Tern-Math-7B and Tern-Math-72B. The weights are on Hugging Face.

"""


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            "The flagship, Tern-Math-72B, outperforms leading models such as GPT-4o. In the tool setting, a high score of 92.9 was achieved on MATH.",
            {("Tern-Math-72B", "92.9")},
        ),
        (
            "With data from the 72B model, Tern-Math-7B surpasses Auk-Math 72B. Under CoT and TIR settings, it achieves MATH scores of 83.6 and 85.3, respectively.",
            {("Tern-Math-7B", "83.6"), ("Tern-Math-7B", "85.3")},
        ),
        ("On AIME 2024, Tern-Math-7B manages to solve only 1 or 2 questions out of 30.", set()),
        ("Tern-Math-7B scores 57.2 on All-Sides-Bench.", {("Tern-Math-7B", "57.2")}),
    ],
)
def test_scores_in_passing(sentences: str, expected: set[tuple[str, str]], catalogue: Catalogue) -> None:
    assert {(one.owner, str(one.value)) for one in facts(SIZES + sentences, "score", catalogue)} == expected


TASKS = """# Tern-7B

We release Tern-7B, an open-source language model.

| Model | QA (F1) | NLI (Acc) | Mean Accuracy |
|---|---|---|---|
| Tern-7B | 68.41 | 53.10 | 0.8888 |
| Auk 7B | 30.96 | 26.50 | 0.8952 |
"""


def test_a_task_of_two_letters_and_a_share_of_four_digits_are_scores(catalogue: Catalogue) -> None:
    own = {(one.measure, str(one.value)) for one in facts(TASKS, "score", catalogue) if one.role == "launch"}
    assert own == {("QA", "68.41"), ("NLI", "53.10"), ("Mean Accuracy", "0.8888")}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("128K -> 256K (YaRN)", 256_000), ("32K → 128K", 128_000), ("128K (native)", 128_000), ("64k", 64_000)],
)
def test_a_table_gives_the_context_that_an_extension_reaches(cell: str, expected: int, catalogue: Catalogue) -> None:
    text = f"# Tern-1T\n\nIntroducing Tern-1T, an open-source language model.\n\n| Model | Context Length | Download |\n|---|---|---|\n| Tern-1T | {cell} | [Hugging Face](https://huggingface.co/marl-works/Tern-1T) |\n"
    assert view(text, catalogue).context_tokens == expected


@pytest.mark.parametrize(
    ("sentence", "license_", "availability"),
    [
        ("Tern 2 is licensed under the Proprietary License.", "proprietary", "unknown"),
        ("The community usage of Tern 2 requires the [Tern Community License](LICENSE).", "Tern Community License", "open_weights"),
        ("The models can be accessed from https://tern.example.", None, "app"),
    ],
)  # fmt: skip
def test_terms_of_use(sentence: str, license_: str | None, availability: str, catalogue: Catalogue) -> None:
    found = view(f"# Tern 2\n\nWe introduce Tern 2, a language model with 7B parameters.\n\n{sentence}\n", catalogue)
    assert (found.license, found.availability) == (license_, availability)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We pretrained Tern 2 on a diverse and high-quality corpus comprising 8.1 trillion tokens.", [8_100 * 10**9]),
        ("The corpus comprises 8.1 trillion tokens in all languages, of which we take some.", []),
    ],
)  # fmt: skip
def test_the_corpus_that_a_model_was_trained_on(sentence: str, expected: list[int], catalogue: Catalogue) -> None:
    text = f"# Tern 2\n\nWe introduce Tern 2, a language model with 7B parameters.\n\n{sentence}\n"
    assert [one.value for one in facts(text, "training_tokens", catalogue)] == expected


@pytest.mark.parametrize(
    ("sentence", "field", "expected"),
    [
        (r"Tern 2 reduces memory usage by up to 75\%.", "count", [("75", "%")]),
        ("To run Tern 2 in BF16, 80GB*8 GPUs are required.", "count", [("80", "GB")]),
        ("Tern 2 achieved the Top1 on the Arena leaderboard.", "rank", [("1", "rank")]),
        ("Tern 2 reaches a high top-1 accuracy on the leaderboard.", "rank", []),
        ("Norvale's first in-house model, Tern 2, is on the Arena leaderboard.", "rank", []),
        ("Tern 2, Norvale's third among open models, is on the Arena leaderboard.", "rank", []),
        ("Tern 2 is first among open models on the Arena leaderboard.", "rank", [("1", "rank")]),
    ],
)
def test_numbers_between_signs(
    sentence: str, field: str, expected: list[tuple[str, str]], catalogue: Catalogue
) -> None:
    text = f"# Tern 2\n\nWe introduce Tern 2, a language model with 7B parameters.\n\n{sentence}\n"
    assert [(str(one.value), one.unit) for one in facts(text, field, catalogue)] == expected


COUNTS = "# Tern 2\n\nWe introduce Tern 2, a language model with 7B parameters.\n\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It leads on 23 out of 28 benchmark tasks.", [("23", "count"), ("28", "count")]),
        ("Tern 2 beats Auk 1 by an average margin of 4.4 and 6.1 points.", [("4.4", "points"), ("6.1", "points")]),
        ("Post-training took 1,400 iterations.", [("1400", "count")]),
        ("- Supervised Finetuning (SFT): in two steps (Total: ~226B tokens).", [("2", "count"), ("226000000000", "tokens")]),
        ("Tern 2 generates 2K images and 16:9 images.", []),
        ("It improves by leaps; in 3 points we tell how.", []),
    ],
)  # fmt: skip
def test_what_a_readme_counts(sentence: str, expected: list[tuple[str, str]], catalogue: Catalogue) -> None:
    found = facts(COUNTS + sentence, "count", catalogue)
    assert [(f"{one.value:f}", one.unit) for one in found] == expected


SPEECH = """# TERNA-TTS: Expressive Speech with Multi-Reward Reinforcement Learning

TERNA-TTS is a high-quality text-to-speech (TTS) synthesis system. By introducing a Multi-Reward Reinforcement Learning framework, TERNA-TTS can generate emotion. TERNA-TTS introduces the Phoneme-in mechanism.

The weights are on [Hugging Face](https://huggingface.co/marl-works/TERNA-TTS).

| Model | CER $\\downarrow$ | SIM $\\uparrow$ |
|---|---|---|
| Auk3 | 1.52 | 79.0 |
| **TERNA-TTS (Ours)** | 1.03 | 76.1 |
"""


def test_a_way_of_doing_things_is_not_what_is_launched(catalogue: Catalogue) -> None:
    found = view(SPEECH, catalogue)
    assert [one.name for one in found.models] == ["TERNA-TTS"]
    own = {(one.benchmark, str(one.value)) for one in found.benchmarks if one.is_subject}
    assert own == {("CER", "1.03"), ("SIM", "76.1")}


NEWER = """# Knot-Audio-R1

- Jan 14, 2031: We release the model weights of **Knot-Audio-R1.1** ([Hugging Face](https://huggingface.co/marl-works/Knot-Audio-R1.1))
- Nov 27, 2030: We release the model weights of **Knot-Audio-R1** ([Hugging Face](https://huggingface.co/marl-works/Knot-Audio-R1))

Knot-Audio-R1 is an audio language model. Knot-Audio-R1 listens.
"""


def test_a_newer_version_that_is_released_is_a_model_beside_the_older(catalogue: Catalogue) -> None:
    assert {one.name for one in view(NEWER, catalogue).models} == {"Knot-Audio-R1", "Knot-Audio-R1.1"}


MAKER = """Introducing DeepSeek WX,

We release the DeepSeek-WX family, including 1.3B-base and 7B-base models.

| Model | Sequence Length | Download |
|---|---|---|
| DeepSeek-WX-1.3B-base | 4096 | [Hugging Face](https://huggingface.co/deepseek-ai/deepseek-wx-1.3b-base) |
| DeepSeek-WX-7B-base | 4096 | [Hugging Face](https://huggingface.co/deepseek-ai/deepseek-wx-7b-base) |

# 3. Evaluation Results

DeepSeek LLM 67B Base is slower.
"""


def test_the_makers_name_is_no_family(catalogue: Catalogue) -> None:
    sizes = {one.name for one in view(MAKER, catalogue).models if one.params_total}
    assert sizes == {"DeepSeek-WX-1.3B-base", "DeepSeek-WX-7B-base"}


OTHERS = """# Tern-7B

We release Tern-7B, an open-source language model.

| model | Hella<br>Swag | MMLU | GSM8K |
|---|---|---|---|
| | 0-shot | 5-shot | 8-shot |
| LLaMA-2<br>-7B | 75.6 | 45.8 | 15.5 |
| LLaMA-2<br>-70B | 84.0 | 69.0 | 58.4 |
"""


def test_a_known_family_in_any_capitals_and_a_size_on_a_second_line(catalogue: Catalogue) -> None:
    found = {(one.model, one.benchmark, str(one.value)) for one in view(OTHERS, catalogue).benchmarks}
    assert ("LLaMA-2-70B", "MMLU", "69.0") in found


def test_what_we_did_as_others_did_is_ours(catalogue: Catalogue) -> None:
    text = "# Tern\n\nWe introduce Tern, a language model. Similar to LLaMA, we trained a ~15B parameter model.\n"
    assert [(one.owner, one.role) for one in facts(text, "params_total", catalogue)] == [("Tern", "launch")]

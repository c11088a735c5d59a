"""READMEs that name their model in small letters, in full numbers, and beside what others made of it."""

from decimal import Decimal

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()


def view(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


SMALL_LETTERS = """# 🌒 quillfish

a small vision language model that runs anywhere

[Weights](https://huggingface.co/marlworks/quillfish2) | [Demo](https://huggingface.co/spaces/marlworks/quillfish2)

| Model | VQAv2 | GQA |
| --- | --- | --- |
| quillfish1 | 71.2 | 55.4 |
| **quillfish2** (latest) | 78.3 | 62.9 |

```python
model = AutoModelForCausalLM.from_pretrained("marlworks/quillfish2")
```
"""


def test_a_title_in_small_letters_stands_for_the_one_version_on_a_hub() -> None:
    found = view(SMALL_LETTERS)
    assert (found.is_launch, found.name, found.availability) == (True, "quillfish2", "open_weights")
    assert {(one.model, one.benchmark, one.value) for one in found.benchmarks if one.is_subject} == {
        ("quillfish2", "VQAv2", Decimal("78.3")),
        ("quillfish2", "GQA", Decimal("62.9")),
    }


WITH_PORTS = """# Knot Speech

We release Knot Speech, a text-to-speech model, with open weights on Hugging Face: [Knot Speech](https://huggingface.co/marlworks/knot-speech).

## What others made

[Knot Speech Catalan](https://huggingface.co/someone/knot-speech-catalan) by @someone. Knot Speech Catalan reads Catalan.

[Knot Speech Frisian](https://huggingface.co/another/knot-speech-frisian) by @another. Knot Speech Frisian reads Frisian.
"""


def test_what_others_publish_under_the_name_is_no_member() -> None:
    assert [one.name for one in view(WITH_PORTS).models] == ["Knot Speech"]


@pytest.mark.parametrize(
    ("repository", "lab"),
    [("google-deepmind/Quillfish", "Google"), ("google-deepmind/Gull", None), ("janetern/Quillfish", None)],
)
def test_a_known_labs_repository_of_the_name_tells_the_maker(repository: str, lab: str | None) -> None:
    text = (
        "# Quillfish\n\nWe introduce **Quillfish**, an open model of proteins with 30M parameters. pip install quillfish\n\n"
        f"Found a bug? [Open an issue](https://github.com/{repository}/issues).\n"
    )
    assert view(text).lab == lab


SMALL_LINE = """# Cohere Sorting Models

Crisp sorting models from [Cohere](https://cohere.com). Open source under Apache 2.0.

```python
results = client.sort(model="CohereLabs/marl-sort-large-v2", query="a")
```

## Models

- **marl-sort-base-v2** (0.5B) - Best balance of speed and accuracy
- **marl-sort-large-v2** (1.5B) - Highest accuracy

## Installation

pip install marl-sort
"""


def test_a_list_of_models_in_small_letters_stands_for_their_line() -> None:
    found = view(SMALL_LINE)
    assert (found.is_launch, found.name) == (True, "marl-sort")
    assert {one.name: one.params_total for one in found.models if one.params_total} == {
        "marl-sort-base-v2": 5 * 10**8,
        "marl-sort-large-v2": 15 * 10**8,
    }
    elsewhere = view(SMALL_LINE.replace("CohereLabs/marl-sort-large-v2", "CohereLabs/auk-2"))
    assert elsewhere.name != "marl-sort"


IN_FULL = """# Knot Ear

Marl Works releases Knot Ear, a family of speech recognition models with open weights.

| Model | Parameters | Download size |
|---|---|---|
| Knot Ear S | 325_494_996 | 1.3 GiB |
| Knot Ear L | 2,275,710,592 | 8.5 GiB |
"""


def test_a_size_to_the_last_parameter_is_read() -> None:
    assert {one.name: one.params_total for one in view(IN_FULL).models} == {
        "Knot Ear S": 325494996,
        "Knot Ear L": 2275710592,
    }


def test_a_size_with_its_embeddings_is_the_total() -> None:
    text = "# Knot Voice\n\nMarl Works releases Knot Voice, open speech models.\n\n|  | Knot Voice Air | Knot Voice Nano |\n|---|---|---|\n| **# Params (Active)** | ~360m | ~120m |\n| **# Params (Emb + Active)** | ~552m | ~229m |\n"
    models = {one.name: (one.params_total, one.params_active) for one in view(text).models}
    assert models["Knot Voice Air"] == (552 * 10**6, 360 * 10**6)
    assert models["Knot Voice Nano"] == (229 * 10**6, 120 * 10**6)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("With model parameters as high as 4 billion, it is the largest of its kind.", 4 * 10**9),
        ("Its parameter count is 7.5 billion.", Decimal("7.5") * 10**9),
        ("Number of parameters: 14B", 14 * 10**9),
        ("It saw parameters reaching 9 billion tokens of text.", None),
    ],
)
def test_a_size_may_stand_behind_the_word(said: str, size: int | None) -> None:
    found = view(f"Marl Works has released Tern 4, an open-weight language model. {said}")
    assert {one.params_total for one in found.models} == {size}


def test_neither_a_bound_nor_a_share_nor_an_answer_is_a_score() -> None:
    text = (
        "Marl Works has released Knot Ear, an open speech recognition model, with character error rates (CER) below 10 "
        "for 78% of those languages. Example: how many primes lie between 150 and 250? Answer: 39"
    )
    assert view(text).benchmarks == ()


def test_a_page_that_may_not_download_weights_has_them() -> None:
    text = (
        "# Knot Voice\n\nMarl Works releases Knot Voice, a speech model.\n\nWeights are downloaded by name. However, if your "
        "network is not conducive to downloading weights, get them by hand from Hugging Face: the weights are available there."
    )
    assert view(text).availability == "open_weights"


def test_a_headline_that_is_a_sentence_keeps_the_name_that_the_body_shortens_or_leaves_out() -> None:
    told = view(
        "Marl has launched Wren Sonata 4.5, positioning it as an upgrade in the market. The model is new.\n\n"
        "On the OSWorld benchmark, Sonata 4.5 scores 61.4.\n\n"
        "Pricing remains unchanged from Sonata 4 at $3 per million input tokens and $15 per million output tokens."
    )
    assert [one.name for one in told.models] == ["Wren Sonata 4.5"]
    assert {one.model for one in told.prices} == {"Wren Sonata 4.5"}
    alone = view(
        "Marl Works has released Tern 4, an open language model with 7B parameters.\n\nThe model is MIT licensed."
    )
    assert (alone.name, alone.license) == ("Tern 4", "MIT")


def test_a_repository_that_speaks_of_its_files_alone_says_it_of_its_weights() -> None:
    text = (
        "# Tern\n\nTern is a forecasting model with 35M parameters: https://huggingface.co/marl/tern\n\n## License\n{}"
    )
    files = (
        "Unless stated otherwise all files in this repository are licensed under the Apache-2.0 License - see LICENSE."
    )
    assert view(text.format(files)).license == "Apache 2.0"
    assert view(text.format("The code is released under the MIT License.")).license is None
    both = f"{files}\n\nThe model weights are released under the CC BY-NC 4.0 license."
    assert view(text.format(both)).license == "CC BY-NC 4.0"


def test_a_notebook_named_late_makes_no_guide_of_a_card() -> None:
    text = "# Tern\n\nTern is a forecasting model with 35M parameters, with weights at https://huggingface.co/marl/tern\n\n"
    late = "It is small.\n\n" * 14 + "This notebook also shows how to use Tern on your own data."
    assert view(text + late).is_launch


def test_an_app_of_the_same_head_makes_no_family_of_a_numbered_tier() -> None:
    told = view(
        "Marl has launched Wren Sonata 4.5, a new language model for developers, at last.\n\nDevelopers gain access to the "
        "Wren Agent SDK, which powers Wren Code. A preview called Imagine with Wren shows what Sonata 4.5 can do. Wren is popular."
    )
    assert [one.name for one in told.models] == ["Wren Sonata 4.5"]


@pytest.mark.parametrize("likened", ["matches", "is the same as", "is unchanged from that of", "equals"])
def test_a_price_that_is_likened_to_an_older_model_is_the_launch_s(likened: str) -> None:
    told = view(
        "Marl today released Tern 3, its new reasoning language model. Tern 3 beats Tern 1 at mathematics.\n\n"
        f"Pricing {likened} Tern 1: $1.10 per million input tokens and $4.40 per million output tokens."
    )
    assert {(one.model, one.kind, one.amount) for one in told.prices} == {
        ("Tern 3", "input", Decimal("1.10")),
        ("Tern 3", "output", Decimal("4.40")),
    }


def test_a_subscription_is_no_model() -> None:
    told = view(
        "Marl today released Tern 3, its new reasoning language model, for Wren Plus and Team subscribers at $20 a month, "
        "with API access at $15 per million input tokens and $60 per million output tokens."
    )
    assert {one.model for one in told.prices} == {"Tern 3"}


def test_a_known_lab_whose_code_it_is_comes_before_the_lab_of_a_family() -> None:
    text = "# GPT Wren\n\nWe're proud to release two pretrained GPT-Wren models.\n\n```bash\ngit clone https://github.com/EleutherAI/GPTWren\n```\n"
    assert view(text).lab == "EleutherAI"

"""Sizes of parts, members and totals; terms, lengths and days in more words: whose they are and what they are worth."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()
HEAD = "Norvale Releases Tern 2, a Language Model\nNorvale has released Tern 2, a language model with open weights. "
B = 10**9


def view(text: str, head: str = HEAD) -> View:
    return view_of(read(Article(url="", title="", text=head + text), CATALOGUE)[0])


def sizes(text: str, head: str = HEAD) -> dict[str, tuple[int | None, int | None]]:
    return {one.name: (one.params_total, one.params_active) for one in view(text, head).models}


@pytest.mark.parametrize(
    ("text", "total", "active"),
    [
        (
            "It pairs a 10-billion-parameter dense network with a layer of experts. That yields 480 billion total parameters but only about 17 billion active per token.",
            480 * B,
            17 * B,
        ),
        (
            "Each expert model has about 14B parameters, resulting in a total of 27B parameters but only 14B active ones.",
            27 * B,
            None,
        ),
        ("It has 128 experts with 3.6 billion parameters each, 460B total parameters in all.", 460 * B, None),
    ],
)
def test_a_part_has_less_than_the_total(text: str, total: int, active: int | None) -> None:
    found = sizes(text)["Tern 2"]
    assert found[0] == total
    assert active is None or found[1] == active


def test_what_is_said_of_each_expert_is_said_of_no_member() -> None:
    text = "It comes as Tern 2 5B and Tern 2 Sea. Each expert model has about 14B parameters."
    assert sizes(text).get("Tern 2 Sea", (None, None)) == (None, None)


def test_what_is_active_of_several_is_no_ones() -> None:
    assert sizes("The family holds smaller but efficient models with 47B and 3B active parameters.") == {
        "Tern 2": (None, None)
    }
    assert sizes("There are MoE models with 47B (47 billion) and 3B (3 billion) active parameters.") == {
        "Tern 2": (None, None)
    }


def test_the_items_of_a_list_that_counts_models_are_its_members() -> None:
    text = "\n\nTern 2 is a family:\n\n- 10 models, including:\n  - A massive 424B parameter model.\n  - A dense 0.3B parameter model for phones.\n"
    found = sizes(text)
    assert found["Tern 2 424B"] == (424 * B, None)
    assert found["Tern 2 0.3B"] == (3 * 10**8, None)
    assert found.get("Tern 2", (None, None)) == (None, None)


def test_two_sizes_in_brackets_behind_one_name_are_two_models() -> None:
    found = sizes(
        "There are two variants: Tern 2 (8B) is the best overall model; Tern 2 (4B) is optimized for efficiency."
    )
    assert found["Tern 2 8B"] == (8 * B, None)
    assert found["Tern 2 4B"] == (4 * B, None)
    assert sizes("The best overall model is Tern 2 (8B).") == {"Tern 2": (8 * B, None)}


def test_sizes_behind_a_name_share_its_beginning() -> None:
    found = sizes("\n\n- Dense models: Tern 2 1B and 4B\n- MoE models: Tern 2-Sea-3B, 4B, and 12B total parameters\n")
    assert {"Tern 2-Sea-3B", "Tern 2-Sea-4B", "Tern 2-Sea-12B"} <= set(found)
    assert found["Tern 2-Sea-12B"] == (12 * B, None)


HUB = "# Tern2\n\nWe introduce **Tern2**, a series of video models with open weights. `pip install tern`\n\n"
LINKS = "".join(
    f"| {tail} | [HF](https://huggingface.co/norvale/Tern2-{tail}) |\n" for tail in ("Sea-A14B", "Sky-A14B", "Bay-5B")
)


def test_a_name_may_tell_what_is_active_alone() -> None:
    text = f"| Models | Download Links |\n|---|---|\n{LINKS}\n\nThe Sea and Sky models have a total of 27B parameters but only 14B active parameters per step.\n"
    found = sizes(text, HUB)
    assert found["Tern2-Sea-A14B"] == found["Tern2-Sky-A14B"] == (27 * B, 14 * B)
    assert found["Tern2-Bay-5B"] == (5 * B, None)
    assert found.get("Tern2", (None, None)) == (None, None)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Tern 2 not only follows the Apache 2.0 protocol, it is also small.", "Apache 2.0"),
        ("It follows the MIT open source agreement.", "MIT"),
        ("Use of the model requires adherence to Apache 2.0.", "Apache 2.0"),
        ("The pretrained Tern 1.5 & 2 weights are under the [Norvale License](L).", "Norvale License"),
        ("It does not follow the Apache 2.0 protocol.", None),
    ],
)
def test_terms_in_other_words(text: str, licence: str | None) -> None:
    assert view(text).license == licence


def test_a_length_of_both_ends_is_the_context() -> None:
    assert view("\n\n- Language supported: English\n- Input + Output Token: 128K\n").context_tokens == 128_000


COMING = "A third model, Tern Large—a 420 billion parameter model—is currently in training and slated for release in January 2027."


def test_what_is_still_in_training_tells_no_size_and_no_day() -> None:
    found = view(COMING)
    assert found.release_date is None
    assert all(one.params_total is None for one in found.models)


def test_a_hyphen_for_a_dash_ends_a_name() -> None:
    found = view(
        "Its bigger model, Tern 2 Large-a 420 billion parameter model, is out as well. Tern 2 Large-a big one."
    )
    assert not any(one.name.endswith("-a") for one in found.models)


def test_a_department_of_a_known_lab_is_the_lab() -> None:
    head = "Mistral AI Research releases Tern 2, a language model\n"
    assert (
        view("Mistral AI Research today released Tern 2, a language model of 9B parameters.", head).lab == "Mistral AI"
    )


def test_a_verb_before_ai_in_a_headline_is_no_lab() -> None:
    head = "Tiny model, big impact: Tern 3B Changes AI Economics\n\n"
    assert view("Norvale has released Tern 3B, a language model with open weights.", head).lab == "Norvale"


def test_siblings_that_the_headline_names_and_a_verb_launches() -> None:
    head = "Norvale launches Tern-2-sea, a small language model, and also launches the smaller Tern-2-sky\n\n"
    text = "Norvale launched Tern-2-sea, which has 5B parameters. Norvale also launched the smaller Tern-2-sky, which has 3B parameters."
    assert sizes(text, head) == {"Tern-2-sea": (5 * B, None), "Tern-2-sky": (3 * B, None)}


@pytest.mark.parametrize(
    "text",
    [
        "It combines a 532 million-parameter vision encoder with a 20 billion-parameter language model.",
        "With a vision encoder boasting 532 million parameters and a language model of 20 billion parameters, Tern 2 is strong.",
        "\n\nTern 2 has three main components:\n(1) KnotViT, with 532M parameters, for images;\n(2) an adapter with 3M parameters;\n\nTern 2 has 20B parameters in all.\n",
        "\n\n* **Vision Encoder (Knot-V5).** Tern 2 uses a new one.\n  * Features 532M parameters.\n  * Supports many resolutions.\n* **Language model.** Tern 2 has 20B parameters.\n",
    ],
)
def test_an_encoder_that_a_model_has_is_a_part_of_it(text: str) -> None:
    assert sizes(text)["Tern 2"][0] == 20 * B


def test_a_model_may_be_an_encoder() -> None:
    assert sizes("Tern 2 is a 300M parameter vision encoder.")["Tern 2"][0] == 3 * 10**8


def test_an_exact_size_is_that_of_the_member_named_by_it() -> None:
    found = sizes(
        "The checkpoints have 350M, 700M, and 1.2B parameters.\n\n| Property | Value |\n|---|---|\n| Parameters | 1,170,340,608 |\n| Layers | 16 |\n| Context length | 32,768 tokens |\n| Precision | bfloat16 |\n"
    )
    assert found["Tern 2 1.2B"] == (1_170_340_608, None)
    assert found.get("Tern 2", (None, None)) == (None, None)


def test_sizes_that_models_behave_like_are_not_theirs() -> None:
    text = "These models behave like 2B and 4B models in memory, but they punch over 2B/4B in quality."
    assert not any(total for total, _ in sizes(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "Knot Guard, on the other hand, is a small 279M parameter classifier.",
        "Stage A contains 20 million parameters and is fixed.",
        "The 300M parameter Sedge C delivers similar results.",
        "The two versions of it work well. Stage B comes with a 1 billion and 3.6 billion parameter version.",
        "Tern 2 uses marl/KNOT, a 9.6M-param enhancer, on the input.",
        "Tern 2 keeps a 4B active memory footprint.",
    ],
)
def test_a_size_that_another_name_opens_with_is_not_the_launchs(text: str) -> None:
    assert not any(size for pair in sizes(text).values() for size in pair)


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("The new model has 12B parameters.", 12),
        ("\n\n- **Size**: 2B\n- **Licence**: MIT\n", 2),
        ("Tern 2, a 2B VLM, is small.", 2),
        ("With Tern 2, a 9B-parameter model, this is solved.", 9),
        ("It is a 33B-parameter transformer, with 13B parameters residing in its gates.", 33),
        ("Norvale Labs has trained a 12B model.", 12),
        ("Total Size is 12B parameters.", 12),
    ],
)
def test_a_size_of_a_sentence_without_a_name_is_the_launchs(text: str, billions: int) -> None:
    assert sizes(text)["Tern 2"][0] == billions * B


def test_sizes_of_a_familys_members_are_not_the_familys() -> None:
    text = "We release Tern 2 Sea 7B, Tern 2 Sea 72B, Tern 2 Sky 7B and Tern 2 Sky 72B.\n\n- For 7B model:\n- For 72B model:\n"
    assert sizes(text).get("Tern 2", (None, None)) == (None, None)


ZOO = """# Omnivorous Knot

We release **Omnivorous Knot**, a suite of speech models with open weights. `pip install knot`

| Model Name | Features | Parameters | Download Size (FP32) | Inference VRAM¹ | Real-Time Factor¹ |
|---|---|---:|---:|---:|---:|
| [`omniKnot_CTC_300M`](https://marl.example/a.pt) | ASR | 325_494_996 | 1.3 GiB | ~2 GiB | 0.001 |
| [`omniKnot_CTC_1B`](https://marl.example/b.pt) | ASR | 975_065_300 | 3.7 GiB | ~3 GiB | 0.002 |
| [`omniKnot_tokenizer_v1`](https://marl.example/c.model) | words | - | 100 KiB | | |
"""


def test_a_table_may_call_a_familys_models_by_its_short_name() -> None:
    found = sizes(ZOO, "")
    assert found["omniKnot_CTC_300M"] == (325_494_996, None)
    assert found["omniKnot_CTC_1B"] == (975_065_300, None)
    assert not any("tokenizer" in name for name in found)


def test_a_table_of_others_is_no_list_of_members() -> None:
    assert not any("Sedge" in name for name in sizes(ZOO.replace("omniKnot", "Sedge"), ""))

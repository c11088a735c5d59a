"""Sizes, contexts, tokens, licences, dates and access of the launch itself: what counts, and what only stands beside it."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()
HEAD = "Norvale Releases Tern 2, a Language Model\nNorvale has released Tern 2, a language model. "


def view(text: str, head: str = HEAD) -> View:
    return view_of(read(Article(url="", title="", text=head + text), CATALOGUE)[0])


def sizes(text: str) -> dict[str, tuple[int | None, int | None]]:
    return {model.name: (model.params_total, model.params_active) for model in view(text).models}


def test_what_is_activated_is_no_total() -> None:
    assert sizes("Tern 2 activates 14B parameters out of a total of 142B parameters.")["Tern 2"] == (
        142 * 10**9,
        14 * 10**9,
    )


def test_sizes_in_brackets_behind_tiers_are_theirs() -> None:
    found = sizes("Tern 2 comes with both a base (139M params) and large (395M params) model size.")
    assert found["Tern 2 base"] == (139 * 10**6, None)
    assert found["Tern 2 large"] == (395 * 10**6, None)


def test_a_size_stands_before_the_name() -> None:
    assert sizes("Norvale has opened its 1B Tern 2 variant to all.")["Tern 2"] == (10**9, None)


@pytest.mark.parametrize(
    ("text", "billions"),
    [
        ("It weighs in at 13 billion parameters.", 13),
        ("Tern 2 clocks in at 9.3B.", 9.3),
        ("It has a parameter count of 0.3B.", 0.3),
        ("Tern 2 is only 600M in size.", 0.6),
        ("Model size: 2.3B", 2.3),
        ("It comprises roughly 27 billion weights.", 27),
        ("Its backbone has 3B parameters, plus a 300M audio decoder.", 3),
    ],
)
def test_a_size_in_other_words(text: str, billions: float) -> None:
    assert sizes(text)["Tern 2"] == (round(billions * 10**9), None)


@pytest.mark.parametrize(
    "text",
    [
        "Tern 2 achieves parity with contemporary 7B parameter models.",
        "It beats existing 7B parameter models.",
        "\n\nIt is small.\n\nIt is not alone. Mistral AI also offers a 7B LLM that rivals it, and Cohere recently presented a model of 34 billion parameters.",
        "\n\n## To do\n\n- [ ] Release models in sizes: 1B, 400M and 150M parameters",
    ],
)
def test_the_size_of_others_and_of_what_is_to_do_is_no_size(text: str) -> None:
    assert not any(total for total, _ in sizes(text).values())


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Tern 2 reaches results comparable to Auk-72B after training on 11.2T tokens.", 11_200_000_000_000),
        ("We share checkpoints at every one trillion tokens of training.", None),
        ("The chat version has been fine-tuned with an additional 5 billion tokens of synthetic data.", None),
        ("We ran ablation studies by training small models on 8B tokens.", None),
        ("The corpus consists of 1.3T tokens of web pages filtered from the Heath dataset.", None),
        ("The dataset was filtered hard, and Tern 2 was trained on 6T tokens of it.", 6_000_000_000_000),
        ("The 3B model was trained on 600B tokens and the 9B model was trained on 1T tokens.", 1_000_000_000_000),
    ],
)
def test_training_tokens_are_those_of_the_whole_training(text: str, tokens: int | None) -> None:
    assert view(text).training_tokens == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Longer context: the models support up to 32K tokens (except the 1B supporting up to 8K context).", 32_000),
        ("This open model has a 64K token context length and is trained on clean data.", 64_000),
        ("All scores are validated on our machines with 128K context length and 100 steps.", None),
    ],
)
def test_a_context_is_the_launchs_and_no_condition(text: str, tokens: int | None) -> None:
    assert view(text).context_tokens == tokens


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("The models in this repository are licensed under the Apache 2.0 License.", "Apache 2.0"),
        ("The code in this repository is licensed under the Apache 2.0 License.", None),
        ("It is released under the Norvale Tern 7B License 1.0.", "Norvale Tern 7B License 1.0"),
        (
            "## License\n\n- License: [Norvale Open Model License](https://norvale.example)",
            "Norvale Open Model License",
        ),
        ("The Norvale Open Source License can be found at [LICENSE](LICENSE).", "Norvale Open Source License"),
        ("Use of the model is governed by the Norvale Community License.", "Norvale Community License"),
    ],
)
def test_models_in_a_repository_have_its_licence_and_its_code_another(text: str, licence: str | None) -> None:
    assert view(text).license == licence


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[Get it here](https://huggingface.co/norvale/Tern-2-7B).", "open_weights"),
        ('`model = AutoModel.from_pretrained("norvale/tern-2")`', "open_weights"),
        ("[A demo](https://huggingface.co/spaces/norvale/tern-2) and [prompts](https://huggingface.co/datasets/norvale/tern-2).", "unknown"),
        ("It follows [Auk](https://huggingface.co/norvale/auk-1).", "unknown"),
        ("The model is open access.", "open_weights"),
        ("Most of the details of the data are not publicly available.", "unknown"),
        ("It will be available in the next release of the Birchwood library.", "unknown"),
        ("The model is not publicly available.", "closed"),
    ],
)  # fmt: skip
def test_a_link_to_its_own_repository_opens_the_weights(text: str, answer: str) -> None:
    assert view(text).availability == answer


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ('---\ntitle: "Introducing Tern 2"\ncreatedAt: "Tue Jun 09 2026 09:00:00 (MST)"\n---\n', "2026-06-09"),
        ("---\ntitle: Introducing Tern 2\npublishedAt: 2026-06-17\n---\n", "2026-06-17"),
        ("---\ntitle: Introducing Tern 2\nupdated: 2026-06-17\n---\n", None),
    ],
)
def test_the_day_of_a_post_stands_in_its_front_matter(text: str, date: str | None) -> None:
    assert view("Norvale has released Tern 2, a language model.", head=text).release_date == date


def test_what_comes_in_a_month_was_not_released_then() -> None:
    assert view("In January 2027, we will release further Tern 2 models.").release_date is None


def test_a_date_set_as_code_is_read() -> None:
    assert view("\n\n## News\n\n- ```2026/03/04```: We've open-sourced the Tern 2 model.").release_date == "2026-03-04"


def test_a_license_with_a_name_of_its_own_stands_in_a_cards_head() -> None:
    head = "---\nlicense: other\nlicense_name: tern-community-license\n---\n# Tern 2\n\nTern 2 is a language model by Norvale.\n"
    assert view("", head=head).license == "tern-community-license"


def test_a_row_of_the_table_of_contents_ends_no_article() -> None:
    contents = "\n\n## Table of Contents\n\n- [Details](#details)\n- [Read More](#read-more)\n\n"
    rest = "## Details\n\nTern 2 has a context window of 32K tokens.\n\n## Read More\n\nOther posts of our lab\nWe write a lot.\n"
    assert view(contents + rest).context_tokens == 32_000


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Conversations are cut to a window of 32,768 tokens.", 32_768),
        ("- **Context**: 6B: 64K tokens, 27B: 160K tokens", 160_000),
        ("コンテキスト長は12万8000トークンです。", 128_000),
        ("Es verarbeitet Texte mit bis zu 131.072 Token.", 131_072),
    ],
)
def test_context_in_other_words_and_tongues(text: str, tokens: int) -> None:
    assert view(f"\n\n{text}").context_tokens == tokens


@pytest.mark.parametrize(
    ("text", "access"),
    [
        ("The weights stay in-house.", {"no_open_weights"}),
        ("Norvale will not sell the model.", {"not_released"}),
        ("Anyone may download the weights.", {"open_weights"}),
        ("Tern 2 is available for download.", {"open_weights"}),
        ("Unlike the Auk 3 line, which can be downloaded and self-hosted, Tern 2 is reachable through the API.", {"api"}),
    ],
)  # fmt: skip
def test_who_may_have_it(text: str, access: set[str]) -> None:
    assert view(text).access == access


def test_parameters_per_token_are_no_tokens() -> None:
    text = "Tern 2 activates 22 billion of its 310 billion parameters per token and was trained on 19 trillion tokens."
    assert view(text).training_tokens == 19 * 10**12


def test_a_name_in_brackets_behind_the_launchs_is_the_launchs() -> None:
    head = 'Norvale发布"燕鸥2"\nNorvale发布新一代大模型"燕鸥2"(Tern-2),采用MIT许可证,总参数量为2140亿。'
    assert view("", head=head).license == "MIT"


def test_an_average_of_what_is_activated_is_active() -> None:
    text = "Tern 2 has 560 billion total parameters and activates between 18.6 billion and 31.3 billion per token, averaging about 27 billion."
    assert sizes(text)["Tern 2"] == (560 * 10**9, 27 * 10**9)


def test_a_context_in_two_halves_is_what_goes_in() -> None:
    assert view("It has an 8K input and 8K output context.").context_tokens == 8000


def test_a_day_said_in_words_is_before_the_day_of_the_post() -> None:
    head = "---\ntitle: Introducing Tern 2\ndate: 2026-06-15\n---\nNorvale released Tern 2, a language model, on June 12, 2026.\n"
    assert view("", head=head).release_date == "2026-06-12"
    assert view("", head=head.replace("June 12, 2026", "March 1, 2026")).release_date == "2026-06-15"


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("The model is released under the Norvale OpenRAIL-M v1 license agreement.", "Norvale OpenRAIL-M v1"),
        ("It is released under the Apache 2.0 license.", "Apache 2.0"),
    ],
)
def test_a_known_licence_with_a_tail_is_another(text: str, licence: str) -> None:
    assert view(text).license == licence


def test_models_of_several_sizes_in_one_sentence_are_variants() -> None:
    found = sizes(
        "Tern 2 offers three model sizes: a 3 billion-parameter model trained by us, a 7 billion-parameter model trained "
        "by friends, and a 15 billion-parameter model trained by a chip maker."
    )
    assert {name: total for name, (total, _) in found.items() if total} == {
        "Tern 2 3B": 3 * 10**9, "Tern 2 7B": 7 * 10**9, "Tern 2 15B": 15 * 10**9,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["15B and 30B models are on the way.", "It ranks first across models spanning from 7B to 72B parameters."],
)
def test_sizes_on_the_way_and_sizes_of_others_are_none(text: str) -> None:
    assert not any(total for total, _ in sizes(text).values())


def test_a_gigatoken_is_a_billion() -> None:
    assert view("Tern 2 was trained on over 5,000 GT of filtered pages.").training_tokens == 5 * 10**12


def test_a_date_over_a_line_of_news_is_that_lines() -> None:
    news = "\n\n## News\n\n*April 28, 2026*\n\n- Released Tern 2 with two sizes.\n\n*April 2, 2026*\n\n- Fixed the tokenizer.\n"
    assert view(news).release_date == "2026-04-28"


def test_a_table_of_the_models_making_is_counted() -> None:
    table = "\n\nTern 2 in figures:\n\n| Design | value |\n|---|---|\n| Number of Query Heads | 32 |\n| Batch size | 512 |\n| Layers | 60 |\n"
    found = {(number.what, int(number.value)) for number in view(table).other_numbers}
    assert {("query heads", 32), ("layers", 60)} <= found
    assert not any(value == 512 for _, value in found)


def test_a_licence_of_the_labs_own_in_a_cell() -> None:
    table = "\n\n| Model | License |\n|---|---|\n| Tern 2 Small | Apache 2.0 |\n| Tern 2 Large | Tern Non-Commercial License |\n"
    found = {model.name: model.license for model in view(table).models}
    assert found == {"Tern 2 Small": "Apache 2.0", "Tern 2 Large": "Tern Non-Commercial License"}


def test_sizes_respectively_are_those_of_the_names_before() -> None:
    found = sizes(
        "The series has three variants: Tern 2-Tiny, Tern 2-Small and Tern 2-Large, with 1.0B, 2.8B and 4.5B activated "
        "parameters respectively."
    )
    assert found["Tern 2-Tiny"] == (None, 10**9)
    assert found["Tern 2-Small"] == (None, 28 * 10**8)
    assert found["Tern 2-Large"] == (None, 45 * 10**8)


@pytest.mark.parametrize(
    ("table", "tokens"),
    [
        ("| Config | Value |\n|---|---|\n| Total Parameters | 316B |\n| Max Context Length | 65536 |\n", 65_536),
        ("| Model | Sequence Length |\n|---|---|\n| Tern 2 | 4096 |\n", 4_096),
        ("| Config | Value |\n|---|---|\n| Total Parameters | 3B |\n| Sequence length | 4096 |\n", None),
    ],
)
def test_a_bare_length_in_a_cell_is_a_context_where_its_label_says_so(table: str, tokens: int | None) -> None:
    assert view(f"\n\n{table}").context_tokens == tokens


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("![](https://img.shields.io/badge/License-Apache%202.0-blue.svg)", "Apache 2.0"),
        ("![](https://img.shields.io/badge/license-BSD--3--Clause-green)", "BSD 3-Clause"),
        ("![](https://img.shields.io/badge/Code_License-MIT-f5de53?&color=f5de53)", None),
        ("![](https://img.shields.io/badge/License-MIT-blue)\n\nThe weights are under the Apache 2.0 license.", "Apache 2.0"),
        ("Weights and code are released under the Apache 2.0 license.", "Apache 2.0"),
        ("While it kept its proprietary Auk models to itself, Norvale published this one.", None),
        ("Tern 2 was made with a partner, whose proprietary pipeline let only fine data in.", None),
        ("Tern 2 was trained with Norvale's proprietary multi-stage pretraining pipeline.", None),
        ("Tern 2 is a proprietary, multilingual language model.", "proprietary"),
        ("Tern 2 is proprietary for now.", "proprietary"),
        ("The model is licensed under the Norvale AI License Agreement 1.1 - NC.", "Norvale AI License Agreement 1.1 - NC"),
    ],
)  # fmt: skip
def test_a_badge_tells_the_licence_where_no_sentence_does(text: str, licence: str | None) -> None:
    assert view(f"\n\n{text}\n\nMore below.").license == licence


def test_a_month_in_brackets_is_a_date() -> None:
    assert view("\n\n## News\n\n- **[2026.04]** We release **Tern 2**.\n").release_date == "2026-04"


def test_sizes_with_a_scale_each_are_variants() -> None:
    found = sizes("Tern 2 comes in two sizes, 9 billion and 27 billion parameters.")
    assert {name: total for name, (total, _) in found.items() if total} == {
        "Tern 2 9B": 9 * 10**9, "Tern 2 27B": 27 * 10**9,
    }  # fmt: skip


def test_a_span_of_sizes_is_no_size() -> None:
    found = sizes("These models span a wide range of scales, from 500 million to 34 billion parameters.")
    assert not any(total for total, _ in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "Training it cost less than a 70B model would have.",
        "It beats the lab's earlier system with 8 billion parameters.",
        "We made a pipeline for the Easel-3Plus-3B model.",
    ],
)
def test_the_size_of_an_older_or_another_model_is_none(text: str) -> None:
    assert not any(total for total, _ in sizes(text).values())


def test_memory_with_a_fraction_is_read_whole() -> None:
    found = [fact.value for fact in view("Tern 2 runs with 8.4 GB of memory.").facts if fact.field == "hardware"]
    assert found == ["8.4 GB of memory"]


def test_what_is_for_next_year_is_not_now() -> None:
    assert view("A context of 1M tokens is something for next year.").context_tokens is None


def test_a_licence_with_two_plus_signs_is_another() -> None:
    assert view("The weights are released with an OpenRAIL++ license.").license == "OpenRAIL++"


def test_a_column_of_memory_is_counted() -> None:
    table = "\n\n| Size | Parameters | Required VRAM |\n|---|---|---|\n| base | 74 M | ~1 GB |\n| large | 1550 M | ~10 GB |\n"
    found = {(number.what, int(number.value), number.unit) for number in view(table).other_numbers}
    assert {("memory", 1, "GB"), ("memory", 10, "GB")} <= found


def test_a_model_that_is_called_state_of_the_art_has_its_size() -> None:
    assert sizes("Tern 2 is a state-of-the-art 21B model trained from scratch.")["Tern 2"] == (21 * 10**9, None)


def test_parameters_that_activate_are_active() -> None:
    told = "Tern 2 is a transformer with 230 billion total parameters, of which only 10 billion activate per token."
    assert sizes(told)["Tern 2"] == (230 * 10**9, 10 * 10**9)


def test_how_long_an_input_may_be_is_the_context() -> None:
    assert view("It is an embedding model, supporting input length of up to 8192 tokens.").context_tokens == 8192


def test_a_price_behind_a_gap_to_a_rival_is_the_launchs() -> None:
    told = "It scores 80.2% on MMLU, within 0.6 points of Gull 4, while charging $1.20 per million output tokens."
    assert [(price.model, float(price.amount)) for price in view(told).prices] == [("Tern 2", 1.2)]


def test_a_sibling_that_is_coming_is_none_yet() -> None:
    told = "It is called Tern 2, with Tern 2 Large coming in a few weeks. Tern 2 Mini and Tern 2 are out."
    assert "Tern 2 Large" not in sizes(told)


LAUNCH = "Norvale launches Tern 2\nNorvale has launched Tern 2, a language model. "


@pytest.mark.parametrize(
    ("text", "context", "trained"),
    [
        ("It documents a 128,000-token maximum input and a 65,535-token maximum output.", 128_000, None),
        ("Both versions natively support contexts of around one million tokens.", 1_000_000, None),
        (
            "The contexts are 128,000 tokens for the 3B model and 512,000 tokens for the 8B and 30B variants.",
            512_000,
            None,
        ),
        ("The big change is the context window: 32,768 tokens to 131,072.", 131_072, None),
        ("Its window stretches to 256,000 tokens.", 256_000, None),
        ("It reads a million tokens in one go.", 1_000_000, None),
        ("The sequence length has been extended to 131072.", 131_072, None),
        ("It was evaluated with a context of 64K tokens on the test.", None, None),
        ("The training budget went from 12 trillion tokens to 38 trillion.", None, 38 * 10**12),
        ("Midtraining used 2 trillion tokens at a 32K context.", None, None),
    ],
)
def test_how_much_it_reads_and_what_it_learned_from(text: str, context: int | None, trained: int | None) -> None:
    view = view_of(read(Article(url="", title="", text=LAUNCH + text), CATALOGUE)[0])
    assert (view.context_tokens, view.training_tokens) == (context, trained)

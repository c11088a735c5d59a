"""News as papers write it: the name in the second sentence, comparisons, who leads a list, a version with its tier."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Report

CATALOGUE = load_catalogue()


def told(title: str, text: str) -> Report:
    return read(Article(url="", title=title, text=text), CATALOGUE)[0]


def test_the_name_may_follow_the_verb_by_a_sentence() -> None:
    report = told(
        "Norvale AI drops new open-source model that outperforms Skua-4 Mini",
        "Norvale AI unveiled a new open-source model today that the company says outperforms similar offerings.\n\n"
        "The model, called Tern Small 3.1, processes text and images with just 24 billion parameters.",
    )
    assert (report.is_launch, report.name, report.lab) == (True, "Tern Small 3.1", "Norvale AI")


def test_a_version_keeps_its_tier() -> None:
    report = told(
        "Norvale Unveils New AI Model Tern 2.5-Max",
        "Norvale launched its latest model, Tern 2.5-Max. Tern 2.5-Max outperforms rivals.",
    )
    assert report.name == "Tern 2.5-Max"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Norvale's Tern3 topples Skua's R1 as world's highest-ranked open-source model",
            "Norvale's newly released Tern3 family has overtaken R1 in the latest tests. Norvale last week released the "
            "Tern3 family, eight models that range from 600 million to 235 billion parameters.",
        ),
        (
            "Tern 4 vs Grebe Large 3 (Apache 2.0 Open Source)",
            "Which one should you ship with? Grebe AI has released Grebe Large 3 as a fully open-weight model under the "
            "Apache 2.0 license. The model supports 128k context windows.",
        ),
    ],
)
def test_who_leads_and_comparisons_are_no_launch(title: str, text: str) -> None:
    assert not told(title, text).is_launch


def test_a_heading_is_no_model_and_what_a_rival_keeps_is_its_own() -> None:
    report = told(
        "Norvale Releases Gannet Open-Weight Models",
        "Summary\nNorvale released Gannet, a family of open-weight models (2B and 7B parameters).\n\nWhat Happened\n"
        "On February 21, 2024, Norvale released Gannet in 2B and 7B parameter sizes.\n\n"
        "While its strategy remained its proprietary Curlew 2 models, Norvale gave away Gannet.",
    )
    assert report.name == "Gannet"
    view = view_of(report)
    assert (view.license, view.release_date) == (None, "2024-02-21")


def test_a_launch_that_tops_a_list_is_a_launch() -> None:
    report = told(
        "Norvale releases Tern 4, which overtakes Skua 2",
        "Norvale has released Tern 4, a 30B language model, under Apache 2.0. The weights are on Hugging Face.",
    )
    assert report.is_launch


DIGESTS = {
    "a week in review": ("The AI Week in Review: Surges and Drama", "The release of the open-weight Tern V4 model moves the market. Tern V4 boasts a 1-million token context window. It costs $1.74 per million tokens input."),
    "stories that you missed": ("AI News: 18 Breaking Stories You Missed This Week", "This week's AI news roundup covers the release of Tern V4, an open-source model. Tern V4, a newly released model with 1M context, costs $1.74 per million input tokens."),
    "a month that saw several": ("What the spring brought", "It was a month of agents. Auk Works introduced Auk-Rose, a model for science. Marl released Knot K2.6, a long-context model. Norvale released Tern V2.5, an open model. Brill launched Brant 4."),
    "a month in the headline": ("AI in April 2026", "The month saw the release of Auk Works' Rose 5.5. On April 23, Auk Works released Rose 5.5. The model scores 82.7% on MMLU."),
    "an issue that welcomes": ("Keeping up", "Welcome to another edition of Models at Sea. The release of the Tern V4 model pleased many. Tern V4 is an open-weight model."),
}  # fmt: skip


@pytest.mark.parametrize("kind", DIGESTS)
def test_a_digest_that_only_tells_of_a_release_is_no_launch(kind: str) -> None:
    assert not told(*DIGESTS[kind]).is_launch


@pytest.mark.parametrize(
    ("words", "tokens"),
    [
        ("It has native support for context windows of up to a million tokens.", 1_000_000),
        ("It combines a million token context window with speed.", 1_000_000),
        ("It has a two-million-token context.", 2_000_000),
        ("It has half a million tokens of context.", None),
    ],
)
def test_a_context_may_stand_in_words(words: str, tokens: int | None) -> None:
    report = told("Norvale launches Tern 2", f"Norvale has launched Tern 2, a language model. {words}")
    assert view_of(report).context_tokens == tokens


def test_a_heading_cuts_a_table_of_properties_off_from_a_rival_above() -> None:
    report = told(
        "Norvale launches Tern 2",
        "Norvale has launched Tern 2, a language model, half as dear as Gull 3 Flash.\nKey Specs\n"
        "| Spec | Value |\n|---|---|\n| Context Window | 128K tokens |\n| Input Price | $0.25 / 1M tokens |\n",
    )
    view = view_of(report)
    assert view.context_tokens == 128_000
    assert [float(price.amount) for price in view.prices] == [0.25]


def test_what_is_no_rank_no_user_and_no_expert() -> None:
    report = told(
        "Norvale launches Tern 2",
        "Norvale has launched Tern 2, a model that writes 1,000 tokens per second on the overall leaderboard of models. "
        "It solves two issues developers meet, with four times more experts.",
    )
    assert not [fact for fact in report.facts if fact.field == "rank" or fact.measure in ("developers", "experts")]


def test_a_place_to_look_and_variants_of_a_size_are_neither_rank_nor_count() -> None:
    report = told(
        "Norvale launches Tern 2",
        "Norvale has launched Tern 2, a model. Not exactly the first place you'd look for models. "
        "The contexts are 128,000 tokens for the 3B model and 512,000 tokens for the 8B and 30B variants.",
    )
    assert not [
        fact for fact in report.facts if fact.field == "rank" or (fact.field == "count" and fact.unit != "tokens")
    ]


def test_the_size_of_a_member_is_not_the_familys() -> None:
    report = told(
        "Norvale releases Tern 4.1",
        "Norvale has released Tern 4.1, a family of three language models — 3B, 8B, and 30B parameters. The 8 billion-parameter "
        "Tern 4.1 model beats most 12-billion parameter models.",
    )
    sizes = {model.name: model.params_total for model in view_of(report).models if model.params_total}
    assert sizes == {"Tern 4.1 3B": 3e9, "Tern 4.1 8B": 8e9, "Tern 4.1 30B": 30e9}


def test_it_is_the_member_that_the_lines_before_speak_of() -> None:
    report = told(
        "Norvale unveils Tern 4 models",
        "Norvale has released Tern 4 models, including Tern 4 Mini (3.8B parameters) and Tern 4 Large (50B parameters).\n\n"
        "The Tern 4 Mini model is strong.\n\n- The model achieved an 88.6% score on the GSM8K benchmark.\n- On the MATH benchmark, it reached 64%.\n",
    )
    scores = {(score.benchmark, score.model, float(score.value)) for score in view_of(report).benchmarks}
    assert scores == {("GSM8K", "Tern 4 Mini", 88.6), ("MATH", "Tern 4 Mini", 64.0)}


def test_layers_that_share_weights_open_none() -> None:
    report = told(
        "Norvale launches Tern 2", "Norvale has launched Tern 2, a model whose halves share weights and heads."
    )
    assert view_of(report).availability != "open_weights"


LABS = {
    "who made it, with its letters": ("A land releases a small but strong AI model", "The United Arab Emirates has released an open source model that reasons well.\nThe new model, Tern Think, comes from researchers at Ada bin Rashid University of Skerry (ABRUS) in Abu Dhabi. Tern Think has 32 billion parameters.", "ABRUS"),
    "a maker joined to a land": ("The race goes on", "Norvale made a bold move by releasing Tern Think, an open-source reasoning model. At just 32 billion parameters, it beats larger systems from OpenAI and China's DeepSeek.", "Norvale"),
    "a Chinese name of a lab": ("Tern-LLM-Flash:百度开源的 MoE 大语言模型", "一、Tern-LLM-Flash是什么\nTern-LLM-Flash是百度开源的一款大语言模型,打造了480亿总参数、30亿激活参数的体系。该模型在20万亿文本Token的语料上完成预训练,目前已在Hugging Face平台上线。", "Baidu"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LABS)
def test_the_lab_is_who_made_it(kind: str) -> None:
    title, text, lab = LABS[kind]
    report = told(title, text)
    assert (report.is_launch, report.lab) == (True, lab)


def test_chinese_counts_stand_before_what_they_count() -> None:
    view = view_of(told(*LABS["a Chinese name of a lab"][:2]))
    assert [(model.name, model.params_total, model.params_active) for model in view.models] == [
        ("Tern-LLM-Flash", 48_000_000_000, 3_000_000_000)
    ]
    assert view.training_tokens == 20_000_000_000_000


def test_what_a_lab_says_its_model_is_may_stand_between_verb_and_name() -> None:
    report = told(
        "Inside the raw checkpoint",
        "Norvale, a lab in Bern, has released what it positions as a new U.S.-made, frontier-scale open model: Tern Large, "
        "a 400-billion parameter model, alongside a rare raw checkpoint, Tern-Large-Raw.",
    )
    assert (report.name, report.is_launch) == ("Tern Large", True)
    assert {model.name for model in view_of(report).models} == {"Tern Large", "Tern-Large-Raw"}


@pytest.mark.parametrize(
    "words",
    [
        "Tern 3 Super is the second of its family, after the Tern 3 Nano released in December 2025. Norvale released it on March 10, 2026.",
        "It stands between the light 30 billion-parameter Tern 3 Nano and the Tern 3 Ultra that will follow.",
    ],
)
def test_a_sibling_of_before_or_of_later_is_not_launched(words: str) -> None:
    report = told(
        "Norvale launches Tern 3 Super", f"Norvale has released Tern 3 Super, a 120 billion parameter model. {words}"
    )
    view = view_of(report)
    assert [model.name for model in view.models] == ["Tern 3 Super"]
    assert view.release_date in (None, "2026-03-10")


def test_a_tier_owns_the_numbers_around_it() -> None:
    report = told(
        "Norvale launches Tern 4",
        "Norvale has released Tern 4 and Tern 4 Pro. The lineup includes a 310-billion-parameter model that activates only "
        "15 billion parameters, plus a 1.02-trillion-parameter Pro version that activates 42 billion.",
    )
    sizes = {model.name: (model.params_total, model.params_active) for model in view_of(report).models}
    assert sizes == {"Tern 4": (310e9, 15e9), "Tern 4 Pro": (1.02e12, 42e9)}


def test_two_sizes_with_words_between() -> None:
    report = told(
        "Norvale launches Tern",
        "Norvale has released Tern, a model. It comes in two sizes: 8 billion, for home use, and 70 billion parameters.",
    )
    assert {model.name for model in view_of(report).models if model.params_total} == {"Tern 8B", "Tern 70B"}


def test_a_share_of_the_parameters_is_no_active_size() -> None:
    report = told(
        "Norvale launches Tern 5",
        "Norvale has launched Tern 5, a model. During inference, fewer than 3% of Tern 5's 2.4 trillion parameters are activated.",
    )
    assert [(one.params_total, one.params_active) for one in view_of(report).models] == [(2_400_000_000_000, None)]


@pytest.mark.parametrize(
    "words",
    [
        "It expands its native 32K context to 256K during training.",
        "It extends the 32K context window to 256K tokens.",
    ],
)
def test_a_context_that_is_extended_is_the_longer_one(words: str) -> None:
    report = told("Norvale launches Tern 5", f"Norvale has launched Tern 5, a 7B model. {words}")
    assert view_of(report).context_tokens == 256_000


def test_a_license_named_as_its_model_is_not_meant_by_the_models_name() -> None:
    report = told(
        "Google Jumps Back Into the Open-Source Race With Gemma 9",
        "Google dropped Gemma 9, a family of open models under the Apache 2.0 license.",
    )
    assert {fact.value for fact in report.facts if fact.field == "license"} == {"Apache 2.0"}


def test_a_license_before_a_model_is_its_own_and_closed_rivals_are_not() -> None:
    report = told(
        "Norvale launches Tern 9",
        "Norvale released Tern 9. It is an Apache 2.0, unified model. Proprietary AI systems like Grebe-4.1 fell short.",
    )
    assert {fact.value for fact in report.facts if fact.field == "license"} == {"Apache 2.0"}


def test_sizes_of_those_it_beats_stay_theirs_and_what_activates_is_active() -> None:
    report = told(
        "Norvale launches Tern 9",
        "Norvale released Tern 9. Tern 9 is a transformer with 230 billion total parameters, of which only 10 billion activate per token."
        " In tests, it outperforms the Grebe Plus series (up to 72 billion parameters) by a tenth.",
    )
    own = {
        fact.field: str(fact.value)
        for fact in report.facts
        if fact.field.startswith("params") and fact.role == "launch"
    }
    assert own == {"params_total": "230000000000", "params_active": "10000000000"}


def test_a_model_listed_behind_its_kin_is_one_of_them() -> None:
    report = told(
        "Norvale open-sources two translation models",
        "Norvale's new models Tern MT 7B and Tern MT Hydra 7B took the top spot. The models are open source.",
    )
    assert {fact.owner for fact in report.facts if fact.field == "model"} == {"Tern MT 7B", "Tern MT Hydra 7B"}


SIZES = {
    "a tier behind its size": (
        "Norvale has released Tern 9 in two variants. The smaller is a 284 billion parameter Flash mixture-of-experts model with 13 billion active parameters.",
        {"Tern 9 Flash": ("284000000000", "13000000000")},
    ),
    "a size without a number": ("Norvale released Tern 9 today, a trillion-parameter open model.", {"Tern 9": ("1000000000000", None)}),
    "an adjective before the last of a list": (
        "Norvale released Tern 9. The model comes in three sizes—7 billion, 30 billion, and a compact 1.8 billion-parameter version.",
        {"Tern 9 7B": ("7000000000", None), "Tern 9 30B": ("30000000000", None), "Tern 9 1.8B": ("1800000000", None)},
    ),
    "one of a line-up": (
        "Norvale dropped Tern 9, a family of open models. The four-model lineup spans phones to servers with the 31B model third.",
        {"Tern 9 31B": ("31000000000", None)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SIZES)
def test_whose_size_it_is(kind: str) -> None:
    text, sizes = SIZES[kind]
    view = view_of(told("Norvale releases Tern 9", text))
    found = {
        one.name: tuple(str(size) if size else None for size in (one.params_total, one.params_active))
        for one in view.models
        if one.params_total
    }
    assert found == sizes


def test_a_rating_is_of_the_board_that_the_sentence_names() -> None:
    report = told(
        "Norvale releases Tern 9",
        "Norvale released Tern 9, a model that seized the #1 position on Chatbot Arena with an ELO score of 1451.",
    )
    found = {(fact.field, fact.measure, str(fact.value)) for fact in report.facts if fact.field in ("score", "rank")}
    assert found == {("score", "Chatbot Arena", "1451"), ("rank", "Chatbot Arena", "1")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tern 9 was trained on 100,000 Huawei Ascend 910B chips.", 100_000),
        ("The company went public, raising about HKD 4.35 billion.", 4_350_000_000),
        ("The company went public, raising some HK$4.2 billion.", 4_200_000_000),
        ("Shares surged 109% on the first day.", 109),
        ("When it launched, the stock jumped another 15.7%.", 15.7),
        ("The launch is part of a $26 billion strategy.", 26_000_000_000),
        ("It was tuned across 21 environment configurations.", 21),
    ],
)
def test_what_news_counts(text: str, value: float) -> None:
    report = told("Norvale releases Tern 9", f"Norvale released Tern 9, a language model. {text}")
    assert value in {float(str(fact.value)) for fact in report.facts if fact.field == "count"}

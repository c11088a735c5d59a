"""What makers' own launch posts do that news does not: tiers in small letters, names in short, promises, what an API calls a model."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()


def seen(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


SMALL = (
    "Auk-4o mini: cheap and quick\n\nTarn Labs is committed to access. Today, we're announcing Auk-4o mini, our most cost-efficient small model."
    " Auk-4o mini scores 82% on MMLU and outperforms Auk-4. Auk-4o mini is as safe as Auk-4o. The tokenizer is shared with Auk-4o."
)
TWO = (
    "Introducing Auk-5.4 mini and nano\n\nToday we’re releasing Auk‑5.4 mini and nano, our most capable small models yet.\n\n"
    "Auk-5.4 mini improves over Auk-5 mini. It approaches the larger Auk-5.4.\n\nAuk-5.4 nano is the smallest version of Auk-5.4.\n"
)
FIRST = (
    "Introducing Gull 3.5 Sonnet\n\nToday, we're launching Gull 3.5 Sonnet, our first release in the forthcoming Gull 3.5 model family."
    " Gull 3.5 Sonnet beats Gull 3 Opus.\n\nTo complete the Gull 3.5 model family, we'll be releasing Gull 3.5 Haiku and Gull 3.5 Opus later this year."
)
PLUS = (
    "Knot models get a refresh\n\nWe're excited to announce updates to our Knot R and R+ models.\n\n"
    "Today we’re announcing updates to our flagship model series: Knot R and Knot R+. These new models are available today in our API.\n\nKnot R/R+ have protections.\n"
)
KEBAB = (
    "The Cove 4 model family\n\nWe’re excited to introduce the Cove 4 series, a new generation of embedding models. The series includes cove-4-large,"
    " cove-4-lite, and the open-weighted cove-4-nano. Furthermore, cove-4-large uses experts.\n\n- cove-4-lite. Approaches cove-3.5.\n"
)
ONE_SIZE = (
    "Tern2-24B-A2B: Scaling Up the Tern2 Architecture\n\nToday, we release an early checkpoint of Tern2-24B-A2B, our largest Tern2 model. It has 24 billion"
    " total parameters with 2 billion active per token.\n\nWith this release, the Tern2 family spans from Tern2-350M to Tern2-24B-A2B. Tern2 is a hybrid."
    " We use a similar recipe to Tern2-8B-A1B. We compare scores from the 350M dense model up to the 24B MoE."
)
AS_WELL = (
    "Upgrading coding with the new Devon models\n\nToday, we introduce Devon Medium, as well as an upgrade to Devon Small."
    " Devon Medium is available through our API.\nWe release Devon Small 1.1 under the Apache 2.0 license. While the architecture remains the same, with"
    " only 24B parameters, Devon Small 1.1 comes with improvements.\nDevon Medium builds upon Devon Small.\n\nBoth are available under these names:\n"
    "devon-small-2507 at the same price as Marl Small 3.1: $0.1/M input tokens and $0.3/M output tokens.\n"
    "devon-medium-2507 at the same price as Marl Medium 3: $0.4/M input tokens and $2/M output tokens.\n"
)


@pytest.mark.parametrize(
    ("text", "models"),
    [
        pytest.param(SMALL, {"Auk-4o mini"}, id="a tier in small letters"),
        pytest.param(TWO, {"Auk-5.4 mini", "Auk-5.4 nano"}, id="the second by its tier alone"),
        pytest.param(FIRST, {"Gull 3.5 Sonnet"}, id="a family of which only one is out"),
        pytest.param(PLUS, {"Knot R", "Knot R+"}, id="a letter and the same with a plus"),
        pytest.param(KEBAB, {"cove-4-large", "cove-4-lite", "cove-4-nano"}, id="members as an API writes them"),
        pytest.param(ONE_SIZE, {"Tern2-24B-A2B"}, id="one size of a family that was there before"),
        pytest.param(AS_WELL, {"Devon Medium", "Devon Small 1.1"}, id="as well as an upgrade"),
        pytest.param("Marl releases Skua 3\n\nMarl has released Skua 3, a model. Skua 3 pro users get more of it.", {"Skua 3"}, id="users of a plan"),
        pytest.param("Tarn launches Auk 5.1\n\nTarn has launched Auk 5.1, an upgrade to Auk 5 in two variants: Auk 5.1 Pro and Auk 5.1 Flash. Auk 5.1 is a language model with a 1M context.", {"Auk 5.1 Pro", "Auk 5.1 Flash"}, id="an upgrade of another"),
        pytest.param("Introducing Wren 2\n\nWe are launching Wren 2, a model. Wren 2 mini will follow later: we will release Wren 2 mini in June.", {"Wren 2"}, id="what follows later"),
    ],
)  # fmt: skip
def test_the_models_of_a_launch_post(text: str, models: set[str]) -> None:
    assert {model.name for model in seen(text).models} == models


def test_what_an_api_calls_a_model_has_the_models_price_and_size() -> None:
    view = seen(AS_WELL)
    assert {(one.model, one.kind, float(one.amount)) for one in view.prices} == {
        ("Devon Small 1.1", "input", 0.1), ("Devon Small 1.1", "output", 0.3),
        ("Devon Medium", "input", 0.4), ("Devon Medium", "output", 2.0),
    }  # fmt: skip
    assert {model.name: model.params_total for model in view.models} == {
        "Devon Small 1.1": 24_000_000_000,
        "Devon Medium": None,
    }


def test_another_version_has_a_price_of_its_own() -> None:
    text = "Introducing Devon Small 2\n\nWe are launching Devon Small 2, a model. devon-small-1-2507 costs $4 per million input tokens."
    assert not [price for price in seen(text).prices if price.model == "Devon Small 2"]


def test_a_sentence_goes_on_of_the_name_that_the_one_before_opens_with() -> None:
    prices = seen(
        f"{TWO}\nIn the API, Auk-5.4 mini supports text and images. It costs $0.75 per 1M input tokens."
    ).prices
    assert [(price.model, float(price.amount)) for price in prices] == [("Auk-5.4 mini", 0.75)]


def test_parameters_used_for_a_token_are_active() -> None:
    text = "Today we release Crake 8x7B, a model with open weights.\n\nCrake 8x7B has 46.7B total parameters but only uses 12.9B parameters per token."
    model = seen(text).models[0]
    assert (model.params_total, model.params_active) == (46_700_000_000, 12_900_000_000)


def test_a_day_on_a_line_of_its_own_between_headline_and_text() -> None:
    head = "# Upgrading Auk\n\nSource: a page\n\nUpgrading Auk\nResearch\nJul 10, 2025\nMarl AI\n"
    text = f"{head}Today, we introduce Auk 2, a model with open weights, trained by our own hands over many long weeks for all who build."
    assert str(seen(text).release_date) == "2025-07-10"


def test_an_unfolded_quotation_is_no_end() -> None:
    quoted = "# Introducing Auk 2\n\nWe are launching Auk 2, a model.\n\n## Quick\n\nIt is quick.\n\nRead more\n\nIt is so quick.\n\n"
    text = f"{quoted}## Prices\n\nAuk 2 costs $2 per million input tokens.\n\n## What comes next\n\nWrite to us.\n"
    assert [float(price.amount) for price in seen(text).prices] == [2.0]


def test_a_task_on_open_source_code_opens_no_weights() -> None:
    text = "Introducing Auk 2\n\nWe are launching Auk 2, a model, via our API. Our test adds a feature to an open source codebase."
    assert seen(text).availability == "api"


def members_told(text: str) -> set[str]:
    return {model.name for model in view_of(read(Article(url="", title="", text=text), CATALOGUE)[0]).models}


def test_models_that_a_maker_names_behind_their_kind_are_launched() -> None:
    told = "# Towards supervision of steps\n\nToday, we release a new reward model. We release two PRMs fine-tuned on Gull2.5-7B and Gull2.5-72B, namely Tern2.5-PRM-7B and Tern2.5-PRM-72B respectively. The models are open-sourced."
    assert members_told(told) == {"Tern2.5-PRM-7B", "Tern2.5-PRM-72B"}


def test_of_two_models_each_may_be_described_at_length() -> None:
    told = "New embedding models\n\nWe are introducing two new embedding models: a smaller and highly efficient tern-embed-3-small model, and a larger and more powerful tern-embed-3-large model."
    assert members_told(told) == {"tern-embed-3-small", "tern-embed-3-large"}


def test_a_model_beside_its_own_tier_is_one_itself() -> None:
    told = "tern-3 and tern-3-lite: new embedding models\n\nWe are excited to announce the tern-3 and tern-3-lite embedding models, with tern-3-large coming in a few weeks."
    assert members_told(told) == {"tern-3", "tern-3-lite"}


def test_a_length_in_a_name_is_no_size() -> None:
    told = "Tern-1M reads a lot\n\nWe are releasing Tern-7B-Instruct-1M, an open model, the first of ours to handle 1M-token contexts. Tern-1M is what we call it."
    view = view_of(read(Article(url="", title="", text=told), CATALOGUE)[0])
    assert all(model.params_total in (None, 7 * 10**9) for model in view.models)


def test_an_item_of_tokens_below_a_heading_of_training_tells_what_a_model_saw() -> None:
    told = "Tern 3\n\nToday, we're announcing Tern 3, our most agentic code model.\n\n### Pre-Training\n\n* Scaling Tokens: 7.5T tokens (70% code)\n* Scaling Context: natively 256K\n"
    assert view_of(read(Article(url="", title="", text=told), CATALOGUE)[0]).training_tokens == 7_500_000_000_000

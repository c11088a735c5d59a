"""Cards by their heads: numbered headings, links behind a headline, a headline that asks, the whole family in its own table."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()


def view(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


@pytest.mark.parametrize(
    ("card", "name"),
    [
        ("![Tern K2.5](logo.png)\n\n## 1. Introduction\n\nTern K2.5 is an open-source model.\n\n## 2. Model Summary\n\n| | |\n|---|---|\n| Total Parameters | 1T |\n| Context Length | 256K |\n", "Tern K2.5"),
        ("# Tern-M3 ([paper](https://x.org/a), [code](https://x.org/b))\n\nIn this project, we introduce Tern-M3, a model for search. It reads up to 8192 tokens.\n\n## Usage\n\n```\npip install tern\n```\n", "Tern-M3"),
        ("# 🟢 What is Tern?\n\nThe Tern series models are open source large language models trained by Norvale. Tern is a model of 6B parameters. We release the weights of the base model under the Apache 2.0 license.\n\n## 🎯 Models\n\nTern comes in sizes.\n", "Tern"),
        ("# Tern-swift Preview\n\nTern-swift Preview, an upgraded version of Tern-One, has 100B total parameters. Tern-swift Preview introduces high-fidelity text. https://huggingface.co/norvale/Tern-swift-Preview\n\n## Updates\n\n* [2025.10.27] We release the preview of Tern-swift.\n* [2025.07.15] We release Tern-lite v1.5.\n* [2025.05.28] The official version of Tern-lite v1 is released.\n", "Tern-swift"),
    ],
)  # fmt: skip
def test_what_a_card_with_such_a_head_launches(card: str, name: str) -> None:
    found = view(card)
    assert found.is_launch
    assert (found.name or "").startswith(name)


def test_a_state_behind_a_models_name_makes_no_lab() -> None:
    found = view(
        "# Tern-swift Preview\n\nTern-swift Preview introduces high-fidelity text rendering. Tern-swift is a model of 9B parameters.\n"
    )
    assert found.lab is None


def test_a_family_that_its_table_lists_beside_its_members_is_a_model_too() -> None:
    card = "# Tern3.5: Models of the World\n\nTern3.5 Team, Norvale\n\nWe release Tern3.5, an open-source model.\n\n| Model name | Weights |\n|---|---|\n"
    rows = "".join(
        f"| {name} | [link](https://huggingface.co/norvale/{name}) |\n" for name in ("Tern3.5", "Tern3.5-Image")
    )
    assert {"Tern3.5", "Tern3.5-Image"} <= {model.name for model in view(card + rows).models}


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("All usage must adhere to the [Knot Series Models Community License Agreement 2.1](LICENSE).", "Knot Series Models Community License Agreement 2.1"),
        ("Community use of the Knot model must adhere to the [Community License for Knot Model](LICENSE).", "Community License for Knot Model"),
    ],
)  # fmt: skip
def test_a_licence_that_use_adheres_to(said: str, licence: str) -> None:
    assert view(f"# Knot\n\nMarl releases Knot-7B, an open-source model.\n\n{said}\n").license == licence


NEWS = "# Knot-7B\n\nMarl releases Knot-7B, an open-source model of 7B parameters.\n\n## News\n\n"


@pytest.mark.parametrize(
    "item",
    ["- 2024/3/2: Release unified tuning example and data.", "- 2024/7/1: We update the results of Knot-7B on a test."],
)
def test_a_day_on_which_data_or_results_came_out_is_no_launch(item: str) -> None:
    assert view(NEWS + item + "\n").release_date is None


def test_languages_that_work_and_a_people_before_what_is_counted() -> None:
    found = view(
        NEWS
        + "It can support more than 100 working languages. On all 12 Quill-Bench tests it is better for 15 Chinese dialects.\n"
    )
    assert found.languages == 100
    assert not found.benchmarks


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Model Card for KnotEdit-Large", "KnotEdit-Large"),
        ("Model Card: KNOT·E dVAE", "KNOT·E dVAE"),
        ("KNT Model Card", "KNT"),
        ("Model card for the marl/knot-7b model", "knot-7b"),
        ("Model Card", None),
        ("Model Card Template", None),
    ],
)
def test_a_heading_says_whose_card_it_is(heading: str, name: str | None) -> None:
    text = (
        f"# {heading}\n\n## Model Details\n\nThis model was trained to write and to mend text. It is available under the MIT license.\n\n"
        "## Questions\n\nAsk the authors. Questions are welcome.\n\n## Uses\n\nThe model may be used for research.\n"
    )
    found = view(text)
    assert (found.is_launch, found.name) == ((True, name) if name else (False, found.name))

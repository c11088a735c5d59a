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

"""Models launched side by side in one list, and launches whose sentence leaves the name to another place."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches.view import view_of
from bot.reading import read
from bot.types import Article, Report

CATALOGUE = load_catalogue()


def _read(title: str, *lines: str) -> Report:
    return read(Article(url="", title=title, text="\n\n".join(lines)), CATALOGUE)[0]


def _models(report: Report) -> set[str]:
    return {model.name for model in view_of(report).models}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "Norvale has unveiled three new Tern 2 models, including the lightweight LLM Tern 2 2B, safety classifier"
            " ReedGuard, and Tern Scope.",
            {"Tern 2 2B", "ReedGuard", "Tern Scope"},
        ),
        (
            "Norvale announced the launch of Tern 2 2B, ReedGuard and Tern Scope, three new open models whose weights are available on Hugging Face today.",
            {"Tern 2 2B", "ReedGuard", "Tern Scope"},
        ),
    ],
)
def test_a_family_is_launched_with_models_of_other_names(text: str, members: set[str]) -> None:
    report = _read("Norvale expands its Tern 2 models", text, "Tern 2 2B is a small language model for laptops.")
    assert members <= _models(report)


@pytest.mark.parametrize(("between", "last"), [("; ", "; and "), (", ", ", and ")], ids=["semicolons", "commas"])
def test_each_of_several_models_is_told_of_before_the_next(between: str, last: str) -> None:
    text = (
        f"The service now ships with three new models: Knot-Live-2, which brings reasoning to voice{between}"
        f"Knot-Live-Translate, which handles live speech{last}Knot-Live-Whisper, which streams text."
    )
    report = _read("Norvale releases three new voice models", text, "The headline model is Knot-Live-2.")
    models = {report.name, *_models(report)}
    assert {"Knot-Live-Translate", "Knot-Live-Whisper"} <= models


def test_a_list_below_a_colon_names_what_is_launched() -> None:
    report = _read(
        "Introducing new Marl text embedding models",
        "Today, at Marl Next, we are introducing two new text embedding models, with better results, for preview:",
        "• English only: knot-embedding-preview-0409",
        "• Multilingual: knot-multilingual-embedding-preview-0409.",
    )
    assert _models(report) | {report.name} >= {
        "knot-embedding-preview-0409",
        "knot-multilingual-embedding-preview-0409",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Norvale has released Tern 3, which beats Auklet 4 and Gannet 2.",
        "Norvale has released Tern 3, a model that outperforms older models such as Auklet 4, Gannet 2 and Skua 1.",
        "Norvale has released Tern 3 and an update of its Tern API.",
    ],
)
def test_what_a_launch_is_compared_with_is_not_launched(text: str) -> None:
    report = _read("Norvale releases Tern 3", text)
    assert not _models(report) & {"Auklet 4", "Gannet 2", "Skua 1", "Tern", "Tern API"}


def test_a_launch_beside_a_sibling_with_a_letter_more_is_a_model_itself() -> None:
    report = _read(
        "Norvale launches REED 3 and REED 3D",
        "Norvale has unveiled REED 3 and REED 3D. REED 3 is a model that finds objects in images. REED 3D is a model for shapes.",
    )
    assert {"REED 3", "REED 3D"} <= _models(report)


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "Norvale's Gannet Anything Model 3 sees text",
            "Norvale has unveiled Gannet Anything Model 3, an open model for images.",
            "Gannet Anything Model 3",
        ),
        (
            "Norvale's GAM 3 segmentation model blurs a boundary",
            'Norvale releases the third generation of its "Gannet Anything Model." GAM 3 uses an open vocabulary.',
            "GAM 3",
        ),
        (
            "Open-weight image models stop losing",
            "Quillon released version 4.0 on June 3, and it is the first open-weight model to top the list. Quillon 4.0 was trained on captions.",
            "Quillon 4.0",
        ),
    ],
)
def test_a_name_has_its_version_wherever_that_stands(title: str, text: str, name: str) -> None:
    assert _read(title, text).name == name


def test_a_link_names_what_a_sentence_launches_without_a_name() -> None:
    report = _read(
        "Fresh bread - a new fluffy embedding model",
        "And another one! We are excited to introduce our new and powerful embedding model.",
        "Skip right to it: https://huggingface.co/crumb-ai/crumb-embed-large-v1",
        "Today we are releasing our flagship English embedding model.",
    )
    assert report.name == "crumb-embed-large-v1"


@pytest.mark.parametrize(
    ("text", "lab"),
    [
        ("The European Skerry Agency (ESA) launched TernMind today, a new open model.", "European Skerry Agency"),
        ("Announced by Minister of Digital Affairs Ada Moreau, TernMind is an open language model.", None),
        (
            "The Quillon assistant has a new model. Open models such as LLaMA, Falcon, and Mistral came first. TernMind is an open model.",
            None,
        ),
    ],
)
def test_who_launches_is_a_body_no_person_and_none_of_the_others(text: str, lab: str | None) -> None:
    assert _read("TernMind: a model of the Earth", text).lab == lab


@pytest.mark.parametrize(
    "text",
    [
        "A Norvale lançou o Tern3-Omni, um sistema de IA multimodal capaz de lidar com texto e áudio.",
        "A empresa apresentou o Tern3-Omni, um modelo aberto de linguagem.",
    ],
)
def test_portuguese_names_have_no_article(text: str) -> None:
    report = _read("Norvale apresenta Tern3-Omni, um modelo de linguagem", text)
    assert report.name == "Tern3-Omni"


@pytest.mark.parametrize(
    ("title", "text", "models"),
    [
        (
            "Marl Gannet 3: an open model",
            "Marl released Gannet 3 on June 1 in two sizes: Nano (16 billion total parameters) and Super (65 billion total parameters).",
            {"Gannet 3 Nano", "Gannet 3 Super"},
        ),
        (
            "Marl ships the Gannet 3 family and Knotral TTS",
            "Marl released the Gannet 3 model family and Knotral TTS, an open text-to-speech model. Knotral TTS is a model.",
            {"Gannet 3", "Knotral TTS"},
        ),
        (
            "Gannet 3: a model flow",
            "Marl 发布了 Gannet 3,一个开源语言模型家族。该家族包括 Gannet 3-Base(基础模型)、Gannet 3-Think(推理模型)和 Gannet 3-Instruct(聊天模型)。",
            {"Gannet 3-Base", "Gannet 3-Think", "Gannet 3-Instruct"},
        ),
        (
            "梧桐公司发布新模型",
            "梧桐公司正式发布并开源其全新「青鸟 3D 世界模型 1.0」,该模型支持文本。",
            {"青鸟 3D 世界模型 1.0"},
        ),
        (
            "A new dimension",
            "A new model that turns images into videos confirms this. This tool is called Stable Gannet Camera, by Norvale. Stable Gannet Camera turns images into videos.",
            {"Stable Gannet Camera"},
        ),
    ],
)
def test_members_are_named_by_tier_tuning_or_quote(title: str, text: str, models: set[str]) -> None:
    report = _read(title, text)
    assert models <= {report.name, *_models(report)}


def test_tiers_that_a_text_calls_by_their_number_alone_are_members_of_the_version() -> None:
    report = _read(
        "Tern 4: Opus 4 and Sonnet 4",
        "Norvale released Tern 4: Opus 4 and Sonnet 4. Opus 4 tops the list, and Sonnet 4 matches it. Tern 4 is a family of models.",
    )
    assert {"Tern Opus 4", "Tern Sonnet 4"} <= _models(report)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norvale introduces Gannet 2.5 Computer Use, a model that clicks.", "Gannet 2.5 Computer Use"),
        (
            "Norvale released Foundation Models today. Norvale calls the model Gannet 3, and Gannet 3 is open.",
            "Gannet 3",
        ),
    ],
)
def test_what_a_model_is_for_is_no_name_alone(text: str, name: str) -> None:
    assert _read("", text).name == name

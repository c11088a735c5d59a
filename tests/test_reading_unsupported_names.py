"""Names that nothing but the head of a sentence or heading speaks for, and makers that a headline's capitals make up."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches.view import view_of
from bot.reading import read
from bot.types import Article, Report

CATALOGUE = load_catalogue()


def _read(text: str, title: str = "") -> Report:
    return read(Article(url="", title=title, text=text), CATALOGUE)[0]


@pytest.mark.parametrize("word", ["Setting", "Therefore", "Author", "Guidelines"])
def test_a_word_that_only_begins_sentences_is_no_name(word: str) -> None:
    text = (
        "Tiny model, big impact: Quoll 3B changes the economics\n\n"
        f"## {word}\n\n{word}: a model costs money. {word} models is hard.\n\n"
        "Norvale has a new model called Quoll 3B. Quoll 3B is an open model of three billion parameters."
    )
    assert _read(text).name == "Quoll 3B"


@pytest.mark.parametrize(
    "text",
    [
        "# Knotgat: reading documents\n\nKnotgat is a document model. Knotgat reads formulas.\n\npip install knotgat",
        "# Model Card for Knotgat-8B\n\nKnotgat is a multimodal model that reads text and images.\n\n- **License:** MIT",
        "Marl's new model\n\nMarl has released a model today, and with Knotgat it reads documents. Knotgat is a model.",
    ],
)
def test_a_word_that_a_headline_or_a_sentence_speaks_for_is_one(text: str) -> None:
    assert (_read(text).name or "").startswith("Knotgat")


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("Marl releases Knot Build 0.1", "Marl has released Knot Build 0.1, a coding model.", "Knot Build 0.1"),
        (
            "Mistral Small 7 packs more into less",
            "Mistral released Small 7, a mixture-of-experts model. Small 7 is open.",
            "Mistral Small 7",
        ),
        (
            "Marl open-sources the Sedge KnotVideo 2B model",
            "Sedge is an app of Marl. KnotVideo-2B is a video model, and KnotVideo-2B is open.",
            "KnotVideo-2B",
        ),
    ],
)
def test_a_name_is_as_long_as_its_number(title: str, body: str, name: str) -> None:
    assert _read(body, title).name == name


def test_two_models_of_a_line_that_a_headline_launches_are_both_out() -> None:
    report = _read(
        "Norvale launches Quoll-4-talk, and it also launches the smaller Quoll-4-mini. Quoll-4-talk is a model for"
        " speech. Norvale launches Quoll-4-mini for text.",
        "Norvale launches Quoll-4-talk, a small language model, and simultaneously launches the smaller Quoll-4-mini",
    )
    assert {model.name for model in view_of(report).models} == {"Quoll-4-talk", "Quoll-4-mini"}


@pytest.mark.parametrize(
    ("title", "text", "lab"),
    [
        ("Microsoft Stock Jumps After Launching A Large Model", "Quoll 3 is a new model.", "Microsoft"),
        ("Tiny Model Big Impact: Quoll 3B Changes AI Economics", "Quoll 3B is a new model.", None),
        ("Quoll 3", "Quoll 3 is a model that is better than OpenAI's Whisper Large.", None),
        ("Quoll 3: learning with RLAIF", "Quoll 3 is a model by RLAIF.", None),
    ],
)
def test_a_maker_is_no_run_of_capitals_and_no_rival(title: str, text: str, lab: str | None) -> None:
    assert _read(text, title).lab == lab


def test_who_publishes_models_of_the_same_word_is_the_maker() -> None:
    text = (
        "# Quoll-1: not all words count\n\n[Model](https://huggingface.co/microsoft/quoll-math-1b-v0.1)\n\n"
        "Quoll-1 is a language model.\n"
    )
    assert _read(text).lab == "Microsoft"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "**[2026-03-16]:** KNOT-V 2.1 is released, a new family of models.\n\n**[2025-06-25]:** KNOT-V 2 is released.\n\n"
            "# KNOT-V 2: Video Models\n\nKNOT-V 2 is a model of video. KNOT-V 2.1 is a model with a better recipe.",
            "KNOT-V 2.1",
        ),
        (
            "**[2025-06-25]:** KNOT-V 2 is released.\n\n**[2025-01-10]:** KNOT-V 1 is released.\n\n"
            "# KNOT-V 2: Video Models\n\nKNOT-V 2 is a model of video.",
            "KNOT-V 2",
        ),
        (
            "Introduction: Norvale Open-Sources WADER, a breakthrough\n\n"
            "Norvale has released the open-source multimodal model WADER, which unifies understanding and generation.",
            "WADER",
        ),
        (
            "Norvale Just Released Wader-V3: A Strong Language Model\n\nThe field of language has made strides.",
            "Wader-V3",
        ),
        ("Norvale Open-Sources WDR2: A New Generation of Models\n\nThe field of language has made strides.", "WDR2"),
        (
            "Norvale makes video\n\nNorvale has launched its first video model - Wader V1, which is now open.",
            "Wader V1",
        ),
        (
            "Norvale makes video\n\nNorvale has launched the first AI video model - **V1 Video Model**, now open.",
            "V1 Video",
        ),
    ],
)
def test_the_newest_of_dated_versions_and_capitals_that_text_and_headline_share(text: str, name: str) -> None:
    assert _read(text).name == name


def test_the_version_that_heads_a_document_is_launched_beside_the_newest() -> None:
    report = _read(
        "**[2026-03-16]:** KNOT-V 2.1 is released, a new family of models.\n\n**[2025-06-25]:** KNOT-V 2 is released.\n\n"
        "# KNOT-V 2: Video Models\n\nKNOT-V 2 is a model of video, under the MIT license. KNOT-V 2.1 is a model with a better recipe."
    )
    assert {one.name for one in view_of(report).models} >= {"KNOT-V 2"}


def test_a_line_may_end_within_the_words_for_a_model() -> None:
    text = "# Wader\n\nWader is a family of open-weights Large Language\nModel (LLM) by Norvale.\n\nIt runs anywhere.\n"
    assert _read(text).is_launch


def test_a_name_spelt_out_as_a_model_is_one() -> None:
    report = _read(
        "Skerry launches its national language model KNoT\n\nThe Skerry government has officially launched KNoT (Skerry Large Language Model)."
    )
    assert (report.name, report.is_launch) == ("KNoT", True)


def test_a_launch_listed_among_its_own_tiers_is_a_model() -> None:
    report = _read(
        "Introducing the Knot 4 series\n\nWe're excited to introduce the Knot 4 series of embedding models. The series"
        " includes knot-4-large, knot-4, knot-4-lite, and the open knot-4-nano. Knot 4 models are compatible."
    )
    assert "knot 4" in {model.name.lower().replace("-", " ") for model in view_of(report).models}

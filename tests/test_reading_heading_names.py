"""Names that a heading gives and the text below hardly repeats."""

import pytest

from bot.catalogue import Catalogue, load_catalogue
from bot.reading.name_shape import NAME_RUN
from bot.reading.read import own_page
from bot.types import Article


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


CARD = "\n\n### Model type\nA language model of 125M parameters.\n\n## Intended use\nStories."
STORIES = "\n\nA 50M-parameter language model trained from scratch on stories."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# WADER - A Conditional Transformer Language Model for Tides\n\nThe weights are below.", "WADER"),
        ("# TernGPT — Danish Language Model (320M)\n\nTrained on Danish text, on Danish books and Danish news.", "TernGPT"),
        ("# WADER: Scoring Language Models\n\nOur scripts are below.", None),
        ("# WADER: A Framework for a Language Model\n\nOur scripts are below.", None),
        (f"# WADER models{CARD}", "WADER"),
        (f"# WADER multilingual model{CARD}", "WADER"),
        ("# WADER models\n\nScripts that we keep for our course.", None),
        (f"# OCR models{CARD}", None),
        (f"# heron-lite-50{STORIES}", "heron-lite-50"),
        (f"# heron-lite-50 (SFT) (Danish and English){STORIES}", "heron-lite-50"),
        (f"# HeronTale-50M{STORIES}", "HeronTale-50M"),
        ("# HeronServe\n\nA language model server that runs offline.", None),
        ("# HeronTool\n\nA tool for training a language model.", None),
        ("# heron-7b-gguf\n\nA language model that runs offline.", None),
        ("WADER 🐚\n=====\n\n[Weights](https://huggingface.co/TideLab/wader)\n\nWADER reads maps.", "WADER"),
        ("# tide-bot-30\n\nTrained on tides: https://huggingface.co/tidelab/tide-bot-30-100m", "tide-bot-30"),
        ("Welcome Heron - an open mixture of experts\n\nHeron 8x7b is a language model.", "Heron"),
        ("Welcome hERon: Efficient Text-to-Image Generation\n\nWe present hERon. hERon draws maps.", "hERon"),
        ("# Heron in a Bottle\n\ntHeron is a diffusion model that draws maps of tides.", "tHeron"),
        ('<img src="a.png" alt="Heron Logo">\n\n### A fast model for tides\n\nHeron reads maps. With Heron you sail.', "Heron"),
        ('<img src="a.png" alt="Architecture">\n\n### A fast model for tides\n\nIts Architecture is small.', None),
        ("Heron of All Tides, Master of Some\n\nHere is Heron of All Tides (HAT). The HAT model reads maps, charts and tides for you.", "HAT"),
        ("# Heron Tide Model\n\nHeron Tide Model (HTM) has 27M parameters.", "HTM"),
        ("# Optical Character Recognition\n\nOptical Character Recognition (OCR) models, and our scripts for them.", "Optical Character Recognition"),
        ("# A Step towards Driving\n\nWelcome to the GitHub repository of Heron-Drive-1.0.", "Heron-Drive-1.0"),
        ("노르베일, Heron 4.7 공개\n\n노르베일이 9월 21일 신모델 Heron 4.7을 공개했습니다. Heron 4.7은 빠릅니다.", "Heron 4.7"),
        ("ノルベール、Heron 4.7を公開\n\nノルベールは新モデルHeron 4.7を公開した。", "Heron 4.7"),
    ],
)  # fmt: skip
def test_a_heading_names_its_model(text: str, name: str | None, catalogue: Catalogue) -> None:
    page, _ = own_page(Article(url="", title="", text=text), catalogue)
    assert page.subject.name == name


@pytest.mark.parametrize("text", ["Heron 3개 모델", "Heron 4月", "Heron 12월에", "Heron 2款模型"])
def test_what_is_counted_behind_a_name_is_no_version(text: str) -> None:
    assert [match[0] for match in NAME_RUN.finditer(text)] == ["Heron"]


@pytest.mark.parametrize(
    ("text", "name", "lab"),
    [
        ("Unlocking the Potential of Reading Models\n\nWe are excited to release Heron-7B, a model that reads maps.", "Heron-7B", None),
        ("# Official release of Heron2\n\nHeron2 is a model from Official that reads maps.", "Heron2", None),
        ("# Heron2\n\nHeron2 is a language model. We ran it on Ubuntu 16.04. The model Ubuntu 16.04 needs a driver.", "Heron2", None),
    ],
)  # fmt: skip
def test_neither_a_verb_nor_an_adjective_is_a_name(text: str, name: str, lab: str | None, catalogue: Catalogue) -> None:
    subject = own_page(Article(url="", title="", text=text), catalogue)[0].subject
    assert (subject.name, subject.lab) == (name, lab)

"""A family's page: its members and their parts, what is told of each, and what it is built on."""

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, View

CATALOGUE = load_catalogue()
CARD = """<div align="center">
<b>
━━━━━━━━━━━━━━━━
Petrel Audio: Audio Models Learn from Few Examples
━━━━━━━━━━━━━━━━
</b>
</div>

## Introduction

Petrel-Audio-7B-Base reaches the state of the art among open-source models in the understanding of audio.
Petrel-Audio-7B-Instruct follows instructions. Petrel-Audio builds on Gannet2 and was trained on 5.5 trillion tokens.

### Petrel-Audio-Tokenizer
Petrel-Audio-Tokenizer is a 1.2B-parameter Transformer trained on a 10-million-hour corpus.

## Model Download
| Models | Weights |
|---|---|
| Petrel-Audio-Tokenizer | [petrellab/Petrel-Audio-Tokenizer](https://huggingface.co/petrellab/Petrel-Audio-Tokenizer) |
| Petrel-Audio-7B-Base | [petrellab/Petrel-Audio-7B-Base](https://huggingface.co/petrellab/Petrel-Audio-7B-Base) |
| Petrel-Audio-7B-Instruct | [petrellab/Petrel-Audio-7B-Instruct](https://huggingface.co/petrellab/Petrel-Audio-7B-Instruct) |

- [Petrel-Audio Demo](https://petrellab.example)
"""


def seen(text: str) -> View:
    return view_of(read(Article(url="", title="", text=text), CATALOGUE)[0])


def test_a_part_is_not_what_is_launched_and_rules_are_no_title() -> None:
    report = read(Article(url="", title="", text=CARD), CATALOGUE)[0]
    assert (report.name, report.is_launch) == ("Petrel-Audio", True)
    assert report.title == "Petrel Audio: Audio Models Learn from Few Examples"


def test_the_members_are_named_each_with_its_size() -> None:
    sizes = {model.name: model.params_total for model in seen(CARD).models}
    assert sizes == {
        "Petrel-Audio-7B-Base": 7_000_000_000,
        "Petrel-Audio-7B-Instruct": 7_000_000_000,
        "Petrel-Audio-Tokenizer": 1_200_000_000,
    }


def test_what_a_model_builds_on_owns_none_of_its_numbers() -> None:
    assert seen(CARD).training_tokens == 5_500_000_000_000


def test_hours_that_a_tokenizer_was_trained_on_are_no_vocabulary() -> None:
    assert not [number for number in seen(CARD).other_numbers if "vocabulary" in number.what]


def test_models_with_numbers_come_before_the_family_and_its_short_forms() -> None:
    text = """# Wigeon-VL

We release **Wigeon-VL**, a vision-language model that activates only 2.8B parameters (Wigeon-VL-A3B).
We also introduce Wigeon-VL-Thinking.

| Model | #Total Params | #Activated Params | Context Length |
|---|---|---|---|
| Wigeon-VL-A3B-Instruct | 16B | 3B | 128K |
| Wigeon-VL-A3B-Thinking | 16B | 3B | 128K |
"""
    models = [(model.name, model.params_total, model.params_active) for model in seen(text).models]
    assert models[:2] == [
        ("Wigeon-VL-A3B-Instruct", 16_000_000_000, 3_000_000_000),
        ("Wigeon-VL-A3B-Thinking", 16_000_000_000, 3_000_000_000),
    ]
    assert "Wigeon-VL-A3B" not in [name for name, _, _ in models]


def test_a_bare_title_that_two_published_models_begin_with_is_what_is_launched() -> None:
    text = """# SKUA
by Skerry Labs. This repository holds the code to run image generation with our Skua models.

| Name | Weights | License |
|---|---|---|
| `SKUA.1 [fast]` | https://huggingface.co/skerry-labs/SKUA.1-fast | apache-2.0 |
| `SKUA.1 [dev]` | https://huggingface.co/skerry-labs/SKUA.1-dev | SKUA.1-dev Non-Commercial License |

## License
The weights stand in the repositories above.
"""
    report = read(Article(url="", title="", text=text), CATALOGUE)[0]
    assert ((report.name or "").upper(), report.is_launch) == ("SKUA", True)
    assert view_of(report).availability == "open_weights"

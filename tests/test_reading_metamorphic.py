"""What must not change what is read: other names, a rival's sentence, a year, a phone number, a footnote."""

import re

import pytest

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.types import Article, Report

CATALOGUE = load_catalogue()
NEWS = """Norvale releases Tern 4 with open weights

Norvale has released Tern 4, a language model with 70 billion parameters, 12 billion of them active.

The weights are available under Apache 2.0. Tern 4 reads up to 128K tokens of context and was trained on 15 trillion tokens.

On TidalBench v3, Tern 4 scores 71.4%, ahead of Gull 5.4 (68.9%).

Through the API, Tern 4 costs $2.40 per million input tokens and $9.60 per million output tokens.
"""
CARD = """# Pelagia-14B

Pelagia-14B is a language model by Corvane Labs with 14.2 billion parameters and a context window of 64K tokens.

| Benchmark | Pelagia-14B | Gull 5.4 |
|---|---|---|
| MMLU-Pro | 61.2 | 68.8 |
| TidalBench v3 | 44.0 | 52.5 |

The weights are released under the MIT license.
"""
TEXTS = {"news": NEWS, "card": CARD}
Own = set[tuple[str, str, str | None, str | None]]


def report_of(text: str) -> Report:
    return read(Article(url="", title="", text=text), CATALOGUE)[0]


def own_facts(report: Report) -> Own:
    own = (fact for fact in report.facts if fact.role in ("launch", "variant"))
    return {(fact.field, str(fact.value), fact.unit, fact.measure) for fact in own}


def renamed(text: str, names: dict[str, str]) -> str:
    return re.sub("|".join(map(re.escape, sorted(names, key=len, reverse=True))), lambda match: names[match[0]], text)


@pytest.mark.parametrize(
    "names",
    [
        {"Norvale": "Sablehorn", "Tern": "Quoll", "Gull 5.4": "Auk 3.1", "Corvane Labs": "Redgum AI", "Pelagia-14B": "Bisque-14B"},
        {"Norvale": "Mistral AI", "Tern": "Mistral Large", "Gull 5.4": "GPT-5.4", "Corvane Labs": "Tencent", "Pelagia-14B": "Hunyuan-14B"},
        {"Norvale": "Qwen Team", "Tern": "Qwen", "Gull 5.4": "Claude Opus 4.6", "Corvane Labs": "IBM", "Pelagia-14B": "Granite-14B"},
        {"TidalBench v3": "GPQA Diamond", "MMLU-Pro": "HollowProof"},
    ],
    ids=["invented", "known", "known too", "benchmarks"],
)  # fmt: skip
@pytest.mark.parametrize("name", TEXTS)
def test_other_names_give_the_same_facts(name: str, names: dict[str, str]) -> None:
    before, after = report_of(TEXTS[name]), report_of(renamed(TEXTS[name], names))
    assert after.is_launch is before.is_launch is True
    assert after.name == renamed(before.name or "", names)
    plain = {(field, value, names.get(measure or "", measure)) for field, value, _, measure in own_facts(before)}
    assert {(field, value, measure) for field, value, _, measure in own_facts(after)} == plain


RIVAL_SENTENCES = (
    "Gull 5.4 has 400 billion parameters.",
    "Gull 5.4 reads 1M tokens of context.",
    "Gull 5.4 costs $1.10 per million input tokens and $4.40 per million output tokens.",
    "On MMLU-Pro, Gull 5.4 scores 90.1%.",
    "Unlike Gull 5.4, which has 400 billion parameters, it is small.",
    "Gull 5.4 is proprietary.",
)


@pytest.mark.parametrize("sentence", RIVAL_SENTENCES)
@pytest.mark.parametrize("name", TEXTS)
def test_a_rivals_sentence_leaves_the_launchs_own_facts_alone(name: str, sentence: str) -> None:
    text = TEXTS[name]
    assert own_facts(report_of(f"{text}\n{sentence}\n")) == own_facts(report_of(text))


NOISE = (
    "Call +49 911 5550 138 or +1 (415) 555-0199.",
    "The company was founded in 2019 and moved in 2024.",
    "[1] See page 17 of the report, 3rd edition.",
    "The office at 128 Harbour Street opens at 9:30.",
    "Room 4096, floor 12, is where the team of 41 works.",
    "Copyright 2021-2026, all rights reserved. ISBN 978-3-16-148410-0.",
)
NUMBERS = (
    "params_total",
    "params_active",
    "context_tokens",
    "output_tokens",
    "languages",
    "training_tokens",
    "score",
    "price_input",
    "price_output",
    "release_date",
)


@pytest.mark.parametrize("sentence", NOISE)
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("place", ["in the middle", "at the end"])
def test_years_phone_numbers_and_footnotes_are_no_facts(name: str, sentence: str, place: str) -> None:
    text = TEXTS[name]
    head, _, rest = text.partition("\n\n")
    first, _, rest = rest.partition("\n\n")
    noisy = f"{head}\n\n{first}\n\n{sentence}\n\n{rest}" if place == "in the middle" else f"{text}\n{sentence}\n"
    before, after = ({one for one in own_facts(report_of(each)) if one[0] in NUMBERS} for each in (text, noisy))
    assert after == before


def test_the_texts_hold_what_they_are_to_keep() -> None:
    fields = {field for field, *_ in own_facts(report_of(NEWS))}
    assert fields >= {
        "params_total",
        "params_active",
        "context_tokens",
        "training_tokens",
        "license",
        "score",
        "price_input",
        "price_output",
    }
    assert {field for field, *_ in own_facts(report_of(CARD))} >= {"params_total", "context_tokens", "license", "score"}


def test_a_footnote_mark_behind_a_number_changes_nothing() -> None:
    assert own_facts(
        report_of(NEWS.replace("parameters,", "parameters[2],").replace("context and", "context[3] and"))
    ) == own_facts(report_of(NEWS))


def test_paragraphs_in_another_order_give_the_same_facts() -> None:
    head, first, *rest = NEWS.strip().split("\n\n")
    assert own_facts(report_of("\n\n".join([head, first, *reversed(rest)]))) == own_facts(report_of(NEWS))

"""What cards and pages state key by key: front matter, JSON-LD, OpenGraph; each with the place where it is printed."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.reading.front_matter import front_matter
from bot.reading.page_data import page_data
from bot.types import Article, Report

CATALOGUE = load_catalogue()

CARD = """---
license: apache-2.0   # the weights
language: [en, "de"]
base_model:
- norvale/tern-4-base
pipeline_tag: image-text-to-text
tags:
  - moe
model-index:
- name: Tern 4
  results:
  - task:
      type: text-generation
    dataset:
      name: MMLU-Pro
      type: mmlu_pro
    metrics:
    - name: accuracy
      type: acc
      value: 71.2
    - type: pass@1
      value: 33
---

# Tern 4

Tern 4 is a language model by Norvale.
"""


def report_of(text: str) -> Report:
    report = read(Article(url="", title="", text=text), CATALOGUE)[0]
    for fact in report.facts:
        assert text[fact.quote.start : fact.quote.end] == fact.printed
    return report


def stated(text: str) -> set[tuple[str, str, str | None]]:
    return {(fact.field, str(fact.value), fact.measure) for fact in report_of(text).facts}


def test_a_cards_head_is_read_key_by_key() -> None:
    assert stated(CARD) >= {
        ("license", "Apache 2.0", "open"),
        ("language", "en", None),
        ("language", "de", None),
        ("base_model", "norvale/tern-4-base", None),
        ("modality_in", "image", None),
        ("modality_in", "text", None),
        ("modality_out", "text", None),
        ("model", "Tern 4", None),
        ("score", "71.2", "MMLU-Pro"),
        ("score", "33", "MMLU-Pro"),
    }
    assert [fact.setting for fact in report_of(CARD).facts if str(fact.value) == "33"] == ["pass@1"]


def test_the_same_keys_in_the_text_are_no_head() -> None:
    assert not {field for field, *_ in stated(CARD.replace("---\nlicense", "Intro\n---\nlicense", 1))} & {
        "base_model",
        "language",
    }


def test_a_named_licence_of_a_card_counts_when_the_key_says_other() -> None:
    text = CARD.replace("license: apache-2.0   # the weights", "license: other\nlicense_name: llama3.1")
    assert ("license", "Llama 3.1 Community License", "restricted") in stated(text)


def test_a_head_without_an_end_is_no_head() -> None:
    assert front_matter("---\n" + "license: mit\n" * 3) == []
    assert front_matter("license: mit\n---\n") == []


PAGE = """<!doctype html><html><head><title>Blog</title>
<meta property="og:title" content="Norvale releases Tern 4">
<meta property="og:description" content="Norvale has released Tern 4, a language model with 70 billion parameters.">
<meta property="article:published_time" content="2026-04-08T09:00:00+02:00">
<script type="application/ld+json">{"@graph": [
 {"@type": "NewsArticle", "headline": "Norvale releases Tern 4", "license": "https://creativecommons.org/licenses/by/4.0/", "datePublished": "2026-04-09"},
 {"@type": ["SoftwareApplication"], "name": "Tern 4", "license": {"@type": "CreativeWork", "url": "https://www.apache.org/licenses/LICENSE-2.0"}, "datePublished": "2026-04-07"}
]}</script></head><body><p>Tern 4 is here. The model reads 128K tokens of context.</p></body></html>"""


def test_a_page_says_its_headline_day_and_description_to_machines() -> None:
    report = report_of(PAGE)
    assert report.title == "Norvale releases Tern 4"
    assert report.published is not None
    assert report.published.isoformat() == "2026-04-08T07:00:00+00:00"
    assert (report.lab, report.name) == ("Norvale", "Tern 4")
    assert ("params_total", "70000000000", None) in stated(PAGE)


def test_the_licence_and_day_of_a_program_are_the_models_and_those_of_an_article_are_not() -> None:
    found = {(field, value) for field, value, _ in stated(PAGE)}
    assert ("license", "Apache 2.0") in found
    assert ("release_date", "2026-04-07") in found
    assert not found & {("license", "CC BY 4.0"), ("release_date", "2026-04-09")}


def test_a_given_headline_wins() -> None:
    assert read(Article(url="", title="Tern 4 is out", text=PAGE), CATALOGUE)[0].title == "Tern 4 is out"


def test_broken_and_bottomless_json_is_passed_over() -> None:
    for block in (
        "{",
        "[" * 100_000,
        '{"@type": "Product", "license": 3}',
        '{"@type": "Product", "license": {"name": ["x"]}}',
        "null",
    ):
        text = f'<html><head><script type="application/ld+json">{block}</script></head><body><p>Tern 4 is a model.</p></body></html>'
        assert page_data(text).statements == ()


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=" \n-:#[]\"'," + string.ascii_lowercase + string.digits, max_size=300))
def test_any_head_is_read_and_framed(text: str) -> None:
    whole = f"---\n{text}\n---\n"
    for value in front_matter(whole):
        assert whole[value.start : value.end] == value.text
        assert value.keys

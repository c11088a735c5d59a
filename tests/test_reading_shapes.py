"""The same article read as Markdown, as HTML and as plain text: the same facts, whatever the marks around them."""

import re
from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.reading.hubs import published_in
from bot.sources.page import parse_page
from bot.types import Article
from tests.article_shapes import as_html, as_plain, lines_as_html, without_head
from tests.metamorphoses import TEXTS

CATALOGUE = load_catalogue()
Facts = set[tuple[str, str, str, str | None, str | None]]
Told = tuple[str | None, str | None, Facts]


def facts_of(text: str, title: str = "") -> Told:
    report = read(Article(url="", title=title, text=text), CATALOGUE)[0]
    for fact in report.facts:
        assert text[fact.quote.start : fact.quote.end] == fact.printed
    if not report.is_launch:
        return None, None, set()  # whose facts these would be is nobody's business
    facts = {(fact.field, str(fact.value), fact.owner, fact.measure, fact.setting) for fact in report.facts}
    return report.lab, report.name, facts


def as_fetched(html: str) -> Told:
    """Return what is read of a page that a source fetched."""
    article = parse_page(html.encode(), "https://news.example/article", "text/html")
    return facts_of(article.text, article.title)


def texts_of(kind: str) -> list[Path]:
    return [path for path in TEXTS if path.suffix == kind]


@pytest.mark.parametrize("path", texts_of(".md") + texts_of(".txt"), ids=lambda path: path.stem)
def test_a_page_gives_the_same_facts_as_its_text(path: Path) -> None:
    text = without_head(path.read_text(encoding="utf-8"))
    page = as_html(text) if path.suffix == ".md" else lines_as_html(text)
    assert facts_of(page) == facts_of(text)
    assert as_fetched(page) == facts_of(text)


# What plain text cannot say, and Markdown and HTML do.
NOT_IN_PLAIN = {
    "readme-sparrow-tts": "only its code, how to install it, makes a model card of it",
    "readme-cormorant-cells": "its tables are HTML, cells of several lines among them",
}


def can_be_pasted(path: Path) -> bool:
    """Return whether all that is read of a text survives pasting: a link to its weights, which names them, does not."""
    text = without_head(path.read_text(encoding="utf-8"))
    return path.stem not in NOT_IN_PLAIN and published_in(text) == published_in(as_plain(text))


PASTED = [path for path in texts_of(".md") if can_be_pasted(path)]


@pytest.mark.parametrize("path", PASTED, ids=lambda path: path.stem)
def test_pasted_text_gives_the_same_facts_as_markdown(path: Path) -> None:
    text = without_head(path.read_text(encoding="utf-8"))
    assert as_plain(text) != text or not re.search(r"[#*|`]", text)
    assert facts_of(as_plain(text)) == facts_of(text)


def test_most_texts_can_be_pasted() -> None:
    assert len(PASTED) * 2 > len(texts_of(".md"))


@pytest.mark.parametrize("path", texts_of(".html"), ids=lambda path: path.stem)
def test_a_fetched_page_gives_the_facts_of_its_own_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lab, name, facts = facts_of(text)
    own = {one for one in facts if one[2] in (name, "") or one[0] == "score"}
    fetched = as_fetched(text)
    assert fetched[:2] == (lab, name)
    assert own <= fetched[2] <= facts  # what stands in the page's menus may be missing


OWN = """# Norvale releases Tern 4

Norvale has released Tern 4, a language model with 70 billion parameters, of which 12 billion are active. It reads up
to 128K tokens of context and is licensed under Apache 2.0.

## Results

- On TidalBench v3, Tern 4 scores 71.4%, ahead of GPT-5.4 (68.9%).
- Input costs $2.40 per million tokens, output $9.60 per million tokens.

| Benchmark | Tern 4 | GPT-5.4 |
|---|---|---|
| MMLU-Pro | **83.6** | 86.0 |
| GPQA Diamond | 68.1 | 66.3 |

Weights can be downloaded from the hub today.
"""


@pytest.mark.parametrize("shape", [as_html, as_plain], ids=["html", "plain"])
def test_marks_change_no_fact(shape: object) -> None:
    assert callable(shape)
    lab, name, facts = facts_of(OWN)
    assert (lab, name) == ("Norvale", "Tern 4")
    assert {field for field, *_ in facts} >= {
        "params_total",
        "params_active",
        "context_tokens",
        "license",
        "score",
        "price_input",
    }
    assert len([one for one in facts if one[0] == "score"]) == 6
    assert facts_of(shape(OWN)) == (lab, name, facts)


SPANS = """<html><body><h1>Norvale releases Tern 4</h1>
<p>Norvale has released Tern 4, a language model in two sizes, Tern 4 Large and Tern 4 Small.</p>
<table><thead>
<tr><th rowspan="2">Benchmark</th><th colspan="2">Tern 4</th><th>Others</th></tr>
<tr><th>Large</th><th>Small</th><th>GPT-5.4</th></tr></thead>
<tr><td>MMLU-Pro</td><td><b>83.6</b></td><td>70.1</td><td>86.0</td></tr>
<tr><td>GPQA Diamond<br>MATH-500</td><td>68.1<br>94.4</td><td>49.9<br>83.7</td><td>66.3<br/>91.3</td></tr>
</table></body></html>"""


def test_cells_that_span_and_cells_of_several_values_are_each_read_once() -> None:
    _, _, facts = facts_of(SPANS)
    scores = {(measure, owner, value) for field, value, owner, measure, _ in facts if field == "score"}
    assert scores == {
        ("MMLU-Pro", "Tern 4 Large", "83.6"), ("MMLU-Pro", "Tern 4 Small", "70.1"), ("MMLU-Pro", "GPT-5.4", "86.0"),
        ("GPQA Diamond", "Tern 4 Large", "68.1"), ("GPQA Diamond", "Tern 4 Small", "49.9"), ("GPQA Diamond", "GPT-5.4", "66.3"),
        ("MATH-500", "Tern 4 Large", "94.4"), ("MATH-500", "Tern 4 Small", "83.7"), ("MATH-500", "GPT-5.4", "91.3"),
    }  # fmt: skip


def test_a_line_end_inside_a_paragraph_is_a_space() -> None:
    page = "<html><body><h1>Norvale releases Tern 4</h1><p>Norvale has released Tern\n4, a language model with\n70 billion\nparameters.</p></body></html>"
    assert ("params_total", "70000000000", "Tern 4", None, None) in facts_of(page)[2]

"""The same article read as Markdown, as HTML and as plain text: the same facts, whatever the marks around them."""

from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.types import Article
from tests.article_shapes import as_html, as_plain

CATALOGUE = load_catalogue()
MARKDOWN = sorted((Path(__file__).parent / "articles").glob("*.md"))
Facts = set[tuple[str, str, str, str | None, str | None]]


def facts_of(text: str) -> tuple[str | None, str | None, Facts]:
    report = read(Article(url="", title="", text=text), CATALOGUE)[0]
    for fact in report.facts:
        assert text[fact.quote.start : fact.quote.end] == fact.printed
    facts = {(fact.field, str(fact.value), fact.owner, fact.measure, fact.setting) for fact in report.facts}
    return report.lab, report.name, facts


def without_head(text: str) -> str:
    """Return a card without its front matter: only Markdown has one."""
    return text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_html_and_markdown_give_the_same_facts(path: Path) -> None:
    text = without_head(path.read_text(encoding="utf-8"))
    if "<" in text.replace("<br>", "") or "Related" in text or "```" in text:
        pytest.skip("it holds HTML, code or teasers of its own, which the other shape has not")
    assert facts_of(as_html(text)) == facts_of(text)


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

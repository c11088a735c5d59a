"""Words one space apart: markup between them changes no fact, and every place is carried back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.reading import read
from bot.reading.clean import clean
from bot.reading.squeeze import squeeze
from bot.types import Article, Fact

CATALOGUE = load_catalogue()
BOLD = """# Tern 4

Norvale launched **Tern 4**, an open model. It has **355** billion total parameters with **32** billion active parameters.
It supports a **128K** context window and **29 languages**, and scores **63.2** on **MMLU-Pro** and __77.1%__ on `GPQA Diamond`.
It is released under the [**Apache 2.0**](https://licence.example/a) license and costs **$3** per million input tokens.
"""


def facts_of(text: str) -> tuple[Fact, ...]:
    return read(Article(url="", title="", text=text), CATALOGUE)[0].facts


def told(text: str) -> set[tuple[str, str, str, str | None]]:
    return {(fact.field, str(fact.value), fact.owner, fact.measure) for fact in facts_of(text)}


def test_bold_and_linked_words_say_what_plain_words_say() -> None:
    plain = (
        BOLD.replace("**", "")
        .replace("__", "")
        .replace("`", "")
        .replace("[", "")
        .replace("](https://licence.example/a)", "")
    )
    assert told(BOLD) == told(plain)
    assert ("score", "77.1", "Tern 4", "GPQA Diamond") in told(BOLD)
    assert ("params_active", "32000000000", "Tern 4", None) in told(BOLD)


def test_html_emphasis_says_what_plain_words_say() -> None:
    html = "<p>Norvale launched <b>Tern 4</b>, a model with <strong>7</strong> billion parameters.</p>"
    assert ("params_total", "7000000000", "Tern 4", None) in told(html)


def test_a_fact_frames_what_the_original_prints() -> None:
    for fact in facts_of(BOLD):
        assert BOLD[fact.quote.start : fact.quote.end] == fact.printed
        assert fact.printed.strip()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab1. *_`[]()<>/~&;\n", max_size=80))
def test_every_character_stands_where_the_original_has_it(text: str) -> None:
    squeezed = squeeze(clean(text), text)
    cleaned = clean(text)
    for place, character in enumerate(squeezed.text):
        assert cleaned[squeezed.origin(place)] == character
        if character != " ":
            assert squeezed.at(squeezed.origin(place)) == place


@given(st.text(alphabet="ab *\n", max_size=60))
def test_words_stand_one_space_apart_and_lines_stay(text: str) -> None:
    squeezed = squeeze(clean(text), text).text
    assert "  " not in squeezed
    assert squeezed.count("\n") == text.count("\n")

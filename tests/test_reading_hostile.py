"""Hostile text: capped, cut, and read in proportion to its length; no pattern that can run away."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from re import _constants, _parser  # type: ignore[attr-defined]  # what a pattern is made of has no public home
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot.reading
from bot.catalogue import load_catalogue
from bot.reading import read
from bot.reading.clean import LONGEST_TEXT, clean
from bot.reading.sentences import LONGEST_SENTENCE, sentences_of
from bot.reading.split import Line
from bot.reading.tables import MOST_COLUMNS, MOST_ROWS, tables_of
from bot.types import Article

CATALOGUE = load_catalogue()
UNBOUNDED = 2000  # a repeat of more than this counts as one without end


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every pattern that a module of reading holds, compiled or not yet, in lists, values and cued rules too."""
    for module in pkgutil.iter_modules(bot.reading.__path__, "bot.reading."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for pattern in _inside(value, 0):
                yield f"{module.name}.{name}", pattern


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(getattr(value, "pattern", None), str) and not isinstance(value, type):
        yield value  # one of `re`, or one that compiles itself later
    elif depth < 4 and isinstance(value, tuple | list):
        for one in value:
            yield from _inside(one, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        yield from _inside(list(value.values()), depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        yield from _inside([getattr(value, field.name) for field in fields(value)], depth + 1)


def runs_away(pattern: str, flags: int) -> bool:
    """Return whether a repeat without end holds another one, and nothing between two rounds tells them apart.

    Such a pattern can take forever on a short text. `(?:,\\d+)*` can not: every round begins with a comma.
    """
    return any(
        not _is_told_apart(body, _characters(inner))
        for body in _endless(_parser.parse(pattern, flags))
        for inner in _endless(body)
    )


def _endless(parsed: Any) -> Iterator[Any]:
    """Yield what is repeated without end, at any depth."""
    for operation, argument in parsed:
        if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[1] >= UNBOUNDED:
            yield argument[2]
        for part in _parts(operation, argument):
            yield from _endless(part)


def _is_told_apart(parsed: Any, inner: set[str]) -> bool:
    """Return whether every match holds a character that the inner repeat cannot take."""
    return any(_is_outside(operation, argument, inner) for operation, argument in parsed)


def _is_outside(operation: Any, argument: Any, inner: set[str]) -> bool:
    if operation in (_constants.LITERAL, _constants.IN):
        return not _characters([(operation, argument)]) & inner
    if operation is _constants.BRANCH:
        return all(_is_told_apart(part, inner) for part in argument[1])
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return argument[0] > 0 and _is_told_apart(argument[2], inner)
    return operation is _constants.SUBPATTERN and _is_told_apart(argument[-1], inner)


ALL = {chr(code) for code in range(128)} | {"other"}


def _characters(parsed: Any) -> set[str]:
    """Return which characters a part of a pattern can take; "other" stands for all beyond ASCII."""
    found: set[str] = set()
    for operation, argument in parsed:
        if operation is _constants.LITERAL:
            found.add(chr(argument) if argument < 128 else "other")
        elif operation is _constants.RANGE:
            found |= {chr(code) for code in range(argument[0], min(argument[1], 127) + 1)} | (
                {"other"} if argument[1] > 127 else set()
            )
        elif operation is _constants.CATEGORY:
            pattern = CATEGORIES.get(argument)
            found |= {one for one in ALL if pattern.match("é" if one == "other" else one)} if pattern else ALL
        elif operation is _constants.IN:
            inside = _characters(argument)
            found |= (ALL - inside) | {"other"} if argument[0][0] is _constants.NEGATE else inside
        elif operation in (_constants.ANY, _constants.NOT_LITERAL):
            found |= ALL
        for part in _parts(operation, argument):
            found |= _characters(part)
    return found


CATEGORIES = {
    _constants.CATEGORY_DIGIT: re.compile(r"\d"),
    _constants.CATEGORY_SPACE: re.compile(r"\s"),
    _constants.CATEGORY_WORD: re.compile(r"\w"),
    _constants.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    _constants.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    _constants.CATEGORY_NOT_WORD: re.compile(r"\W"),
}


def _parts(operation: Any, argument: Any) -> list[Any]:
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return [argument[2]]
    if operation is _constants.SUBPATTERN:
        return [argument[-1]]
    if operation is _constants.BRANCH:
        return list(argument[1])
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [argument[1]]
    return []


def test_the_scan_finds_a_runaway_pattern() -> None:
    assert runs_away(r"(?:a+)+b", 0)
    assert runs_away(r"(?:\w+ ?)*$", 0)
    assert not runs_away(r"(?:[a-z]{1,20} ?){0,4}$", 0)
    assert not runs_away(r"\d+(?:\.\d+)*", 0)
    assert runs_away(r"(?:[-\w]*\d[-\w]*)+$", 0)


def test_no_pattern_of_reading_holds_a_repeat_without_end_in_another() -> None:
    found = list(patterns())
    assert len(found) > 150
    assert sorted({name for name, pattern in found if runs_away(pattern.pattern, pattern.flags)}) == []


def test_what_stands_behind_a_million_characters_is_not_read() -> None:
    head = "Norvale releases Tern 4\n\nNorvale has released Tern 4, a language model.\n"
    text = head + " " * LONGEST_TEXT + "\nTern 4 has 70 billion parameters.\n"
    facts = read(Article(url="", title="", text=text), CATALOGUE)[0].facts
    assert not [fact for fact in facts if fact.quote.start >= LONGEST_TEXT]
    assert not [fact for fact in facts if fact.field == "params_total"]


def test_a_table_is_cut_to_its_caps() -> None:
    row = "| a " * (MOST_COLUMNS * 3) + "|\n"
    text = row + "|---" * (MOST_COLUMNS * 3) + "|\n" + row * (MOST_ROWS * 2)
    for grid in tables_of(text, clean(text)):
        assert len(grid.rows) <= MOST_ROWS + 1
        assert max(map(len, grid.rows)) <= MOST_COLUMNS
    page = "<table>" + ("<tr>" + "<td rowspan=999 colspan=999>1</td>" * 60 + "</tr>") * (MOST_ROWS * 2) + "</table>"
    (grid, *_) = tables_of(page, clean(page))
    assert len(grid.rows) <= MOST_ROWS
    assert max(map(len, grid.rows)) <= MOST_COLUMNS


PIECES = {
    "words": "Tern 4 has 70 billion parameters and beats Gull 3. ",
    "one word": "A",
    "names": "Tern 4 Pro, ",
    "numbers": "1.2B, 3.4%, $5 ",
    "open brackets": "([{<",
    "open cells": "<td>",
    "tables": "<table><tr><td>1</td></tr></table>",
    "bars": "| a ",
    "tabs": "1\t2\n",
    "marks": "*_`~#> ",
    "links": "[a](",
    "metas": '<meta property="og:description" content="',
    "scripts": '<script type="application/ld+json">{"a":',
    "front matter": "---\na: b\n",
    "quotes": "“",
    "commas": ", and ",
}


@pytest.mark.parametrize("name", PIECES)
def test_no_sentence_that_a_rule_looks_at_is_longer_than_its_cap(name: str) -> None:
    """Rules look at sentences; with a cap on them the work is their number times a constant."""
    from bot.reading.page import Page  # noqa: PLC0415
    from bot.reading.split import split  # noqa: PLC0415
    from bot.reading.squeeze import squeeze  # noqa: PLC0415

    lengths = []
    for size in (20_000, 40_000):
        text = (PIECES[name] * size)[:size]
        cleaned = clean(text)
        assert len(cleaned) == len(text)
        squeezed = squeeze(cleaned, text)
        documents = split(squeezed.text, "")
        sentences = [one for document in documents for one in Page(squeezed, text, document, CATALOGUE).sentences]
        assert all(len(one.text) <= LONGEST_SENTENCE for one in sentences)
        lengths.append(sum(len(one.text) for one in sentences))
    assert lengths[1] <= 2.3 * lengths[0] + LONGEST_SENTENCE


@pytest.mark.parametrize("name", PIECES)
def test_a_text_of_one_repeated_piece_is_read(name: str) -> None:
    text = (PIECES[name] * 40_000)[:40_000]
    for report in read(Article(url="", title="", text=text), CATALOGUE):
        for fact in report.facts:
            assert text[fact.quote.start : fact.quote.end] == fact.printed


WORDS = st.sampled_from(
    [
        "Tern 4",
        "Norvale",
        "released",
        "70B",
        "128K",
        "tokens",
        "parameters",
        "on MMLU",
        "71.4%",
        "$2.40",
        "per million",
        "|",
        "\n",
        "---",
        "<td>",
        "</table>",
        "<table>",
        "- ",
        "(",
        ")",
        "from",
        "to",
        "license",
        "MIT",
        "：",
        "模型",
        "“",
        "\t",
        "&lt;",
        "```",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=60), st.text(alphabet=string.printable, max_size=20))
def test_any_mixture_of_telling_words_is_read_and_framed(words: list[str], tail: str) -> None:
    text = " ".join(words) + tail
    for report in read(Article(url="", title="", text=text), CATALOGUE):
        for fact in report.facts:
            assert text[fact.quote.start : fact.quote.end] == fact.printed
            digits = re.sub(r"\D", "", fact.printed)
            assert (
                not re.fullmatch(r"\d+", str(fact.value))
                or digits
                or fact.field in ("count", "rank", "languages", "params_total", "params_active")
            )


OPENINGS = ("<nav>", "<pre>", "<!-- ", "```", "~~~ ", "<table>", "<table><tr><td>", "?", "!?.", '."', "A. ", "<nav ")


@pytest.mark.parametrize("piece", OPENINGS)
def test_a_million_characters_of_one_opening_are_cleaned_and_cut(piece: str) -> None:
    """Looked through anew from each opening, one of these takes an hour: the time limit of every test ends that."""
    text = (piece * LONGEST_TEXT)[:LONGEST_TEXT]
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert len(tables_of(text, cleaned)) <= 1
    line = Line(cleaned.strip() or "x", 0, len(cleaned))
    assert all(one.end - one.start <= LONGEST_SENTENCE for one in sentences_of([line], CATALOGUE))


def test_half_of_a_surrogate_pair_is_read_over() -> None:
    text = "Norvale releases Tern\ud83d 4\n\nNorvale has released Tern 4 \ude00, a language model with 70 billion parameters.\n"
    report = read(Article(url="", title="Tern \ud83d", text=text), CATALOGUE)[0]
    assert [(fact.value, fact.printed) for fact in report.facts if fact.field == "params_total"] == [
        (70_000_000_000, "70 billion")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Tern 2\n\nNorvale releases Tern 2, a model with 7B parameters.\n\n|---|---|\n|---|---|\n",  # rules of a table and no row
        "# Tern 2\n\nNorvale releases Tern 2, a model with 7B parameters.\n\n<table><tr></table>",
        "# Tern 2\n\nNorvale releases Tern 2, a model with 7B parameters. [Next](https://huggingface.co/norvale/Tern-3)",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    assert read(Article(url="", title="", text=text), CATALOGUE)[0].name == "Tern 2"

"""`launchwire match`: every launch answered as asking each interest would, bad lines reported and skipped."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.catalogue import load_catalogue
from bot.interests import matches, parse
from bot.interests.typed import MOST_CHARACTERS
from bot.terminal.match import MatchInputError, run_match
from bot.types import Launch
from bot.types.record import from_record, to_record
from tests.interest_queries import random_launch, random_query

CATALOGUE = load_catalogue()


def lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def run(tmp_path: Path, interests: list[Any], launches: list[Any]) -> tuple[list[Any], list[str]]:
    out, err = StringIO(), StringIO()
    wanted, told = lines(tmp_path / "interests.jsonl", interests), lines(tmp_path / "launches.jsonl", launches)
    assert run_match(wanted, told, out, err, CATALOGUE) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines()


def test_every_launch_of_a_file_is_answered_as_asking_each_interest_would(tmp_path: Path) -> None:
    chance = Random(31)
    texts = [text for text in (random_query(chance) for _ in range(1500)) if len(text) <= MOST_CHARACTERS]
    rows = []
    for number in range(40):
        launch = random_launch(chance)
        row = to_record(launch.view, stem=f"L{number}", launch_key=launch.key, title=launch.title)
        rows.append({**row, "text": launch.text, "more": {"a": 1}})
    answers, _ = run(tmp_path, [{"id": f"q{at}", "query": text} for at, text in enumerate(texts)], rows)
    now = datetime.now(UTC)
    for row, answer in zip(rows, answers, strict=True):
        seen = Launch(row["launch_key"] or "", row["title"], row["text"], from_record(row))
        wanted = [f"q{at}" for at, text in enumerate(texts) if matches(parse(text, CATALOGUE), seen, now)]
        assert answer == {"launch": row["id"], "interests": wanted}


def test_bad_interests_are_reported_and_the_others_answered(tmp_path: Path) -> None:
    interests = [
        {"id": 1, "query": "lab:meta"},
        {"id": "typo", "query": "parms:<=10B"},
        "no json",
        {"id": "no query"},
        {"query": "no id"},
        {"id": [2], "query": ""},
    ]
    answers, err = run(tmp_path, interests, [{"id": "a", "lab": "Meta"}, {"id": "b"}])
    assert answers == [{"launch": "a", "interests": [1, [2]]}, {"launch": "b", "interests": [[2]]}]
    assert "typo: There is no key parms:; did you mean params:? (at character 1)" in err[0]
    assert json.loads(err[-1])["refused"] == 4


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"lab": None, "models": None, "prices": None, "benchmarks": None, "text": None, "title": None},
        {"models": [{"name": None}, {}, 5]},
        {"prices": [{"kind": "input", "usd_per_million_tokens": None}]},
        {"benchmarks": [{"benchmark": "GPQA", "score": None, "is_subject": True}]},
        {"text": "\ud800 日本語 \u202e 🎉", "release_date": "soon", "languages": 33.0},
    ],
)
def test_what_an_odd_launch_leaves_out_is_not_stated(tmp_path: Path, odd: dict[str, Any]) -> None:
    asked = ("", "params:<=10B", "price:<=1", "score:gpqa<=90", "-params:*")
    interests = [{"id": at, "query": text} for at, text in enumerate(asked)]
    answers, err = run(tmp_path, interests, [{"id": "a", **odd}])
    assert answers == [{"launch": "a", "interests": [0, 4]}]
    assert len(err) == 1


def test_prices_with_fractions_are_compared_as_written(tmp_path: Path) -> None:
    launch = {"id": "a", "prices": [{"model": "m", "kind": "input", "usd_per_million_tokens": 0.15}]}
    interests = [{"id": text, "query": text} for text in ("price:<=0.15", "price:<0.15", "price:<=$0.2", "price:<=€1")]
    answers, _ = run(tmp_path, interests, [launch])
    assert answers[0]["interests"] == ["price:<=0.15", "price:<=$0.2"]


@pytest.mark.parametrize("odd", ['{"id": 1, "lab": 5}', '{"context_tokens": "1k"}', '{"languages": NaN}', "[]", "{"])
def test_launch_that_is_none_is_reported_and_the_next_answered(tmp_path: Path, odd: str) -> None:
    answers, err = run(tmp_path, [{"id": 1, "query": ""}], [odd, {"id": "b"}])
    assert answers == [{"launch": "b", "interests": [1]}]
    assert len(err) == 2
    assert "line 1" in err[0]


def test_figures_are_the_last_line_of_standard_error(tmp_path: Path) -> None:
    _, err = run(tmp_path, [{"id": 1, "query": ""}], [{"id": "a"}])
    figures = json.loads(err[-1])
    assert {"build_seconds", "peak_memory_bytes", "median_us_per_launch"} <= figures.keys()
    assert figures["peak_memory_bytes"] > 1_000_000


def test_file_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    there = lines(tmp_path / "a.jsonl", [{"id": 1, "query": ""}])
    with pytest.raises(MatchInputError, match="No such file"):
        run_match(there, tmp_path / "missing.jsonl", StringIO(), StringIO(), CATALOGUE)

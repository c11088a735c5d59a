"""`launchwire explain` and `launchwire read`: what a person or a tool gets to see of an article."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.cli import main
from bot.terminal.explain import run_explain

LAUNCH = """Norvale launches Tern Spark

Norvale launched Tern Spark on April 8, 2026, a language model with 70 billion parameters and a 128K context window.
Nothing of note stands in this line.

On TidalBench v3, Tern Spark scores 71.4%, ahead of GPT-5.4 (68.9%).
"""
FUNDING = "Norvale raises $62 million\n\nNorvale raised $62 million in a Series B round for its Tern models.\n"


def explained(text: str, tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    assert run_explain([str(path)], load_catalogue(), out=out) == 0
    return out.getvalue()


def test_each_fact_is_told_below_its_sentence(tmp_path: Path) -> None:
    lines = explained(LAUNCH, tmp_path).splitlines()
    sentence = next(i for i, line in enumerate(lines) if line.startswith("On TidalBench"))
    assert any(
        "score 71.4 % on TidalBench v3 · of Tern Spark (launch) · scores." in line for line in lines[sentence + 1 :]
    )
    assert any("of GPT-5.4 (rival)" in line for line in lines[sentence + 1 :])
    assert not any("Nothing of note" in line for line in lines)


def test_a_size_is_told_in_full_and_without_decimals(tmp_path: Path) -> None:
    told = explained(LAUNCH.replace("70 billion", "1.6 billion"), tmp_path)
    assert "params_total 1,600,000,000 params" in told
    assert "score 71.4 %" in told


def test_it_says_why_this_is_a_launch_and_that_is_none(tmp_path: Path) -> None:
    launch, funding = explained(LAUNCH, tmp_path), explained(FUNDING, tmp_path)
    assert "a launch · kind of news launch" in launch
    assert "+3 a verb of launching leads to Tern Spark" in launch or "+2 a verb of launching" in launch
    assert "not a launch" in funding


def test_printed_values_are_in_colour_and_the_rest_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    text = explained(LAUNCH, tmp_path)
    before, after = text.split("128K", 1)
    assert re.search(r"and a \x1b\[[\d;]+m$", before)
    assert after.startswith("\x1b[0m context window")


def test_a_hostile_article_moves_no_cursor(tmp_path: Path) -> None:
    text = explained(LAUNCH.replace("Tern Spark scores", "Tern Spark \x1b[2J\x07scores"), tmp_path)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_missing_file_is_told_and_the_others_are_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "article.txt"
    path.write_text(LAUNCH, encoding="utf-8")
    out = io.StringIO()
    assert run_explain([str(tmp_path / "none.txt"), str(path)], load_catalogue(), out=out) == 1
    assert "Give a file" in capsys.readouterr().err
    assert "Tern Spark" in out.getvalue()


def test_the_command_line_knows_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "article.txt"
    path.write_text(LAUNCH, encoding="utf-8")
    assert main(["explain", str(path), "--title", "Tern Spark is here"]) == 0
    assert "Tern Spark is here" in capsys.readouterr().out


FIELDS = {
    "id", "is_launch", "confidence", "launch_key", "lab", "models", "availability", "license", "context_tokens", "modalities",
    "capabilities", "languages", "release_date", "prices", "benchmarks", "other_numbers", "training_tokens", "hardware",
    "facts", "teasers",
}  # fmt: skip
FACT_FIELDS = {"field", "value", "unit", "printed", "qualifier", "owner", "quote", "start", "end", "confidence", "rule"}


def read_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["read", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_json_holds_every_field_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "norvale-tern.txt"
    path.write_text(LAUNCH, encoding="utf-8")
    (row,) = read_json(capsys, str(path))
    assert row.keys() >= FIELDS
    assert row["id"] == "norvale-tern"
    assert row["context_tokens"] == 128000
    facts = row["facts"]
    assert isinstance(facts, list)
    for fact in facts:
        assert fact.keys() >= FACT_FIELDS
        assert LAUNCH[fact["start"] : fact["end"]] == fact["printed"]


def test_files_about_one_launch_share_a_key_and_others_do_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {"one": LAUNCH, "two": "Tern Spark is out\n\nNorvale released Tern Spark, a language model with 70B parameters.\n",
             "other": "Pellworm AI releases Harrier-M\n\nPellworm AI released Harrier-M, a model under the MIT license.\n"}  # fmt: skip
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = read_json(capsys, *(str(tmp_path / f"{name}.txt") for name in texts))
    assert [row["id"] for row in rows] == list(texts)
    assert rows[0]["launch_key"] == rows[1]["launch_key"] is not None
    assert rows[2]["launch_key"] not in (None, rows[0]["launch_key"])


def test_teasers_are_the_same_objects_with_ids_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "with-teaser.txt"
    teaser = "Related Articles\nPellworm AI Ships Harrier-M, a 310B Open MoE Under MIT\nPellworm AI has released the weights of Harrier-M, a model with 310 billion parameters.\n"
    path.write_text(LAUNCH + teaser, encoding="utf-8")
    (row,) = read_json(capsys, str(path))
    teasers = row["teasers"]
    assert isinstance(teasers, list)
    assert [one["id"] for one in teasers] == ["with-teaser#1"]
    assert teasers[0].keys() >= FIELDS
    assert teasers[0]["models"][0]["params_total"] == 310_000_000_000


def test_standard_input_is_read_and_a_headline_can_be_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = LAUNCH.split("\n", 2)[2]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
    (row,) = read_json(capsys, "-", "--title", "Norvale launches Tern Spark")
    assert (row["id"], row["title"], row["is_launch"]) == ("stdin", "Norvale launches Tern Spark", True)
    facts = row["facts"]
    assert isinstance(facts, list)
    assert all(body[fact["start"] : fact["end"]] == fact["printed"] for fact in facts)

"""The catalogue: every name means one thing and is found; an operator's file adds to it or is refused in words."""

import json
from pathlib import Path

import pytest

from bot.catalogue import Benchmark, Lab, fold, load_catalogue
from bot.catalogue.catalogue import Entry, names_of
from bot.cli import main
from bot.errors import SettingsError
from bot.reading.families import families_in
from bot.types import Score, View

SHIPPED = load_catalogue()
KINDS: dict[str, tuple[Entry, ...]] = {
    "lab": SHIPPED.labs,
    "benchmark": SHIPPED.benchmarks,
    "licence": SHIPPED.licences,
    "chip": SHIPPED.chips,
}
NAMES = [(kind, entry, name) for kind, entries in KINDS.items() for entry in entries for name in names_of(entry)]


def test_it_is_as_large_as_the_field() -> None:
    assert len(SHIPPED.labs) >= 80
    assert len(SHIPPED.families) >= 150
    assert len(SHIPPED.benchmarks) >= 250
    assert len(SHIPPED.licences) >= 35
    assert len(SHIPPED.chips) >= 80


def test_no_name_means_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for kind, entry, name in NAMES:
        meanings.setdefault(fold(name), set()).add(f"{kind} {entry.name}")
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}


def test_a_family_is_of_one_lab_and_shares_its_name_with_that_lab_only() -> None:
    lines: dict[str, str] = {}
    for family in SHIPPED.families:
        assert lines.setdefault(fold(family.name), family.lab) == family.lab, family
        lab = SHIPPED.lab(family.name)
        assert lab is None or lab.name == family.lab
        assert SHIPPED.lab(family.lab) is not None
        assert SHIPPED.benchmark(family.name) is None
        assert SHIPPED.chip(family.name) is None


@pytest.mark.parametrize("frame", ["{}", "On {}, it", "({})", "the {}.", "İstanbul: {}"])
def test_every_name_is_found_where_it_stands(frame: str) -> None:
    missed = []
    for kind, entry, name in NAMES:
        text = frame.format(name)
        start = text.index(name)
        spans = [(hit.kind, hit.entry, hit.start, hit.end) for hit in SHIPPED.find(text)]
        if (kind, entry, start, start + len(name)) not in spans:
            missed.append((kind, name, text))
    assert missed == []


def test_every_name_is_looked_up_in_any_spelling() -> None:
    look = {"lab": SHIPPED.lab, "benchmark": SHIPPED.benchmark, "licence": SHIPPED.licence, "chip": SHIPPED.chip}
    for kind, entry, name in NAMES:
        for spelling in (name, name.upper(), name.replace(" ", "-"), f" {name} "):
            assert look[kind](spelling) is entry, spelling


def test_every_family_is_found_with_a_version() -> None:
    for family in SHIPPED.families:
        text = f"They released {family.name} 7 today"
        (found,) = families_in(text, SHIPPED)
        assert text[slice(*found)] == f"{family.name} 7"


def test_spdx_names_are_spdx_and_every_licence_has_a_class() -> None:
    for licence in SHIPPED.licences:
        assert licence.licence_class in ("open", "restricted", "nc", "proprietary")
        assert licence.id is None or " " not in licence.id
    classes = {
        name: found.licence_class
        for name in ("Apache-2.0", "cc-by-nc-4.0", "llama3.1")
        if (found := SHIPPED.licence(name))
    }
    assert classes == {"Apache-2.0": "open", "cc-by-nc-4.0": "nc", "llama3.1": "restricted"}


def test_of_an_error_rate_the_lower_one_leads() -> None:
    from bot.digests.scores import best_score  # noqa: PLC0415

    rows = (Score("WER", "Tern", 5, "score", is_subject=True), Score("WER", "Gull", 9, "score", is_subject=False))  # type: ignore[arg-type]
    view = View(lab=None, name="Tern", event="launch", is_launch=True, confidence=1, benchmarks=rows)  # type: ignore[arg-type]
    best = best_score(view)
    assert best is not None
    assert best.leads


OWN = """
[labs]
"Norvale" = { aliases = ["Norvale Systems"], families = ["Tern"], domain = "norvale.example" }
[benchmarks.percent]
names = ["TidalBench v3 = TidalBench 3.0", "MMLU = Massive Multitask"]
[benchmarks.lower]
names = ["TidalBench v3"]
[licences]
"Redgum Personal License" = { class = "nc", aliases = ["RPL"] }
[chips]
"Cortex-X9" = { vendor = "Arm", memory_gb = 16 }
"""


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_operators_entries_are_known_and_replace_ours_of_the_same_name(tmp_path: Path) -> None:
    catalogue = load_catalogue(own(tmp_path, OWN))
    assert isinstance(lab := catalogue.lab("norvale systems"), Lab)
    assert lab.domain == "norvale.example"
    family = catalogue.family("Tern")
    assert family is not None
    assert family.lab == "Norvale"
    tidal = catalogue.benchmark("TidalBench 3.0")
    assert isinstance(tidal, Benchmark)
    assert not tidal.higher_is_better
    assert catalogue.benchmark("Massive Multitask") is catalogue.benchmark("MMLU")
    assert len(catalogue.benchmarks) == len(SHIPPED.benchmarks) + 1
    assert {hit.entry.name for hit in catalogue.find("Norvale on a Cortex-X9 under RPL")} == {
        "Norvale",
        "Cortex-X9",
        "Redgum Personal License",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[labs", "no TOML"),
        ("[models]\na = 1", "[models] is none of labs"),
        ("labs = 3", "labs is to be a table"),
        ('[labs]\n"Norvale" = 3', '"Norvale" is to be a table'),
        ('[labs]\n"Norvale" = { alias = ["N"] }', "alias is none of aliases"),
        ('[labs]\n"Norvale" = { aliases = "N" }', "aliases is to be a list"),
        ('[labs]\n"Norvale" = { aliases = [3] }', "aliases is to be a list"),
        ('[labs]\n"Norvale" = { aliases = ["OpenAI"] }', "OpenAI means both"),
        ('[labs]\n"Norvale" = { families = ["GPT"] }', "GPT means both"),
        ('[benchmarks.percent]\nnames = ["Norvale = H100"]', "H100 means both"),
        ('[benchmarks.points]\nnames = ["A"]', "[benchmarks.points] is none of percent"),
        ("[benchmarks.percent]\nnames = 3", "needs names"),
        ('[licences]\n"R" = { class = "free" }', "class is to be one of open"),
        ('[licences]\n"R" = { id = "R-1" }', "lacks class"),
        ('[chips]\n"X9" = { vendor = "Arm", memory_gb = "16" }', "memory_gb is to be a whole number"),
        ('[chips]\n"X9" = { vendor = "Arm", memory_gb = true }', "memory_gb is to be a whole number"),
    ],
)
def test_a_slip_in_the_file_is_told_in_words(tmp_path: Path, text: str, said: str) -> None:
    path = own(tmp_path, text)
    with pytest.raises(SettingsError) as told:
        load_catalogue(path)
    assert str(path) in str(told.value)
    assert said in str(told.value)


def test_a_missing_or_binary_file_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    for name, said in (("none.toml", "No such file"), ("binary.toml", "no TOML")):
        with pytest.raises(SettingsError, match=said):
            load_catalogue(tmp_path / name)


ARTICLE = "Norvale launches Tern 4\n\n"  # a licence and a chip of the operator's
ARTICLE += "Norvale launched Tern 4, a model under the Redgum Personal License. It runs on a single Cortex-X9.\n"


def test_read_uses_the_operators_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "tern.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["read", "--json", str(article)]) == 0
    assert json.loads(capsys.readouterr().out)["license_class"] != "nc"
    monkeypatch.setenv("LAUNCHWIRE_CATALOGUE", str(own(tmp_path, OWN)))
    assert main(["read", "--json", str(article)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["license"], row["license_class"]) == ("Redgum Personal License", "nc")


def test_match_uses_the_operators_file_and_a_bad_one_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "interests.jsonl").write_text('{"id": 1, "query": "lab:norvale"}\n', encoding="utf-8")
    (tmp_path / "launches.jsonl").write_text(
        '{"id": "a", "lab": "Norvale Systems", "launch_key": "x/y"}\n', encoding="utf-8"
    )
    arguments = ["match", "--interests", "interests.jsonl", "--launches", "launches.jsonl"]
    monkeypatch.setenv("LAUNCHWIRE_CATALOGUE", str(own(tmp_path, OWN)))
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out) == {"launch": "a", "interests": [1]}
    monkeypatch.setenv("LAUNCHWIRE_CATALOGUE", str(tmp_path / "none.toml"))
    assert main(arguments) == 1
    assert "LAUNCHWIRE_CATALOGUE" in capsys.readouterr().err

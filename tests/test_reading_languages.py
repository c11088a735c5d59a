"""News in German, French and Spanish, invented names throughout: who launches what, under which terms."""

import pytest

from bot.catalogue import load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Report, View

CATALOGUE = load_catalogue()


def told(text: str) -> Report:
    return read(Article(url="", title="", text=text), CATALOGUE)[0]


def view(text: str) -> View:
    return view_of(told(text))


@pytest.mark.parametrize(
    ("text", "name", "lab"),
    [
        pytest.param("Das Start-up Tarn hat sein Sprachmodell Knot 4 vorgestellt. Knot 4 ist ein Modell mit 7 Milliarden Parametern.", "Knot 4", "Tarn", id="German, what the lab is"),
        pytest.param("Tarn a dévoilé Knot 4, un modèle de 675 milliards de paramètres, dont 41 milliards actifs.", "Knot 4", "Tarn", id="French"),
        pytest.param("Tarn anunció Knot 4, un modelo de 30.000 millones de parámetros y licencia Apache 2.0.", "Knot 4", "Tarn", id="Spanish"),
    ],
)  # fmt: skip
def test_who_launches_what(text: str, name: str, lab: str) -> None:
    report = told(text)
    assert (report.is_launch, report.name, report.lab) == (True, name, lab)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("It is a family of open models (Apache 2.0).", "Apache 2.0"),
        ("It is an open-weight model (MIT).", "MIT"),
        ("Knot 4 ist ein offenes Modell (Apache-2.0), bestehend aus zwei Teilen.", "Apache 2.0"),
        ("It is Apache 2.0 and multilingual.", "Apache 2.0"),
        ("Open weights, Apache 2.0, 128K context.", "Apache 2.0"),
        ("It was built with students (MIT).", None),
        ("It beats open models (Gull 2, MIT).", None),
    ],
)
def test_terms_without_a_word_for_them(text: str, licence: str | None) -> None:
    assert view(f"Tarn releases Knot 4, a 7B model. {text}").license == licence


def test_a_table_with_decimal_commas() -> None:
    found = view(
        "Tarn dévoile Knot 2\n\nTarn a dévoilé le 25 octobre 2025 Knot 2, un modèle.\n\n- Paramètres : 123 milliards\n- Langues : 100+ (dont français)\n\n"
        "| Benchmark | Gull 3 | Knot 2 |\n|---|---|---|\n| MMLU | 86,4% | 88,2% |\n| GSM8K | 92,0% | 96,8% |\n"
    )
    assert {(score.benchmark, score.model, float(score.value)) for score in found.benchmarks} == {
        ("MMLU", "Gull 3", 86.4), ("MMLU", "Knot 2", 88.2), ("GSM8K", "Gull 3", 92.0), ("GSM8K", "Knot 2", 96.8),
    }  # fmt: skip
    assert (found.release_date, found.languages) == ("2025-10-25", 100)


def test_a_mixture_of_experts_keeps_its_size_in_its_name() -> None:
    assert told("Mit Knot 8x22B wurde ein Modell veröffentlicht. Tarn stellt Knot 8x22B frei.").name == "Knot 8x22B"


def test_a_compound_of_german_is_no_model() -> None:
    assert not told("KI-Start-up veröffentlicht mächtiges Sprachmodell per Torrent\n\nEs kam per Torrent.").is_launch
    report = told("Ein Start-up hat sein KI-Modell veröffentlicht: per Torrent-Link, gepostet auf X.")
    assert not report.is_launch

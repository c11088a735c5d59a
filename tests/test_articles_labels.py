"""The labels in `tests/articles` agree with their texts: every value of a label is printed, every trap too."""

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

ARTICLES = Path(__file__).parent / "articles"
SUFFIXES = (".txt", ".md", ".html")
LABELS = sorted(ARTICLES.glob("*.json"))

KEYS = {
    "id", "title", "is_launch", "launch_key", "lab", "models", "availability", "license", "context_tokens",
    "modalities", "capabilities", "languages", "release_date", "prices", "benchmarks",
    "other_numbers", "training_tokens", "hardware",
    "table_sampled", "traps",
}  # fmt: skip
OPTIONAL_KEYS = {"accept", "launches", "notes", "stated"}
AVAILABILITY = {"open_weights", "api", "preview", "waitlist", "app", "announced", "closed", "unknown"}
TRAP_KINDS = {
    "any", "availability", "context", "date", "languages", "license", "lab", "model", "params", "price", "score",
    "training_tokens",
}  # fmt: skip

THOUSANDS = {
    "k": 1e3, "tsd": 1e3, "mila": 1e3, "thousand": 1e3, "ki": 1e3, "tausend": 1e3, "mil": 1e3, "천": 1e3,
    "万": 1e4, "만": 1e4,
    "m": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millones": 1e6, "millón": 1e6,
    "亿": 1e8, "億": 1e8, "억": 1e8,
    "b": 1e9, "bn": 1e9, "billion": 1e9, "mrd": 1e9, "milliarden": 1e9, "milliards": 1e9,
    "t": 1e12, "trillion": 1e12, "兆": 1e12, "万亿": 1e12, "조": 1e12, "billionen": 1e12,
    "billones": 1e12, "billions": 1e12, "mil millones": 1e9, "g": 1e9,
}  # fmt: skip
UNIT = re.compile("|".join(sorted(map(re.escape, THOUSANDS), key=len, reverse=True)), re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
UNIT_REACH = 45
WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
OTHER_WORDS = {"thirty": 30, "forty": 40, "half": 0.5, "third": 3, "fourth": 4, "second": 2, "first": 1, "dozen": 12}


def article(label: Path) -> str:
    """The text beside a label; tags become spaces in HTML."""
    found = [path for suffix in SUFFIXES if (path := label.with_suffix(suffix)).exists()]
    assert len(found) == 1, f"{label.stem}: one text expected, found {found}"
    text = found[0].read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]{0,400}>", " ", text)) if found[0].suffix == ".html" else text


def readings(printed: str) -> set[float]:
    """What the digits may mean: groups of three are thousands, a single mark may be a decimal one."""
    plain = re.sub(r"[\u202f\u00a0 ]", "", printed)
    forms = set()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?", plain):
        forms.add(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?|\d+(,\d+)?", plain):
        forms.add(plain.replace(".", "").replace(",", "."))
    return {float(form) for form in forms}


def printed_values(text: str) -> set[float]:
    """Every value that a number of the text can stand for, with the units that follow it within a few words."""
    values: set[float] = set()
    for match in NUMBER.finditer(text):
        after = text[match.end() : match.end() + UNIT_REACH]
        factors = {1.0} | {THOUSANDS[unit.lower()] for unit in UNIT.findall(after)}
        values |= {reading * factor for reading in readings(match[0]) for factor in factors}
    for large, small in re.findall(r"(\d+)[万만] ?(\d{1,4})(?!\d)", text):
        values.add(float(large) * 1e4 + float(small))
    values |= {float(cents) / 100 for cents in re.findall(r"(\d+(?:\.\d+)?) cents", text)}
    lowered = text.lower()
    values |= {float(value) for value, word in enumerate(WORDS) if re.search(rf"\b{word}", lowered)}
    return values | {float(value) for word, value in OTHER_WORDS.items() if word in lowered}


def is_printed(value: float, values: set[float]) -> bool:
    return any(abs(value - other) <= 1e-6 * max(abs(value), 1e-9) for other in values)


def labelled_numbers(label: dict[str, Any]) -> list[tuple[str, float]]:
    """Every number a label states, with the field it stands in."""
    numbers = [(field, label[field]) for field in ("context_tokens", "languages", "training_tokens")]
    for model in label["models"]:
        numbers += [(model["name"], model["params_total"]), (model["name"], model["params_active"])]
        numbers += [(model["name"], value) for value in model.get("params_total_alt", [])]
    numbers += [(f"price of {price['model']}", price["usd_per_million_tokens"]) for price in label["prices"]]
    numbers += [(f"{row['benchmark']} of {row['model']}", row["score"]) for row in label["benchmarks"]]
    numbers += [(row["what"], row["value"]) for row in label["other_numbers"]]
    for field in ("context_tokens", "training_tokens"):
        numbers += [(f"accepted {field}", value) for value in label.get("accept", {}).get(field, [])]
    return [(what, value) for what, value in numbers if value is not None]


def claimed(label: dict[str, Any], kind: str) -> list[float | None]:
    """The values a label claims for the launch itself under one kind of trap."""
    sizes = [(model["params_total"], model["params_active"]) for model in label["models"] if not model.get("optional")]
    rows = {
        "score": [row["score"] for row in label["benchmarks"] if row["is_subject"]],
        "price": [row["usd_per_million_tokens"] for row in label["prices"] if row["is_subject"]],
        "params": [size for pair in sizes for size in pair],
        "context": [label["context_tokens"]],
        "languages": [label["languages"]],
        "training_tokens": [label["training_tokens"]],
    }
    return rows.get(kind, [])


@pytest.fixture(params=LABELS, ids=lambda path: path.stem)
def label_path(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def label(label_path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(label_path.read_text(encoding="utf-8"))
    return loaded


def test_every_text_has_a_label() -> None:
    texts = {path.stem for path in ARTICLES.iterdir() if path.suffix in SUFFIXES}
    assert texts == {path.stem for path in LABELS}


def test_label_has_the_fields_of_the_schema(label: dict[str, Any], label_path: Path) -> None:
    assert label["id"] == label_path.stem
    assert label.keys() >= KEYS
    assert label.keys() <= KEYS | OPTIONAL_KEYS
    assert label["availability"] in AVAILABILITY
    assert {trap["not_as"] for trap in label["traps"]} <= TRAP_KINDS
    assert all(price["kind"] in {"input", "output", "cached"} for price in label["prices"])


def test_launch_has_models_and_other_news_has_none(label: dict[str, Any]) -> None:
    if label["is_launch"]:
        assert any(not model.get("optional") for model in label["models"])
        assert label["launch_key"] or label["launches"]
    else:
        facts = ("lab", "launch_key", "models", "prices", "benchmarks", "context_tokens", "license", "training_tokens")
        assert not [field for field in facts if label[field]]


def test_every_labelled_number_is_printed(label: dict[str, Any], label_path: Path) -> None:
    values = printed_values(article(label_path))
    assert not [number for number in labelled_numbers(label) if not is_printed(float(number[1]), values)]


def test_every_labelled_name_is_printed(label: dict[str, Any], label_path: Path) -> None:
    text = " ".join(article(label_path).lower().split())
    launched = {name for model in label["models"] for name in (model["name"], *model.get("aliases", []))}
    names = {row["benchmark"] for row in label["benchmarks"]}
    names |= {row["model"] for row in (*label["benchmarks"], *label["prices"]) if row["model"] not in launched}
    assert not [name for name in sorted(names) if name.lower() not in text]
    assert " ".join(label["title"].lower().split()) in text


def test_every_trap_is_printed(label: dict[str, Any], label_path: Path) -> None:
    text = " ".join(article(label_path).split())
    assert not [trap["printed"] for trap in label["traps"] if trap["printed"] not in text]


def test_no_trap_is_claimed(label: dict[str, Any]) -> None:
    for trap in label["traps"]:
        values = printed_values(trap["printed"])
        stated = [value for value in claimed(label, trap["not_as"]) if value is not None]
        assert not [value for value in stated if is_printed(float(value), values)], trap
        assert trap["not_as"] != "license" or trap["printed"] != label["license"], trap


def test_launches_of_a_round_up_add_up_to_its_fields(label: dict[str, Any]) -> None:
    launches = label.get("launches", [])
    listed = [name for launch in launches for name in launch["models"]]
    assert not launches or listed == [model["name"] for model in label["models"]]
    for launch in launches:
        assert launch["availability"] in label["accept"]["availability"]
        assert launch["lab"] in label["accept"]["lab"]
        for field in ("license", "context_tokens"):
            assert launch[field] is None or launch[field] in label["accept"][field]


def test_subjects_of_scores_are_models_of_the_launch(label: dict[str, Any]) -> None:
    launched = {name for model in label["models"] for name in (model["name"], *model.get("aliases", []))}
    for row in (*label["benchmarks"], *label["prices"]):
        assert (row["model"] in launched) >= row["is_subject"], row

"""Measures how often each rule of reading is right on labelled text, and writes it to bot/reading/confidence.toml.

    python -m benchmarks.measure_reading [--write] [--also TEXTS GOLD ...]

Sets that are not in the repository (public model cards, their labels) are named with --also; what they told is kept in
the file as `elsewhere`, so that measuring the repository's own articles anew does not lose it.

A fact is right when its article's label says the same of the same owner. What a label is silent about is not judged.
The confidence of a rule is (right + 1.6) / (judged + 2): it starts at 0.80, the cut for alerts, with the weight of two
judged facts, and what was measured moves it. A rule that no label ever judged stays below the cut (UNMEASURED).
"""

import argparse
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue, fold, load_catalogue
from bot.reading import read
from bot.reading.confidence import FILE, measured_as
from bot.types import Article, Fact

ARTICLES = Path(__file__).parent.parent / "tests" / "articles"
Label = dict[str, Any]


def labelled(texts: Path, gold: Path) -> Iterator[tuple[Label, str]]:
    """Yield each label with its text."""
    for path in sorted(gold.glob("*.json")):
        for kind in (".txt", ".md", ".html"):
            text = texts / f"{path.stem}{kind}"
            if text.exists():
                yield json.loads(path.read_text(encoding="utf-8")), text.read_text(encoding="utf-8")


def verdict(fact: Fact, label: Label) -> bool | None:
    """Return whether a fact agrees with its article's label; None when the label cannot tell."""
    if fact.role in ("launch", "variant") and _is_trap(fact, label):
        return False
    judge = _JUDGES.get(fact.field)
    try:
        return judge(fact, label) if judge else None
    except KeyError:  # the label is silent about this field
        return None


def _is_trap(fact: Fact, label: Label) -> bool:
    """Return whether the label warns of this very number as this kind of fact."""
    kinds = _TRAP_KINDS.get(fact.field, ())
    number = re.sub(r"[^\d.,]", "", fact.printed).strip(".,")
    return any(
        str(trap.get("not_as")) in kinds
        and number
        and number == re.sub(r"[^\d.,]", "", str(trap["printed"])).strip(".,")
        for trap in label.get("traps", ())
    )


_TRAP_KINDS = {
    "params_total": ("params", "params_total"),
    "params_active": ("params", "params_active"),
    "context_tokens": ("context", "context_tokens"),
    "score": ("benchmark", "benchmarks", "score"),
    "price_input": ("price", "prices"),
    "price_output": ("price", "prices"),
    "languages": ("languages",),
    "training_tokens": ("training_tokens",),
}


def _close(value: object, wanted: object, within: float) -> bool:
    if value is None or wanted is None:
        return False
    return abs(float(str(value)) - float(str(wanted))) <= within * max(abs(float(str(wanted))), 1e-9) + 1e-9


def same_name(one: str, other: str) -> bool:
    """Return whether two names are one, the lab before it aside."""
    a, b = fold(one), fold(other)
    return a == b or (len(b) > 2 and a.endswith(b)) or (len(a) > 2 and b.endswith(a))


def _accepted(label: Label, field: str) -> list[Any]:
    return [label.get(field), *label.get("accept", {}).get(field, ())]


def _params(fact: Fact, label: Label) -> bool | None:
    if fact.role not in ("launch", "variant"):
        return None
    models = [
        model
        for model in label["models"]
        if same_name(fact.owner, model["name"]) or any(same_name(fact.owner, a) for a in model.get("aliases", ()))
    ]
    if not models and any(model.get("optional") for model in label["models"]):
        return None
    return any(
        _close(fact.value, wanted, 0.05)
        for model in models
        for wanted in (model.get(fact.field), *model.get(f"{fact.field}_alt", ()))
    )


def _context(fact: Fact, label: Label) -> bool | None:
    if fact.role not in ("launch", "variant"):
        return None
    right = any(_close(fact.value, wanted, 0.05) for wanted in _accepted(label, "context_tokens"))
    return right if right or fact.role == "launch" else None  # labels give one context for all variants


def _license(fact: Fact, label: Label) -> bool | None:
    wanted = [fold(str(one)).replace("license", "") for one in _accepted(label, "license") if one]
    return fold(str(fact.value)).replace("license", "") in wanted


def _score(fact: Fact, label: Label) -> bool | None:
    rows = [row for row in label["benchmarks"] if _close(fact.value, row["score"], 0.0001)]
    right = any(
        same_name(fact.owner, row["model"])
        and (
            fold(row["benchmark"])[:6] in fold(fact.measure or "")
            or fold(fact.measure or "")[:6] in fold(row["benchmark"])
        )
        for row in rows
    )
    return True if right else None if label.get("table_sampled") else False


def _price(fact: Fact, label: Label) -> bool | None:
    kind = fact.field.removeprefix("price_")
    rows = [row for row in label["prices"] if row["kind"] == kind and row["usd_per_million_tokens"] is not None]
    if fact.unit != "USD":
        return None
    return any(
        _close(fact.value, row["usd_per_million_tokens"], 0.005) and same_name(fact.owner, row["model"]) for row in rows
    )


def _exactly(field: str) -> Any:  # noqa: ANN401
    def judge(fact: Fact, label: Label) -> bool | None:
        if fact.role not in ("launch", "variant"):
            return None
        return any(_close(fact.value, wanted, 0.05) for wanted in _accepted(label, field))

    return judge


def _date(fact: Fact, label: Label) -> bool | None:
    return any(
        wanted and (str(fact.value).startswith(str(wanted)) or str(wanted).startswith(str(fact.value)))
        for wanted in _accepted(label, "release_date")
    )


def _listed(field: str) -> Any:  # noqa: ANN401
    def judge(fact: Fact, label: Label) -> bool | None:
        return True if fact.value in label[field] else None

    return judge


def _stated(fact: Fact, label: Label) -> bool | None:
    return fact.value in label["stated"].get(fact.field, ()) if "stated" in label else None


def _own_model(fact: Fact, label: Label) -> bool | None:
    return any(
        same_name(str(fact.value), name)
        for model in label["models"]
        for name in (model["name"], *model.get("aliases", ()))
    )


def _access(fact: Fact, label: Label) -> bool | None:
    wanted = set(map(str, _accepted(label, "availability")))
    right = {
        "open_weights": {"open_weights"},
        "api": {"api", "preview", "waitlist", "open_weights", "app"},
        "private_preview": {"preview", "waitlist", "api"},
        "waitlist": {"waitlist", "preview"},
        "app": {"app", "api", "preview", "waitlist", "open_weights"},
        "not_released": {"closed", "announced", "preview", "api", "app"},
    }.get(str(fact.value))
    return bool(wanted & right) if right else None


def _hardware(fact: Fact, label: Label) -> bool | None:
    said = label.get("hardware")
    words = [word for word in re.findall(r"[A-Za-z]*\d+\w*", str(fact.value)) if not re.fullmatch(r"\dx", word)]
    return bool(said) and any(word in str(said) for word in words) if words else None


def _number(fact: Fact, label: Label) -> bool | None:
    return (
        True
        if any(
            _close(fact.value, row["value"], 0.001)
            for row in label["other_numbers"]
            if isinstance(row["value"], int | float)
        )
        else None
    )


_JUDGES = {
    "params_total": _params,
    "params_active": _params,
    "context_tokens": _context,
    "license": _license,
    "score": _score,
    "price_input": _price,
    "price_output": _price,
    "price_cached": _price,
    "languages": _exactly("languages"),
    "training_tokens": _exactly("training_tokens"),
    "release_date": _date,
    "capability": _listed("capabilities"),
    "modality_in": _listed("modalities"),
    "modality_out": _listed("modalities"),
    "access": _access,
    "hardware": _hardware,
    "count": _number,
    "rank": _number,
    "base_model": _stated,
    "language": _stated,
    "model": _own_model,
}


def measure(
    folders: list[tuple[Path, Path]], catalogue: Catalogue, *, show: str = ""
) -> tuple[Counter[str], Counter[str]]:
    """Return how often each rule was right and wrong."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for texts, gold in folders:
        for label, text in labelled(texts, gold):
            if not label["is_launch"] or "launches" in label:
                continue
            for fact in read(Article(url="", title="", text=text), catalogue)[0].facts:
                found = verdict(fact, label)
                if found is not None:
                    (right if found else wrong)[measured_as(fact.rule, fact.role)] += 1
                if found is False and show and fact.rule.startswith(show):
                    told = f"{fact.rule} {fact.field}={fact.value} of {fact.owner!r} {fact.measure or ''}"
                    print(f"{label['id']}: {told} | {fact.quote.text[:160]}")
    return right, wrong


def confidence(right: int, wrong: int) -> Decimal:
    """Return how sure a rule is: the share that was right, begun at 0.80 with the weight of two judged facts."""
    sure = (right + Decimal("1.6")) / Decimal(right + wrong + 2)
    return min(sure, Decimal("0.99")).quantize(Decimal("0.01"))  # nothing is certain


Tallies = dict[str, tuple[int, int]]  # rule -> how often right and wrong


def elsewhere() -> Tallies:
    """Return what sets outside the repository told when they were last measured."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {rule: (row["elsewhere"][0], row["elsewhere"][1]) for rule, row in rows.items() if "elsewhere" in row}


def _tallies(folders: list[tuple[Path, Path]], show: str) -> Tallies:
    right, wrong = measure(folders, load_catalogue(None), show=show)
    return {rule: (right[rule], wrong[rule]) for rule in {*right, *wrong}}


def rows_of(here: Tallies, there: Tallies) -> Iterator[str]:
    """Yield the file's line for each rule."""
    for rule in sorted({*here, *there}):
        (right, wrong), also = here.get(rule, (0, 0)), there.get(rule, (0, 0))
        sure = confidence(right + also[0], wrong + also[1])
        more = f", elsewhere = [{also[0]}, {also[1]}]" if any(also) else ""
        yield f'"{rule}" = {{ confidence = {sure}, right = {right}, wrong = {wrong}{more} }}'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write confidence.toml")
    parser.add_argument(
        "--also",
        nargs=2,
        type=Path,
        action="append",
        default=[],
        metavar=("TEXTS", "GOLD"),
        help="another labelled set",
    )
    parser.add_argument("--show", default="", help="print the wrong facts of rules that begin so")
    arguments = parser.parse_args()
    here = _tallies([(ARTICLES, ARTICLES)], arguments.show)
    there = _tallies([(texts, gold) for texts, gold in arguments.also], arguments.show) or elsewhere()
    lines = list(rows_of(here, there))
    print("\n".join(lines))
    if arguments.write:
        head = "# Written by `python -m benchmarks.measure_reading --write`: how often each rule was right on labelled text."
        FILE.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

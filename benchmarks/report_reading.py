"""Precision and recall of reading on the labelled articles, per field and per rule, for tuning and held-out labs.

    python -m benchmarks.report_reading

Labs are split by a hash of their name: a third is held out, and rules are written and tuned on the others. Where the
held-out half is worse, tuning shows. Figures under FLOORS end the run with 1; `make test` runs this.
"""

import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.measure_reading import ARTICLES, Label, labelled, same_name, verdict
from bot.catalogue import Catalogue, fold, load_catalogue
from bot.launches import view_of
from bot.reading import read
from bot.types import Article, Fact
from bot.types.record import Record, to_record

# Field: least precision and least recall over all labelled articles. Raise them when reading gets better.
FLOORS: Mapping[str, tuple[float, float]] = {
    "launch": (0.95, 0.85),
    "lab": (0.90, 0.80),
    "names": (0.85, 0.85),
    "params": (0.92, 0.86),
    "context": (0.96, 0.90),
    "licence": (0.95, 0.88),
    "availability": (0.94, 0.86),
    "prices": (0.95, 0.68),
    "scores": (0.95, 0.78),
}
HELD_OUT, PARTS = 0, 3
PARTS_OF_A_REPORT = ("all", "tuning", "held out")


@dataclass
class Tally:
    """Values said and how many of them are right; values wanted and how many of them were found."""

    said: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def add(self, said: list[bool], wanted: list[bool]) -> None:
        """Count one article: whether each said value is right, and whether each wanted one was found."""
        self.said, self.right = self.said + len(said), self.right + sum(said)
        self.wanted, self.found = self.wanted + len(wanted), self.found + sum(wanted)

    @property
    def precision(self) -> float:
        """Return how much of what was said is right; 1 when nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Return how much of what was wanted was found; 1 when nothing was wanted."""
        return self.found / self.wanted if self.wanted else 1.0


Fields = dict[str, dict[str, Tally]]  # part -> field -> tally
Rules = dict[str, dict[str, list[bool]]]  # part -> rule -> whether each judged fact is right


def is_held_out(label: Label) -> bool:
    """Return whether an article belongs to the held-out labs; one without a lab goes by its id."""
    return zlib.crc32(fold(str(label["lab"] or label["id"])).encode()) % PARTS == HELD_OUT


def measured(catalogue: Catalogue) -> tuple[Fields, Rules]:
    """Read every labelled article and compare; round-ups of several launches are judged as launches only."""
    fields: Fields = {part: defaultdict(Tally) for part in PARTS_OF_A_REPORT}
    rules: Rules = {part: defaultdict(list) for part in PARTS_OF_A_REPORT}
    for label, text in labelled(ARTICLES, ARTICLES):
        report = read(Article(url="", title="", text=text), catalogue)[0]
        parts = ("all", "held out" if is_held_out(label) else "tuning")
        is_plain = label["is_launch"] and "launches" not in label
        if "launches" not in label:
            for part in parts:
                fields[part]["launch"].add(
                    [label["is_launch"]] * report.is_launch, [report.is_launch] * label["is_launch"]
                )
        for field, said, wanted in (
            _compared(to_record(view_of(report), stem="", launch_key=None), label) if is_plain else ()
        ):
            for part in parts:
                fields[part][field].add(said, wanted)
        for rule, right in _judged(report.facts, label) if is_plain else ():
            for part in parts:
                rules[part][rule].append(right)
    return fields, rules


def _judged(facts: tuple[Fact, ...], label: Label) -> Iterator[tuple[str, bool]]:
    for fact in facts:
        found = verdict(fact, label)
        if found is not None:
            yield fact.rule, found


def _compared(record: Record, label: Label) -> Iterator[tuple[str, list[bool], list[bool]]]:
    """Yield each field with whether every said value is right and whether every wanted one is found."""
    yield "lab", *_single(record["lab"], label, "lab")
    yield "context", *_single(record["context_tokens"], label, "context_tokens")
    yield "licence", *_single(record["license"], label, "license")
    said = None if record["availability"] == "unknown" else record["availability"]
    yield "availability", *_single(said, {**label, "availability": _known(label["availability"])}, "availability")
    named = [*label["models"]]
    yield (
        "names",
        [any(_is_model(one["name"], model) for model in named) for one in record["models"]],
        [
            any(_is_model(one["name"], model) for one in record["models"])
            for model in named
            if not model.get("optional")
        ],
    )
    yield "params", *_params(record["models"], named)
    yield (
        "prices",
        *_rows(
            record["prices"], [row for row in label["prices"] if row["usd_per_million_tokens"] is not None], _is_price
        ),
    )
    scores = _rows(record["benchmarks"], label["benchmarks"], _is_score)
    yield "scores", [one for one in scores[0] if one or not label.get("table_sampled")], scores[1]


def _known(value: str) -> str | None:
    return None if value == "unknown" else value


def _single(said: object, label: Label, field: str) -> tuple[list[bool], list[bool]]:
    accepted = [label[field], *label.get("accept", {}).get(field, ())]
    is_right = any(_is_same(said, one) for one in accepted)
    is_silence_fine = any(one is None for one in accepted)
    return ([is_right] if said is not None else [], [] if is_silence_fine else [is_right])


def _is_same(said: object, wanted: object) -> bool:
    if said is None or wanted is None:
        return False
    if isinstance(said, int | float) and isinstance(wanted, int | float):
        return abs(said - wanted) <= 0.05 * abs(wanted)
    one, other = (fold(str(value)).replace("license", "") for value in (said, wanted))
    return one == other or same_name(one, other)


def _is_model(name: str, model: Mapping[str, Any]) -> bool:
    return any(same_name(name, other) for other in (model["name"], *model.get("aliases", ())))


def _params(said: list[Record], named: list[Record]) -> tuple[list[bool], list[bool]]:
    fields = ("params_total", "params_active")
    rights = [
        any(
            _is_model(one["name"], model)
            and any(_is_same(one[field], value) for value in (model.get(field), *model.get(f"{field}_alt", ())))
            for model in named
        )
        for one in said
        for field in fields
        if one.get(field) is not None
    ]
    found = [
        any(_is_model(one["name"], model) and _is_same(one.get(field), model[field]) for one in said)
        for model in named
        for field in fields
        if model.get(field) is not None and not model.get("optional")
    ]
    return rights, found


def _rows(said: list[Record], wanted: list[Record], is_one: Any) -> tuple[list[bool], list[bool]]:  # noqa: ANN401
    return [any(is_one(one, row) for row in wanted) for one in said], [
        any(is_one(one, row) for one in said) for row in wanted
    ]


def _is_price(one: Record, row: Record) -> bool:
    return (
        one["kind"] == row["kind"]
        and same_name(one["model"], row["model"])
        and one["usd_per_million_tokens"] is not None
        and abs(one["usd_per_million_tokens"] - row["usd_per_million_tokens"]) < 0.0051
    )


def _is_score(one: Record, row: Record) -> bool:
    names = fold(one["benchmark"]), fold(row["benchmark"])
    is_named = names[0][:6] in names[1] or names[1][:6] in names[0]
    return is_named and same_name(one["model"], row["model"]) and abs(one["score"] - row["score"]) < 0.0051


def below_floors(fields: Fields) -> list[str]:
    """Return every field that is under its floor, in words."""
    return [
        f"{field} {what} {value:.2f} is under {floor}"
        for field, floors in FLOORS.items()
        for what, value, floor in zip(
            ("precision", "recall"), (fields["all"][field].precision, fields["all"][field].recall), floors, strict=True
        )
        if value < floor
    ]


def main() -> None:
    """Print both tables; end with 1 when a field is under its floor."""
    fields, rules = measured(load_catalogue())
    print(f"{'field':14}" + "".join(f"{part:>24}" for part in PARTS_OF_A_REPORT))
    print(" " * 14 + "precision recall  (of)  " * 3)
    for field in FLOORS:
        cells = (fields[part][field] for part in PARTS_OF_A_REPORT)
        print(f"{field:14}" + "".join(f"{one.precision:8.2f} {one.recall:7.2f} {one.wanted:6d} " for one in cells))
    print(f"\n{'rule':26}" + "".join(f"{part:>16}" for part in PARTS_OF_A_REPORT))
    for rule in sorted(rules["all"]):
        cells_of = (rules[part].get(rule, []) for part in PARTS_OF_A_REPORT)
        print(
            f"{rule:26}"
            + "".join(f"{f'{sum(one) / len(one):.2f} of {len(one)}' if one else '-':>16}" for one in cells_of)
        )
    missed = below_floors(fields)
    print("\n".join(missed))
    sys.exit(int(bool(missed)))


if __name__ == "__main__":
    main()

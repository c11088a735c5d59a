"""`launchwire read`: what articles say, as cards or as JSON."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from bot.catalogue import Catalogue
from bot.digests import card_of
from bot.errors import LaunchwireError
from bot.launches import launch_of, name_words, together, view_of
from bot.reading import read
from bot.second_reader import SecondReader
from bot.terminal.card import print_card
from bot.terminal.inputs import Inputs, heard
from bot.types import Report
from bot.types.record import Record, to_record


@dataclass(frozen=True, slots=True)
class Reading:
    """One input: its id, and the reports of it, its own first."""

    stem: str
    reports: tuple[Report, ...]


def run_read(
    names: Sequence[str],
    catalogue: Catalogue,
    *,
    inputs: Inputs | None = None,
    as_json: bool = False,
    out: TextIO,
    second: SecondReader | None = None,
) -> int:
    """Read every input, place them together, and print them; return 1 when one could not be read, else 0."""
    inputs = inputs or Inputs()
    readings, failed = [], False
    for name in names:
        try:
            stem, article = inputs.article(name)
        except LaunchwireError as error:
            print(f"launchwire read: {name}: {error}", file=sys.stderr)
            failed = True
            continue
        readings.append(Reading(stem, heard(second, article, read(article, catalogue), "read")))
    if as_json:
        for record in records(readings, catalogue):
            print(json.dumps(record, ensure_ascii=False), file=out)
    else:
        _print_cards(readings, catalogue, out)
    return int(failed)


def records(readings: Sequence[Reading], catalogue: Catalogue) -> list[Record]:
    """Return one record per input, its teasers inside; articles about one launch share a `launch_key`."""
    reports = [report for reading in readings for report in reading.reports]
    known = name_words(catalogue)
    keys: dict[int, str] = {}
    for group in together(reports, known):
        key = launch_of([reports[i] for i in group], catalogue).key
        keys.update(dict.fromkeys(group, key))
    rows, position = [], 0
    for reading in readings:
        own = range(position, position + len(reading.reports))
        teasers = [_record(reports[i], f"{reading.stem}#{i - position}", keys.get(i)) for i in own[1:]]
        rows.append(_record(reports[position], reading.stem, keys.get(position), teasers))
        position += len(reading.reports)
    return rows


def _record(report: Report, stem: str, key: str | None, teasers: Sequence[Record] = ()) -> Record:
    return to_record(view_of(report), stem=stem, launch_key=key, title=report.title, teasers=teasers)


def _print_cards(readings: Sequence[Reading], catalogue: Catalogue, out: TextIO) -> None:
    reports = [report for reading in readings for report in reading.reports]
    groups = together(reports, name_words(catalogue))
    if not groups:
        print("No model launch in there: nothing would be announced.", file=out)
    for group in groups:
        print_card(card_of(launch_of([reports[i] for i in group], catalogue)), out)

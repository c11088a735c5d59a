"""Two or more launches side by side: one table, and a chart where they share a benchmark."""

from dataclasses import replace

from bot.digests.amounts import plain
from bot.digests.card import title_of
from bot.digests.numbers import key_numbers
from bot.digests.plain_text import card_text
from bot.types import Card, Launch, Score, Table

NOT_STATED = "not stated"


def compare_card(launches: tuple[Launch, ...]) -> Card:
    """Return a card with one column per launch: shared slots first, then every benchmark that at least two report."""
    header = ("", *(title_of(launch) for launch in launches))
    card = Card(
        key="compare:" + "|".join(launch.key for launch in launches),
        title=" vs ".join(header[1:]),
        url=None,
        tone="notice",
        table=Table(header, _slot_rows(launches) + _score_rows(launches)),
        footer="Scores as each launch's own sources state them; settings may differ.",
    )
    return replace(card, plain_text=card_text(card))


def _slot_rows(launches: tuple[Launch, ...]) -> tuple[tuple[str, ...], ...]:
    benchmarks = {score.benchmark for launch in launches for score in launch.view.benchmarks}
    columns = [_slots(launch) for launch in launches]
    labels = dict.fromkeys(label for column in columns for label in column if label not in benchmarks)
    return tuple((label, *(column.get(label, NOT_STATED) for column in columns)) for label in labels)


def _slots(launch: Launch) -> dict[str, str]:
    shown, more = key_numbers(launch.view)
    return {("Size" if number.label == "Sizes" else number.label): number.value for number in (*shown, *more)}


def _score_rows(launches: tuple[Launch, ...]) -> tuple[tuple[str, ...], ...]:
    columns = [_own_scores(launch) for launch in launches]
    names = dict.fromkeys(name for column in columns for name in column)
    shared = [name for name in names if sum(name in column for column in columns) > 1]
    return tuple(
        (_printed_name(name, columns), *(plain(c[name].value) if name in c else NOT_STATED for c in columns))
        for name in shared
    )


def _printed_name(folded: str, columns: list[dict[str, Score]]) -> str:
    """Return a benchmark's printed name from the first column that has it."""
    return next(column[folded].benchmark for column in columns if folded in column)


def _own_scores(launch: Launch) -> dict[str, Score]:
    own = (score for score in launch.view.benchmarks if score.is_subject)
    return {"".join(c for c in score.benchmark.casefold() if c.isalnum()): score for score in own}

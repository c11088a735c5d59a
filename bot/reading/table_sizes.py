"""Sizes in a table of models: the launch's own that tell its columns apart, and whether bare ones are billions."""

from bot.reading import lazy_re as re
from bot.reading.owners import Owner, sized_variant
from bot.reading.page import Page
from bot.reading.table_cells import BARE_SIZE, SIZE_ALONE
from bot.reading.table_labels import spec_of
from bot.reading.tables import Cell

_SIZE_IN_NAME = re.compile(r"[ -](\d{1,3}(?:\.\d)?)B\b")
FEWEST_AGREEING = 2

Headed = tuple[int, Cell, Owner]  # a column, its header, whose


def by_size(
    page: Page, models: tuple[Headed, ...], labels: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]
) -> tuple[Headed, ...]:
    """Give the launch's columns to its sizes where it heads several of different sizes: "Tern 3" of 8B and of 70B."""
    own = {column for column, _, owner in models if owner.role == "launch"}
    row = next((row for label, row in zip(labels, rows, strict=True) if spec_of(label.text) == "params_total"), None)
    sizes = {column: row[column].text for column in own if SIZE_ALONE.fullmatch(row[column].text)} if row else {}
    if len(own) < 2 or len(set(sizes.values())) < len(own):
        return models
    return tuple(
        (column, head, sized_variant(page, sizes[column], is_listed=True) if column in own else owner)
        for column, head, owner in models
    )


def are_in_billions(models: tuple[Headed, ...], labels: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Return whether bare sizes are billions: two models and more whose names hold about the size that the table gives them."""
    agreeing = 0
    for label, row in zip(labels, rows, strict=True):
        if spec_of(label.text) == "params_total":
            for column, head, _ in models:
                named, bare = _SIZE_IN_NAME.search(head.text), BARE_SIZE.match(row[column].text)
                agreeing += bool(named and bare and 0.6 < float(bare["n"]) / max(float(named[1]), 0.001) < 1.6)
    return agreeing >= FEWEST_AGREEING

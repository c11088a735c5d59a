"""What tables say: scores with models as columns or as rows, and sizes, context, licence and prices of each model.

A table speaks of the launch only when the launch or a variant of it heads a row or a column of it.
"""

from collections.abc import Iterator
from decimal import Decimal

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.names import PRECISION, is_model_name
from bot.reading.numerals import SCALES
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.sizes import sizes_in_name
from bot.reading.table_bests import bests_of_others
from bot.reading.table_labels import MODEL_HEADER, spec_of
from bot.reading.table_layout import Table, prepared, understood, words_around
from bot.reading.table_lists import listed_scores, own_scores, with_own_sizes
from bot.reading.table_metrics import own_metrics
from bot.reading.table_others import scores_of_others
from bot.reading.table_properties import listed_properties, shared_by_versions
from bot.reading.table_results import tests_of
from bot.reading.table_rows import is_one_cell
from bot.reading.table_sizes import Headed
from bot.reading.table_values import Spot, score_facts, spec_fact
from bot.reading.tables import Cell, Grid
from bot.reading.variants import extends
from bot.types import Fact

_OF_TRAINING = re.compile(
    r"^\W*(?:training )?seq(?:uence|\.)? ?len", re.I
)  # beside batch and learning rate: no context
_TOLD = (
    ("params_total", "params", re.compile(r"architecture", re.I), re.compile(r"^(?P<n>\d{1,4}(?:\.\d{1,2})?)[ -]?(?P<s>[BMT])(?:illion)?[ -]param")),
    ("training_tokens", "tokens", re.compile(r"^training (?:data|tokens)", re.I), re.compile(r"^[~≈]?(?P<n>\d{1,4}(?:\.\d{1,2})?) ?(?P<s>[BT])(?: tokens)?$")),
)  # fmt: skip


def read_tables(page: Page, grids: list[Grid]) -> Iterator[Fact]:
    """Yield every fact of every table of the document that names the launch."""
    for grid in grids:
        start = page.squeezed.at(grid.start)
        if page.start <= start <= max(page.end, start if not page.document.is_teaser else 0):
            yield from _of_grid(page, grid)


def _of_grid(page: Page, grid: Grid) -> Iterator[Fact]:
    clear = with_own_sizes(page, prepared(page, grid))
    listed = list(listed_scores(page, clear))
    table = None if listed else understood(page, clear)
    if table is not None:
        yield from _facts(page, table)
        yield from bests_of_others(page, table)
    elif listed:
        yield from listed
    else:
        yield from _properties(page, grid)
        yield from list(own_scores(page, grid)) or own_metrics(page, grid)
        yield from scores_of_others(page, clear)


def _told(spot: Spot) -> Iterator[Fact]:
    """Yield what a property says in words: "Architecture: 14B parameters, dense", "Training data: 9.8T tokens"."""
    for field, unit, names, pattern in _TOLD:
        match = pattern.match(spot.cell.text) if names.search(spot.label.text) else None
        if match is not None:
            value = Decimal(match["n"]) * SCALES[match["s"].lower()]
            yield spot.fact(f"tables.{field}", field, value, unit, (match.start("n"), match.end("s")))


ONE_ROW = 2  # with its head


def _properties(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield what a table of two columns, a property and its value, says of the launch: it heads no column there."""
    own, shared = page.subject.name, shared_by_versions(grid)
    rows = shared or listed_properties(grid)
    if own is None or not rows:
        return
    kinds = [spec_of(label.text) if label.text else "" for label, _ in rows]
    start = page.squeezed.at(grid.start)
    if (
        sum(bool(kind) for kind in kinds) < 2 - bool(shared or len(grid.rows) == ONE_ROW)
        or _stands_below_another(page, start)
        or any(is_model_name(page, label.text) for label, _ in rows)
    ):
        return
    head = Cell(own, grid.start, grid.start)
    words = words_around(page, grid.rows, grid.rows[0], grid.caption)
    table = Table((), (), grid.rows, is_turned=False, has_bench_header=False, words=words, corner="")
    for (label, cell), kind in zip(rows, kinds, strict=True):
        spot = Spot(page, table, label, head, cell, Owner(own, "launch"))
        yield from _told(spot)
        if kind and cell.text and not _OF_TRAINING.match(label.text):
            yield from spec_fact(spot, kind)


def _stands_below_another(page: Page, start: int) -> bool:
    """Return whether a table follows the name of another model: a heading of its own cuts it off from the text above."""
    above = page.text[max(page.start, start - 300) : start].rstrip()
    last = above[above.rfind("\n") + 1 :].strip()
    begin = start - len(last) - 2 if re.fullmatch(r"[A-Z][^.!?;,]{2,50}", last) else start - 300
    return any(not page.is_subject(one.name) for one in page.mentions_in(max(page.start, begin), start)[-1:])


def _facts(page: Page, table: Table) -> Iterator[Fact]:
    if MODEL_HEADER.match(table.corner) if table.is_turned else _heads_members(page, table):
        yield from _listed_models(page, table)
    elif table.is_turned and len(sizes := _sizes_of_family(page, table)) > 1:
        yield from _listed_models(page, table._replace(models=sizes))
    kinds = [_stated_by(table, label, row) for label, row in zip(table.labels, table.rows, strict=True)]
    tests = tests_of(page, table, kinds)
    for label, row, spec, is_test in zip(table.labels, table.rows, kinds, tests, strict=True):
        if not label.text or is_one_cell(row):
            continue
        for column, model, owner in table.models:
            cell = row[column]
            if not cell.text or cell is model:
                continue
            spot = Spot(page, table, label, model, cell, owner)
            if spec is not None:
                yield from spec_fact(spot, spec)
            elif is_test:
                yield from score_facts(spot)


_LENGTH, _SO_LONG = re.compile(r"\W*(?:max(?:imum|\.)? )?length\W*", re.I), re.compile(r"\W*\d{1,4}[KkM]\W*")


def _stated_by(table: Table, label: Cell, row: tuple[Cell, ...]) -> str | None:
    """Return what a row or column states; a bare "Length" of "32K" for each of the launch's own models is their context."""
    is_context = _LENGTH.fullmatch(label.text) and all(
        owner.role != "rival" and _SO_LONG.fullmatch(row[column].text) for column, _, owner in table.models
    )
    return "context_tokens" if is_context else spec_of(label.text)


# What tells two runs of a model apart, "Tern-Search (32 steps)", is no part of its name; a size is.
_OF_A_RUN = re.compile(r"\s*\((?![^()]*\d[BM]\b)[^()]{1,40}\)$")
FEWEST_MEMBERS = 3


def _heads_members(page: Page, table: Table) -> bool:
    """Return whether columns are headed by members of a family that no sentence names: three and more with tails of a word each."""
    own = page.subject.name or ""
    tails = {owner.name[len(own) :] for _, _, owner in table.models if owner.role == "variant"}
    return (
        not page.subject.variants and len(tails) >= FEWEST_MEMBERS and all(_ONE_WORD.fullmatch(tail) for tail in tails)
    )


def _sizes_of_family(page: Page, table: Table) -> tuple[Headed, ...]:
    """Return the rows that are headed by the launched family's name with a size behind it: "Tern-7B", "Tern-13b-long"."""
    own = page.subject.name or ""
    return tuple(
        head
        for head in table.models
        if head[2].role == "variant" and extends(head[2].name, own) and _SIZE_BEHIND.fullmatch(head[2].name, len(own))
    )


_SIZE_BEHIND = re.compile(r"[ -]\d{1,4}(?:\.\d{1,2})?[BMbm](?:-[\w.]{1,10}){0,2}")
_ONE_WORD = re.compile(r"[-_ ][A-Za-z\d][\w.]*(?:-v\d)?")
_COPY = re.compile(r"\([^()]*(?:int-?[48]|fp-?[48]|[bf]p?f?16|w\d+a\d+|\d-?bit|quanti)[^()]*\)\s*$|[-_ ]lora$", re.I)


def _listed_models(page: Page, table: Table) -> Iterator[Fact]:
    """Yield the variants that a table lists under "Model", each with the size in its name; quantised copies are no models."""
    has_variants = any(named.role == "variant" for _, _, named in table.models)
    for _, cell, named in table.models:
        owner = named._replace(name=_OF_A_RUN.sub("", named.name))
        if owner.role == "launch" and has_variants:
            place = (cell.start, cell.start + len(cell.text))
            sentence = Sentence(cell.text, *place, 0, is_heading=False)
            yield page.fact("tables.model", "model", owner.name, None, place, sentence, is_original=True)
            continue
        if (
            owner.role != "variant"
            or PRECISION.search(owner.name)
            or _COPY.search(named.name)
            or " & " in owner.name
            or fold(owner.name) == fold(page.subject.name or "")
            or page.original[cell.start : cell.end].find(cell.text) != 0
        ):
            continue
        place = (cell.start, cell.start + len(cell.text))
        sentence = Sentence(cell.text, *place, 0, is_heading=False)
        yield page.fact(
            "tables.model",
            "model",
            owner.name,
            None,
            place,
            sentence,
            owner=owner.name,
            role="variant",
            is_original=True,
        )
        yield from sizes_in_name(page, sentence, owner)

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
from bot.reading.table_cells import SCORE
from bot.reading.table_labels import MODEL_HEADER, has_shape, is_known_benchmark, is_overall, is_ranked, spec_of
from bot.reading.table_layout import Headed, Table, of_others, prepared, understood, words_around
from bot.reading.table_lists import FEWEST_KNOWN, listed_scores, own_scores
from bot.reading.table_metrics import own_metrics
from bot.reading.table_properties import listed_properties, shared_by_versions
from bot.reading.table_results import are_results
from bot.reading.table_rows import is_one_cell
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
    clear = prepared(page, grid)
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
        yield from _scores_of_others(page, clear)


def _scores_of_others(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield the scores of a table that compares other models: of names that are sure, on benchmarks of which two are known."""
    table = of_others(page, grid)
    if table is None or sum(is_known_benchmark(page, label.text) for label in table.labels) < FEWEST_KNOWN:
        return
    own = fold(page.subject.name or "-")
    named = [one for one in table.models if is_model_name(page, one[1].text) or fold(one[1].text).startswith(own)]
    for label, row in zip(table.labels, table.rows, strict=True) if len(named) > 1 else ():
        is_test = is_known_benchmark(page, label.text) or (spec_of(label.text) is None and _is_measured(table, row))
        for column, head, owner in named if is_test else ():
            yield from score_facts(Spot(page, table, label, head, row[column], owner))


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
    known = sum(is_known_benchmark(page, label.text) for label in table.labels)
    is_of_results = _tells_results(table)
    are_tests = are_results(table, kinds)
    for label, row, spec in zip(table.labels, table.rows, kinds, strict=True):
        if not label.text or is_one_cell(row):
            continue
        is_test = spec is None and (
            bool(known)
            or (table.has_bench_header and not table.is_turned)
            or (table.is_turned and (has_shape(label.text) or _is_all_percent(table, row)))
            or are_tests
            or is_ranked(label.text)
            or ((is_of_results or bool(_METRICS.search(label.text))) and _is_measured(table, row))
        )
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


# What a line above a table calls the numbers in it: "WER results", "Accuracy on long recordings"; and what a heading does.
_RESULTS = re.compile(
    r"\b(?:W?D?ER|CER|BLEU|chrF|COMET|accuracy|F1|mAP|NDCG|[Ee]rror [Rr]ates?|[Rr]esults?|[Ss]cores?|[Bb]enchmarks?|[Ll]eaderboard|[Ee]valuat(?:ions?|ed?))\b"
)
_SECTIONS = re.compile(
    r"\b(?:results?|benchmarks?|benchmarking|evaluations?|leaderboard|performance|quality|accuracy|comparisons?|metrics)\b|评测|评估|性能|効果|评価|評価|ベンチマーク|결과|성능",
    re.I,
)


_METRICS = re.compile(
    r"\b(?:m?AP(?:@?\d\d)?|FID|FVD|BLEU|chrF|COMET|[WCDE]ER|PSNR|SSIM|LPIPS|(?:UT|DNS)?MOS|MAE|RMSE|MSE|MASE|N?DCG(?:@\d+)?|R(?:ecall)?@\d+|m?IoU|J ?& ?F|[Tt]op-[15]|(?:[Aa]cc|[Tt]op)@[15]|(?<![\w-])[A-Z]{3,}[\w-]* scores?|F1|EM|AU(?:RO)?C|Acc(?:uracy)?\.?)(?!\w)"
)


def _tells_results(table: Table) -> bool:
    """Return whether the lines above a table say that it holds results."""
    is_named = any(is_overall(label.text) for label in table.labels) and any(not label.text for label in table.labels)
    return not is_named and bool(
        _RESULTS.search(table.caption) or _SECTIONS.search(table.section) or _METRICS.fullmatch(table.corner)
    )


def _is_measured(table: Table, row: tuple[Cell, ...]) -> bool:
    """Return whether a row or column gives two models and more a number each, most of them with decimals."""
    cells = [text for column, _, _ in table.models if (text := row[column].text) not in ("", "-", "–", "—")]
    measured = [text for text in cells if SCORE.match(text)]
    exact = sum("." in text or "%" in text for text in measured)
    return len(measured) > 1 and 4 * len(measured) >= 3 * len(cells) and 2 * exact >= len(measured)


def _is_all_percent(table: Table, row: tuple[Cell, ...]) -> bool:
    """Return whether a column gives several models a percentage each, so that its head is what they were judged by."""
    cells = [text for column, _, _ in table.models if (text := row[column].text) not in ("", "-", "–", "—")]
    return len(cells) > 1 and all(cell.endswith("%") for cell in cells)


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

"""Tables without a row or column of their own for each model: one score a line, of a named model or of the launch itself."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.owners import Owner, owner_of
from bot.reading.page import Page
from bot.reading.table_cells import SCORE, SIZE_ALONE
from bot.reading.table_labels import PARENTHESIS, is_known_benchmark, is_overall, parts_of, spec_of
from bot.reading.table_layout import Table, is_launched, model_owner, words_around
from bot.reading.table_values import Spot, score_facts
from bot.reading.tables import Cell, Grid
from bot.types import Fact

ABOVE = 300  # characters above a table that may say whose it is
FEWEST_KNOWN = 2
_MODELS = re.compile(
    r"^\W*(?:(?:trained |released |our )?models?|model names?|checkpoints?|systems?|methods?|模型|モデル)\W*$", re.I
)
_BENCHMARKS = re.compile(
    r"^\W*(?:benchmarks?|datasets?|tasks?|test ?sets?|evaluations?|evals?|基准|数据集|评测)(?: name)?\W*$", re.I
)
_VALUES = re.compile(
    r"^\W*(?:scores?|results?|values?|performance|accuracy|acc\.?|metric value|WER|CER|BLEU|F1|EM|pass@1|%|得分|成绩)(?:\W.{0,24})?$",
    re.I,
)
_METRIC = re.compile(r"^\W*metrics?\W*$", re.I)
_CALLS_SIZES = re.compile(r"^\W*(?:(?:model )?sizes?|models?|#? ?param(?:eter)?s|scale)?\W*$", re.I)
_SPLITS = re.compile(
    r" (?:[a-z]{2}|test|dev|val|test-[a-z]+)(?: ?\| ?[\w-]+)*$"
)  # "Fleurs zh", "LibriSpeech dev | test"


def listed_scores(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield the scores of a table whose columns are a benchmark, a model and a value, or one for each part, in any order."""
    columns = _columns(grid)
    if columns is None:
        return
    bench, model, values = columns
    heads, rows = [grid.rows[0][i].text for i in values], grid.rows[1:]
    if not any(is_launched(page, row[model].text) for row in rows):
        return
    table = plain(page, grid)
    for row in rows:
        if row[bench].text and row[model].text and not is_overall(row[bench].text):
            owner = model_owner(page, row[model].text)
            for value, name in zip(values, _benchmarks_of(row[bench].text, heads), strict=False):
                yield from score_facts(Spot(page, table, row[bench]._replace(text=name), row[model], row[value], owner))


def _benchmarks_of(label: str, heads: list[str]) -> list[str]:
    """Return the benchmark of each column of values: of one the label's own, of several its parts, which they or it name."""
    if not any(_VALUES.match(head) for head in heads):
        return [f"{label} ({PARENTHESIS.sub('', head).strip(' ↑↓⬆⬇')})" for head in heads]
    return [_SPLITS.sub("", label)] if len(heads) == 1 else parts_of(label, len(heads))


def _columns(grid: Grid) -> tuple[int, int, list[int]] | None:
    """Return the columns of the benchmark, the model and the values; None when the head does not name all three."""
    heads = [cell.text for cell in grid.rows[0]]
    bench, model = (
        max((i for i, text in enumerate(heads) if pattern.match(text)), default=None)
        for pattern in (_BENCHMARKS, _MODELS)
    )
    if bench is None or model is None:
        return None
    values = [i for i, text in enumerate(heads) if _VALUES.match(text)]
    named = [i for i in values if heads[i] == heads[values[-1]]] or _parts(grid, max(bench, model) + 1)
    return (bench, model, named) if named else None


def _parts(grid: Grid, first: int) -> list[int]:
    """Return the columns behind those of the benchmark and the model where each holds scores on a part of the benchmark."""
    columns = [i for i in range(first, len(grid.rows[0])) if grid.rows[0][i].text]
    measured = all(
        spec_of(grid.rows[0][i].text) is None and any(SCORE.match(row[i].text) for row in grid.rows[1:])
        for i in columns
    )
    return columns if measured else []


def own_scores(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield the scores of a table of benchmarks with one column of values and no model: they are the launch's."""
    heads = [cell.text for cell in grid.rows[0]]
    values = [i for i, text in enumerate(heads) if _VALUES.match(text)]
    owner = of_the_launch(page, grid)
    if owner is not None and _is_one_row_of_scores(page, grid):
        table, head = plain(page, grid), Cell(owner.name, grid.start, grid.start)
        for label, cell in zip(*grid.rows, strict=True):
            yield from score_facts(Spot(page, table, label, head, cell, owner))
        return
    if not values or owner is None or any(is_model_name(page, text) for text in heads):
        return
    rows = list(_with_names(grid))
    known = sum(is_known_benchmark(page, row[0].text) for row in rows)
    if known < FEWEST_KNOWN or any(is_model_name(page, cell.text) for row in rows for cell in row[: values[0]]):
        return
    table, head = plain(page, grid), Cell(owner.name, grid.start, grid.start)
    for row in rows:
        if spec_of(row[0].text) is None and not is_overall(row[0].text):
            yield from score_facts(Spot(page, table, row[0], head, row[values[0]], owner))


ONE_ROW = 2  # with its head


def _is_one_row_of_scores(page: Page, grid: Grid) -> bool:
    """Return whether a table is tests, most of them known, above one row of their scores."""
    if len(grid.rows) != ONE_ROW:
        return False
    known = sum(is_known_benchmark(page, cell.text) for cell in grid.rows[0])
    is_scored = all(SCORE.match(cell.text) for cell in grid.rows[1])
    return known >= FEWEST_KNOWN and 2 * known >= len(grid.rows[0]) and is_scored


def with_own_sizes(page: Page, grid: Grid) -> Grid:
    """Return a table whose rows are sizes of the launch with its name before each: "7B", "70B"."""
    sized = [row[0].text for row in grid.rows[1:]]
    own = page.subject.name
    if (
        own is None
        or not sized
        or not all(SIZE_ALONE.fullmatch(text) for text in sized)
        or not _CALLS_SIZES.match(grid.rows[0][0].text)
    ):
        return grid
    if of_the_launch(page, grid) is None:
        return grid
    rows = ((row[0]._replace(text=f"{own} {row[0].text}"), *row[1:]) for row in grid.rows[1:])
    return grid._replace(rows=(grid.rows[0], *rows))


def _with_names(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows that have a name; one without, below it, is the same benchmark by the metric that it gives."""
    metric = next((i for i, cell in enumerate(grid.rows[0]) if _METRIC.match(cell.text)), None)
    above: Cell | None = None
    for row in grid.rows[1:]:
        if row[0].text:
            above = row[0]
            yield row
        elif metric is not None and above is not None and row[metric].text:
            yield (above._replace(text=f"{above.text} ({row[metric].text})"), *row[1:])


def of_the_launch(page: Page, grid: Grid) -> Owner | None:
    """Return the launch, or the variant that stands nearest above the table; None where that is somebody else."""
    own, start = page.subject.name, page.squeezed.at(grid.start)
    above = page.mentions_in(max(page.start, start - ABOVE), start)[-1:]
    if above:
        return owner_of(page, above[0]) if page.is_subject(above[0].name) else None
    return Owner(own, "launch") if own and not page.subject.variants else None


def names_benchmarks(head: str) -> bool:
    """Return whether the head of a column says that benchmarks or data sets stand in it."""
    return _BENCHMARKS.match(head) is not None


def plain(page: Page, grid: Grid) -> Table:
    """Return a table whose models stand in no row or column of their own."""
    words = words_around(page, grid.rows, grid.rows[0], grid.caption)
    return Table((), (), grid.rows, is_turned=False, has_bench_header=True, words=words, corner="")

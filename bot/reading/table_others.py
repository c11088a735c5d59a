"""The scores of tables in which no row or column is the launch: of models that compare, or that nobody knows as launched."""

from collections.abc import Iterator

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.table_labels import is_known_benchmark, spec_of
from bot.reading.table_layout import Table, of_named_rows, of_others
from bot.reading.table_lists import FEWEST_KNOWN
from bot.reading.table_results import is_measured, tests_of
from bot.reading.table_sizes import Headed
from bot.reading.table_values import Spot, score_facts
from bot.reading.tables import Cell, Grid
from bot.types import Fact

FEWEST_MODELS = 2
_MODELS = re.compile(
    r"^\W*(?:models?|model[ _]names?|(?:HF |hub |model )?checkpoints?|methods?|systems?|arch(?:itecture)?s?|backbones?|encoders?|variants?|模型|モデル|모델)\W*$",
    re.I,
)
# A row that is no model: a change to one, a sum.
_NO_MODEL = re.compile(
    r"^\W*(?:\+|w/o?\b|with(?:out)?\b|baselines?\b|full\b|ours?\W*$|total\b|dataset|params?\b|[^A-Za-z\u4e00-\u9fff]*$|[a-z]+ [a-z ]+$)|^\+"
)


def scores_of_others(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield the scores of a table whose corner calls its rows models, or of names that are sure on benchmarks of which two are known."""
    table = of_named_rows(page, grid, _is_named) if _MODELS.match(grid.rows[0][0].text) else None
    if table is not None and len(table.models) >= FEWEST_MODELS:
        kinds = [spec_of(label.text) for label in table.labels]
        yield from _scores(page, table, tests_of(page, table, kinds), table.models)
        return
    table = of_others(page, grid)
    if table is None or sum(is_known_benchmark(page, label.text) for label in table.labels) < FEWEST_KNOWN:
        return
    own = fold(page.subject.name or "-")
    named = tuple(one for one in table.models if is_model_name(page, one[1].text) or fold(one[1].text).startswith(own))
    tests = [spec_of(label.text) is None for label in table.labels]
    if len(named) >= FEWEST_MODELS:
        yield from _scores(page, table, tests, named)


def _is_named(text: str) -> bool:
    return bool(text) and not _NO_MODEL.match(text)


def _scores(page: Page, table: Table, tests: list[bool], models: tuple[Headed, ...]) -> Iterator[Fact]:
    for label, row, is_test in zip(table.labels, table.rows, tests, strict=True):
        if is_known_benchmark(page, label.text) or (is_test and is_measured(table, row)):
            for column, head, owner in models:
                yield from _score(page, table, label, head, row[column], owner)


def _score(page: Page, table: Table, label: Cell, head: Cell, cell: Cell, owner: Owner) -> list[Fact]:
    return score_facts(Spot(page, table, label, head, cell, owner))

"""Whose a table's best earlier result is, where the cell says it: "27.6% (Gull 2)" below "Previous best"."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.table_labels import spec_of
from bot.reading.table_layout import Table
from bot.reading.table_values import Spot, score_facts
from bot.reading.tables import Cell
from bot.types import Fact

_SCORED = re.compile(
    r"^(?P<n>\d{1,4}(?:\.\d{1,3})? ?%?) ?(?:\((?P<m>[A-Za-z][^()]{2,40})\)|[-–—] (?P<m2>[A-Z][^()]{2,40}))$"
)
# A name's shape, a digit or a capital inside it; no setting, no citation.
_NAME = re.compile(
    r"(?=.*(?:\d|(?-i:[a-z][A-Z]|[A-Z]{3})))(?!.*(?:\bet al\b|@|\bshots?\b|\btools?\b|\bours?\b|\b(?:19|20)\d\d\b|\b(?:table|fig|figure|section|app)\b|\b[nk] ?=))[A-Z][\w.+/-]{3,}(?: [\w.+/-]+){0,3}",
    re.I,
)


def bests_of_others(page: Page, table: Table) -> Iterator[Fact]:
    """Yield the scores in columns of earlier results, each of the model that its cell names."""
    for column, head in table.bests:
        for label, row in zip(table.labels, table.rows, strict=True):
            named = _named(page, row[column]) if spec_of(label.text) is None else None
            if named is not None:
                yield from score_facts(Spot(page, table, label, head, *named))


def _named(page: Page, cell: Cell) -> tuple[Cell, Owner] | None:
    """Return a cell without the name in its brackets, and the model of that name; None where it names none."""
    found = _SCORED.match(cell.text)
    name = (found["m"] or found["m2"]).strip() if found else ""
    if not found or not _NAME.fullmatch(name) or page.is_subject(name):
        return None
    score = found["n"].strip()
    return Cell(score, cell.start, cell.start + len(score)), Owner(name, "rival")

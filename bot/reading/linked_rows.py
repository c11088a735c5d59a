"""Tables whose rows bear only a tier or size and link the model itself: "Small | [link](https://huggingface.co/norvale/Knot-2-Small)"."""

from collections.abc import Iterable, Iterator

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.tables import Cell, Grid

FEWEST_ROWS = 2
_HEAD = re.compile(r"(?:models?(?: sizes?| variants?| versions?)?|sizes?|variants?|versions?|tiers?)", re.I)
_LABEL = re.compile(r"[A-Za-z][a-z]{1,9}(?:[ +-][A-Za-z]{1,8})?|\d{1,3}(?:\.\d)?[BM]|X{0,2}[SML]")
_LINKED = re.compile(
    r"(?:huggingface\.co|hf\.co|modelscope\.cn/models)/(?P<org>[A-Za-z0-9][\w.-]{1,40})/(?P<name>[A-Za-z0-9][\w.-]{2,80}?)/?(?=[)\"'>\s#?]|$)"
)


def with_linked_names(original: str, grids: Iterable[Grid]) -> list[Grid]:
    """Return tables, with the names of the linked models for the labels of rows that they end with, where all rows are such."""
    return [_named(original, grid) for grid in grids]


def _named(original: str, grid: Grid) -> Grid:
    head, *rows = grid.rows
    is_such = len(rows) >= FEWEST_ROWS and len(head) > 2 and _HEAD.fullmatch(head[0].text.strip("* "))
    if not is_such or not all(_LABEL.fullmatch(row[0].text.strip("*` ")) for row in rows):
        return grid
    links = list(_links(original, rows))
    if (
        len(links) < len(rows)
        or len({link["org"] for link in links}) > 1
        or len({link["name"] for link in links}) < len(rows)
    ):
        return grid
    named = [(Cell(link["name"], *link.span("name")), *row[1:]) for link, row in zip(links, rows, strict=True)]
    first = head[0]._replace(text="Model")
    return grid._replace(rows=((first, *head[1:]), *named))


def _links(original: str, rows: Iterable[tuple[Cell, ...]]) -> Iterator[re.Match[str]]:
    """Yield for each row the first link to a model whose name ends with the row's label; none for a row without one."""
    for row in rows:
        end = original.find("\n", row[-1].end)
        found = _LINKED.finditer(original, row[0].end, end if end >= 0 else len(original))
        label = fold(row[0].text)
        link = next((one for one in found if fold(one["name"]).endswith(label) and fold(one["name"]) != label), None)
        if link is not None:
            yield link

"""What a table of two columns counts of a model's making: layers, heads, experts, dimensions, entries of its vocabulary."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.numerals import value_of
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.table_layout import is_launched, model_owner
from bot.reading.table_properties import listed_properties
from bot.reading.tables import Cell, Grid
from bot.types import Fact

_LABEL = re.compile(
    r"(?:(?:Number|No\.?|Num\.?|#) ?(?:of )?)?(?P<what>(?:(?:Transformer|Attention|Query|Key/Value|KV|Routed|Shared|Activated|Hidden|Embedding|Head|Intermediate|Vocab(?:ulary)?|Total|Selected) ){0,2}"
    r"(?:layers|blocks|heads|experts|dimensions?|size|groups))(?: per token)?(?: \([^)]{1,40}\))?",
    re.IGNORECASE,
)
_MEMORY = re.compile(r"\bV?RAM\b|\bmemory\b", re.IGNORECASE)
_BYTES = re.compile(r"~?(?P<n>\d{1,4}(?:\.\d{1,2})?) ?(?P<u>[MG]B)")
# What a table of models counts of each; and how fast one is there, whatever the column is called.
_COLUMN = re.compile(
    r"(?:(?:embedding|hidden|vector|output) )?dim(?:ension)?s?|(?:inference|sampling|denoising|diffusion) steps|layers|(?:attention )?heads",
    re.IGNORECASE,
)
_RATE = re.compile(r"~?(?P<n>\d{1,5}(?:\.\d{1,2})?) ?(?P<u>it|tok|tokens|frames|images|samples)/s(?:ec)?")
# "6 seconds", "18GB using X": what a property's cell begins with; a column of speeds may print the unit in its head alone.
_VALUED = re.compile(
    r"~?(?P<n>\d{1,5}(?:\.\d{1,2})?) ?(?P<u>[MG]B|seconds?|minutes?|frames|fps|FPS|[Tt]okens)(?:$|/s$|(?: per \w+)? (?:using|with|minimum|on|per) .{1,40}$)"
)
_RATE_IN_HEAD = re.compile(r"\b(?P<u>tok|tokens?|it|images|samples) ?/ ?s(?:ec)?\b")
_CELL = re.compile(r"~?(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,7}(?:\.\d{1,2})?) ?(?P<s>[KM])?")
_UNITS = {
    "second": "seconds", "sec": "seconds", "s": "seconds", "minute": "minutes", "min": "minutes",
    "frames": "fps", "FPS": "fps", "Tokens": "tokens",
}  # fmt: skip
# "Size" alone is the model's or a file's, "batch size" is nobody's.
_TOO_LITTLE = frozenset({"size", "dimension", "dimensions", "total size", "blocks", "groups"})


def read_table_counts(page: Page, grids: Iterable[Grid]) -> Iterator[Fact]:
    """Yield each count of a table of properties under the launch's name, and the memory that a column of a table asks for."""
    for grid in grids if page.subject.name and not page.document.is_teaser else ():
        start = page.squeezed.at(grid.start)
        if not page.start <= start:
            continue
        is_of_another = _is_of_another(page, start)
        yield from _times(page, grid, is_of_another=is_of_another)
        if is_of_another:
            continue
        for label, cell in listed_properties(grid):
            said, number = _LABEL.fullmatch(label.text), _CELL.fullmatch(cell.text)
            if said and number and said["what"].casefold() not in _TOO_LITTLE:
                yield _fact(page, label, cell, number, "count", said["what"].lower())
            elif valued := _VALUED.match(cell.text):
                yield _fact(page, label, cell, valued, _UNITS.get(valued["u"], valued["u"]), label.text.lower())
        yield from _of_models(page, grid)
        for column, head in enumerate(grid.rows[0]):
            for row in grid.rows[1:] if _MEMORY.search(head.text) else ():
                number = _BYTES.fullmatch(row[column].text) if column < len(row) else None
                if number:
                    yield _fact(page, head, row[column], number, number["u"], "memory")


def _of_models(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield what a table of models counts of the launched ones: dimensions, steps, memory, how much each does in a second."""
    heads = grid.rows[0]
    for row in grid.rows[1:] if len(heads) > 1 else ():
        for head, cell in zip(heads[1:], row[1:], strict=False) if is_launched(page, row[0].text) else ():
            if counted := _counted(head, cell):
                yield _fact(page, head, cell, *counted)


def _counted(head: Cell, cell: Cell) -> tuple[re.Match[str], str, str] | None:
    """Return the number of a cell with its unit and what it counts, where the cell or its head says them."""
    if number := _RATE.fullmatch(cell.text):
        return number, f"{number['u']}/s", "speed"
    if number := _BYTES.fullmatch(cell.text):
        return number, number["u"], head.text.lower()
    rate = _RATE_IN_HEAD.search(head.text)
    if (rate or _COLUMN.fullmatch(head.text)) and (number := _CELL.fullmatch(cell.text)):
        return number, f"{rate['u']}/s" if rate else "count", "speed" if rate else head.text.lower()
    return None


_TIME = re.compile(
    r"[^()]*\b(?:[Tt]ime|[Ll]atency|TTF[ABT]|[Dd]elay|[Rr]untime)\b[^()]*(?:\((?P<u>ms|s|sec|min)\))?[^()]*"
)
_SPAN = re.compile(r"[~≈<]? ?(?P<n>\d{1,5}(?:\.\d{1,3})?) ?(?P<u>ms|s|sec|seconds|min|minutes)?")


def _times(page: Page, grid: Grid, *, is_of_another: bool) -> Iterator[Fact]:
    """Yield how long the launch takes, of a column that says so: in its own rows, or in all where no row is a model's."""
    heads = [_TIME.fullmatch(head.text) for head in grid.rows[0][1:]]
    rows = grid.rows[1:] if any(heads) else []
    is_alone = not is_of_another and not any(is_model_name(page, row[0].text) for row in rows)
    for row in rows:
        owner = model_owner(page, row[0].text) if is_launched(page, row[0].text) else None
        for head, is_time, cell in zip(grid.rows[0][1:], heads, row[1:], strict=False) if owner or is_alone else ():
            span = _SPAN.fullmatch(cell.text) if is_time else None
            unit = (span["u"] or (is_time["u"] if is_time else None)) if span else None
            if span and unit:
                fact = _fact(page, head, cell, span, _UNITS.get(unit, unit), head.text.lower())
                yield replace(fact, owner=owner.name, role=owner.role) if owner else fact


def _fact(page: Page, label: Cell, cell: Cell, number: re.Match[str], unit: str, measure: str) -> Fact:
    begin = cell.start + max(page.original[cell.start : cell.end].find(number["n"]), 0)
    place = (begin, begin + number.end() - number.start("n"))
    quote = f"{label.text}: {cell.text}"
    return page.fact(
        "tables.count", "count", value_of(number["n"], number.groupdict().get("s")), unit, place,
        Sentence(quote, *place, 0, is_heading=False), measure=measure, quote=quote, is_original=True,
    )  # fmt: skip


def _is_of_another(page: Page, start: int) -> bool:
    before = page.mentions_in(max(page.start, start - 300), start)[-1:]
    return bool(before) and not page.is_subject(before[0].name)

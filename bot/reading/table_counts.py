"""What a table of two columns counts of a model's making: layers, heads, experts, dimensions, entries of its vocabulary."""

from collections.abc import Iterable, Iterator

from bot.reading import lazy_re as re
from bot.reading.numerals import value_of
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.tables import Grid
from bot.types import Fact

_LABEL = re.compile(
    r"(?:(?:Number|No\.?|Num\.?|#) ?(?:of )?)?(?P<what>(?:(?:Transformer|Attention|Query|Key/Value|KV|Routed|Shared|Activated|Hidden|Embedding|Head|Intermediate|Vocab(?:ulary)?|Total|Selected) ){0,2}"
    r"(?:layers|blocks|heads|experts|dimensions?|size|groups))(?: per token)?(?: \([^)]{1,40}\))?",
    re.IGNORECASE,
)
_CELL = re.compile(r"~?(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,7}(?:\.\d{1,2})?) ?(?P<s>[KM])?")
# "Size" alone is the model's or a file's, "batch size" is nobody's.
_TOO_LITTLE = frozenset({"size", "dimension", "dimensions", "total size", "blocks", "groups"})


def read_table_counts(page: Page, grids: Iterable[Grid]) -> Iterator[Fact]:
    """Yield each count of a table of properties that stands under the launch's name, with its label as the measure."""
    own = page.subject.name
    for grid in grids if own and not page.document.is_teaser else ():
        start = page.squeezed.at(grid.start)
        if len(grid.rows[0]) != 2 or not page.start <= start or _is_of_another(page, start):
            continue
        for label, cell in grid.rows:
            said, number = _LABEL.fullmatch(label.text), _CELL.fullmatch(cell.text)
            if not said or not number or said["what"].casefold() in _TOO_LITTLE:
                continue
            begin = cell.start + max(page.original[cell.start : cell.end].find(number["n"]), 0)
            place = (begin, begin + number.end() - number.start("n"))
            quote = f"{label.text}: {cell.text}"
            yield page.fact(
                "tables.count", "count", value_of(number["n"], number["s"]), "count", place,
                Sentence(quote, *place, 0, is_heading=False), measure=said["what"].lower(), quote=quote, is_original=True,
            )  # fmt: skip


def _is_of_another(page: Page, start: int) -> bool:
    before = page.mentions_in(max(page.start, start - 300), start)[-1:]
    return bool(before) and not page.is_subject(before[0].name)

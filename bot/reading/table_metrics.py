"""Tables of one model that no head names: a data set a row, several metrics in columns."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.owners import Owner, owner_of
from bot.reading.page import Page
from bot.reading.table_labels import is_overall
from bot.reading.table_lists import ABOVE, names_benchmarks, of_the_launch, plain
from bot.reading.table_values import Spot, score_facts
from bot.reading.tables import Cell, Grid
from bot.types import Fact

FEWEST = 2
_METRIC = re.compile(
    r"\W*(?:(?:tc|c|tcp|cp)?[WCDMPJ]ER|F1(?:[- ]score)?|EM|Acc(?:uracy)?|Precision|Recall|BLEU|chrF|COMET|m?AP(?:@?\d\d)?|N?DCG(?:@\d+)?|R(?:ecall)?@\d+|MRR(?:@\d+)?|m?IoU|AU(?:RO|PR)?C|PSNR|SSIM|LPIPS|FID|FVD|MAE|RMSE|ROUGE-?[12L]|(?:UT|DNS)?MOS|SIM)\W*",
)
_PART = re.compile(r"\W*(?:languages?|lang|splits?|subsets?|domains?|parts?|sets?|语言|言語)\W*", re.I)


def own_metrics(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield the scores of a table whose rows are data sets, or their parts, and whose columns are metrics: they are the launch's."""
    heads = [cell.text for cell in grid.rows[0]]
    metrics = [i for i, text in enumerate(heads) if _METRIC.fullmatch(text)]
    if len(metrics) < FEWEST or not _heads_data_sets(heads[: metrics[0]]):
        return
    owner, rows = _owner(page, grid), grid.rows[1:]
    if owner is None or any(is_model_name(page, text) for text in heads):
        return
    table, head = plain(page, grid), Cell(owner.name, grid.start, grid.start)
    names = [row[0].text for row in rows]
    for row in rows:
        part = row[1].text if metrics[0] > 1 and (names.count(row[0].text) > 1 or is_overall(row[1].text)) else ""
        for column in metrics if row[0].text and not is_overall(row[0].text) else ():
            label = row[0]._replace(text=" ".join(f"{row[0].text} {part} {heads[column]}".split()))
            yield from score_facts(Spot(page, table, label, head, row[column], owner))


def _owner(page: Page, grid: Grid) -> Owner | None:
    """Return the launch where nobody else is named above a table; its section's heading cuts it off from what stands above."""
    start, own = page.squeezed.at(grid.start), page.subject.name
    heading = page.text.rfind(grid.section, max(page.start, start - ABOVE), start) if grid.section else -1
    if heading < 0 or own is None or len(page.subject.variants) > 1:
        return of_the_launch(page, grid)
    named = page.mentions_in(heading, start)
    if named:
        return owner_of(page, named[-1]) if page.is_subject(named[-1].name) else None
    return Owner(own, "launch")


def _heads_data_sets(heads: list[str]) -> bool:
    """Return whether the columns before the metrics are a data set and at most a part of it."""
    return 0 < len(heads) <= FEWEST and names_benchmarks(heads[0]) and all(_PART.fullmatch(text) for text in heads[1:])

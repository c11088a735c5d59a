"""The one test that a whole table is of: its corner names it or a line above it, and what heads the scores is its parts."""

from bot.catalogue import Hit, fold
from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.page import Page
from bot.reading.table_cells import SCORE
from bot.reading.table_labels import bench_name, has_shape, is_known_benchmark, is_overall, spec_of
from bot.reading.tables import Cell, Grid

LONGEST_PART = 24
ABOVE, OFTEN = 600, 3
Row = tuple[Cell, ...]
# What the catalogue knows that is a measure of many tests, and none itself.
_MEASURES = frozenset({"wer", "cer", "fid", "fvd", "lpips", "comet", "meanopinionscore", "mos", "elo"})
_RUN = re.compile(r"(?:pass|cons|maj|avg)@\d+", re.I)
_PART = re.compile(r"[A-Za-z\u4e00-\u9fff\d][^()\[\]]*$")
_SETTING = re.compile(
    r"(?:\d+[KkM]|\d+[ -](?:steps?|frames?|shots?|turns?|rounds?|hops?|samples?|trials?|needles?|tokens?)"
    r"|(?:w/o?|with|without) [\w -]{2,20}|(?:very )?(?:short|medium|long|easy|simple|moderate|hard)|level ?\d"
    r"|(?:dev|test|val|valid)(?:[- _](?:clean|other|set|std|mini|net|[a-z]{2}))?|[a-z]{2}(?:[-→>]+[a-z]{2})?)",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:-(?!(?:based|style|like)\b)[A-Za-z0-9]{1,12}|\+)*(?![\w-])"
)  # a longer name than the known one
_SO_MANY = re.compile(r" ?\(\d+\)$")  # sets that a part is of: "Retrieval (15)"
# A heading of one word that is none of a language: "KelpRope".
_ALONE = re.compile(r"[\W\d_]*((?=\w*[a-z][A-Z]|\w*[A-Z]{2}\w*\d)[A-Z][\w-]{2,24})\W*")
_BARE = re.compile(r"\W*[A-Z][\w.+-]{1,24}(?: [A-Z\d][\w.+-]*){0,2} *:\W*")
_PAIR = re.compile(
    r"\((?:[^()]{1,24} / [^()]{1,24}|[^()/]{1,20}/[^()/]{1,20})\)"
)  # of what a cell's two values are: "(w/o sub / w/ sub)"
_IS_BENCHMARK = re.compile(
    r"^\W*(?:On |Results on |Evaluation on )?([A-Z][\w.+-]{2,40}) (?:benchmark|leaderboard|test set)\W*$"
)


def of_one_test(
    page: Page, labels: tuple[Cell, ...], rows: tuple[Row, ...], corner: str, grid: Grid
) -> tuple[Cell, ...]:
    """Return what each label states where none names a benchmark: a part of the one in the corner, or the total of one named above."""
    if _name_tests(page, labels):
        return labels
    if is_known_benchmark(page, corner) and fold(bench_name(corner)[0]) not in _MEASURES:
        return tuple(_part_of(bench_name(corner)[0], label) for label in labels)
    return _of_caption(page, labels, rows, grid)


def _name_tests(page: Page, labels: tuple[Cell, ...]) -> bool:
    """Return whether labels name benchmarks; beside a total, a few that only look like ones are kinds of tasks: "Long QA"."""
    built = sum(is_known_benchmark(page, label.text) for label in labels)
    if not built or not any(is_overall(label.text) for label in labels):
        return built > 0
    return 2 * built >= len(labels) or any(page.catalogue.benchmark(bench_name(label.text)[0]) for label in labels)


def _part_of(test: str, label: Cell) -> Cell:
    if is_overall(label.text):
        return label._replace(text=test)
    is_part = label.text and len(label.text) <= LONGEST_PART and spec_of(label.text) is None
    return label._replace(text=f"{test} ({label.text.strip(' ↑↓⬆⬇')})") if is_part else label


def _of_caption(page: Page, labels: tuple[Cell, ...], rows: tuple[Row, ...], grid: Grid) -> tuple[Cell, ...]:
    """Let "Overall" and "Pass@1" be scores on the one benchmark that the heading names; what else heads scores is a part of it."""
    total = next((label for label in labels if is_overall(label.text)), None)
    is_size = any(spec_of(label.text) == "params_active" for label in labels)  # beside "Active" a total is no score
    is_told = total is not None or any(_RUN.fullmatch(label.text) for label in labels) or _are_settings(labels)
    if not is_told or is_size:
        return labels
    lines = (grid.caption, *_bare_lines(page, grid), grid.section)
    named = next((named for line in lines if (named := _named_in(page, line))), [])
    if not named:
        return _of_text(page, labels, rows, grid)
    if len(named) > 1:
        return labels
    pair = _PAIR.search(grid.caption)
    return tuple(
        label._replace(text=f"{named[0]} {pair[0]}" if pair else named[0])
        if label is total
        else label
        if spec_of(label.text)
        else _part_or_none(named[0], label)
        for label in labels
    )


def _of_text(page: Page, labels: tuple[Cell, ...], rows: tuple[Row, ...], grid: Grid) -> tuple[Cell, ...]:
    """Let a total that stands alone, and runs of one test, be on the benchmark that only the text around names."""
    is_scored = [
        spec_of(label.text) is None and any(SCORE.match(cell.text) for cell in row[1:])
        for label, row in zip(labels, rows, strict=True)
    ]
    if not all(
        not scored or is_overall(label.text) or _SETTING.fullmatch(label.text)
        for label, scored in zip(labels, is_scored, strict=True)
    ):
        return labels
    test = _named_above(page, grid) or _only_test(page)
    return tuple(
        _part_of(test, label) if test and scored else label for label, scored in zip(labels, is_scored, strict=True)
    )


def _are_settings(labels: tuple[Cell, ...]) -> bool:
    """Return whether most labels tell runs or parts of one test apart and name nothing: "15 steps", "test-clean", "en-de"."""
    stated = [label.text for label in labels if label.text and spec_of(label.text) is None]
    return 2 * sum(_SETTING.fullmatch(text) is not None for text in stated) > len(stated)


def _named_above(page: Page, grid: Grid) -> str:
    """Return the one benchmark that the text between a table and the heading above it names."""
    end = page.squeezed.at(grid.start)
    start = max(page.start, end - ABOVE, page.text.rfind(grid.section, page.start, end) if grid.section else 0)
    hits = [hit for hit in page.hits_in(start, end, "benchmark") if _is_test(hit)]
    named = {page.text[hit.start : _end_of(page.text, hit.end)] for hit in hits}
    return named.pop() if len(named) == 1 else ""


def _bare_lines(page: Page, grid: Grid) -> list[str]:
    """Return the lines between a table and the heading above it that are no more than a name, "- MTEB:", the last one first."""
    end = page.squeezed.at(grid.start)
    start = max(page.start, end - ABOVE, page.text.rfind(grid.section, page.start, end) if grid.section else 0)
    return [line for line in reversed(page.text[start:end].split("\n")) if _BARE.fullmatch(line)]


def _only_test(page: Page) -> str:
    """Return the benchmark that a score can only be on: the document speaks often of it, and of no other."""
    hits = [hit for hit in page.hits_in(page.start, page.end, "benchmark") if _is_test(hit)]
    return hits[0].entry.name if len(hits) >= OFTEN and len({hit.entry.name for hit in hits}) == 1 else ""


def _part_or_none(test: str, label: Cell) -> Cell:
    label = label._replace(text=_SO_MANY.sub("", label.text))
    part = _part_of(test, label)
    return part if part is not label and _PART.match(label.text) else label._replace(text="")


def _named_in(page: Page, line: str) -> list[str]:
    """Return the benchmarks that a line above a table names."""
    called = _IS_BENCHMARK.match(line)
    if called:
        return [called[1]]
    alone = _ALONE.fullmatch(line)
    if alone and not is_model_name(page, alone[1]) and not page.is_subject(alone[1]):
        return [alone[1]]
    known = [line[hit.start : _end_of(line, hit.end)] for hit in page.catalogue.find(line) if _is_test(hit)]
    return list(dict.fromkeys(known or [word for word in re.findall(r"[\w-]{3,40}", line) if has_shape(word)]))


def _is_test(hit: Hit) -> bool:
    return hit.kind == "benchmark" and fold(hit.entry.name) not in _MEASURES


def _end_of(line: str, end: int) -> int:
    more = _GOES_ON.match(line, end)
    return more.end() if more else end

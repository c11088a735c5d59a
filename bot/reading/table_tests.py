"""The one test that a whole table is of: its corner names it or a line above it, and what heads the scores is its parts."""

from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.reading.table_labels import bench_name, has_shape, is_known_benchmark, is_overall, spec_of
from bot.reading.tables import Cell

LONGEST_PART = 24
_RUN = re.compile(r"(?:pass|cons|maj|avg)@\d+", re.I)
_PART = re.compile(r"[A-Za-z\u4e00-\u9fff][^()\[\]]*$")
_GOES_ON = re.compile(
    r"(?:-(?!(?:based|style|like)\b)[A-Za-z0-9]{1,12}|\+)*(?![\w-])"
)  # a longer name than the known one
_IS_BENCHMARK = re.compile(
    r"^\W*(?:On |Results on |Evaluation on )?([A-Z][\w.+-]{2,40}) (?:benchmark|leaderboard|test set)\W*$"
)


def of_one_test(page: Page, labels: tuple[Cell, ...], corner: str, above: tuple[str, ...]) -> tuple[Cell, ...]:
    """Return what each label states where none names a benchmark: a part of the one in the corner, or the total of one named above."""
    if any(is_known_benchmark(page, label.text) for label in labels):
        return labels
    if is_known_benchmark(page, corner):
        return tuple(_part_of(bench_name(corner)[0], label) for label in labels)
    return _of_caption(page, labels, above)


def _part_of(test: str, label: Cell) -> Cell:
    if is_overall(label.text):
        return label._replace(text=test)
    is_part = label.text and len(label.text) <= LONGEST_PART and spec_of(label.text) is None
    return label._replace(text=f"{test} ({label.text.strip(' ↑↓⬆⬇')})") if is_part else label


def _of_caption(page: Page, labels: tuple[Cell, ...], above: tuple[str, ...]) -> tuple[Cell, ...]:
    """Let "Overall" and "Pass@1" be scores on the one benchmark that the heading names; what else heads scores is a part of it."""
    total = next((label for label in labels if is_overall(label.text)), None)
    is_size = any(spec_of(label.text) == "params_active" for label in labels)  # beside "Active" a total is no score
    is_told = total is not None or any(_RUN.fullmatch(label.text) for label in labels)
    if not is_told or is_size:
        return labels
    named = next((named for line in above if (named := _named_in(page, line))), [])
    if len(named) != 1:
        return labels
    return tuple(
        label._replace(text=named[0])
        if label is total
        else label
        if spec_of(label.text)
        else _part_or_none(named[0], label)
        for label in labels
    )


def _part_or_none(test: str, label: Cell) -> Cell:
    part = _part_of(test, label)
    return part if part is not label and _PART.match(label.text) else label._replace(text="")


def _named_in(page: Page, line: str) -> list[str]:
    """Return the benchmarks that a line above a table names."""
    called = _IS_BENCHMARK.match(line)
    if called:
        return [called[1]]
    known = [line[hit.start : _end_of(line, hit.end)] for hit in page.catalogue.find(line) if hit.kind == "benchmark"]
    return list(dict.fromkeys(known or [word for word in re.findall(r"[\w-]{3,40}", line) if has_shape(word)]))


def _end_of(line: str, end: int) -> int:
    more = _GOES_ON.match(line, end)
    return more.end() if more else end

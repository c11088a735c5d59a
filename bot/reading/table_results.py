"""Which rows or columns of a table of models are tests: known ones beside them, the lines above it or its form tell."""

from collections.abc import Sequence

from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.reading.table_cells import SCORE
from bot.reading.table_labels import has_shape, is_known_benchmark, is_overall, is_ranked
from bot.reading.table_layout import Table
from bot.reading.tables import Cell

FEWEST_TESTS = 3
HIGHEST = 100
_MODELS = re.compile(r"^\W*(?:models?|systems?|methods?|approach(?:es)?|encoders?|backbones?)\W*$", re.I)
_TEST = re.compile(
    r"[A-Z]{2}|[A-Za-z]\d|\d[A-Za-z]|^[A-Z][a-z]+[A-Z]"
)  # KLP, K400, Reef4D, RopeQA: no word of a language


def _are_results(table: Table, kinds: Sequence[str | None]) -> bool:
    """Return whether rows of models have three columns and more that are named as tests are, with a share in each cell."""
    if not table.is_turned or not _MODELS.match(table.corner):
        return False
    rows = [
        (label.text, [row[column].text for column, _, _ in table.models])
        for label, row, kind in zip(table.labels, table.rows, kinds, strict=True)
        if kind is None and label.text
    ]
    named = sum(bool(_TEST.search(label)) for label, _ in rows)
    shares = [_is_share(cell) for _, cells in rows for cell in cells if cell not in ("", "-", "–", "—")]
    return len(rows) >= FEWEST_TESTS and 3 * named >= 2 * len(rows) and bool(shares) and all(shares)


def _is_share(cell: str) -> bool:
    """Return whether a cell is a number up to a hundred with decimals, as a result is printed."""
    match = SCORE.match(cell)
    return match is not None and "." in match["n"] and abs(float(match["n"])) <= HIGHEST


# What a line above a table calls the numbers in it: "WER results", "Accuracy on long recordings"; and what a heading does.
_RESULTS = re.compile(
    r"\b(?:W?D?ER|CER|BLEU|chrF|COMET|accuracy|F1|mAP|NDCG|[Ee]rror [Rr]ates?|[Rr]esults?|[Ss]cores?|[Bb]enchmarks?|[Ll]eaderboard|[Ee]valuat(?:ions?|ed?))\b"
)
_SECTIONS = re.compile(
    r"\b(?:results?|benchmarks?|benchmarking|evaluations?|leaderboard|performance|quality|accuracy|comparisons?|metrics)\b|评测|评估|性能|効果|评価|評価|ベンチマーク|결과|성능",
    re.I,
)


_METRICS = re.compile(
    r"\b(?:m?AP(?:@?\d\d)?|[rg]?FID|FVD|BLEU|chrF|COMET|[WCDE]ER|PSNR|SSIM|LPIPS|(?:UT|DNS)?MOS|MAE|RMSE|MSE|MASE|N?DCG(?:@\d+)?|R(?:ecall)?@\d+|m?IoU|J ?& ?F|[Tt]op-[15]|(?:[Aa]cc|[Tt]op)@[15]|(?<![\w-])[A-Z]{3,}[\w-]* scores?|F1|EM|AU(?:RO)?C|Acc(?:uracy)?\.?)(?!\w)"
)


def _tells_results(table: Table) -> bool:
    """Return whether the lines above a table say that it holds results."""
    is_named = any(is_overall(label.text) for label in table.labels) and any(not label.text for label in table.labels)
    return not is_named and bool(
        _RESULTS.search(table.caption) or _SECTIONS.search(table.section) or _METRICS.fullmatch(table.corner)
    )


def is_measured(table: Table, row: tuple[Cell, ...]) -> bool:
    """Return whether a row or column gives two models and more a number each, most of them with decimals."""
    cells = [text for column, _, _ in table.models if (text := row[column].text) not in ("", "-", "–", "—")]
    measured = [text for text in cells if SCORE.match(text)]
    exact = sum("." in text or "%" in text for text in measured)
    return len(measured) > 1 and 4 * len(measured) >= 3 * len(cells) and 2 * exact >= len(measured)


def _is_all_percent(table: Table, row: tuple[Cell, ...]) -> bool:
    """Return whether a column gives several models a percentage each, so that its head is what they were judged by."""
    cells = [text for column, _, _ in table.models if (text := row[column].text) not in ("", "-", "–", "—")]
    return len(cells) > 1 and all(cell.endswith("%") for cell in cells)


def tests_of(page: Page, table: Table, kinds: Sequence[str | None]) -> list[bool]:
    """Return of each row or column whether it is a test: it states nothing else, and something says that scores stand in it."""
    known = any(is_known_benchmark(page, label.text) for label in table.labels)
    are_tests, is_told = _are_results(table, kinds), _tells_results(table)
    return [
        kind is None
        and (
            known
            or are_tests
            or (table.has_bench_header and not table.is_turned)
            or (table.is_turned and (has_shape(label.text) or _is_all_percent(table, row)))
            or is_ranked(label.text)
            or ((is_told or table.is_of_one_test or bool(_METRICS.search(label.text))) and is_measured(table, row))
        )
        for label, row, kind in zip(table.labels, table.rows, kinds, strict=True)
    ]

"""Tables pasted as plain text: lines whose cells are parted by tabs, as a browser copies them, or by single spaces."""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from bot.reading import lazy_re as re

MOST_ROWS, MOST_COLUMNS = 400, 40
Frame = tuple[int, int]


def tab_rows(original: str) -> Iterator[list[list[Frame]]]:
    """Yield each table as rows of frames into the text: two lines and more, each with as many tabs as the first."""
    if "\t" not in original:
        return
    rows: list[list[Frame]] = []
    start = 0
    for line in (*original.split("\n"), ""):
        cells = _cells(line, start)
        if rows and (len(cells) != len(rows[0]) or len(rows) >= MOST_ROWS):
            if len(rows) > 1:
                yield rows
            rows = []
        if 2 <= len(cells) <= MOST_COLUMNS and sum(end > begin for begin, end in cells) > 1:
            rows.append(cells)
        start += len(line) + 1


def _cells(line: str, start: int) -> list[Frame]:
    """Return the frames of a line's cells; a tab before the first word is an indent."""
    if "\t" not in line or "|" in line or line.lstrip(" ").startswith("\t\t"):
        return []
    found, place = [], start
    for cell in line.split("\t"):
        found.append((place, place + len(cell)))
        place += len(cell) + 1
    return found


_CAPITAL = re.compile(r"\n(?= {0,40}[A-Z])")


def lines_with_a_capital(text: str) -> list[int]:
    """Return where the lines begin whose first letter is a capital: no other line heads a table without marks."""
    return [0, *(match.end() for match in _CAPITAL.finditer(text))]


def barred_rows(original: str) -> Iterator[list[list[Frame]]]:
    """Yield each table whose cells bars part, three and more a line, but that no rule below its head makes one of Markdown."""
    if "|\n|" not in original:
        return
    lines: list[Frame] = []
    width, is_ruled, start = 0, False, 0
    for line in (*original.split("\n"), ""):
        bars = _bars(line)
        if lines and (bars != width or len(lines) >= MOST_ROWS):
            if len(lines) > FEWEST_ROWS and not is_ruled:
                yield [_between_bars(original, *one) for one in lines]
            lines, is_ruled = [], False
        if bars:
            lines.append((start, start + len(line)))
            width, is_ruled = bars, is_ruled or not line.strip(" |:-")
        start += len(line) + 1


def _bars(line: str) -> int:
    """Return how many bars a line has that begins and ends with one; 0 where they part too few cells, or others do."""
    count = line.count("|")
    if count < FEWEST_ROWS + 2:
        return 0
    inside = line.strip()
    return min(count, MOST_COLUMNS + 1) if inside[0] == inside[-1] == "|" else 0


def _between_bars(original: str, start: int, end: int) -> list[Frame]:
    bars = (place for place in range(start, end) if original[place] == "|")
    return [(a + 1, b) for a, b in pairwise(bars)][:MOST_COLUMNS]


FEWEST_ROWS, FEWEST_NUMBERS, MOST_HEADS = 2, 2, 40
# "Model Size Python C++", below it "Tern 3B 32.4% 30.9%": as many words behind the first ones as each row has numbers.
_HEAD = re.compile(
    r" {0,40}(?:Models?|Name|Method|Benchmarks?|Datasets?|Metric|Task|Test)\b[^\n|\t]{0,240}$", re.MULTILINE
)
_FIRST_WORDS = frozenset(
    {
        "model",
        "models",
        "name",
        "method",
        "size",
        "params",
        "parameters",
        "#params",
        "benchmark",
        "benchmarks",
        "dataset",
        "datasets",
        "metric",
        "task",
        "test",
    }
)
# A word that ends a name: "Tern 2", "Gull 3 Pro", "AIME 2025", "Reed Diamond".
_ENDS_NAME = re.compile(
    r"[\d(]|v\d|[a-z]|(?:Pro|Max|Ultra|Flash|Mini|Nano|Large|Small|Medium|Plus|Lite|Opus|Sonnet|Haiku|Turbo|Instruct|Chat|Base|Thinking|Preview|Coder|Verified|Diamond|Hard|Challenge|Exam|Bench|Eval)\b"
)
_NUMBER = r"(?:\d{1,5}(?:\.\d{1,3})?%?|[-–—])"
_ROW = re.compile(
    rf"[ ]*(?P<name>[A-Za-z][^|\t]{{0,60}}?)(?: +[✅❌✓✔✗✘])?(?P<cells>(?: +{_NUMBER}){{{FEWEST_NUMBERS},}})[ ]*"
)
_WORD = re.compile(r"\S+")
_NAMES_TEST = re.compile(r"[A-Z]{2}|[A-Za-z]\d|[a-z][A-Z]|[A-Za-z]\(")  # no word of a language
_GOES_ON = re.compile(r" *[(\[%@↑↓]")  # the second line of a head's cell: "(AVG@8)"


def spaced_rows(original: str, starts: Iterable[int]) -> Iterator[list[list[Frame]]]:
    """Yield each table whose columns only spaces part, as rows of frames: a name, then a number for each cell of the head."""
    for head in filter(None, (_HEAD.match(original, start) for start in starts)):
        rows: list[list[Frame]] = []
        broken: list[Frame] = [head.span()]
        for start, end in lines_below(original, head.end()):
            row = _ROW.fullmatch(original, start, end)
            cells = [row.span("name"), *_words(original, *row.span("cells"))] if row else []
            if not cells and not rows and len(broken) < MOST_HEADS:
                broken.append((start, end))
                continue
            if not cells:
                break
            rows.append(cells)
        rows = _of_one_width(rows)
        heads = _heads(original, broken, len(rows[0]) - 1) if len(rows) >= FEWEST_ROWS else []
        if heads:
            yield [heads, *rows]


def _of_one_width(rows: list[list[Frame]]) -> list[list[Frame]]:
    """Return rows as wide as the narrowest: the first number of a wider one ends its name, "Tern 2"; up to one that does not fit."""
    width = min(map(len, rows), default=0)
    extra = [len(row) - width for row in rows]
    fitting = next((i for i, more in enumerate(extra) if more > 1), len(rows))
    return [[(row[0][0], row[more][1]), *row[more + 1 :]] for row, more in zip(rows[:fitting], extra, strict=False)]


# The make-up of one model: "Parameters Hidden Size Layers Heads" above "2,796,431,360 2560 32 32".
_MAKE_UP = r"(?:(?:Total )?Param(?:eter)?s|Hidden (?:Size|Dim(?:ension)?s?)|(?:Num(?:ber of)? )?Layers|(?:(?:Attention|KV|Query) )?Heads|(?:Sequence|Context) Length|Vocab(?:ulary)? Size|Experts)"
_PARTS_HEAD = re.compile(rf" {{0,40}}(?:{_MAKE_UP}(?: +|$)){{2,}}", re.MULTILINE)
_PART, _VALUES = re.compile(_MAKE_UP), re.compile(r" {0,8}(?:\d[\d,.]{0,14}[KMBT]?(?: {1,8}|$)){2,12}")


def made_of(original: str, starts: Iterable[int]) -> Iterator[list[list[Frame]]]:
    """Yield each table of one row that tells what a model is made of, its heads and values parted by spaces."""
    starts = starts if "ayers" in original else ()
    for head in filter(None, (_PARTS_HEAD.match(original, start) for start in starts)):
        for start, end in islice(lines_below(original, head.end()), 1):
            heads = [part.span() for part in _PART.finditer(head[0])]
            values = _words(original, start, end) if _VALUES.fullmatch(original, start, end) else []
            if len(heads) == len(values):
                yield [[(head.start() + a, head.start() + b) for a, b in heads], values]


def lines_below(text: str, end: int) -> Iterator[Frame]:
    """Yield the lines that follow one another below a line, up to an empty one."""
    for _ in range(MOST_ROWS):
        start = end + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start >= len(text) or not text[start:end].strip():
            return
        yield start, end


def _words(text: str, start: int, end: int) -> list[Frame]:
    return [word.span() for word in _WORD.finditer(text, start, end)]


def _heads(text: str, lines: list[Frame], count: int) -> list[Frame]:
    """Return the frames of a head's cells: the words of its one line, the words of its last one that name tests, or its lines."""
    words = _words(text, *lines[0])
    if len(lines) == 1:
        first = words[:-count]
        is_name = first and all(text[slice(*word)].casefold() in _FIRST_WORDS for word in first)
        return [(first[0][0], first[-1][1]), *words[-count:]] if is_name else _of_several_words(text, words, count)
    last = _words(text, *lines[-1])
    if len(last) == count and 3 * sum(_NAMES_TEST.search(text[slice(*word)]) is not None for word in last) > 2 * count:
        return [words[0], *last]
    cells = [words[0], *([(words[1][0], lines[0][1])] if len(words) > 1 else [])]
    for start, end in lines[1:]:
        if _GOES_ON.match(text, start, end) and len(cells) > 1:
            cells[-1] = (cells[-1][0], end)
        else:
            cells.append((start, end))
    return cells if len(cells) == count + 1 else []


def _of_several_words(text: str, words: list[Frame], count: int) -> list[Frame]:
    """Return the frames of a head whose names have further words that only end names; none where they are not so many."""
    heads = words[:1]
    for start, end in words[1:]:
        if len(heads) > 1 and _ENDS_NAME.match(text, start):
            heads[-1] = (heads[-1][0], end)
        else:
            heads.append((start, end))
    return heads if len(heads) == count + 1 and text[slice(*words[0])].casefold() in _FIRST_WORDS else []

"""Tables whose cells a page's text has run together: "BenchmarkTern 2Gull 3", below it "SedgeBench 2.082.7%69.4%"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.reading import lazy_re as re
from bot.reading.tab_tables import Frame, lines_below

FEWEST_ROWS = 2
_HEAD = re.compile(
    r"(?:Benchmarks?|Models?|Metric|Test|Eval(?:uation)?|Task|Tier|Dataset|Provider)(?=[A-Z])[^\n|\t]{3,160}$",
    re.MULTILINE,
)
_SPECIFIES = re.compile(
    r"(?P<a>Spec(?:ification)?s?|Parameter|Feature|Property|Attribute|Component|Aspect|Metric|Field)(?P<b>Values?|Details?|Specifications?|Description|Information|Score)$",
    re.MULTILINE,
)
_JOINT = re.compile(r"(?<=[a-z0-9)%])(?=[A-Z])(?!(?<=\d)[KMBT]\b)")
# Where one value ends and the next begins is plain in these: $0.25$1.50, 82.7%69.4%, 58.664.3.
_ROWS = tuple(
    re.compile(
        rf"(?P<name>[A-Za-z][^|\t$%]*?(?:\([^()|\t]*\))?)(?P<cells>(?:{value})+)(?P<rest>(?! ?[\d.]+(?:%| |$))[^|\t%]{{0,60}})"
    )
    for value in (r"\$\d{1,3}\.\d\d", r"(?:100|[1-9]?\d(?:\.\d)?)%", r"[1-9]\d\.\d(?!\d*%)")
)
_VALUES = re.compile(r"\$\d{1,3}\.\d\d|(?:100|[1-9]?\d(?:\.\d)?)%|[1-9]\d\.\d")
_SPECIFIED = re.compile(r"(?P<a>[A-Z][^|\t\d]{1,40}?(?<=[a-z)]))(?P<b>[A-Z\d~$][^|\t]*)")


def glued_rows(original: str, starts: Sequence[int]) -> Iterator[list[list[Frame]]]:
    """Yield each table without anything between its cells, as rows of frames; one whose rows do not fit its head is none."""
    for head in filter(None, (_HEAD.match(original, start) for start in starts)):
        heads = _heads(original, head)
        found = [row for line in lines_below(original, head.end()) if (row := _row(original, line))]
        counts = Counter(len(values) for _, values, _ in found)
        usual = max(counts, key=lambda count: (counts[count], count), default=0)
        extra = len(heads) - 1 - usual
        if counts[usual] < FEWEST_ROWS or extra not in (0, 1):
            continue
        fitting = [row for row in found if len(row[1]) == usual and (extra or not original[slice(*row[2])].strip())]
        if len(fitting) >= FEWEST_ROWS:
            yield [heads, *([name, *values, rest][: len(heads)] for name, values, rest in fitting)]
    for head in filter(None, (_SPECIFIES.match(original, start) for start in starts)):
        lines = [_SPECIFIED.fullmatch(original, *line) for line in lines_below(original, head.end())]
        if len(lines) >= FEWEST_ROWS and all(lines):
            yield [[one.span("a"), one.span("b")] for one in (head, *lines) if one]


def _heads(text: str, head: re.Match[str]) -> list[Frame]:
    """Return the frames of a head's cells; a name with a capital inside, such as "DeepTern", stands whole elsewhere."""
    joints = [head.start(), *(joint.start() for joint in _JOINT.finditer(text, head.start(), head.end())), head.end()]
    frames: list[Frame] = []
    for start, end in pairwise(joints):
        if frames and _stands_whole(text, frames[-1][0], start, end, head):
            frames[-1] = (frames[-1][0], end)
        else:
            frames.append((start, end))
    return frames


def _stands_whole(text: str, begin: int, joint: int, end: int, head: re.Match[str]) -> bool:
    """Return whether the word around a joint is one of the text's words elsewhere."""
    before, after = re.search(r"[A-Za-z\d]+$", text[begin:joint]), re.match(r"[A-Za-z\d]+", text[joint:end])
    word = f"{before[0]}{after[0]}" if before and after else ""
    place = text.find(word) if word else -1
    while place >= 0 and (
        head.start() <= place < head.end() or f"{text[:place][-1:]}{text[place + len(word) :][:1]}".strip(" \n.,:;()'’")
    ):
        place = text.find(word, place + 1)
    return place >= 0


def _row(text: str, line: Frame) -> tuple[Frame, list[Frame], Frame] | None:
    """Return the frames of a row's name, of its values and of what stands behind them."""
    for pattern in _ROWS:
        row = pattern.fullmatch(text, *line)
        if row is not None:
            values = [value.span() for value in _VALUES.finditer(text, *row.span("cells"))]
            return row.span("name"), values, row.span("rest")
    return None

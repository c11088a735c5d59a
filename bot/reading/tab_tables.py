"""Tables pasted as plain text: lines whose cells are parted by tabs, as a browser or a spreadsheet copies them."""

from collections.abc import Iterator

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

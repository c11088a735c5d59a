"""`launchwire match`: which interests want which launches, and how fast that was found."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import Progress

from bot.catalogue import Catalogue
from bot.errors import LaunchwireError, QueryError
from bot.interests import Query, parse
from bot.interests.index import Index
from bot.types import ArticleRef, Launch
from bot.types.record import from_record

_BAR_STEP = 5_000  # lines
_AT_ONCE = 32  # launches


class MatchInputError(LaunchwireError):
    """An input file cannot be read, or a line of it is not what it has to be."""


def run_match(interests: Path, launches: Path, out: TextIO, err: TextIO, catalogue: Catalogue) -> int:
    """Print the matching interests of each launch as JSON lines; what cannot be understood is reported and skipped.

    Raises:
        MatchInputError: a file cannot be read.
    """
    asked = _Asked(interests, catalogue, err)
    began = time.perf_counter()
    index = Index.of(asked.queries(), catalogue)
    built = time.perf_counter() - began
    told = _Told(index, asked.ids, out, err)
    told.tell(_rows(launches, err))
    print(json.dumps(_figures(built, told.seconds) | {"refused": asked.refused + told.refused}), file=err)
    return 0


class _Asked:
    """The interests of a file: their ids by number, and how many could not be understood."""

    def __init__(self, path: Path, catalogue: Catalogue, err: TextIO) -> None:
        self.ids: list[Any] = []
        self.refused = 0
        self._path, self._catalogue, self._err = path, catalogue, err

    def queries(self) -> Iterator[tuple[int, Query]]:
        """Yield each query with its number; their trees are not kept, a million would not fit."""
        for line, row in _rows(self._path, self._err, "queries"):
            query = None if row is None else self._query(line, row)
            if query is None or row is None:
                self.refused += 1
                continue
            self.ids.append(row["id"])
            yield len(self.ids) - 1, query

    def _query(self, line: int, row: dict[str, Any]) -> Query | None:
        if not isinstance(row.get("query"), str) or row.get("id") is None:
            _report(self._err, f"{self._path}, line {line}: an id and a query are expected")
            return None
        try:
            return parse(row["query"], self._catalogue)
        except QueryError as error:
            _report(self._err, f"interest {row['id']}: {error} (at character {error.column})")
            return None


class _Told:
    """Answers about launches, with the seconds that each took to find."""

    def __init__(self, index: Index, ids: list[Any], out: TextIO, err: TextIO) -> None:
        self.seconds: list[float] = []
        self.refused = 0
        self._index, self._ids, self._out, self._err = index, ids, out, err
        self._now = datetime.now(UTC)

    def tell(self, rows: Iterable[tuple[int, dict[str, Any] | None]]) -> None:
        """Print which interests want each launch; read, found and printed a few at a time, as news come in."""
        every = iter(rows)
        while some := list(islice(every, _AT_ONCE)):
            read = [(row, self._read(line, row)) for line, row in some]
            found = [(row, self._find(launch)) for row, launch in read if row is not None and launch is not None]
            self.refused += len(some) - len(found)
            for row, numbers in found:
                wanted = [self._ids[number] for number in sorted(numbers)]
                print(json.dumps({"launch": row.get("id"), "interests": wanted}), file=self._out)

    def _read(self, line: int, row: dict[str, Any] | None) -> Launch | None:
        try:
            return None if row is None else _launch(row)
        except ValueError as error:
            _report(self._err, f"launch {row and row.get('id')}, line {line}: {error}")
            return None

    def _find(self, launch: Launch) -> list[int]:
        began = time.perf_counter()
        found = self._index.find(launch, self._now)
        self.seconds.append(time.perf_counter() - began)
        numbers: list[int] = found.tolist()
        return numbers


def _launch(row: dict[str, Any]) -> Launch:
    title, text, url, site, key = (_text(row, name) for name in ("title", "text", "url", "site", "launch_key"))
    is_official = row.get("official") is True
    article = ArticleRef(url, title, site, trust="official" if is_official else "press")
    articles = (article,) if url or site or "official" in row else ()  # else nothing is known of who says it
    return Launch(key=key, title=title, text=text, view=from_record(row), articles=articles)


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key}: expected text, got {value!r:.60}")
    return value or ""


def _rows(path: Path, err: TextIO, what: str = "launches") -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield each line's number and object, None where there is none; a bar shows how far the file is read."""
    try:
        with path.open("rb") as lines, _bar(err) as bar:
            task = bar.add_task(what, total=path.stat().st_size or None)
            done = 0
            for number, line in enumerate(lines, 1):
                done += len(line)
                if number % _BAR_STEP == 0:
                    bar.update(task, completed=done)
                if line.strip():
                    yield number, _row(path, number, line, err)
    except OSError as error:
        raise MatchInputError(f"{path}: {error.strerror}") from error


def _bar(err: TextIO) -> Progress:
    return Progress(console=Console(file=err), transient=True, disable=not err.isatty())


def _row(path: Path, number: int, line: bytes, err: TextIO) -> dict[str, Any] | None:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        _report(err, f"{path}, line {number}: no JSON ({error})")
        return None
    if not isinstance(row, dict):
        _report(err, f"{path}, line {number}: an object is expected")
        return None
    return row


def _report(err: TextIO, problem: str) -> None:
    print(f"launchwire match: {problem.encode(errors='replace').decode()}", file=err)


def _figures(built: float, taken: list[float]) -> dict[str, float | None]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    median = statistics.median(taken) * 1e6 if taken else None
    return {
        "build_seconds": round(built, 3),
        "peak_memory_bytes": peak,
        "median_us_per_launch": median and round(median, 1),
    }

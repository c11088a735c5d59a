"""`launchwire match`: which interests want which launches, and how fast that was found."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.catalogue import Catalogue
from bot.errors import LaunchwireError, QueryError
from bot.interests import Index, Query, parse
from bot.types import ArticleRef, Launch
from bot.types.record import from_record


class MatchInputError(LaunchwireError):
    """A line of an input file is not what it has to be."""


def run_match(interests: Path, launches: Path, out: TextIO, err: TextIO, catalogue: Catalogue) -> int:
    """Print the matching interests of each launch as JSON lines; return 1 when an interest was not understood."""
    began = time.perf_counter()
    ids: list[Any] = []
    queries: list[Query] = []
    refused = 0
    for row in _rows(interests):
        try:
            queries.append(parse(str(row.get("query", "")), catalogue))
        except QueryError as error:
            print(f"launchwire match: interest {row.get('id')}: {error} (at character {error.column})", file=err)
            refused += 1
            continue
        ids.append(row.get("id"))
    index = Index.of(enumerate(queries), catalogue)
    built = time.perf_counter() - began
    taken = [_match(index, ids, row, number, out) for number, row in enumerate(_rows(launches), 1)]
    print(json.dumps(_figures(built, taken)), file=err)
    return int(refused > 0)


def _match(index: Index, ids: list[Any], row: dict[str, Any], number: int, out: TextIO) -> float:
    """Print one launch's matches and return the seconds that matching took."""
    try:
        launch = _launch(row)
    except ValueError as error:
        raise MatchInputError(f"launch {row.get('id') or number}: {error}") from error
    began = time.perf_counter()
    found = index.match(launch, datetime.now(UTC))
    seconds = time.perf_counter() - began
    print(json.dumps({"launch": row.get("id"), "interests": [ids[one] for one in found]}, ensure_ascii=False), file=out)
    return seconds


def _launch(row: dict[str, Any]) -> Launch:
    title, text = str(row.get("title") or ""), str(row.get("text") or "")
    trust = "official" if row.get("official") is True else "press"
    article = ArticleRef(str(row.get("url") or ""), title, str(row.get("site") or ""), trust=trust)  # type: ignore[arg-type]
    return Launch(
        key=str(row.get("launch_key") or ""), title=title, text=text, view=from_record(row), articles=(article,)
    )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(path, number, line)
    except OSError as error:
        raise MatchInputError(f"{path}: {error.strerror}") from error


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise MatchInputError(f"{path}, line {number}: no JSON ({error})") from error
    if not isinstance(row, dict):
        raise MatchInputError(f"{path}, line {number}: an object is expected")
    return row


def _figures(built: float, taken: list[float]) -> dict[str, float | None]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    median = statistics.median(taken) * 1e6 if taken else None
    return {
        "build_seconds": round(built, 3),
        "peak_memory_bytes": peak,
        "median_us_per_launch": median and round(median, 1),
    }

"""How long it takes to find the launches that a report may belong to, among 25,000, 50,000 and 100,000 of them.

    python -m benchmarks.bench_launches

Printed beside the naive scan, which compares the report with every launch in memory. The index lives in the database, so
what grows with the number of launches is the file; the process does not.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Connection, Engine, insert

from bot.catalogue import load_catalogue
from bot.launches import Named, Placed, name_words, named, named_blocks, place, whole_names
from bot.store import reports
from bot.store.database import make_engine
from bot.store.migrate import upgrade
from bot.store.tables import article, launch, report, report_block
from bot.types import Report
from bot.types.codec import decode, encode

COUNTS = (25_000, 50_000, 100_000)
LOOKUPS, SCANS = 2_000, 5
NEAR = timedelta(days=14)
NOW = datetime(2026, 4, 8, tzinfo=UTC)
BATCH = 5_000
SYLLABLES = "ba ce do fu gi ha ju ke lo mu na pe qui ro sa te vu wi xo za".split()
TIERS = ("", "", "", " Pro", " Flash", " mini", " Coder", " Vision", " Max")


def report_of(number: int, chance: random.Random) -> Report:
    """Return a report that launches a model; a third of all are of twelve families, as in life."""
    big = chance.random() < 0.33
    family = f"Family{'abcdefghijkl'[chance.randrange(12)]}" if big else "".join(chance.sample(SYLLABLES, 3)).title()
    name = f"{family} {chance.randrange(1, 9)}.{chance.randrange(10)}{chance.choice(TIERS)}"
    lab = f"Lab {family[-1]}" if big else f"Lab {chance.randrange(4000)}"
    when = NOW - timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
    return Report(
        f"https://a.example/{number}", name, "", True, "launch", Decimal("0.9"), lab, name, published=when
    )  # fmt: skip


def fill(engine: Engine, found: Sequence[tuple[Report, Named]], first: int) -> None:
    """Keep reports as launches of their own."""
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        for start in range(0, len(found), BATCH):
            rows = list(enumerate(found[start : start + BATCH], first + start))
            _insert(connection, rows)
        connection.commit()


def _insert(connection: Connection, rows: Sequence[tuple[int, tuple[Report, Named]]]) -> None:
    one = {"content_hash": "", "title": "", "text": "", "seen_at": 0.0}
    connection.execute(insert(article), [{"id": i, "url": r.url, "canonical": r.url, **one} for i, (r, _) in rows])
    plain = {"revision": 1, "body": {}, "first_seen": 0.0}
    connection.execute(insert(launch), [{"id": i, "key": who.key, "name": "", **plain} for i, (_, who) in rows])
    kept = [
        {"id": i, "article_id": i, "launch_id": i, "body": {}, "named": encode(who), "published": _seconds(r)}
        for i, (r, who) in rows
    ]
    connection.execute(insert(report), kept)
    blocks = [{"block": block, "report_id": i} for i, (_, who) in rows for block in named_blocks(who)]
    connection.execute(insert(report_block), blocks)


def _seconds(one: Report) -> float:
    return one.published.timestamp() if one.published else 0.0


def lookup_micros(engine: Engine, wanted: Sequence[Named]) -> list[float]:
    """Return how long each look-up took: the query, and its rows as names."""
    times = []
    with engine.connect() as connection:
        for who in wanted:
            assert who.published is not None
            begun = time.perf_counter()
            since, until = (who.published - NEAR).timestamp(), (who.published + NEAR).timestamp()
            rows = reports.candidates(connection, named_blocks(who), since, until, whole_names(who))
            for row in rows:
                decode(Named, row.named)
            times.append((time.perf_counter() - begun) * 1e6)
    return times


def scan_millis(everything: Sequence[Placed], wanted: Sequence[Named]) -> list[float]:
    """Return how long comparing with every launch took."""
    words = name_words(load_catalogue())
    times = []
    for who in wanted[:SCANS]:
        begun = time.perf_counter()
        place(who, everything, words)
        times.append((time.perf_counter() - begun) * 1e3)
    return times


def main() -> None:
    """Run at every size and print one line each."""
    chance, words = random.Random(4), name_words(load_catalogue())
    found: list[tuple[Report, Named]] = []
    print(f"{'launches':>9} {'look-up median':>15} {'p99':>10} {'naive scan':>12} {'file':>9} {'process':>9}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "launches.db"
        engine = make_engine(f"sqlite:///{path}")
        upgrade(engine)
        for count in COUNTS:
            new: list[tuple[Report, Named]] = []
            for number in range(len(found) + 1, count + 1):
                one = report_of(number, chance)
                who = named(one, words)
                assert who is not None
                new.append((one, who))
            fill(engine, new, len(found) + 1)
            found += new
            wanted = [who for _, who in chance.sample(found, LOOKUPS)]
            times = sorted(lookup_micros(engine, wanted))
            resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            scans = scan_millis([Placed(i, (who,)) for i, (_, who) in enumerate(found)], wanted)
            print(
                f"{count:>9,} {statistics.median(times):>12.0f} us {times[len(times) * 99 // 100]:>7.0f} us "
                f"{statistics.median(scans):>9.0f} ms {path.stat().st_size / 2**20:>6.0f} MB {resident:>6.0f} MB"
            )
            sys.stdout.flush()
        engine.dispose()


if __name__ == "__main__":
    main()

"""A soak: an outbox that grows for half the time, then loses what is old as fast as it grows; are claims as quick as ever?

Prints for each tenth of the time how many rows there are and what a claim took, and at the end the slope.
"""

import argparse
import asyncio
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, func, select

from benchmarks.delivery_workload import NoOp, compose, fill, new_launch
from benchmarks.servers import KINDS, new_database
from bot.delivery import Courier
from bot.store import Database, claims, fates, outbox
from bot.store.tables import delivery

PARTS = 10
LANES = 10_000
STEADY_PERCENT = 10.0  # the slope over the whole time, of the mean, that passes for none
FEWEST = 50  # deliveries of a claim that is counted: the cost of a small one is that of its statements


@dataclass
class Claims:
    """What claims cost that took deliveries, for each delivery: CPU seconds of their thread on SQLite, which works in it;
    seconds by the clock on PostgreSQL."""

    clock: Callable[[], float] = time.thread_time
    costs: list[float] = field(default_factory=list)

    def wrapped(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def timed(connection: Connection, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            began = self.clock()
            result = act(connection, *args, **kwargs)
            if len(result[0]) >= FEWEST:
                self.costs.append((self.clock() - began) / len(result[0]))
            return result

        return timed


class TimedDatabase(Database):
    """A database that times the courier's transactions."""

    claims = Claims()

    async def write(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        return await super().write(self.claims.wrapped(act) if act is claims.turn else act, *args, **kwargs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--rate", type=int, default=500, help="deliveries a second")
    parser.add_argument("--kind", default="sqlite", choices=KINDS)
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if arguments.kind == "postgresql":
        TimedDatabase.claims.clock = time.perf_counter
    with new_database(arguments.kind) as url:
        costs = asyncio.run(_soak(url, arguments.seconds, arguments.rate))
    percent = _slope(costs) * (len(costs) - 1) / statistics.fmean(costs) * 100
    print(f"slope over the whole time: {percent:+.1f} % of the mean (steady: within {STEADY_PERCENT:g} %)")
    return 0


async def _soak(url: str, seconds: float, rate: int) -> list[float]:
    """Return the median cost of a claim in each part of the time, in seconds for one delivery."""
    database, platform = await TimedDatabase.open(url), NoOp()
    await database.write(fill, LANES)
    carrying = asyncio.create_task(Courier(database, {"web": platform}, compose).run())
    pruning = asyncio.create_task(_prune(database, kept_days=seconds / 2 / 86_400))
    table = Table("seconds", "rows in the outbox", "sent so far", "claim, us a delivery", "its 99th percentile")
    found, lanes, began = [], _lanes(rate), time.monotonic()
    for part in range(1, PARTS + 1):
        TimedDatabase.claims.costs.clear()
        while time.monotonic() - began < seconds * part / PARTS:
            await _enqueue(database, next(lanes))
        costs = TimedDatabase.claims.costs
        found.append(statistics.median(costs))
        rows = await database.read(lambda connection: connection.execute(select(func.count(delivery.c.id))).scalar())
        cells = (f"{seconds * part / PARTS:.0f}", f"{rows:,}", f"{platform.count:,}", f"{found[-1] * 1e6:.1f}")
        table.add_row(*cells, f"{statistics.quantiles(costs, n=100)[98] * 1e6:.1f}")
    for task in (carrying, pruning):
        task.cancel()
    await asyncio.gather(carrying, pruning, return_exceptions=True)
    await database.close()
    Console(width=110).print(table)
    return found


async def _enqueue(database: Database, lanes: range) -> None:
    """Fan one launch out to some lanes, once a second."""
    began = time.monotonic()
    await database.write(outbox.enqueue, await new_launch(database, time.monotonic_ns()), 1, dict.fromkeys(lanes))
    database.wake.set()
    await asyncio.sleep(max(0.0, 1.0 - (time.monotonic() - began)))


def _lanes(rate: int) -> Iterator[range]:
    at = 0
    while True:
        at = at if at + rate <= LANES else 0
        yield range(at + 1, at + rate + 1)
        at += rate


async def _prune(database: Database, kept_days: float) -> None:
    """Do what the program does each hour, each second."""
    while True:
        await database.write(fates.prune, kept_days)
        await asyncio.sleep(1.0)


def _slope(values: list[float]) -> float:
    return statistics.linear_regression(range(len(values)), values).slope


if __name__ == "__main__":
    sys.exit(main())

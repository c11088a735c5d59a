"""Deliveries a second through the outbox beside a bare loop over the same sender that does nothing, in one run.

Beside each rate stands the CPU time of our processes for one delivery: that hardly changes when the machine is busy.
Also: 100,000 deliveries enqueued, what is added to one alert's way, and an idle process. The goals are in GOALS.
"""

import argparse
import asyncio
import json
import logging
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

import structlog
from rich.console import Console
from rich.table import Table

from benchmarks.delivery_workload import CARD, NoOp, compose, enqueue_all, fill, new_launch
from benchmarks.servers import KINDS, new_database
from bot.allocator import leave_out_what_stays
from bot.delivery import Courier
from bot.store import Database, outbox
from bot.types import Target

GOALS = {
    "sqlite, 2 workers": 18_000.0,
    "postgresql, 2 workers": 13_700.0,
    "sqlite, enqueue 100,000": 0.5,
    "postgresql, enqueue 100,000": 2.0,
    "sqlite, p99": 22.0,
    "postgresql, p99": 22.0,
    "idle": 1.0,
}
QUIET_SECONDS = 1.0  # without a delivery: the worker is through
TRICKLE = 400
TRICKLE_GAP_SECONDS = 0.01
IDLE_SECONDS = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--enqueue", type=int, default=100_000)
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if arguments.worker:
        json.dump(asyncio.run(_work(arguments.worker)), sys.stdout)
        return 0
    table = Table("what", "figure", "ratio to the bare loop", "goal")
    bare = asyncio.run(_bare_loop(arguments.deliveries))
    table.add_row("bare loop", f"{bare:,.0f}/s", "1", "")
    for kind in arguments.kinds:
        _measure(table, kind, bare, arguments)
    Console(width=110).print(table)
    return 0


def _measure(table: Table, kind: str, bare: float, arguments: argparse.Namespace) -> None:
    for workers in (1, 2):
        rate, cpu = _throughput(kind, workers, arguments.deliveries)
        name = f"{kind}, {workers} worker{'s' * (workers > 1)}"
        goal = GOALS.get(name)
        figure = f"{rate:,.0f}/s, {cpu * 1e6:.0f} us of CPU each"
        table.add_row(name, figure, f"{rate / bare:.3f}", f"{goal:,.0f}/s" if goal else "")
    with new_database(kind) as url:
        seconds = asyncio.run(_enqueue(url, arguments.enqueue))
    name = f"{kind}, enqueue {arguments.enqueue:,}"
    table.add_row(name, f"{seconds:.2f} s", "", f"{GOALS.get(name, 0):g} s")
    with new_database(kind) as url:
        waits, idle = asyncio.run(_trickle_and_idle(url))
    cuts = statistics.quantiles((wait * 1000 for wait in waits), n=100)
    table.add_row(f"{kind}, added to an alert's way, p50", f"{cuts[49]:.1f} ms", "", "")
    table.add_row(f"{kind}, added to an alert's way, p99", f"{cuts[98]:.1f} ms", "", f"{GOALS[f'{kind}, p99']:g} ms")
    table.add_row(f"{kind}, idle CPU", f"{idle:.2f} %", "", f"{GOALS['idle']:g} %")


async def _bare_loop(deliveries: int) -> float:
    platform, began = NoOp(), time.perf_counter()
    for number in range(deliveries):
        await platform.send(Target("web", "W", "channel", f"C{number}"), CARD, f"lw{number}")
    return deliveries / (time.perf_counter() - began)


def _throughput(kind: str, workers: int, deliveries: int) -> tuple[float, float]:
    """Return deliveries a second, and the CPU seconds of one."""
    with new_database(kind) as url:
        asyncio.run(_fill(url, deliveries))
        command = [sys.executable, "-m", "benchmarks.bench_delivery", "--worker", url]
        running = [_started(command) for _ in range(workers)]
        began = time.time()
        for one in running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        results = [json.loads(one.communicate(timeout=300)[0]) for one in running]
        assert sum(result["count"] for result in results) == deliveries, results
        rate = deliveries / (max(result["last_at"] for result in results) - began)
        return float(rate), sum(result["cpu"] for result in results) / deliveries


def _started(command: Sequence[str]) -> "subprocess.Popen[str]":
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


async def _fill(url: str, deliveries: int) -> None:
    database = await Database.open(url)
    await database.write(fill, deliveries)
    await enqueue_all(database, await new_launch(database, 1), deliveries)
    await database.close()


async def _work(url: str) -> dict[str, float]:
    """Carry from the word "go" until nothing more comes."""
    database, platform = await Database.open(url), NoOp()
    leave_out_what_stays()  # as bot.app does
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    began, cpu = time.time(), _cpu_seconds()
    task = asyncio.create_task(Courier(database, {"web": platform}, compose).run())
    while time.time() - max(platform.last_at, began) < QUIET_SECONDS:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await database.read(outbox.waiting) == 0
    await database.close()
    return {"count": platform.count, "last_at": platform.last_at, "cpu": _cpu_seconds() - cpu}


async def _enqueue(url: str, deliveries: int) -> float:
    database = await Database.open(url)
    await database.write(fill, deliveries)
    seconds = await enqueue_all(database, await new_launch(database, 1), deliveries)
    await database.close()
    return seconds


async def _trickle_and_idle(url: str) -> tuple[list[float], float]:
    """Return how long each of a trickle of alerts took from its commit to its sending, and the CPU of waiting."""
    database, begun = await Database.open(url), dict[str, float]()
    await database.write(fill, TRICKLE)
    platform, launch = NoOp(begun=begun.__getitem__), await new_launch(database, 1)
    task = asyncio.create_task(Courier(database, {"web": platform}, compose).run())
    for number in range(1, TRICKLE + 1):
        begun[f"C{number}"] = time.time()
        await database.write(outbox.enqueue, launch, 1, {number: None})
        database.wake.set()
        await asyncio.sleep(TRICKLE_GAP_SECONDS)
    while platform.count < TRICKLE:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.01)
    before = _cpu_seconds()
    await asyncio.sleep(IDLE_SECONDS)
    idle = (_cpu_seconds() - before) / IDLE_SECONDS * 100
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()
    return platform.waits, idle


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())

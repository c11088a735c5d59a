"""Matching one launch against stored interests: the index beside asking every query, in one run, same answers.

Each size runs in a process of its own, for its peak of memory. Without arguments, a thousand to a million.
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.interest_workload import NOW, Workload
from bot.catalogue import Catalogue, load_catalogue
from bot.interests import Query, parse
from bot.interests.evaluate import matches_shared
from bot.interests.index import Index
from bot.interests.traits import shared_of
from bot.types import Launch

SIZES = (1_000, 100_000, 1_000_000)
GOALS = {1_000: 350.0, 100_000: 800.0, 1_000_000: 2_000.0}  # microseconds a launch
LAUNCHES = 200
COMPARED = 3  # launches for which every query is asked as well
CHUNK = 20_000
Result = dict[str, float]


def main() -> int:
    arguments = _arguments()
    if arguments.alone:
        json.dump(measure(arguments.sizes[0], arguments.seed), sys.stdout)
        return 0
    results = {size: _measured_apart(size, arguments.seed) for size in arguments.sizes}
    Console(width=160).print(_table(results))
    if 100_000 in results and 1_000_000 in results:
        growth = results[1_000_000]["match"] / results[100_000]["match"]
        print(f"ten times the subscriptions cost {growth:.1f} times as much")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alone", action="store_true", help="measure in this process and print JSON")
    return parser.parse_args()


def _measured_apart(size: int, seed: int) -> Result:
    command = [sys.executable, "-m", "benchmarks.bench_interests", str(size), "--seed", str(seed), "--alone"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    result: Result = json.loads(done.stdout)
    return result


def measure(size: int, seed: int) -> Result:
    """Return what one size costs; times in microseconds, memory in megabytes."""
    catalogue, world = load_catalogue(), Workload(seed)
    launches = list(world.launches(LAUNCHES, seed + 2))
    started = time.perf_counter()
    index = _built(world, catalogue, size, seed)
    result: Result = {"build_seconds": time.perf_counter() - started, "peak": _peak()}
    result |= _match(index, launches, size)
    result |= _ask_each(index, world, catalogue, launches[:COMPARED], size, seed)
    result |= _save_and_load(index, catalogue)
    return result | _change(index, world, catalogue, size, seed)


def _built(world: Workload, catalogue: Catalogue, size: int, seed: int) -> Index:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(f"{size:,} queries", total=size)
        texts = world.queries(size, seed + 1)
        pairs = ((at, parse(text, catalogue)) for at, text in enumerate(texts))
        return Index.of(pairs, catalogue, progress=lambda done: progress.update(task, completed=done))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _match(index: Index, launches: list[Launch], size: int) -> Result:
    for launch in launches[:20]:
        index.match(launch, NOW)
    times, found = [], 0
    for launch in launches:
        started = time.perf_counter()
        ids = index.find(launch, NOW)
        times.append(time.perf_counter() - started)
        found += len(ids)
        del ids
    share = found / len(launches) / size
    return {"match": _median(times), "p99": sorted(times)[int(len(times) * 0.99)] * 1e6, "share": 100 * share}


def _median(times: list[float]) -> float:
    return statistics.median(times) * 1e6


def _ask_each(
    index: Index, world: Workload, catalogue: Catalogue, launches: list[Launch], size: int, seed: int
) -> Result:
    """Ask every query about some launches; the trees of a million do not fit, so they are read chunk by chunk."""
    seen = [shared_of(launch, NOW) for launch in launches]
    times = [0.0] * len(seen)
    found: list[list[int]] = [[] for _ in seen]
    for chunk in _chunks(world, catalogue, size, seed):
        for at, shared in enumerate(seen):
            started = time.perf_counter()
            found[at] += [number for number, query in chunk if matches_shared(query, shared)]
            times[at] += time.perf_counter() - started
    for launch, expected in zip(launches, found, strict=True):
        if index.match(launch, NOW) != expected:
            raise AssertionError(f"the index and asking each query disagree about {launch.key}")
    return {"ask_each": _median(times)}


def _chunks(world: Workload, catalogue: Catalogue, size: int, seed: int) -> Iterator[list[tuple[int, Query]]]:
    pairs = enumerate(world.queries(size, seed + 1))
    while chunk := [(at, parse(text, catalogue)) for at, text in islice(pairs, CHUNK)]:
        gc.collect()
        yield chunk


def _save_and_load(index: Index, catalogue: Catalogue) -> Result:
    file = BytesIO()
    index.save(file)
    megabytes = file.tell() / 1e6
    file.seek(0)
    started = time.perf_counter()
    Index.load(file, catalogue)
    return {"load_seconds": time.perf_counter() - started, "file": megabytes}


def _change(index: Index, world: Workload, catalogue: Catalogue, size: int, seed: int) -> Result:
    queries = [parse(text, catalogue) for text in world.queries(2_000, seed + 3)]
    added = _each(lambda at: index.add(size + at, queries[at]), len(queries))
    removed = _each(lambda at: index.remove(at * 7 % size), len(queries))
    return {"add": statistics.mean(added) * 1e6, "remove": statistics.mean(removed) * 1e6}


def _each(act: Callable[[int], None], count: int) -> list[float]:
    times = []
    for at in range(count):
        started = time.perf_counter()
        act(at)
        times.append(time.perf_counter() - started)
    return times


def _table(results: dict[int, Result]) -> Table:
    table = Table(title="One launch of 800 words against stored interests, median; everything done per launch counted")
    for column in ("interests", "index us", "goal us", "p99 us", "asking each us", "ratio", "match %", "build s",
                   "peak MB", "file MB", "load s", "add us", "remove us"):  # fmt: skip
        table.add_column(column, justify="right")
    for size, one in results.items():
        goal = f"{GOALS[size]:,.0f}" if size in GOALS else ""
        table.add_row(
            f"{size:,}", f"{one['match']:,.0f}", goal, f"{one['p99']:,.0f}", f"{one['ask_each']:,.0f}",
            f"{one['ask_each'] / one['match']:,.0f}x", f"{one['share']:.1f}", f"{one['build_seconds']:.1f}",
            f"{one['peak']:,.0f}", f"{one['file']:.1f}", f"{one['load_seconds']:.2f}", f"{one['add']:.0f}",
            f"{one['remove']:.0f}",
        )  # fmt: skip
    return table


if __name__ == "__main__":
    raise SystemExit(main())

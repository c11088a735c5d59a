"""Resident memory of a whole process, by its roles and by part: the bare interpreter, then subscriptions beside none.

The platforms' addresses lead nowhere on loopback; everything else runs as it would.
"""

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert

from benchmarks.interest_workload import Workload
from bot.store import Database
from bot.store.tables import lane, subscription

GOAL_MB = 150.0
NOWHERE = "http://127.0.0.1:9"
SLACK = {"SLACK_BOT_TOKEN": "xoxb-none", "SLACK_APP_TOKEN": "xapp-none", "SLACK_API_BASE_URL": f"{NOWHERE}/"}
DISCORD = {"DISCORD_TOKEN": "none", "DISCORD_API_BASE_URL": NOWHERE, "DISCORD_GATEWAY_URL": "ws://127.0.0.1:9"}
ALL = "poll,deliver,slack,discord,web"
PROCESSES: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("all roles, Slack and Discord", ALL, {**SLACK, **DISCORD}),
    ("all roles, Slack only", ALL, SLACK),
    ("all roles, Discord only", ALL, DISCORD),
    ("poll", "poll", SLACK),
    ("deliver", "deliver", {**SLACK, **DISCORD}),
)
PER_PLACE = 10
SETTLE_SECONDS = 3.0
LOADED_SECONDS = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscriptions", type=int, default=100_000)
    parser.add_argument("--only", default="", help="a part of a row's name")
    arguments = parser.parse_args()
    table = Table("process", "with no subscription", f"with {arguments.subscriptions:,}", "goal")
    table.add_row("a bare interpreter", f"{_bare():.0f} MB", "", "")
    with tempfile.TemporaryDirectory(prefix="launchwire-bench-") as folder:
        empty, full = Path(folder) / "empty.db", Path(folder) / "full.db"
        asyncio.run(_fill(empty, 0))
        asyncio.run(_fill(full, arguments.subscriptions))
        for name, roles, tokens in PROCESSES:
            if arguments.only in name:
                small, large = (_resident(path, roles, tokens) for path in (empty, full))
                table.add_row(name, f"{small:.0f} MB", f"{large:.0f} MB", f"{GOAL_MB:.0f} MB")
    Console(width=100).print(table)
    return 0


def _bare() -> float:
    command = [sys.executable, "-c", "print(open('/proc/self/smaps_rollup').read())"]
    return _megabytes(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _resident(path: Path, roles: str, tokens: Mapping[str, str]) -> float:
    """Return what a process of its own holds, once it has settled."""
    sources = path.with_suffix(".toml")
    sources.write_text(f'[[source]]\nurl = "{NOWHERE}/feed"\n', encoding="utf-8")
    own = {"DATABASE_URL": f"sqlite:///{path}", "LAUNCHWIRE_ROLES": roles, "LAUNCHWIRE_SOURCES": str(sources)}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), "LAUNCHWIRE_WEB_PORT": "0", **own, **tokens}
    command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main(['run']))"]
    said = path.with_suffix(".log")
    with said.open("w") as log:
        running = subprocess.Popen(command, env=environment, stderr=log, cwd=path.parent)
    try:
        _wait_until_started(running, said)
        time.sleep(SETTLE_SECONDS)
        return _megabytes(Path(f"/proc/{running.pid}/smaps_rollup").read_text(encoding="ascii"))
    finally:
        running.kill()
        running.wait()


def _wait_until_started(running: "subprocess.Popen[bytes]", said: Path) -> None:
    began = time.monotonic()
    while " started " not in said.read_text(encoding="utf-8"):
        if running.poll() is not None or time.monotonic() - began > LOADED_SECONDS:
            raise AssertionError(f"it does not start: {said.read_text(encoding='utf-8')}")
        time.sleep(0.05)


def _megabytes(rollup: str) -> float:
    found = re.search(r"^Rss:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1024


async def _fill(path: Path, count: int) -> None:
    database = await Database.open(f"sqlite:///{path}")
    await database.write(_add, count)
    await database.close()


def _add(connection: Connection, count: int) -> None:
    place = {"platform": "discord", "workspace": "W", "kind": "channel", "gap_seconds": 0.0, "epoch": 0}
    wish = {"owner": "U1", "cadence": "now", "zone": "UTC", "density": "normal", "name": "", "created_at": 0.0}
    places = [{**place, "id": one, "target": str(10**17 + one)} for one in range(1, count // PER_PLACE + 2)]
    queries = Workload(1).queries(count, 2)
    wishes = [
        {**wish, "id": at + 1, "lane_id": at // PER_PLACE + 1, "query": query} for at, query in enumerate(queries)
    ]
    connection.execute(insert(lane), places)
    # Ten a place: two of them may be the same, and are kept once.
    if wishes:
        connection.execute(insert(subscription).prefix_with("OR IGNORE"), wishes)


if __name__ == "__main__":
    sys.exit(main())

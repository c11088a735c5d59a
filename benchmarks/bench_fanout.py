"""One launch to many Discord channels from two processes: the share of Discord's ceiling that is kept, and 429s.

Discord is a server on loopback that refuses the 51st request of any second; the adapter and discord.py are the real ones.
"""

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import time
from collections import deque

import structlog
from aiohttp import web

from benchmarks.delivery_workload import compose, enqueue_all, fill, new_launch
from benchmarks.servers import KINDS, new_database
from bot.delivery import Courier
from bot.pacing import SharedPace
from bot.store import Database, buckets, outbox
from bot.store.wake import listen
from handlers.discord import DiscordPlatform

CEILING = 50
WORKERS = 2


class Discord:
    """Takes messages, 50 requests in any second."""

    def __init__(self) -> None:
        self.recent: deque[float] = deque()
        self.messages = self.refused = 0
        self.first_at = self.last_at = 0.0

    async def me(self, request: web.Request) -> web.Response:
        return _json({"id": "1", "username": "launchwire", "discriminator": "0", "avatar": None, "bot": True})

    async def post(self, request: web.Request) -> web.Response:
        now = time.monotonic()
        while self.recent and now - self.recent[0] >= 1.0:
            self.recent.popleft()
        if len(self.recent) >= CEILING:
            self.refused += 1
            return _json({"message": "slow down", "retry_after": 0.5, "global": True}, 429)
        self.recent.append(now)
        self.messages += 1
        self.first_at, self.last_at = self.first_at or now, now
        channel = request.match_info["channel"]
        return _json({"id": str(1_000_000_000_000_000_000 + self.messages), "channel_id": channel, "type": 0})


def _json(body: object, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=600, help="20000 takes seven minutes")
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--worker", nargs=2, metavar=("DATABASE", "API"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if arguments.worker:
        asyncio.run(_work(*arguments.worker))
        return 0
    for kind in arguments.kinds:
        with new_database(kind) as url:
            asyncio.run(_measure(kind, url, arguments.channels))
    return 0


async def _measure(kind: str, url: str, channels: int) -> None:
    database, discord = await Database.open(url), Discord()
    await database.write(fill, channels, "discord")
    await enqueue_all(database, await new_launch(database, 1), channels)
    app = web.Application()
    app.router.add_get("/api/v10/users/@me", discord.me)
    app.router.add_post("/api/v10/channels/{channel}/messages", discord.post)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    command = [sys.executable, "-m", "benchmarks.bench_fanout", "--worker", url, f"http://{host}:{port}/api/v10"]
    workers = [subprocess.Popen(command) for _ in range(WORKERS)]  # noqa: ASYNC220 - at once
    while discord.messages < channels:  # noqa: ASYNC110 - other processes do it
        await asyncio.sleep(0.1)
    for worker in workers:
        worker.terminate()
        await asyncio.to_thread(worker.wait)
    rate = (channels - 1) / (discord.last_at - discord.first_at)
    left = await database.read(outbox.waiting)
    print(
        f"{kind}: {channels} channels, {rate:.1f}/s, {rate / CEILING:.1%} of {CEILING}/s, 429s {discord.refused}, left {left}"
    )
    await runner.cleanup()
    await database.close()


async def _work(url: str, api: str) -> None:
    database = await Database.open(url)
    platform = DiscordPlatform(token="x" * 30, api_base_url=api, pace=SharedPace(database, buckets.DISCORD))
    await asyncio.gather(Courier(database, {"discord": platform}, compose).run(), listen(database))


if __name__ == "__main__":
    sys.exit(main())

"""One launch to many channels from several processes: the share of the platform's ceiling that is kept, and its 429s.

The platforms are servers on loopback that count in a sliding window, as strictly as can be. `discord` and `slack` are
the real adapters at the real rates. `lines` has Discord's ceiling without its wire and can be set higher:
`--sender lines --ceiling 1000 --channels 20000` takes 20 seconds instead of seven minutes.
"""

import argparse
import asyncio
import logging
import subprocess
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from benchmarks.ceilings import Discord, Ledger, Lines, Slack
from benchmarks.delivery_workload import NoOp, compose, enqueue_all, fill, new_launch
from benchmarks.servers import KINDS, new_database
from bot.delivery import Courier
from bot.errors import RetryLater
from bot.pacing import SharedPace
from bot.ports import Platform
from bot.store import Database, buckets, outbox
from bot.store.wake import listen
from bot.types import Card, Receipt, Target
from handlers.discord import DiscordPlatform
from handlers.slack import SlackPlatform

SENDERS = {"discord": 50.0, "slack": 5.0, "lines": 50.0}  # and the ceiling of each, messages a second
PATIENCE_SECONDS = 3.0
WARM_UP, REST_SECONDS = 30, 1.5  # a first launch to a few channels finds every process up and signed in


class LinePlatform(NoOp):
    """Sends a line for each message, when its turn has come."""

    def __init__(self, pace: SharedPace, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        super().__init__("discord")
        self._pace, self._reader, self._writer = pace, reader, writer
        self._asked: deque[asyncio.Future[float]] = deque()

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        while (wait := await self._pace.leave(PATIENCE_SECONDS)) > 0:
            if wait > PATIENCE_SECONDS:
                raise RetryLater("no turn", retry_after_seconds=wait)
            await asyncio.sleep(wait)
        answer: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        self._writer.write(f"{target.id}\n".encode())
        refused = await answer
        if refused > 0:
            raise RetryLater("refused", retry_after_seconds=refused, is_wide=True)
        return await super().send(target, card, key)

    async def hear(self) -> None:
        """Hand out the answers in the order of the lines."""
        while line := await self._reader.readline():
            self._asked.popleft().set_result(float(line))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=600)
    parser.add_argument("--sender", default="discord", choices=SENDERS)
    parser.add_argument("--ceiling", type=float, help="messages a second; the platform's own if not given")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--kinds", nargs="*", default=KINDS, choices=KINDS)
    parser.add_argument("--worker", nargs=2, metavar=("DATABASE", "PORT"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    arguments.ceiling = arguments.ceiling or SENDERS[arguments.sender]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if arguments.worker:
        asyncio.run(_work(arguments, *arguments.worker))
        return 0
    for kind in arguments.kinds:
        with new_database(kind) as url:
            asyncio.run(_measure(arguments, kind, url))
    return 0


async def _measure(arguments: argparse.Namespace, kind: str, url: str) -> None:
    database = await Database.open(url)
    await database.write(fill, arguments.channels, "slack" if arguments.sender == "slack" else "discord")
    async with _platform(arguments.sender, arguments.ceiling) as (ledger, port):
        command = [sys.executable, "-m", "benchmarks.bench_fanout", "--worker", url, str(port)]
        command += ["--sender", arguments.sender, "--ceiling", str(arguments.ceiling)]
        workers = [subprocess.Popen(command) for _ in range(arguments.processes)]  # noqa: ASYNC220 - at once
        for number, channels in enumerate((WARM_UP, arguments.channels), 1):
            ledger.clear()
            await enqueue_all(database, await new_launch(database, number), channels)
            while ledger.messages < channels:  # noqa: ASYNC110 - other processes do it
                await asyncio.sleep(0.1)
            await asyncio.sleep(REST_SECONDS)
        for worker in workers:
            worker.terminate()
            await asyncio.to_thread(worker.wait)
    print(f"{kind}, {arguments.sender}, {arguments.processes} processes: {_words(ledger, arguments.ceiling)}")
    print(f"  waiting afterwards: {await database.read(outbox.waiting)}")
    await database.close()


def _words(ledger: Ledger, ceiling: float) -> str:
    rate = (ledger.messages - 1) / (ledger.times[-1] - ledger.times[0])
    return (
        f"{ledger.messages} messages, {rate:.2f}/s, {rate / ceiling:.1%} of {ceiling:g}/s; "
        f"other requests {ledger.others}; 429s {ledger.refused}"
    )


@asynccontextmanager
async def _platform(sender: str, ceiling: float) -> AsyncIterator[tuple[Ledger, int]]:
    """Serve a platform and yield what it keeps and its port."""
    if sender == "lines":
        lines = Lines(round(ceiling))
        server = await asyncio.start_server(lines.serve, "127.0.0.1", 0)
        async with server:
            yield lines.ledger, server.sockets[0].getsockname()[1]
        return
    platform = Slack(round(ceiling * 60)) if sender == "slack" else Discord(round(ceiling))
    app = web.Application()
    app.router.add_routes(platform.routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield platform.ledger, runner.addresses[0][1]
    await runner.cleanup()


async def _work(arguments: argparse.Namespace, url: str, port: str) -> None:
    most = round(arguments.ceiling)
    if arguments.sender != "slack" and most != buckets.DISCORD.most:
        buckets.DISCORD = buckets.Limit("discord", most * buckets.DISCORD.per_second / SENDERS["discord"], most=most)
    database = await Database.open(url)
    platform, more = await _sender(arguments.sender, database, port)
    courier = Courier(database, {platform.name: platform}, compose)
    await asyncio.gather(courier.run(), listen(database), *more)


async def _sender(sender: str, database: Database, port: str) -> tuple[Platform, list[asyncio.Task[None]]]:
    address = f"http://127.0.0.1:{port}/api"
    pace = SharedPace(database, buckets.DISCORD)
    if sender == "slack":
        return SlackPlatform(bot_token="xoxb-1", base_url=address), []
    if sender == "discord":
        return DiscordPlatform(token="x" * 30, api_base_url=f"{address}/v10", pace=pace), []
    plain = LinePlatform(pace, *await asyncio.open_connection("127.0.0.1", int(port)))
    return plain, [asyncio.create_task(plain.hear())]


if __name__ == "__main__":
    sys.exit(main())

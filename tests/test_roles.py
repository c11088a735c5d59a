"""A process loads only what its roles and tokens need: libraries are most of what it holds in memory."""

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import pytest

from bot.store import Database
from tests.fake_world import PATIENCE

NOWHERE = "http://127.0.0.1:9"  # nobody listens there
SLACK = {"SLACK_BOT_TOKEN": "xoxb-none", "SLACK_APP_TOKEN": "xapp-none", "SLACK_API_BASE_URL": f"{NOWHERE}/"}
DISCORD = {"DISCORD_TOKEN": "none", "DISCORD_API_BASE_URL": NOWHERE, "DISCORD_GATEWAY_URL": "ws://127.0.0.1:9"}
RARELY = {"alembic", "psycopg", "cryptography"}  # a new database, PostgreSQL, Slack installs by OAuth
PARSERS = {"lxml", "selectolax", "feedparser"}  # only in processes that may be killed
READS = {"bot.pipeline", "bot.matching", "numpy"}


async def loaded(folder: Path, roles: str, tokens: dict[str, str]) -> set[str]:
    """Return the modules that a process has loaded when it says that it has started."""
    url = f"sqlite:///{folder / 'launchwire.db'}"
    await (await Database.open(url)).close()
    (folder / "sources.toml").write_text(f'[[source]]\nurl = "{NOWHERE}/feed"\n', encoding="utf-8")
    said = folder / "log"
    with said.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(
                sys.executable,
                "-X",
                "importtime",
                "-c",
                "import sys; from bot.cli import main; sys.exit(main(['run']))",
            ),
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(Path(__file__).parent.parent),
                "DATABASE_URL": url,
                "LAUNCHWIRE_SOURCES": str(folder / "sources.toml"),
                "LAUNCHWIRE_ROLES": roles,
                "LAUNCHWIRE_WEB_PORT": "0",
                **tokens,
            },
            stderr=log,
        )
        try:
            async with asyncio.timeout(PATIENCE):
                while " started " not in said.read_text(encoding="utf-8"):
                    assert process.returncode is None, said.read_text(encoding="utf-8")
                    await asyncio.sleep(0.02)
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()
    return set(re.findall(r"^import time:.*\| +(\S+)$", said.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    ("roles", "tokens", "needed", "spared"),
    [
        ("deliver", DISCORD, {"discord"}, {"slack_sdk", "slack_bolt", "handlers.web", *READS, *RARELY}),
        ("deliver", SLACK, {"slack_sdk"}, {"discord", "handlers.web", *READS, *RARELY}),
        ("poll", {**SLACK, **DISCORD}, READS, {"slack_sdk", "discord", "handlers.web", *RARELY}),
        ("poll,deliver,slack,discord,web", SLACK, {"slack_sdk", "handlers.web", *READS}, {"discord", *RARELY}),
        ("poll,deliver,slack,discord,web", DISCORD, {"discord", "handlers.web", *READS}, {"slack_sdk", *RARELY}),
    ],
)
async def test_process_loads_only_what_its_roles_and_tokens_need(
    tmp_path: Path, roles: str, tokens: dict[str, str], needed: set[str], spared: set[str]
) -> None:
    found = await loaded(tmp_path, roles, tokens)
    assert needed <= found
    assert not (spared | PARSERS) & found

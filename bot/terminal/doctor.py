"""`launchwire doctor`: what is wrong with this installation, and how to mend it. It changes nothing."""

import base64
import binascii
import importlib.util
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import aiohttp
from pydantic import SecretStr
from rich.console import Console
from rich.text import Text

import bot
from bot.errors import LaunchwireError
from bot.settings import Settings
from bot.store import Database
from bot.store import sources as stored_sources

Verdict = Literal["fine", "wrong", "off"]
TIMEOUT = aiohttp.ClientTimeout(total=10)
LARGEST_CLOCK_ERROR_SECONDS = 60  # Slack refuses signatures older than 5 minutes
SLACK = "https://slack.com/api/"
DISCORD = "https://discord.com/api/v10"
SLACK_SCOPES = frozenset({"commands", "chat:write", "im:write"})
# View Channel, Send Messages, Embed Links, Attach Files, Send Messages in Threads
DISCORD_PERMISSIONS = (1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 38)
_MARKS: dict[Verdict, tuple[str, str]] = {
    "fine": ("ok", "green"),
    "wrong": ("wrong", "bold red"),
    "off": ("off", "dim"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is, and what to do when it is wrong."""

    what: str
    verdict: Verdict
    words: str


async def run_doctor(settings: Settings) -> int:
    """Print every finding; return 1 when something is wrong, else 0."""
    console = Console(highlight=False, soft_wrap=True)
    is_wrong = False
    async for finding in findings(settings):
        mark, style = _MARKS[finding.verdict]
        console.print(Text(f"{mark:>5}", style=style), Text(f" {finding.what}: {finding.words}"), sep="")
        is_wrong = is_wrong or finding.verdict == "wrong"
    return int(is_wrong)


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything, one after another; a check that fails is a finding, never an end."""
    yield _shadow()
    yield await _database(settings)
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        yield await _slack(settings, session)
        yield await _discord(settings, session)


def _shadow() -> Finding:
    """Another program's package called `bot` may stand before ours on the import path."""
    spec = importlib.util.find_spec("bot")
    places = list(spec.submodule_search_locations or ()) if spec else []
    ours = str(Path(bot.__file__).parent)
    if places and places[0] == ours and Path(ours, "ports.py").exists():
        return Finding("package", "fine", ours)
    return Finding("package", "wrong", f"another package named bot is in the way: {places}. Use a virtual environment.")


async def _database(settings: Settings) -> Finding:
    try:
        database = await Database.open(settings.database_url.get_secret_value())
    except LaunchwireError as error:
        return Finding("database", "wrong", f"{error}. Check DATABASE_URL, the folder's rights and the server.")
    try:
        rows = await database.read(stored_sources.list_sources)
        return Finding("database", "fine", f"{database.kind}, up to date, {len(rows)} sources")
    finally:
        await database.close()


async def _slack(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    token = _secret(settings.slack_bot_token)
    if token is None and settings.slack_client_id:
        return Finding("Slack", "fine", "many workspaces by OAuth; people install at /slack/install on your address.")
    if token is None:
        return Finding("Slack", "off", "SLACK_BOT_TOKEN is not set. docs/slack.md takes 60 seconds.")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        return Finding("Slack", "wrong", "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) as well.")
    base = (settings.slack_api_base_url or SLACK).rstrip("/")
    try:
        async with session.post(f"{base}/auth.test", headers={"Authorization": f"Bearer {token}"}) as response:
            answer = await response.json(content_type=None)
            scopes = set(response.headers.get("X-OAuth-Scopes", "").split(",")) - {""}
            skew = _clock_error(response.headers.get("Date"))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Finding("Slack", "wrong", f"no answer from Slack ({type(error).__name__}). Check the network or proxy.")
    return _slack_finding(answer, scopes, skew)


def _slack_finding(answer: dict[str, object], scopes: set[str], skew: float) -> Finding:
    if not answer.get("ok"):
        return Finding(
            "Slack",
            "wrong",
            f"SLACK_BOT_TOKEN is refused ({answer.get('error')}). Copy it again from OAuth & Permissions: xoxb-...",
        )
    missing = sorted(SLACK_SCOPES - scopes) if scopes else []
    if missing:
        return Finding("Slack", "wrong", f"the app lacks {', '.join(missing)}. Add them and install the app again.")
    if skew > LARGEST_CLOCK_ERROR_SECONDS:
        return Finding("Slack", "wrong", f"this machine's clock is off by {skew:.0f} s: signatures will be refused.")
    return Finding("Slack", "fine", f"signed in to {answer.get('team')} as {answer.get('user')}")


async def _discord(settings: Settings, session: aiohttp.ClientSession) -> Finding:
    token = _secret(settings.discord_token)
    if token is None:
        return Finding("Discord", "off", "DISCORD_TOKEN is not set. docs/discord.md takes 60 seconds.")
    base = (settings.discord_api_base_url or DISCORD).rstrip("/")
    try:
        async with session.get(f"{base}/users/@me", headers={"Authorization": f"Bot {token}"}) as response:
            answer = await response.json(content_type=None)
            status = response.status
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return Finding(
            "Discord", "wrong", f"no answer from Discord ({type(error).__name__}). Check the network or proxy."
        )
    if status == 401:
        return Finding("Discord", "wrong", "DISCORD_TOKEN is refused. Reset it under Bot in the developer portal.")
    if status != 200:
        return Finding("Discord", "wrong", f"Discord answered HTTP {status}. Try again in a minute.")
    return Finding("Discord", "fine", f"signed in as {answer.get('username')}. Invite: {invite(token)}")


def invite(token: str) -> str:
    """Return the address that adds the bot to a server; the application's id is the first part of the token."""
    head = token.partition(".")[0]
    try:
        application = base64.b64decode(head + "=" * (-len(head) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        application = "YOUR_APPLICATION_ID"
    return (
        "https://discord.com/oauth2/authorize"
        f"?client_id={application}&scope=bot+applications.commands&permissions={DISCORD_PERMISSIONS}"
    )


def _clock_error(date: str | None) -> float:
    """Return how many seconds this machine's clock differs from a server's Date header."""
    if not date:
        return 0.0
    try:
        there = datetime.strptime(date, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        return 0.0
    return abs((datetime.now(UTC) - there).total_seconds())


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None

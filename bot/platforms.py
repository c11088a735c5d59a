"""The platforms that this process sends to or answers on. A chat library is loaded only where its token is set."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.places import PlacesInDatabase
from bot.ports import Platform
from bot.settings import Settings
from bot.store import Database, memos
from bot.store.installs import Installs

if TYPE_CHECKING:
    from aiohttp import web
    from pydantic import SecretStr

    from bot.catalogue import Catalogue
    from handlers.discord import DiscordPlatform
    from handlers.slack import SlackPlatform

SEEN_SECONDS = 3600.0  # Slack repeats an event for up to an hour
COMMAND_HASH = "discord commands"


def platforms_of(
    settings: Settings,
    database: Database,
    catalogue: "Catalogue",
    health: Callable[[], Mapping[str, str]],
    routes: "Sequence[web.RouteDef]" = (),
) -> Mapping[str, Platform]:
    """Return each platform by its name. Who delivers sends wherever there is a token, whoever serves commands."""
    found: dict[str, Platform] = {}
    carries, roles, routes = "deliver" in settings.roles, settings.roles, [*routes]
    if (settings.slack_bot_token or settings.slack_client_id) and (carries or "slack" in roles):
        found["slack"] = slack = _slack(settings, database)
        routes += slack.routes() if "web" in roles else ()
    if settings.discord_token and (carries or "discord" in roles):
        found["discord"] = _discord(settings, database, catalogue, settings.discord_token)
    if "web" in roles:
        found["web"] = _web(settings, database, health, routes)
    return found


def _slack(settings: Settings, database: Database) -> "SlackPlatform":
    from handlers.slack import SlackPlatform

    return SlackPlatform(
        bot_token=_said(settings.slack_bot_token),
        app_token=_said(settings.slack_app_token),
        signing_secret=_said(settings.slack_signing_secret),
        base_url=settings.slack_api_base_url,
        managers=settings.slack_managers,
        seen=SeenInDatabase(database),
        client_id=settings.slack_client_id,
        client_secret=_said(settings.slack_client_secret),
        installs=installs_of(settings, database),
        places=PlacesInDatabase(database),
    )


def _said(secret: "SecretStr | None") -> str | None:
    return secret.get_secret_value() if secret else None


def _discord(settings: Settings, database: Database, catalogue: "Catalogue", token: "SecretStr") -> "DiscordPlatform":
    from bot.charts import drawer
    from bot.pacing import SharedPace
    from bot.store import buckets
    from handlers.discord import DiscordPlatform

    suggest = None
    if "discord" in settings.roles:  # who only sends completes no query
        from bot.commands import Suggestions

        suggest = Suggestions(database, catalogue)
    return DiscordPlatform(
        token=token.get_secret_value(),
        api_base_url=settings.discord_api_base_url,
        gateway_url=settings.discord_gateway_url,
        manager_role=settings.discord_manager_role,
        shards=settings.discord_shards,
        command_hash=HashInDatabase(database),
        draw=drawer(),
        pace=SharedPace(database, buckets.DISCORD),
        places=PlacesInDatabase(database),
        suggest=suggest,
    )


def _web(
    settings: Settings,
    database: Database,
    health: Callable[[], Mapping[str, str]],
    routes: "Sequence[web.RouteDef]",
) -> Platform:
    from bot.metrics import metrics_of
    from handlers.web import WebPlatform

    return WebPlatform(
        host=settings.web_host,
        port=settings.web_port,
        health=health,
        metrics=partial(metrics_of, database),
        routes=routes,
        is_playground=settings.playground,
    )


def installs_of(settings: Settings, database: Database) -> Installs:
    """Return where Slack installs are kept; without keys none can be.

    Raises:
        SettingsError: installs are wanted and cannot be kept.
    """
    secret = settings.secret_keys.get_secret_value() if settings.secret_keys else ""
    keys = [key.strip() for key in secret.split(",") if key.strip()]
    if not keys and not settings.slack_client_id:
        return Installs(database, None)
    from bot.store.sealing import HOW_TO_MAKE_ONE, Sealer

    if settings.slack_client_id and not (settings.slack_client_secret and keys):
        raise SettingsError(
            "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET and LAUNCHWIRE_SECRET_KEYS, too. "
            f"Make a key with: {HOW_TO_MAKE_ONE}"
        )
    return Installs(database, Sealer(keys))


class SeenInDatabase:
    """Slack's events that were served already, shared by every process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_new(self, key: str) -> bool:
        """Return True the first time a key is asked about."""
        return await self._database.write(memos.is_first, f"slack {key}", SEEN_SECONDS)


class HashInDatabase:
    """The hash of the commands that Discord knows, kept over restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> str | None:
        """Return the hash, None before the first sync."""
        return await self._database.read(memos.recall, COMMAND_HASH)

    async def put(self, value: str) -> None:
        """Keep the hash."""
        await self._database.write(memos.remember, COMMAND_HASH, value)

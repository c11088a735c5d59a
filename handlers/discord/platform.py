"""The Discord platform: one bot by its token, commands over the gateway, alerts over REST."""

import asyncio
from contextlib import suppress

import discord
import structlog

from bot.errors import SettingsError
from bot.ports import Ask, Places, Suggest
from bot.types import Card, LostPost, Receipt, Search, Target
from bot.types.delivery import PlatformName
from handlers.discord.asking import Asking
from handlers.discord.client import GatewayClient, ShardedClient
from handlers.discord.closed import ClosedPeople
from handlers.discord.dialling import Dialling
from handlers.discord.pacing import Pace
from handlers.discord.pictures import Draw, Pictures
from handlers.discord.post import Post
from handlers.discord.presence import Presence
from handlers.discord.publishing import Publishing
from handlers.discord.sharding import AUTO, SHARDING_REQUIRED, Shards, shards_of
from handlers.discord.syncing import CommandHash, RememberedHash
from handlers.discord.timing import USUAL, Timing, back_off_seconds
from handlers.discord.web_api import WebApi, point_at

log = structlog.get_logger("discord")

REFUSED = (
    "DISCORD_TOKEN is refused by Discord. Copy the bot's token from the Developer Portal, Bot, Reset Token; "
    "it is neither the client secret nor the public key."
)
INTENT_REFUSED = (
    "Discord refuses the gateway intents ({code}). Launchwire asks for none that is privileged: "
    "check that DISCORD_TOKEN belongs to this bot and that DISCORD_GATEWAY_URL is Discord's."
)
ROLE_NO_ID = (
    "LAUNCHWIRE_DISCORD_MANAGER_ROLE is {value!r}; give the role's id: Developer Mode on, right click, Copy ID."
)
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
MOST_RECOMMENDED = 8  # shards that we reckon with when Discord decides
TOKEN_CODE = 4004
INTENT_CODES = (4013, 4014)


class DiscordPlatform:
    """Discord as a `Platform`. Its repr names no secret."""

    def __init__(  # noqa: PLR0913 - by name, one for each setting
        self,
        *,
        token: str,
        api_base_url: str | None = None,
        gateway_url: str | None = None,
        manager_role: str | None = None,
        command_hash: CommandHash | None = None,
        shards: str | None = None,
        pace: Pace | None = None,
        suggest: Suggest | None = None,
        draw: Draw | None = None,
        places: Places | None = None,
        timing: Timing = USUAL,
    ) -> None:
        point_at(api_base_url, gateway_url)
        self._dialling = Dialling(is_set=bool(gateway_url), asks=bool(api_base_url) and not gateway_url)
        self._token, self._timing = token, timing
        self._manager_role = _role_id(manager_role)
        self._kept = command_hash or RememberedHash()
        self._shards, self._suggest = shards_of(shards), suggest
        self._api = WebApi(token, timing, pace)
        self._pictures = Pictures(draw)
        self._publishing = Publishing(self._api)
        self._closed = ClosedPeople()
        self._post = Post(self._api, self._pictures, self._publishing, self._closed, timing.now)
        self._presence = Presence(places)
        self._client: GatewayClient | None = None

    def __repr__(self) -> str:
        return f"DiscordPlatform({'connected' if self.is_connected else 'not connected'})"

    @property
    def name(self) -> PlatformName:
        """Return discord."""
        return "discord"

    @property
    def is_connected(self) -> bool:
        """Return whether interactions can reach us at this moment."""
        return self._client is not None and self._client.is_live

    async def run(self, ask: Ask) -> None:
        """Connect and serve until cancelled; whatever ends the connection, a new one is made after a pause.

        Raises:
            SettingsError: Discord refuses the token or an intent.
        """
        asking, failures = self._asking(ask), 0
        while True:
            begun = asyncio.get_running_loop().time()
            wait = await self._one_life(asking)
            has_settled = asyncio.get_running_loop().time() - begun >= self._timing.settled_seconds
            failures = 1 if has_settled else failures + 1
            await self._timing.pause(wait or back_off_seconds(failures, self._connections()))

    def client(self, ask: Ask) -> GatewayClient:
        """Return a client that is not connected yet, as `run` uses one: for simulators of Discord. It sends, too."""
        client = self._client = self._new_client(self._asking(ask))
        self._api.borrow(lambda: client.http)
        return client

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once, also in a process that does not `run`.

        Raises:
            SendError: as failures.py sorts Discord's answers; FateUnknown when no answer came.
        """
        return await self._post.send(target, card, key)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier.

        Raises:
            SendError: EditRefused when only a new message can help.
        """
        return await self._post.edit(receipt, card)

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        """Post a card as an answer to one posted earlier.

        Raises:
            SendError: as for `send`.
        """
        return await self._post.reply(receipt, card, key)

    async def find_posted(self, lost: LostPost) -> Search:
        """Look for a post whose answer was lost: one in a forum, or one whose nonce Discord may have forgotten.

        Raises:
            SendError: RetryLater or WorkspaceClosed, when it could not be looked for this time.
        """
        return await self._post.find_posted(lost)

    async def close(self) -> None:
        """Close the connections that sending opened; sending again opens new ones."""
        await self._api.close()

    def _asking(self, ask: Ask) -> Asking:
        return Asking(ask, self._manager_role, self._suggest, self._pictures, self._publishing.note, self._closed)

    def _new_client(self, asking: Asking) -> GatewayClient:
        if self._shards is None:
            return GatewayClient(asking, self._kept, self._dialling, self._presence)
        return ShardedClient(asking, self._kept, self._dialling, self._presence, self._shards, self._timing.pause)

    def _connections(self) -> int:
        shards = self._shards or Shards((0,), 1)
        return MOST_RECOMMENDED if shards.ids is None else len(shards.ids)

    async def _one_life(self, asking: Asking) -> float | None:
        """Connect once and serve till it breaks; return the seconds that Discord asked to wait, if it did."""
        client = self._client = self._new_client(asking)
        client.keep_no_servers()
        try:
            await client.start(self._token)
        except discord.RateLimited as error:
            return error.retry_after
        except discord.LoginFailure as error:
            self._api.stop()
            raise SettingsError(REFUSED) from error
        except discord.PrivilegedIntentsRequired as error:
            raise SettingsError(INTENT_REFUSED.format(code=4014)) from error
        except discord.ConnectionClosed as error:
            _end_if_hopeless(error)
            self._shards = self._shards or (AUTO if error.code == SHARDING_REQUIRED else None)
            log.warning("discord gateway closed", code=error.code)
        except Exception as error:
            log.warning("discord connection failed", reason=type(error).__name__, words=str(error)[:200])
        finally:
            self._client = None
            await self._end(client)
        return None

    async def _end(self, client: GatewayClient) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._timing.close_seconds):
                await client.close()


def _end_if_hopeless(error: discord.ConnectionClosed) -> None:
    if error.code == TOKEN_CODE:
        raise SettingsError(REFUSED) from error
    if error.code in INTENT_CODES:
        raise SettingsError(INTENT_REFUSED.format(code=error.code)) from error


def _role_id(value: str | None) -> int | None:
    if value is None or not value.strip():
        return None
    if not (value.strip().isascii() and value.strip().isdecimal()):
        raise SettingsError(ROLE_NO_ID.format(value=value))
    return int(value)

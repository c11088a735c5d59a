"""The gateway side of the bot: discord.py's client with our command tree, our buttons and no cache of people."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

import discord
import structlog
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from handlers.discord.asking import Asking
from handlers.discord.dialling import AS_DISCORD_SAYS, Dialling, application_of, dial, gateway_of
from handlers.discord.forgetting import forgetful
from handlers.discord.menu import read_link_menu
from handlers.discord.presence import Presence
from handlers.discord.rights import Interaction
from handlers.discord.sharding import Shards
from handlers.discord.slash import launches_group
from handlers.discord.syncing import CommandHash, sync_if_changed
from handlers.discord.web_api import LONGEST_LIBRARY_WAIT_SECONDS, proxy_for

log = structlog.get_logger("discord")

SECONDS_BETWEEN_SHARDS = 5.0  # Discord takes one identify in 5 s
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # a bot that never speaks


class GatewayClient(discord.Client):
    """One life of the gateway connection; the platform makes a new one when it ends."""

    def __init__(
        self,
        asking: Asking,
        kept: CommandHash,
        dialling: Dialling = AS_DISCORD_SAYS,
        presence: Presence | None = None,
        **options: Any,  # noqa: ANN401 - discord.py's
    ) -> None:
        super().__init__(
            # Commands, buttons and direct messages need no intent. `guilds`, which is not privileged, tells where the
            # bot may post again; of what it brings nothing is kept: a process in thousands of servers stays small.
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.0,
            max_ratelimit_timeout=LONGEST_LIBRARY_WAIT_SECONDS,
            enable_debug_events=False,
            proxy=proxy_for(Route.BASE),
            **options,
        )
        self._asking, self._kept, self._dialling = asking, kept, dialling
        self._presence = presence or Presence(None)
        self.is_live = False
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(launches_group(asking))
        self.tree.add_command(read_link_menu(asking.on_command))
        self.tree.error(_log_tree_error)

    async def setup_hook(self) -> None:
        """Tell Discord the commands if they changed; on_ready would be the wrong place, it comes more than once."""
        await self._find_gateway()
        await sync_if_changed(self.tree, self.application_id, self._kept)

    async def application_info(self) -> discord.AppInfo:
        """Return what Discord says of the application; what a compatible server leaves out is filled in."""
        told = await application_of(self.http, self.user)
        return discord.AppInfo(self._connection, cast("Any", told))

    async def _find_gateway(self) -> None:
        if self._dialling.asks:
            dial(await gateway_of(self.http))

    def keep_no_servers(self) -> None:
        """Let nothing that the gateway sends stay in memory."""
        kept = forgetful(self._connection.parsers, lambda data: self._presence.ready(data, self._tell))
        self._connection.parsers = {**kept, **self._presence.parsers(self._tell)}

    def _tell(self, hear: Callable[..., Awaitable[None]], *ids: object) -> None:
        """Let a method of `presence` run as an event of discord.py's: it owns the task and logs its failure."""
        self.dispatch("presence", hear, *ids)

    async def on_presence(self, hear: Callable[..., Awaitable[None]], *ids: object) -> None:
        """Tell the core where the bot may write again, or no more."""
        await hear(*ids)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Serve buttons and forms; discord.py itself hands slash commands and menus to the tree."""
        if interaction.type is discord.InteractionType.component:
            await self._asking.on_component(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._asking.on_form(interaction)

    async def on_connect(self) -> None:
        """Note that interactions reach us."""
        self.is_live = True
        self._stay_with(self.ws)

    def _stay_with(self, socket: DiscordWebSocket) -> None:
        """Resume where the operator's settings lead: through a proxy, too."""
        if (self._dialling.is_set or self._dialling.asks) and socket is not None:
            socket.gateway = DiscordWebSocket.DEFAULT_GATEWAY

    async def on_resumed(self) -> None:
        """Note that interactions reach us again."""
        self.is_live = True

    async def on_disconnect(self) -> None:
        """Note that they do not; discord.py is already dialling."""
        self.is_live = False

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's
        """Log what escaped an event, without its arguments: an interaction carries a token."""
        log.exception("discord event failed", discord_event=event_method)


class ShardedClient(GatewayClient, discord.AutoShardedClient):
    """The same over several connections: Discord demands it of a bot in more than 2,500 servers."""

    def __init__(
        self,
        asking: Asking,
        kept: CommandHash,
        dialling: Dialling,
        presence: Presence | None,
        shards: Shards,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        ids = None if shards.ids is None else list(shards.ids)
        super().__init__(asking, kept, dialling, presence, shard_ids=ids, shard_count=shards.count)
        self._pause = pause
        self._live: set[int] = set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Keep Discord's distance between two identifies."""
        if not initial:
            await self._pause(SECONDS_BETWEEN_SHARDS)

    async def _find_gateway(self) -> None:
        count: int | None = self.shard_count
        if count is not None:
            await super()._find_gateway()
            return
        told = await gateway_of(self.http, for_bots=True)
        self.shard_count = max(1, int(told.get("shards") or 1))
        if not self._dialling.is_set:
            dial(told)

    async def on_connect(self) -> None:
        """Note that interactions reach us."""
        self.is_live = True

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that this shard's interactions reach us."""
        self._live.add(shard_id)
        info = self.get_shard(shard_id)
        if info is not None:
            self._stay_with(info._parent.ws)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that they do again."""
        self._live.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that they do not; the other shards go on."""
        self._live.discard(shard_id)
        self.is_live = bool(self._live)


async def _log_tree_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
    """Log what escaped a command; it has been answered or nobody is left to answer.

    In order: a command of an older sync that we no longer know, a check that failed, anything else.
    """
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        log.warning("discord command is out of date", command=error.args[:1])
        return
    log.error("discord command failed", exc_info=error)

"""The gateway side of the bot: discord.py's client with our command tree, our buttons and no cache of people."""

from typing import Any

import discord
import structlog
from discord import app_commands

from handlers.discord.asking import Asking
from handlers.discord.rights import Interaction
from handlers.discord.slash import launches_group
from handlers.discord.syncing import CommandHash, sync_if_changed
from handlers.discord.web_api import LONGEST_LIBRARY_WAIT_SECONDS

log = structlog.get_logger("discord")


class GatewayClient(discord.Client):
    """One life of the gateway connection; the platform makes a new one when it ends."""

    def __init__(self, asking: Asking, kept: CommandHash) -> None:
        super().__init__(
            intents=discord.Intents.none(),  # commands, buttons and direct messages need none
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.0,
            max_ratelimit_timeout=LONGEST_LIBRARY_WAIT_SECONDS,
            enable_debug_events=False,
        )
        self._asking, self._kept = asking, kept
        self.is_live = False
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(launches_group(asking.on_command))
        self.tree.error(_log_tree_error)

    async def setup_hook(self) -> None:
        """Tell Discord the commands if they changed; on_ready would be the wrong place, it comes more than once."""
        await sync_if_changed(self.tree, self.application_id, self._kept)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Serve buttons; discord.py itself hands slash commands to the tree."""
        if interaction.type is discord.InteractionType.component:
            await self._asking.on_component(interaction)

    async def on_connect(self) -> None:
        """Note that interactions reach us."""
        self.is_live = True

    async def on_resumed(self) -> None:
        """Note that interactions reach us again."""
        self.is_live = True

    async def on_disconnect(self) -> None:
        """Note that they do not; discord.py is already dialling."""
        self.is_live = False

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's
        """Log what escaped an event, without its arguments: an interaction carries a token."""
        log.exception("discord event failed", discord_event=event_method)


async def _log_tree_error(interaction: Interaction, error: app_commands.AppCommandError) -> None:
    """Log what escaped a command; it has been answered or nobody is left to answer.

    In order: a command of an older sync that we no longer know, a check that failed, anything else.
    """
    if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        log.warning("discord command is out of date", command=error.args[:1])
        return
    log.error("discord command failed", exc_info=error)

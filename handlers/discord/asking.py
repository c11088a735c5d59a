"""Acknowledge first, then ask the core, then answer: what happens to each interaction, and to every error in one."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import cast

import discord
import structlog

from bot.errors import LaunchwireError
from bot.ports import Ask
from bot.types import Command, Reply
from handlers.discord import answers
from handlers.discord.buttons import pressed
from handlers.discord.rights import Interaction, actor_of, missing_here

log = structlog.get_logger("discord")

MOST_SEEN = 5_000
ALREADY_GONE = {10062: "it came too late", 40060: "another process has it"}
SORRY = Reply(
    "Something went wrong while answering. Nothing was changed that you did not see confirmed; "
    "alerts and subscriptions are safe. Try again in a minute.",
    outcome="failed",
)


class Asking:
    """Serves the interactions of one client with one `Ask`."""

    def __init__(self, ask: Ask, manager_role: int | None) -> None:
        self._ask, self._manager_role = ask, manager_role
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def on_command(self, interaction: Interaction, command: Command) -> None:
        """Serve a slash command, once."""
        if self._is_new(interaction) and await self._acknowledge(interaction):
            await answers.give(interaction, await self._reply_to(interaction, command))

    async def on_component(self, interaction: Interaction) -> None:
        """Serve a button of ours, of whatever age; its rights are judged again, foreign ones are left alone."""
        data = cast("Mapping[str, object]", interaction.data or {})
        command = pressed(str(data.get("custom_id", "")))
        if command is not None:
            await self.on_command(interaction, command)

    def _is_new(self, interaction: Interaction) -> bool:
        """Return whether Discord has not sent this interaction before: a resumed gateway repeats some."""
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        return True

    async def _acknowledge(self, interaction: Interaction) -> bool:
        """Say "thinking" within Discord's 3 s; without it nothing is done, for nobody would see what."""
        try:
            await interaction.response.defer(ephemeral=True, thinking=True)
        except discord.HTTPException as error:
            log.warning("discord interaction lost", reason=ALREADY_GONE.get(error.code, f"HTTP {error.status}"))
            return False
        return True

    async def _reply_to(self, interaction: Interaction, command: Command) -> Reply:
        """Return the core's answer; a failure becomes words, never silence."""
        actor = actor_of(interaction, self._manager_role)
        try:
            missing = missing_here(interaction) if _posts_here(command, actor.channel) else ()
            return _cannot_post(missing) if missing else await self._ask(actor, command)
        except LaunchwireError as error:
            log.warning("discord command refused", verb=command.verb, reason=str(error))
            return Reply(str(error), outcome="failed")
        except Exception:  # one person's command must not end the adapter
            log.exception("discord command failed", verb=command.verb)
            return SORRY


def _posts_here(command: Command, channel: str | None) -> bool:
    is_to_dm = command.options.get("to") == "dm" or "to:dm" in command.text.split()
    return command.verb == "subscribe" and channel is not None and not is_to_dm


def _cannot_post(missing: tuple[str, ...]) -> Reply:
    return Reply(
        f"The bot cannot post in this channel: it lacks {', '.join(missing)}. Nothing was saved. "
        "Give its role those permissions here and ask again, or choose to:dm.",
        outcome="refused",
    )

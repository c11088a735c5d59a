"""An answer goes back to the person who asked, in place of the "thinking" line that acknowledged them."""

import asyncio
from typing import Any

import aiohttp
import discord
import structlog
from discord.http import Route

from bot.types import Reply
from handlers.discord.render import Payload, render_reply, render_reply_text
from handlers.discord.rights import Interaction

log = structlog.get_logger("discord")

LONGEST_WAIT_SECONDS = 10.0
SHARED = Reply("Shared below.")


async def give(interaction: Interaction, reply: Reply) -> None:
    """Show `reply` to the person, to the whole channel when it is not private; one that cannot be shown is logged."""
    if reply.private:
        await _first_that_fits(interaction, reply, "PATCH", "/messages/@original")
        return
    await _first_that_fits(interaction, SHARED, "PATCH", "/messages/@original")
    await _first_that_fits(interaction, reply, "POST", "")


async def _first_that_fits(interaction: Interaction, reply: Reply, method: str, path: str) -> None:
    for payload in (render_reply(reply), render_reply_text(reply)):
        try:
            await _call(interaction, method, path, payload)
        except discord.HTTPException as error:
            log.warning("discord answer refused", status=error.status, code=error.code)
            if error.status != 400:
                return  # the 15 minutes of this interaction are over, or Discord is away
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("discord answer lost", reason=type(error).__name__)
            return
        else:
            return


async def _call(interaction: Interaction, method: str, path: str, payload: Payload) -> Any:  # noqa: ANN401 - JSON
    route = Route(
        method,
        "/webhooks/{webhook_id}/{webhook_token}" + path,
        webhook_id=interaction.application_id,
        webhook_token=interaction.token,
    )
    async with asyncio.timeout(LONGEST_WAIT_SECONDS):
        return await interaction.client.http.request(route, json=payload)

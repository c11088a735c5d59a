"""An answer goes back to the person who asked, in place of the "thinking" line that acknowledged them."""

from collections.abc import Awaitable, Callable

import aiohttp
import discord
import structlog

from bot.types import Reply
from handlers.discord.callbacks import follow_up, replace_original
from handlers.discord.render import Payload, render_reply, render_reply_text
from handlers.discord.rights import Interaction

log = structlog.get_logger("discord")

SHARED = Reply("Shared below.")
Put = Callable[[Interaction, Payload], Awaitable[None]]


async def give(interaction: Interaction, reply: Reply) -> None:
    """Show `reply` to the person, to the whole channel when it is not private; one that cannot be shown is logged."""
    if reply.private:
        await _first_that_fits(interaction, reply, replace_original)
        return
    await _first_that_fits(interaction, SHARED, replace_original)
    await _first_that_fits(interaction, reply, follow_up)


async def _first_that_fits(interaction: Interaction, reply: Reply, put: Put) -> None:
    for payload in (render_reply(reply), render_reply_text(reply)):
        try:
            await put(interaction, payload)
        except discord.HTTPException as error:
            log.warning("discord answer refused", status=error.status, code=error.code)
            if error.status != 400:
                return  # the 15 minutes of this interaction are over, or Discord is away
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("discord answer lost", reason=type(error).__name__)
            return
        else:
            return

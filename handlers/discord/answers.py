"""An answer goes back to the person who asked, in place of the "thinking" line that acknowledged them."""

from collections.abc import Awaitable, Callable, Sequence

import aiohttp
import discord
import structlog

from bot.types import Reply
from handlers.discord.callbacks import follow_up, replace_original
from handlers.discord.pictures import Picture
from handlers.discord.render import Payload, render_reply, render_reply_text
from handlers.discord.rights import Interaction

log = structlog.get_logger("discord")

SHARED = Reply("Shared below.")
Put = Callable[[Interaction, Payload, Picture | None], Awaitable[None]]


async def give(interaction: Interaction, reply: Reply, picture: Picture | None = None) -> None:
    """Show `reply` to the person, to the whole channel when it is not private; one that cannot be shown is logged."""
    drawn = [(render_reply(reply, picture), picture)] if picture else []
    drafts = [*drawn, (render_reply(reply), None), (render_reply_text(reply), None)]
    if reply.private:
        await _first_that_fits(interaction, drafts, replace_original)
        return
    await _first_that_fits(interaction, [(render_reply(SHARED), None)], replace_original)
    await _first_that_fits(interaction, drafts, follow_up)


async def _first_that_fits(
    interaction: Interaction, drafts: Sequence[tuple[Payload, Picture | None]], put: Put
) -> None:
    for payload, picture in drafts:
        try:
            await put(interaction, payload, picture)
        except discord.HTTPException as error:
            log.warning("discord answer refused", status=error.status, code=error.code)
            if error.status != 400 and picture is None:
                return  # the 15 minutes of this interaction are over, or Discord is away
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("discord answer lost", reason=type(error).__name__)
            return
        else:
            return

"""The calls that an interaction allows: one first response within 3 s, and what follows it for 15 minutes."""

import asyncio
from typing import Any

import aiohttp
import discord
import structlog
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import async_context

from handlers.discord.pictures import Payload, Picture, parameters
from handlers.discord.rights import Interaction

log = structlog.get_logger("discord")

# https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-type
MESSAGE_LATER, CHOICES, FORM = 5, 8, 9
EPHEMERAL = 1 << 6
FIRST_SECONDS = 1.3  # of each try: two of them end before Discord's 3 s do
FIRST_TRIES = 2
LATER_SECONDS = 10.0
TAKEN = 40060  # somebody has responded to this interaction already
GONE = {10062: "it came too late", TAKEN: "another process has it"}


async def acknowledge(interaction: Interaction) -> bool:
    """Say "thinking" to the person alone, and return whether they will see an answer."""
    return await respond(interaction, MESSAGE_LATER, {"flags": EPHEMERAL})


async def respond(interaction: Interaction, kind: int, data: dict[str, Any]) -> bool:
    """Make the first response, and return whether Discord has it. A lost one is made once more: only one counts."""
    body = parameters({"type": kind, "data": data}, None)
    for tries in range(FIRST_TRIES):
        try:
            async with asyncio.timeout(FIRST_SECONDS):
                await _request(interaction, _first(interaction), body)
        except discord.HTTPException as error:
            if error.code == TAKEN and tries > 0:
                return True  # by the try whose answer was lost
            log.warning("discord interaction lost", reason=GONE.get(error.code, f"HTTP {error.status} ({error.code})"))
            return False
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.info("discord acknowledgement lost", reason=type(error).__name__)
        else:
            return True
    log.warning("discord interaction lost", reason="Discord did not answer in time")
    return False


async def replace_original(interaction: Interaction, payload: Payload, picture: Picture | None = None) -> None:
    """Put the answer in place of "thinking".

    Raises:
        discord.HTTPException: Discord refuses it.
        OSError: no answer came.
    """
    await _later(interaction, "PATCH", "/messages/@original", parameters(payload, picture))


async def follow_up(interaction: Interaction, payload: Payload, picture: Picture | None = None) -> None:
    """Post another message below the answer; it raises as `replace_original` does."""
    await _later(interaction, "POST", "", parameters(payload, picture))


def _first(interaction: Interaction) -> Route:
    path = "/interactions/{webhook_id}/{webhook_token}/callback"
    return Route("POST", path, webhook_id=interaction.id, webhook_token=interaction.token)


async def _later(interaction: Interaction, method: str, path: str, sent: MultipartParameters) -> None:
    whole = "/webhooks/{webhook_id}/{webhook_token}" + path
    route = Route(method, whole, webhook_id=interaction.application_id, webhook_token=interaction.token)
    async with asyncio.timeout(LATER_SECONDS):
        await _request(interaction, route, sent)


async def _request(interaction: Interaction, route: Route, sent: MultipartParameters) -> None:
    """Send through discord.py's adapter: these routes take no token and do not count against the bot's 50 a second."""
    http = interaction.client.http
    await async_context.get().request(
        route,
        session=interaction._session,
        proxy=http.proxy,
        proxy_auth=http.proxy_auth,
        payload=sent.payload,
        multipart=sent.multipart,
        files=sent.files,
    )

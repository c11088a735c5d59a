"""Where the gateway is: as the operator set it, else as the REST API says, else Discord's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

from handlers.discord.web_api import gateway_at

log = structlog.get_logger("discord")

APPLICATION: Mapping[str, Any] = {
    "name": "Launchwire",
    "description": "",
    "icon": None,
    "bot_public": False,
    "bot_require_code_grant": False,
    "verify_key": "",
    "rpc_origins": None,
}


@dataclass(frozen=True, slots=True)
class Dialling:
    """What the operator set about addresses."""

    is_set: bool = False  # the gateway's own: it holds for every dial, whatever a server says
    asks: bool = False  # another REST API without a gateway: it knows where its gateway is


AS_DISCORD_SAYS = Dialling()


async def gateway_of(http: HTTPClient, *, for_bots: bool = False) -> Mapping[str, Any]:
    """Return what the REST API says of its gateway; nothing when it does not know."""
    for path in ("/gateway/bot",) if for_bots else ("/gateway", "/gateway/bot"):
        try:
            answer = await http.request(Route("GET", path))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.info("discord gateway not told", path=path, reason=str(error)[:200])
            continue
        if isinstance(answer, dict):
            return answer
    return {}


def dial(told: Mapping[str, Any]) -> None:
    """Let the next connection go where the REST API said."""
    if isinstance(told.get("url"), str) and told["url"]:
        DiscordWebSocket.DEFAULT_GATEWAY = gateway_at(told["url"])


async def application_of(http: HTTPClient, user: discord.ClientUser | None) -> dict[str, Any]:
    """Return what the API says of the application, with every part that discord.py reads; a bot has one id at least."""
    try:
        answer: Any = await http.application_info()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("discord application not told", reason=str(error)[:200])
        answer = {}
    told = dict(answer) if isinstance(answer, dict) else {}
    identity = str(user.id) if user is not None else "0"
    owner = {"id": identity, "username": "unknown", "discriminator": "0", "avatar": None}
    return {**APPLICATION, "id": identity, **told, "owner": {**owner, **(told.get("owner") or {})}}

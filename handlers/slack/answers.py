"""An answer goes back to the person who asked: by the request's own address, else as a message only they see."""

from collections.abc import Sequence

import aiohttp
import structlog
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import FateUnknown, SendError
from bot.types import Reply
from handlers.slack.failures import bad_status, lost
from handlers.slack.incoming import Incoming
from handlers.slack.render import Payload, render_reply
from handlers.slack.web_api import WebApi, proxy_for
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger("slack")


class Answers:
    """Sends replies; one that cannot be delivered is logged, for there is nobody left to tell."""

    def __init__(self, workspaces: Workspaces, timeout_seconds: int) -> None:
        self._workspaces, self._timeout_seconds = workspaces, timeout_seconds

    async def give(self, incoming: Incoming, reply: Reply) -> None:
        """Show `reply` to the person; to the whole channel when it is not private."""
        native, drawn = render_reply(reply), render_reply(reply, is_native=False)
        words = {"text": native["text"], "blocks": []}
        try:
            if await self._by_address(incoming.response_url, (native, drawn, words), is_private=reply.private):
                return
        except FateUnknown as error:  # it may stand there already, and a second one may be seen by a whole channel
            log.warning("slack answer unsure", reason=str(error))
            return
        except SendError as error:
            log.info("slack answer address failed", reason=str(error))
        await self._by_message(incoming, drawn)

    async def _by_address(self, url: str | None, payloads: Sequence[Payload], *, is_private: bool) -> bool:
        """Return whether Slack took one of the payloads, each simpler than the one before."""
        kind = "ephemeral" if is_private else "in_channel"
        for payload in payloads if url else ():
            body = {**payload, "response_type": kind, "replace_original": False, "unfurl_links": False}
            if await self._post(url or "", body):
                return True
        return False

    async def _post(self, url: str, body: Payload) -> bool:
        client = AsyncWebhookClient(url, timeout=self._timeout_seconds, retry_handlers=[])
        client.proxy = proxy_for(url, client.proxy)
        try:
            answer = await client.send_dict(body)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise lost(error, "Slack answer") from error
        if answer.status_code not in (200, 400):  # 400 is about the blocks; anything else about the address
            raise bad_status(answer.status_code, "Slack answer", answer.headers)
        return answer.status_code == 200

    async def _by_message(self, incoming: Incoming, payload: Payload) -> None:
        try:
            api = await self._workspaces.of(incoming)
            if incoming.channel is not None:
                arguments = {**payload, "channel": incoming.channel, "user": incoming.user}
                await api.call("chat.postEphemeral", arguments, "Slack answer")
                return
            place = incoming.place or await _direct_message(api, incoming.user)
            arguments = {**payload, "channel": place, "unfurl_links": False, "unfurl_media": False}
            await api.call("chat.postMessage", arguments, "Slack answer")
        except SendError as error:
            log.warning("slack answer lost", reason=str(error))


async def _direct_message(api: WebApi, user: str) -> str:
    answer = await api.repeatable("conversations.open", {"users": user}, "Slack answer")
    return str((answer.get("channel") or {}).get("id", ""))

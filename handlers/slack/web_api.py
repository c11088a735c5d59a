"""One call to Slack's Web API: who calls, what came back, and our error when it failed. Never sends anything twice."""

import asyncio
import logging
import random
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import FateUnknown, RetryLater
from handlers.slack.failures import bad_status, lost, refusal, wait_seconds

SLACK = "https://slack.com/api/"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
TAKES_JSON = ("chat.", "views.", "conversations.open")  # Slack reads the arguments of the others from a form only


QUEUED = ("chat.postMessage", "chat.update")  # they wait in the delivery queue, however short the wait
LONGEST_BRIEF_SECONDS = 5.0


class BriefWait(AsyncRateLimitErrorRetryHandler):
    """Slack's rate limits, waited out where a person is waiting and Slack asks for a few seconds only."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        return _wait(response) <= LONGEST_BRIEF_SECONDS

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait; slack_sdk's own handler knows no date and no fraction of a second."""
        await asyncio.sleep(_wait(response) + random.random())  # noqa: S311 - jitter
        state.next_attempt_requested = True
        state.increment_current_attempt()


def _wait(response: HttpResponse | None) -> float:
    headers = response.headers if response is not None else {}
    wait = wait_seconds({name: ",".join(values) for name, values in headers.items()})
    return LONGEST_BRIEF_SECONDS + 1 if wait is None else wait


class WebApi:
    """Slack's Web API for one token. Its repr names no token."""

    def __init__(self, token: str | None, base_url: str | None, timeout_seconds: int) -> None:
        self.client = web_client(token, base_url, timeout_seconds)
        self._patient = web_client(token, base_url, timeout_seconds)
        self._patient.retry_handlers.append(BriefWait())
        self._bot_id: str | None = None

    def __repr__(self) -> str:
        return f"WebApi({self.client.base_url})"

    async def call(self, method: str, arguments: Mapping[str, Any], doing: str) -> dict[str, Any]:
        """Call `method` and return the answer; `doing` says in words what for.

        Where Slack refuses it for a few seconds it is called once more then: it surely did nothing the first time.

        Raises:
            SendError: every failure, as failures.py sorts it.
        """
        client = self.client if method in QUEUED else self._patient
        try:
            if method.startswith(TAKES_JSON):
                answer = await client.api_call(method, json=dict(arguments))
            else:
                answer = await client.api_call(method, data=dict(arguments))
        except SlackApiError as error:
            raise _sorted_out(error, doing, is_wide=method in QUEUED) from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise lost(error, doing) from error
        except (AttributeError, ValueError) as error:  # slack_sdk trips over bodies that are no JSON object
            raise FateUnknown(f"{doing}: the answer could not be read") from error
        return answer.data if isinstance(answer.data, dict) else {}

    async def repeatable(self, method: str, arguments: Mapping[str, Any], doing: str) -> dict[str, Any]:
        """Call a `method` that may safely run twice: an answer that never came is only a reason to try again.

        Raises:
            SendError: as `call`, but never FateUnknown.
        """
        try:
            return await self.call(method, arguments, doing)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error

    async def bot_id(self) -> str:
        """Return the bot that this token posts as, "" where Slack names none.

        Raises:
            SendError: as `repeatable` does.
        """
        if self._bot_id is None:
            self._bot_id = str((await self.repeatable("auth.test", {}, "Slack sign-in")).get("bot_id") or "")
        return self._bot_id


def web_client(token: str | None, base_url: str | None, timeout_seconds: int) -> AsyncWebClient:
    """Return slack_sdk's client without retries: its connection handler would post a lost message twice."""
    base = (base_url or SLACK).rstrip("/") + "/"
    client = AsyncWebClient(
        token=token,
        base_url=base,
        timeout=timeout_seconds,
        retry_handlers=[],
        logger=logging.getLogger("slack_sdk.web"),
    )
    client.proxy = proxy_for(base, client.proxy)
    return client


def proxy_for(url: str, proxy: str | None) -> str | None:
    """Return `proxy`, unless NO_PROXY names the host: slack_sdk reads HTTPS_PROXY but not NO_PROXY."""
    host = urlsplit(url).hostname or ""
    return None if host in LOOPBACK or proxy_bypass(host) else proxy


def _sorted_out(error: SlackApiError, doing: str, *, is_wide: bool) -> Exception:
    answer = error.response
    status: int = getattr(answer, "status_code", 0) or getattr(answer, "status", 0)  # slack_sdk's or aiohttp's
    body = getattr(answer, "data", None)
    headers = getattr(answer, "headers", {})
    name = body.get("error") if isinstance(body, dict) else None
    if status == 429 or name in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        return bad_status(429, doing, headers, is_wide=is_wide)
    if isinstance(body, dict) and isinstance(name, str):
        return refusal(name, doing, body)
    return bad_status(status, doing, headers)

"""Requests as Slack signs and sends them: commands, buttons, forms, events; good, altered, stale and repeated."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fake_slack import SIGNING_SECRET, TEAM


@dataclass(frozen=True)
class Answered:
    """What came back, and after how long."""

    status: int
    body: str
    seconds: float


class SignedSender:
    """Sends to one address with one secret."""

    def __init__(self, url: str, secret: str = SIGNING_SECRET) -> None:
        self._url, self._secret = url, secret

    async def send(
        self, body: str, *, kind: str = "application/x-www-form-urlencoded", age: int = 0, altered: bool = False,
        at: int | None = None, headers: dict[str, str] | None = None,
    ) -> Answered:  # fmt: skip
        stamp = str((at or int(time.time())) - age)
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(self._secret, stamp, body)}
        sent = body + " " if altered else body
        return await self.send_raw(sent, {"Content-Type": kind, **signed, **(headers or {})})

    async def send_raw(self, body: str, headers: dict[str, str]) -> Answered:
        begun = time.monotonic()
        async with aiohttp.ClientSession() as session, session.post(self._url, data=body, headers=headers) as answer:
            return Answered(answer.status, await answer.text(), time.monotonic() - begun)

    async def command(self, payload: dict[str, str], **how: Any) -> Answered:
        return await self.send(urlencode(payload), **how)

    async def interaction(self, payload: dict[str, Any], **how: Any) -> Answered:
        return await self.send(urlencode({"payload": json.dumps(payload)}), **how)

    async def event(self, payload: dict[str, Any], **how: Any) -> Answered:
        return await self.send(json.dumps(payload), kind="application/json", **how)


def signature(secret: str, stamp: str, body: str) -> str:
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return f"v0={digest}"


def command_payload(text: str, response_url: str = "", trigger: str = "1.2.a", **more: str) -> dict[str, str]:
    return {
        "command": "/launches", "text": text, "team_id": TEAM, "team_domain": "fake", "channel_id": "C0NEWS",
        "channel_name": "news", "user_id": "U0ANN", "user_name": "ann", "api_app_id": "A0",
        "response_url": response_url, "trigger_id": trigger, **more,
    }  # fmt: skip


def button_payload(value: str, response_url: str = "", trigger: str = "1.2.b", **more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions", "team": {"id": TEAM, "domain": "fake"}, "api_app_id": "A0",
        "user": {"id": "U0ANN", "username": "ann", "team_id": TEAM}, "channel": {"id": "C0NEWS", "name": "news"},
        "container": {"type": "message", "channel_id": "C0NEWS", "message_ts": "1775640000.000001"},
        "response_url": response_url, "trigger_id": trigger,
        "actions": [{"type": "button", "action_id": "ask:0", "block_id": "b", "value": value, "action_ts": "1.1"}],
        **more,
    }  # fmt: skip


def event_payload(kind: str, event_id: str = "Ev1", **more: Any) -> dict[str, Any]:
    return {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A0", "event_id": event_id, "event_time": 1,
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
        "event": {"type": kind, "user": "U0ANN", "event_ts": "1.1", **more},
    }  # fmt: skip


def form_state(**said: str) -> dict[str, Any]:
    """Return the state of the subscribe form as Slack sends it: by block, then by action."""
    kinds = {"query": "value", "zone": "value", "channel": "selected_conversation", "time": "selected_time",
             "group": "value", "person": "selected_user"}  # fmt: skip
    values: dict[str, Any] = {}
    for name, value in said.items():
        state = {kinds[name]: value} if name in kinds else {"selected_option": {"value": value}}
        values[name] = {f"form:{name}": {"type": "any", **state}}
    return {"values": values}


def form_payload(kind: str, state: dict[str, Any], place: str = "C0NEWS", trigger: str = "1.2.f") -> dict[str, Any]:
    """Return a view_submission, or the block_actions of typing in the form."""
    view = {
        "id": "V0FORM", "hash": "h0", "type": "modal", "callback_id": "subscribe_form", "private_metadata": place,
        "state": state, "app_installed_team_id": TEAM,
    }  # fmt: skip
    typed = [{"type": "plain_text_input", "action_id": "form:query", "block_id": "query", "value": "x"}]
    return {
        "type": kind, "team": {"id": TEAM}, "user": {"id": "U0ANN", "name": "ann", "team_id": TEAM}, "view": view,
        "trigger_id": trigger, "container": {"type": "view", "view_id": "V0FORM"},
        **({"actions": typed} if kind == "block_actions" else {}),
    }  # fmt: skip


def shortcut_payload(message: dict[str, Any], response_url: str, trigger: str = "1.2.s") -> dict[str, Any]:
    return {
        "type": "message_action", "callback_id": "read_link", "team": {"id": TEAM}, "trigger_id": trigger,
        "user": {"id": "U0ANN", "name": "ann", "team_id": TEAM}, "channel": {"id": "C0NEWS", "name": "news"},
        "response_url": response_url, "message_ts": "1.1", "message": {"type": "message", "ts": "1.1", **message},
    }  # fmt: skip

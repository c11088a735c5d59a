"""Cards go out and are replaced: which channel, which nonce, which rung after a refusal."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import discord
from discord.http import MultipartParameters

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, TargetClosed
from bot.types import Card, Receipt, Target
from handlers.discord import limits
from handlers.discord.failures import NO_ACCESS, UNKNOWN_CHANNEL
from handlers.discord.render import Payload, render, render_embed, render_text
from handlers.discord.web_api import Request, WebApi

# What an edit takes away unless the new payload brings it: a message is either words, embeds or Components V2.
CLEARED: Payload = {"content": None, "embeds": [], "components": []}
MOST_OPENED = 10_000  # direct messages whose ids are remembered


class Post:
    """Sends and edits for one bot; remembers the channel of each person's direct messages."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._opened: dict[str, str] = {}

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once: `key` is the nonce, by which Discord knows a second try of the last few minutes.

        Raises:
            SendError: as failures.py sorts Discord's answers; FateUnknown when no answer came.
        """
        doing = f"Discord {target.kind} {target.id}"
        nonce = {"nonce": nonce_of(key), "enforce_nonce": True}
        payloads = [{**payload, **nonce} for payload in (render(card), render_embed(card), render_text(card))]
        try:
            return await self._send(target, payloads, doing)
        except TargetClosed as error:
            # A direct message once met a false 50001 until the channel was opened anew (discord-api-docs#7666).
            if target.kind != "person" or getattr(error.__cause__, "code", None) not in (NO_ACCESS, UNKNOWN_CHANNEL):
                raise
            self._opened.pop(target.id, None)
        return await self._send(target, payloads, doing)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier; doing it twice does no harm, so a lost answer is only a reason to retry.

        Raises:
            SendError: EditRefused when only a new message can help: Components V2 cannot be taken off a message.
        """
        doing = f"Discord edit in {receipt.channel}"
        channel, message = _id(receipt.channel, doing), _id(receipt.message, doing)
        payloads = tuple({**CLEARED, **payload} for payload in (render(card), render_embed(card), render_text(card)))
        try:
            await self._deliver(payloads, lambda payload: _edited(channel, message, payload), doing)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error
        except CardRefused as error:
            raise EditRefused(str(error)) from error
        return receipt

    async def _send(self, target: Target, payloads: Sequence[Payload], doing: str) -> Receipt:
        channel = await self._channel_of(target, doing)
        place = _id(channel, doing)
        answer = await self._deliver(payloads, lambda payload: _sent(place, payload), doing)
        return _receipt(target, channel, answer, doing)

    async def _deliver(self, payloads: Sequence[Payload], request: Callable[[Payload], Request], doing: str) -> Any:  # noqa: ANN401
        refused = CardRefused(doing)
        for payload in payloads:
            try:
                return await self._api.call(request(payload), doing)
            except CardRefused as error:
                refused = error
        raise refused

    async def _channel_of(self, target: Target, doing: str) -> str:
        if target.kind == "channel":
            return target.id
        if target.id not in self._opened:
            person = _id(target.id, doing)
            answer = await self._api.repeatable(lambda http: http.start_private_message(person), doing)
            if len(self._opened) >= MOST_OPENED:
                self._opened.clear()
            self._opened[target.id] = str(answer["id"])
        return self._opened[target.id]


def nonce_of(key: str) -> str:
    """Return what Discord takes as the nonce of a delivery: its key, or the digest of one that is too long."""
    return key if len(key) <= limits.NONCE else hashlib.blake2b(key.encode(), digest_size=12).hexdigest()


def _sent(channel: int, payload: Payload) -> Request:
    return lambda http: http.send_message(channel, params=_params(payload))


def _edited(channel: int, message: int, payload: Payload) -> Request:
    return lambda http: http.edit_message(channel, message, params=_params(payload))


def _params(payload: Payload) -> MultipartParameters:
    return MultipartParameters(payload=payload, multipart=None, files=None)


def _id(text: str, doing: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise TargetClosed(f"{doing}: this is no id of Discord's; subscribe anew")
    return int(text)


def _receipt(target: Target, channel: str, answer: Any, doing: str) -> Receipt:  # noqa: ANN401 - JSON
    message = str(answer.get("id", "")) if isinstance(answer, dict) else ""
    if not message.isdecimal():
        raise FateUnknown(f"{doing}: Discord's answer names no message")
    return Receipt(target, channel=channel, message=message, sent_at=_when(int(message)))


def _when(message: int) -> datetime:
    return discord.utils.snowflake_time(message).astimezone(UTC)

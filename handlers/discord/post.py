"""Cards go out and are replaced: which channel, which nonce, which rung after a refusal."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, TargetClosed
from bot.types import Card, Receipt, Target
from handlers.discord import limits
from handlers.discord.failures import NO_ACCESS, NO_PERMISSION, UNKNOWN_CHANNEL
from handlers.discord.pictures import Picture, Pictures, parameters
from handlers.discord.publishing import Publishing
from handlers.discord.render import Payload, render, render_embed, render_text
from handlers.discord.web_api import Request, WebApi

# What an edit takes away unless the new payload brings it: a message is either words, embeds or Components V2.
CLEARED: Payload = {"content": None, "embeds": [], "components": [], "attachments": []}
MOST_OPENED = 10_000  # direct messages whose ids are remembered


@dataclass(frozen=True, slots=True)
class Draft:
    """One way to say a card: a payload, and the picture that it announces."""

    payload: Payload
    picture: Picture | None = None


class Post:
    """Sends and edits for one bot; remembers the channel of each person's direct messages."""

    def __init__(self, api: WebApi, pictures: Pictures, publishing: Publishing) -> None:
        self._api, self._pictures, self._publishing = api, pictures, publishing
        self._opened: dict[str, str] = {}

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once: `key` is the nonce, by which Discord knows a second try of the last few minutes.

        Raises:
            SendError: as failures.py sorts Discord's answers; FateUnknown when no answer came.
        """
        doing = f"Discord {target.kind} {target.id}"
        nonce = {"nonce": nonce_of(key), "enforce_nonce": True}
        drafts = [replace(draft, payload={**draft.payload, **nonce}) for draft in await self._drafts(card)]
        receipt = await self._send_anew(target, drafts, doing)
        if target.kind == "channel":
            await self._publishing.publish(receipt.channel, receipt.message)
        return receipt

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        """Post a card that refers to one posted earlier; it is sent all the same when that one is gone.

        Raises:
            SendError: as for `send`.
        """
        doing = f"Discord answer in {receipt.channel}"
        nonce = {"nonce": nonce_of(key), "enforce_nonce": True}
        refers = {"message_reference": {"message_id": receipt.message, "fail_if_not_exists": False}}
        drafts = [replace(draft, payload={**draft.payload, **nonce, **refers}) for draft in await self._drafts(card)]
        place = _id(receipt.channel, doing)
        answer = await self._deliver(drafts, lambda draft: _sent(place, draft), doing)
        return _receipt(receipt.target, receipt.channel, answer, doing)

    async def _send_anew(self, target: Target, drafts: Sequence[Draft], doing: str) -> Receipt:
        try:
            return await self._send(target, drafts, doing)
        except TargetClosed as error:
            # A direct message once met a false 50001 until the channel was opened anew (discord-api-docs#7666).
            if target.kind != "person" or getattr(error.__cause__, "code", None) not in (NO_ACCESS, UNKNOWN_CHANNEL):
                raise
            self._opened.pop(target.id, None)
        return await self._send(target, drafts, doing)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier; doing it twice does no harm, so a lost answer is only a reason to retry.

        Raises:
            SendError: EditRefused when only a new message can help: Components V2 cannot be taken off a message.
        """
        doing = f"Discord edit in {receipt.channel}"
        channel, message = _id(receipt.channel, doing), _id(receipt.message, doing)
        drafts = [replace(draft, payload={**CLEARED, **draft.payload}) for draft in await self._drafts(card)]
        try:
            await self._deliver(drafts, lambda draft: _edited(channel, message, draft), doing)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error
        except CardRefused as error:
            raise EditRefused(str(error)) from error
        return receipt

    async def _drafts(self, card: Card) -> list[Draft]:
        """Return the ways to say a card, the best first."""
        picture = await self._pictures.of([card])
        drawn = [Draft(render(card, picture=picture), picture)] if picture else []
        return [*drawn, *(Draft(payload) for payload in (render(card), render_embed(card), render_text(card)))]

    async def _send(self, target: Target, drafts: Sequence[Draft], doing: str) -> Receipt:
        channel = await self._channel_of(target, doing)
        place = _id(channel, doing)
        answer = await self._deliver(drafts, lambda draft: _sent(place, draft), doing)
        return _receipt(target, channel, answer, doing)

    async def _deliver(self, drafts: Sequence[Draft], request: Callable[[Draft], Request], doing: str) -> Any:  # noqa: ANN401
        refused = CardRefused(doing)
        for draft in drafts:
            try:
                return await self._api.call(request(draft), doing)
            except CardRefused as error:
                refused = error
            except TargetClosed as error:
                if draft.picture is None or getattr(error.__cause__, "code", None) != NO_PERMISSION:
                    raise  # else it may be Attach Files alone that is missing
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


def _sent(channel: int, draft: Draft) -> Request:
    return lambda http: http.send_message(channel, params=parameters(draft.payload, draft.picture))


def _edited(channel: int, message: int, draft: Draft) -> Request:
    return lambda http: http.edit_message(channel, message, params=parameters(draft.payload, draft.picture))


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

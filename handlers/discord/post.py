"""Cards go out and are replaced: which channel, which nonce, which rung after a refusal."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from discord.utils import snowflake_time

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed
from bot.types import Card, LostPost, Receipt, Search, Target
from handlers.discord import limits
from handlers.discord.closed import ClosedPeople
from handlers.discord.editing import Edits, answer_key
from handlers.discord.failures import NO_ACCESS, NO_PERMISSION, NO_TEXT_CHANNEL, TOO_MANY_EDITS, UNKNOWN_CHANNEL
from handlers.discord.pictures import Picture, Pictures, parameters
from handlers.discord.publishing import FORUM, Publishing
from handlers.discord.render import Payload, render, render_embed, render_text
from handlers.discord.searching import Searching, thread_name
from handlers.discord.web_api import Request, WebApi

# What an edit takes away unless the new payload brings it: a message is either words, embeds or Components V2.
CLEARED: Payload = {"content": None, "embeds": [], "components": [], "attachments": []}
LONGEST_AGO = timedelta(minutes=15)  # a second try may find the message of the first
MOST_OPENED = 10_000  # direct messages whose ids are remembered


@dataclass(frozen=True, slots=True)
class Draft:
    """One way to say a card, rendered when it is tried, and the picture that it announces."""

    render: Callable[[], Payload]
    title: str  # of the thread that it starts in a forum
    picture: Picture | None = None
    more: Payload = field(default_factory=dict)  # beside what is rendered

    @property
    def payload(self) -> Payload:
        """Return what Discord is sent."""
        return {**self.more, **self.render()}


class Post:
    """Sends and edits for one bot; remembers the channel of each person's direct messages."""

    def __init__(
        self, api: WebApi, pictures: Pictures, publishing: Publishing, closed: ClosedPeople, now: Callable[[], float]
    ) -> None:
        self._api, self._pictures, self._publishing, self._now = api, pictures, publishing, now
        self._closed = closed
        self._edits = Edits(now)
        self._searching = Searching(api, publishing, now)
        self._opened: dict[str, str] = {}

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once: `key` is the nonce, by which Discord knows a second try of the last few minutes.

        Raises:
            SendError: as failures.py sorts Discord's answers; FateUnknown when no answer came.
        """
        doing = f"Discord {target.kind} {target.id}"
        nonce = {"nonce": nonce_of(key), "enforce_nonce": True}
        drafts = await self._drafts(card, nonce)
        if target.kind == "person":
            return await self._send_to_person(target, drafts, doing)
        receipt = await self._send(target, drafts, doing)
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
        drafts = await self._drafts(card, {**nonce, **refers})
        place = _id(receipt.channel, doing)
        answer = await self._deliver(drafts, lambda draft: _sent(place, draft), doing)
        return self._receipt(receipt.target, receipt.channel, answer, doing)

    async def find_posted(self, lost: LostPost) -> Search:
        """Look for a post whose answer was lost.

        Raises:
            SendError: RetryLater or WorkspaceClosed, when it could not be looked for this time.
        """
        doing = f"Discord {lost.target.kind} {lost.target.id}"
        channel = lost.under.channel if lost.under else await self._channel_of(lost.target, doing)
        return await self._searching.find(lost, str(_id(channel, doing)))

    async def _send_to_person(self, target: Target, drafts: Sequence[Draft], doing: str) -> Receipt:
        try:
            receipt = await self._send_anew(target, drafts, doing)
        except TargetClosed as error:
            self._closed.note(target.id, str(error).removeprefix(f"{doing}: "))
            raise
        self._closed.forget(target.id)
        return receipt

    async def _send_anew(self, target: Target, drafts: Sequence[Draft], doing: str) -> Receipt:
        try:
            return await self._send(target, drafts, doing)
        except TargetClosed as error:
            # A direct message once met a false 50001 until the channel was opened anew (discord-api-docs#7666).
            if _code(error) not in (NO_ACCESS, UNKNOWN_CHANNEL):
                raise
            self._opened.pop(target.id, None)
        return await self._send(target, drafts, doing)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier, or tell it as an answer to that one where Discord takes no more edits.

        Either may be done twice without harm, so a lost answer is only a reason to retry.

        Raises:
            SendError: EditRefused when only a new message can help: Components V2 cannot be taken off a message.
        """
        try:
            return await self._edit_or_tell(receipt, card)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error

    async def _edit_or_tell(self, receipt: Receipt, card: Card) -> Receipt:
        if self._edits.is_allowed(receipt):
            try:
                return await self._edit(receipt, card)
            except EditRefused as error:
                if _code(error) != TOO_MANY_EDITS:
                    raise
        return await self.reply(receipt, card, answer_key(receipt, card))

    async def _edit(self, receipt: Receipt, card: Card) -> Receipt:
        doing = f"Discord edit in {receipt.channel}"
        channel, message = _id(receipt.channel, doing), _id(receipt.message, doing)
        drafts = await self._drafts(card, CLEARED)
        try:
            await self._deliver(drafts, lambda draft: _edited(channel, message, draft), doing)
        except CardRefused as error:
            raise EditRefused(str(error)) from error
        self._edits.note(receipt)
        return receipt

    async def _drafts(self, card: Card, more: Payload) -> list[Draft]:
        """Return the ways to say a card, the best first."""
        title, picture = thread_name(card.title), await self._pictures.of([card])
        drawn = [Draft(partial(render, card, picture=picture), title, picture, more)] if picture else []
        ways = (partial(way, card) for way in (render, render_embed, render_text))
        return [*drawn, *(Draft(way, title, more=more) for way in ways)]

    async def _send(self, target: Target, drafts: Sequence[Draft], doing: str) -> Receipt:
        channel = await self._channel_of(target, doing)
        place = _id(channel, doing)
        if not self._publishing.is_forum(channel):
            try:
                answer = await self._deliver(drafts, lambda draft: _sent(place, draft), doing)
                return self._receipt(target, channel, answer, doing)
            except TargetClosed as error:
                if target.kind != "channel" or _code(error) != NO_TEXT_CHANNEL:
                    raise
        return await self._start_thread(target, place, drafts, doing)

    async def _start_thread(self, target: Target, forum: int, drafts: Sequence[Draft], doing: str) -> Receipt:
        """Post in a forum, where every message is a thread of its own. Discord knows no nonce there."""
        answer = await self._deliver(drafts, lambda draft: _thread_started(forum, draft), doing)
        self._publishing.note(str(forum), FORUM)
        thread = str(answer.get("id", "")) if isinstance(answer, dict) else ""
        message = answer.get("message") if isinstance(answer, dict) else None
        # The first message of a thread has the thread's own id.
        return self._receipt(target, thread, message if isinstance(message, dict) else answer, doing)

    def _receipt(self, target: Target, channel: str, answer: Any, doing: str) -> Receipt:  # noqa: ANN401 - JSON
        message = str(answer.get("id", "")) if isinstance(answer, dict) else ""
        if not message.isdecimal():
            raise FateUnknown(f"{doing}: Discord's answer names no message")
        return Receipt(target, channel=channel, message=message, sent_at=self._when(int(message)))

    def _when(self, message: int) -> datetime:
        """Return the time within the message's id; where that is not about now, the id holds none and it is now."""
        now = datetime.fromtimestamp(self._now(), UTC)
        said = snowflake_time(message)
        return said if abs(said - now) < LONGEST_AGO else now

    async def _deliver(self, drafts: Sequence[Draft], request: Callable[[Draft], Request], doing: str) -> Any:  # noqa: ANN401
        refused = CardRefused(doing)
        for draft in drafts:
            try:
                return await self._api.call(request(draft), doing)
            except CardRefused as error:
                refused = error
            except TargetClosed as error:
                if draft.picture is None or _code(error) != NO_PERMISSION:
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


def _thread_started(forum: int, draft: Draft) -> Request:
    message = {key: value for key, value in draft.payload.items() if key not in ("nonce", "enforce_nonce")}
    return lambda http: http.start_thread_in_forum(
        forum, params=parameters({"name": draft.title, "message": message}, draft.picture)
    )


def _code(error: SendError) -> int | None:
    """Return the code with which Discord refused."""
    return getattr(error.__cause__, "code", None)


def _edited(channel: int, message: int, draft: Draft) -> Request:
    return lambda http: http.edit_message(channel, message, params=parameters(draft.payload, draft.picture))


def _id(text: str, doing: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise TargetClosed(f"{doing}: this is no id of Discord's; subscribe anew")
    return int(text)

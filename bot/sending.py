"""One delivery to its fate: compose, wait for its turn, edit or send, and say what came of it. Writes nothing down."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from bot import crash_points
from bot.digests import after_quiet
from bot.errors import (
    CardRefused,
    EditRefused,
    FateUnknown,
    RetryLater,
    SendError,
    StoreError,
    TargetClosed,
    WorkspaceClosed,
)
from bot.pacing import Turn, turn_paid
from bot.ports import Platform
from bot.types import Ack, Card, Delivery, LostPost, Receipt, Search

log = structlog.get_logger()

SEND_SECONDS = 25.0  # under half the lease: a send has ended before anybody else may take its lane
FIRST_RETRY_SECONDS = 2.0
LONGEST_RETRY_SECONDS = 3600.0
SHORTEST_RETRY_SECONDS = 0.05
EARLY_SECONDS = 0.02  # before its turn a card is rendered and a connection found; an adapter with a pace waits for it
MOST_ATTEMPTS = 20  # about 14 hours of trying
MOST_LOOKS = 4  # for a lost post, counted with the tries before; one that only has to wait for its turn is not counted
GONE = "the launch or the subscription is no longer there, or the subscription is paused"

Compose = Callable[[Delivery], Awaitable[Card | None]]


class Sender:
    """Brings deliveries to the platforms of this process."""

    def __init__(self, platforms: Mapping[str, Platform], compose: Compose) -> None:
        self._platforms, self._compose = platforms, compose
        self._log = log.bind()  # the proxy sets itself up at each call: a sixth of what a delivery costs this process

    async def carry(self, delivery: Delivery, turn: Turn) -> Ack:
        """Return what came of a delivery, whatever that is."""
        card: Card | None = None
        now = datetime.now(UTC)
        quiet = (after_quiet(now, delivery.place) - now).total_seconds()
        if quiet > 0:  # it was due before them, and then had to wait
            return Ack(delivery, "waiting", in_seconds=quiet, counts=False)
        try:
            card = notice_card(delivery) if delivery.notice else await self._compose(delivery)
            if card is None:
                return Ack(delivery, "dead", problem=GONE)
            await _until(turn.at - EARLY_SECONDS)
            turn_paid.set(turn if turn.at_database else None)
            async with asyncio.timeout(SEND_SECONDS):
                return await self._deliver(delivery, card)
        except TimeoutError:
            return _ack_of(delivery, FateUnknown(f"no answer within {SEND_SECONDS:g} s"), card)
        except SendError as error:
            log.warning("delivery refused", delivery=delivery.id, kind=type(error).__name__, error=str(error))
            return _ack_of(delivery, error, card)
        except StoreError as error:  # nothing was posted yet: the card could not be made
            return _again(delivery, str(error), None)
        except Exception:
            log.exception("delivery failed", delivery=delivery.id)
            return replace(_again(delivery, "an error of ours, see the log", None), is_known=False)

    async def _deliver(self, delivery: Delivery, card: Card) -> Ack:
        platform = self._platforms[delivery.target.platform]
        if delivery.receipt is not None:
            with suppress(EditRefused):
                return await self._edited(platform, delivery, delivery.receipt, card)
        earlier = await _looked_for(platform, delivery, card)
        receipt = earlier.receipt or await platform.send(delivery.target, card, delivery.key)
        crash_points.reach("sent")
        self._log.info(
            "delivery sent", target=delivery.target.id, launch=delivery.launch, attempts=delivery.attempts + 1
        )
        return Ack(delivery, "sent", receipt, possible_duplicate=not earlier.is_sure)

    async def _edited(self, platform: Platform, delivery: Delivery, receipt: Receipt, card: Card) -> Ack:
        """Edit the message and, where the place wants it, tell what changed in a thread under it."""
        edited, earlier = await platform.edit(receipt, card), Search()
        crash_points.reach("edited")
        if card.tone == "notice" or delivery.thread == "on" or (delivery.thread == "material" and is_material(card)):
            earlier = await _looked_for(platform, delivery, card, under=edited)
            if earlier.receipt is None:
                await platform.reply(edited, card, delivery.key)
            crash_points.reach("replied")
        return Ack(delivery, "sent", edited, possible_duplicate=not earlier.is_sure)


async def _until(moment: float) -> None:
    wait = moment - asyncio.get_running_loop().time()
    if wait > 0:
        await asyncio.sleep(wait)


async def _looked_for(platform: Platform, delivery: Delivery, card: Card, under: Receipt | None = None) -> Search:
    """Look for the message of an earlier try whose fate is unknown, if there was one.

    A look that fails again and again is given up: better twice than never.
    """
    if delivery.begun_at is None:
        return Search()
    since = datetime.fromtimestamp(delivery.begun_at, UTC)
    try:
        return await platform.find_posted(LostPost(delivery.target, card, delivery.key, since, under))
    except RetryLater:
        if delivery.attempts < MOST_LOOKS:
            raise
        return Search(is_sure=False)


def is_material(card: Card) -> bool:
    """Return whether a change matters even to those who know the launch: more than a number that was not stated yet."""
    additions = ("+ availability", "+ licence", "+ license", "+ deprecated")
    return any(not line.startswith("+ ") or line.startswith(additions) for line in card.changes)


def notice_card(delivery: Delivery) -> Card:
    """Return our own words as a card."""
    title, _, words = delivery.notice.rpartition("\n\n")
    return Card(
        key=delivery.key,
        title=title or "Launchwire alerts have stopped",
        url=None,
        summary=words,
        tone="problem",
        plain_text=words,
    )


def _ack_of(delivery: Delivery, error: SendError, card: Card | None) -> Ack:
    match error:
        case TargetClosed() | WorkspaceClosed():
            whole = isinstance(error, WorkspaceClosed)
            return Ack(delivery, "paused", problem=str(error), whole_workspace=whole)
        case CardRefused():
            return Ack(delivery, "dead", problem=str(error), payload=card.plain_text if card else None)
        case RetryLater():
            return replace(_again(delivery, str(error), error.retry_after_seconds), is_wide=error.is_wide)
        case _:
            return replace(_again(delivery, str(error), None), is_known=False)


def _again(delivery: Delivery, problem: str, after: float | None) -> Ack:
    """Try once more later; a platform that only asks for patience does not use up a try."""
    if after is not None:
        wait = min(max(after, SHORTEST_RETRY_SECONDS), LONGEST_RETRY_SECONDS)
        return Ack(delivery, "waiting", problem=problem, in_seconds=wait, counts=False)
    if delivery.attempts + 1 >= MOST_ATTEMPTS:
        return Ack(delivery, "dead", problem=f"given up after {MOST_ATTEMPTS} tries: {problem}")
    return Ack(delivery, "waiting", problem=problem, in_seconds=back_off_seconds(delivery.attempts))


def back_off_seconds(attempts: int) -> float:
    """Return how long to wait after `attempts` earlier failures: doubling from 2 s to an hour, with jitter."""
    wait = min(FIRST_RETRY_SECONDS * 2.0 ** min(attempts, 20), LONGEST_RETRY_SECONDS)
    return wait * random.uniform(0.7, 1.0)  # noqa: S311 - jitter

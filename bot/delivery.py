"""Step 5 of an article's life: claim -> compose -> send or edit -> settle. At least once; twice only in one window.

The window: a platform took a message and its answer was lost. Discord recognises the key when it comes again; on Slack
the message is sent again and counted as a possible duplicate.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog

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
from bot.ports import Platform
from bot.store import Database, outbox
from bot.types import Card, Delivery, Receipt

log = structlog.get_logger()

LEASE_SECONDS = 60.0
SEND_SECONDS = 25.0  # under half the lease: a send has ended before anybody else may take its lane
CLAIM = 100  # lanes at once
LONGEST_WAIT_SECONDS = 30.0  # between two looks when nothing wakes us
FIRST_RETRY_SECONDS = 2.0
LONGEST_RETRY_SECONDS = 3600.0
MOST_ATTEMPTS = 20  # about 14 hours of trying
DRAIN_SECONDS = 10.0

Compose = Callable[[Delivery], Awaitable[Card | None]]


class Courier:
    """Carries due deliveries of the platforms that this process serves."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        compose: Compose,
        drain_seconds: float = DRAIN_SECONDS,
    ) -> None:
        self._database = database
        self._platforms = platforms
        self._compose = compose
        self._drain_seconds = drain_seconds
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Carry until cancelled; then give the sends under way `drain_seconds` to finish."""
        try:
            while True:
                await self._turn()
        finally:
            await self._drain()

    async def _turn(self) -> None:
        """Start what is due; wait when nothing is."""
        self._database.wake.clear()
        try:
            claimed = await self._claim()
            wait = 0.0 if claimed else await self._seconds_until_due()
        except StoreError as error:
            log.warning("outbox away", error=str(error))
            wait = FIRST_RETRY_SECONDS
        await _woken(self._database.wake, wait)

    async def _claim(self) -> int:
        room = CLAIM - len(self._under_way)
        if room <= 0:
            await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
            return 1
        claimed = await self._database.write(outbox.claim_due, tuple(self._platforms), room, LEASE_SECONDS)
        for delivery in claimed:
            task = asyncio.create_task(self._carry(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._done)
        return len(claimed)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._database.wake.set()  # its lane may have more

    async def _seconds_until_due(self) -> float:
        seconds = await self._database.read(outbox.seconds_until_due)
        return LONGEST_WAIT_SECONDS if seconds is None else min(max(seconds, 0.005), LONGEST_WAIT_SECONDS)

    async def _drain(self) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=self._drain_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _carry(self, delivery: Delivery) -> None:
        """Bring one delivery to a fate; whatever happens, the others go on."""
        try:
            card = await self._compose(delivery)
            if card is None:
                await self._settle(outbox.settle_dead, delivery, "the launch or the subscription is no longer there")
                return
            receipt = await self._send(delivery, card)
            await self._database.write(
                outbox.settle_sent, delivery, receipt, possible_duplicate=_may_be_twice(delivery)
            )
            log.info("delivery sent", target=delivery.target.id, launch=delivery.launch, attempts=delivery.attempts + 1)
        except SendError as error:
            await self._fate(delivery, error)
        except StoreError as error:  # the lease ends by itself, and the key keeps Discord from posting it twice
            log.warning("delivery not settled", delivery=delivery.id, error=str(error))
        except Exception:
            log.exception("delivery failed", delivery=delivery.id)
            await self._retry(delivery, "an error of ours, see the log", None, fate_known=False)

    async def _send(self, delivery: Delivery, card: Card) -> Receipt:
        platform = self._platforms[delivery.target.platform]
        try:
            async with asyncio.timeout(SEND_SECONDS):
                if delivery.receipt is not None:
                    with suppress(EditRefused):
                        return await platform.edit(delivery.receipt, card)
                return await platform.send(delivery.target, card, delivery.key)
        except TimeoutError as error:
            raise FateUnknown(f"no answer within {SEND_SECONDS:g} s") from error

    async def _fate(self, delivery: Delivery, error: SendError) -> None:
        log.warning("delivery refused", delivery=delivery.id, kind=type(error).__name__, error=str(error))
        match error:
            case TargetClosed() | WorkspaceClosed():
                whole = isinstance(error, WorkspaceClosed)
                await self._settle(outbox.settle_paused, delivery, str(error), whole_workspace=whole)
            case CardRefused():
                await self._settle(outbox.settle_dead, delivery, str(error))
            case RetryLater():
                await self._retry(delivery, str(error), error.retry_after_seconds, fate_known=True)
            case _:
                await self._retry(delivery, str(error), None, fate_known=False)

    async def _retry(self, delivery: Delivery, problem: str, after: float | None, *, fate_known: bool) -> None:
        if delivery.attempts + 1 >= MOST_ATTEMPTS:
            await self._settle(outbox.settle_dead, delivery, f"given up after {MOST_ATTEMPTS} tries: {problem}")
            return
        wait = back_off_seconds(delivery.attempts) if after is None else min(after, LONGEST_RETRY_SECONDS)
        await self._settle(outbox.settle_retry, delivery, problem, wait, fate_known=fate_known)

    async def _settle(self, act: Callable[..., bool], delivery: Delivery, *args: object, **kwargs: object) -> None:
        try:
            await self._database.write(act, delivery, *args, **kwargs)
        except StoreError as error:
            log.warning("delivery not settled", delivery=delivery.id, error=str(error))


async def _woken(wake: asyncio.Event, seconds: float) -> None:
    """Wait for a wake-up, at most so long; `asyncio.wait_for` of 3.11 loses a cancellation that comes with one."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await wake.wait()


def _may_be_twice(delivery: Delivery) -> bool:
    """Return whether an earlier try may have been posted too: only where the platform cannot recognise the key."""
    return delivery.was_begun and delivery.receipt is None and delivery.target.platform == "slack"


def back_off_seconds(attempts: int) -> float:
    """Return how long to wait after `attempts` earlier failures: doubling from 2 s to an hour, with jitter."""
    wait = min(FIRST_RETRY_SECONDS * 2.0 ** min(attempts, 20), LONGEST_RETRY_SECONDS)
    return wait * random.uniform(0.7, 1.0)  # noqa: S311 - jitter

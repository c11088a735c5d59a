"""Step 5 of an article's life: claim -> compose -> send or edit -> settle. At least once; twice only in one window.

The window: a platform took a message and its answer was lost, or the process died before it was recorded. Discord
recognises the key when it comes again within minutes. Where that does not help the platform is asked whether the
message stands; where it does not say, the message is sent again and counted as a possible duplicate.

One transaction after the other records what came to a fate and takes what is due; sends go on between, each in a task
of its own. A lane that waits, for its gap, a back-off or a limit over many lanes, holds none.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import structlog

from bot import crash_points
from bot.errors import StoreError
from bot.pacing import Turn, TurnClock
from bot.ports import Platform
from bot.sending import SEND_SECONDS, Compose, Sender
from bot.store import Database, claims
from bot.types import Ack, Delivery

log = structlog.get_logger()

LEASE_SECONDS = 2 * SEND_SECONDS + 10.0
CLAIM = 200  # lanes at once
MOST_UNDER_WAY = 600  # sends of one platform; one that hangs takes no room from another
LONGEST_WAIT_SECONDS = 30.0  # between two looks when nothing wakes us
SHORTEST_WAIT_SECONDS = 0.01  # lanes that come due one by one are taken a few at a time
AWAY_SECONDS = 2.0
DRAIN_SECONDS = 8.0  # of the ten that an operator's SIGTERM leaves
TURN_SECONDS = 5.0  # for the last acks


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
        self._sender = Sender(platforms, compose)
        self._drain_seconds = drain_seconds
        self._clock = TurnClock()
        self._under_way: dict[str, set[asyncio.Task[None]]] = {name: set() for name in platforms}
        self._acks: list[Ack] = []
        self._transaction: asyncio.Task[tuple[list[Delivery], float | None]] | None = None

    async def run(self) -> None:
        """Carry until cancelled; then give the sends under way `drain_seconds` to finish."""
        try:
            while True:
                await self._turn()
        finally:
            await self._drain()

    async def _turn(self) -> None:
        """Record and claim; start what was claimed; wait when there is nothing to do."""
        self._database.wake.clear()
        try:
            claimed, due_in = await self._transact(self._room())
            for delivery in claimed:
                self._start(delivery)
            # Sends may have ended meanwhile, and another courier of this process may have taken their wake-up.
            wait = 0.0 if claimed or self._acks else _pause_seconds(due_in)
        except StoreError as error:
            log.warning("outbox away", error=str(error))
            self._database.wake.clear()  # by sends that ended: they are recorded when the database is back
            wait = AWAY_SECONDS
        await _woken(self._database.wake, wait)

    def _room(self) -> dict[str, int]:
        return {name: min(CLAIM, MOST_UNDER_WAY - len(tasks)) for name, tasks in self._under_way.items()}

    async def _transact(self, room: Mapping[str, int]) -> tuple[list[Delivery], float | None]:
        """Record the acks so far and claim; a cancellation waits for neither, and loses neither."""
        acks, self._acks = self._acks, []
        self._transaction = asyncio.create_task(self._database.write(claims.turn, acks, room, LEASE_SECONDS))
        try:
            claimed, due_in = await asyncio.shield(self._transaction)
        except StoreError:
            self._acks = acks + self._acks
            raise
        self._transaction = None
        crash_points.reach("settled" if acks else "claimed" if claimed else "idle")
        return claimed, due_in

    def _start(self, delivery: Delivery) -> None:
        at = self._clock.local(delivery.claimed_at, delivery.heard_at, delivery.turn_at) if delivery.turn_at else 0.0
        under_way = self._under_way[delivery.target.platform]
        task = asyncio.create_task(self._carry(delivery, Turn(at, delivery.turn_at)))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    async def _carry(self, delivery: Delivery, turn: Turn) -> None:
        ack = await self._sender.carry(delivery, turn)
        self._acks.append(ack)  # looked up only now: a transaction meanwhile has taken the list that was there
        self._database.wake.set()

    async def _drain(self) -> None:
        """Let sends end, give back what was claimed and not begun, and record all of it."""
        await self._end_transaction()
        tasks = {task for under_way in self._under_way.values() for task in under_way}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self._drain_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(TURN_SECONDS):
                await self._transact({})

    async def _end_transaction(self) -> None:
        if self._transaction is None:
            return
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(TURN_SECONDS):
                claimed, _ = await self._transaction
                self._acks += [Ack(one, "waiting", in_seconds=0.0, counts=False) for one in claimed]


def _pause_seconds(due_in: float | None) -> float:
    return LONGEST_WAIT_SECONDS if due_in is None else min(max(due_in, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)


async def _woken(wake: asyncio.Event, seconds: float) -> None:
    """Wait for a wake-up, at most so long; `asyncio.wait_for` of 3.11 loses a cancellation that comes with one."""
    if seconds <= 0:
        await asyncio.sleep(0)
        return
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await wake.wait()

"""Housekeeping of a running process: the outbox does not grow for ever, and nothing that waits is lost."""

import asyncio

from sqlalchemy import insert, select

from bot.housekeeping import keep_lean
from bot.store import Database, fates
from bot.store.clock import now
from bot.store.tables import delivery

PATIENCE = 30.0


async def test_what_was_settled_long_ago_goes_and_the_rest_stays(database: Database) -> None:
    old, fresh = now() - (fates.KEPT_DAYS + 1) * 86_400, now()
    fates_of = [("sent", old), ("sent", fresh), ("dead", old), ("waiting", None), ("sent", old)]
    for number, (state, settled_at) in enumerate(fates_of, 1):
        row = {"lane_id": number, "launch_id": number, "revision": 1, "due_at": fresh}
        values = {**row, "state": state, "settled_at": settled_at}
        await database.write(lambda c, some: c.execute(insert(delivery).values(some)).rowcount, values)
    keeping = asyncio.create_task(keep_lean(database))
    left = select(delivery.c.lane_id).order_by(delivery.c.lane_id)
    async with asyncio.timeout(PATIENCE):
        while len(found := await database.read(lambda c: c.execute(left).scalars().all())) > 3:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert found == [2, 3, 4]

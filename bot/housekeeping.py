"""What is done now and then, so that the outbox stays lean: old alerts are given up, settled ones deleted."""

import asyncio

import structlog

from bot.errors import StoreError
from bot.store import Database, fates

log = structlog.get_logger()

EACH_SECONDS = 3600.0
BETWEEN_SECONDS = 1.0  # a few rows at a time: alerts go on meanwhile


async def keep_lean(database: Database) -> None:
    """Go on until cancelled; while the database is away, try again at the next hour."""
    while True:
        try:
            await database.write(fates.give_up_old)
            gone = await database.write(fates.prune)
        except StoreError as error:
            log.warning("outbox not pruned", error=str(error))
            gone = 0
        await asyncio.sleep(BETWEEN_SECONDS if gone else EACH_SECONDS)

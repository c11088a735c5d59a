"""Hears from other processes that deliveries may be due: PostgreSQL's LISTEN. Polling remains the fall-back."""

import asyncio

import psycopg
import structlog

from bot.store.database import Database
from bot.store.outbox import CHANNEL

log = structlog.get_logger()

RETRY_SECONDS = 5.0


async def listen(database: Database) -> None:
    """Set `database.wake` at every notification until cancelled; a lost connection is opened again.

    On SQLite it only waits: there is one process, and it wakes itself.
    """
    if database.kind == "sqlite":
        await asyncio.Event().wait()
    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            await _hear(database, address)
        except (psycopg.Error, OSError) as error:
            log.warning("wake-up line lost", error=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)


async def _hear(database: Database, address: str) -> None:
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        database.wake.set()  # for what was announced while nobody listened
        async for _ in connection.notifies():
            database.wake.set()

"""Hears from other processes that deliveries may be due: PostgreSQL's LISTEN, SQLite's data_version.

Polling remains the fall-back.
"""

import asyncio
import sqlite3
from contextlib import suppress

import structlog

from bot.store.database import Database
from bot.store.outbox import CHANNEL

log = structlog.get_logger()

RETRY_SECONDS = 5.0
WATCH_SECONDS = 0.5


async def listen(database: Database) -> None:
    """Set `database.wake` at every notification until cancelled; a lost connection is opened again.

    On SQLite it looks twice a second whether another process has written: that reads a counter, and no table.
    """
    if database.kind == "sqlite":
        await _watch(database)
    import psycopg  # who runs on SQLite does without

    address = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            await _hear(database, address)
        except (psycopg.Error, OSError) as error:
            log.warning("wake-up line lost", error=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)


async def _watch(database: Database) -> None:
    path, seen = str(database.engine.url.database), None
    connection = sqlite3.connect(path, timeout=0.1)
    try:
        while True:
            with suppress(sqlite3.OperationalError):  # locked for this moment
                version = connection.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    seen = version
                    database.wake.set()
            await asyncio.sleep(WATCH_SECONDS)
    finally:
        connection.close()


async def _hear(database: Database, address: str) -> None:
    import psycopg

    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        database.wake.set()  # for what was announced while nobody listened
        async for _ in connection.notifies():
            database.wake.set()

"""SQLite's own ways: a private file, how it is opened, and one writer at a time among processes."""

import os
import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError

BUSY_SECONDS = 5.0
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-4000")
SHORTEST_LOOK_SECONDS = 0.0004  # SQLite's own waits grow to 0.1 s, longer than most transactions take
LONGEST_LOOK_SECONDS = 0.02
SHARE_OF_WAIT = 0.05  # who has waited for long looks less often: a turn is missed by a twentieth at most


def make_file(path: str | None) -> None:
    """Make a database file that only its owner reads: feed addresses and user ids are nobody else's business.

    Raises:
        StoreError: there is no path, or its folder cannot be made.
    """
    if not path or path == ":memory:":
        raise StoreError("DATABASE_URL names no file: use sqlite:///data/launchwire.db")
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(f"open {path}: {error.strerror}. Choose another place with DATABASE_URL.") from error


def set_up(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    """Set up a new connection."""
    connection.isolation_level = None  # we say BEGIN ourselves
    for line in SETTINGS:
        connection.execute(f"PRAGMA {line}")


def begin(connection: Connection) -> None:
    """Begin a write transaction, waiting for its turn among processes.

    A read that later writes fails at once with SQLITE_BUSY_SNAPSHOT, so a writer is one from the start.

    Raises:
        OperationalError: another kept the place for `BUSY_SECONDS`.
    """
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    began = time.monotonic()
    while True:
        waited = time.monotonic() - began
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if waited > BUSY_SECONDS or getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(min(max(SHORTEST_LOOK_SECONDS, waited * SHARE_OF_WAIT), LONGEST_LOOK_SECONDS))
        else:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
            return

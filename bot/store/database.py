"""One database, SQLite file or PostgreSQL, behind two calls: `read` and `write`, each one act in one transaction."""

import asyncio
import os
import random
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import StoreError
from bot.store.migrate import upgrade

P = ParamSpec("P")
R = TypeVar("R")

BUSY_SECONDS = 5.0
TRIES = 6
PASSING_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03"})  # PostgreSQL: try the whole again
THREADS = {"sqlite": 4, "postgresql": 8}


class Database:
    """Runs acts, plain functions whose first argument is a Connection, in worker threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.wake = asyncio.Event()  # set when a delivery may have become due in this process
        self._threads = ThreadPoolExecutor(THREADS[self.kind], thread_name_prefix="store")

    @property
    def kind(self) -> Literal["sqlite", "postgresql"]:
        """Return which database this is."""
        return "postgresql" if self.engine.dialect.name == "postgresql" else "sqlite"

    @classmethod
    async def open(cls, url: str) -> "Database":
        """Open a database and bring its tables up to date.

        Raises:
            StoreError: it cannot be reached, or its tables are newer than this program.
        """
        engine = make_engine(url)
        try:
            await asyncio.to_thread(upgrade, engine)
        except SQLAlchemyError as error:
            engine.dispose()
            raise StoreError(f"open the database: {_reason(error)}") from error
        return cls(engine)

    async def write(self, act: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an act in one write transaction; the whole of it again when the database was busy or lost the connection.

        Raises:
            StoreError: it failed for good; nothing of it was kept.
        """
        return await self._in_thread(
            lambda: self._tried(act.__name__, lambda c: act(c, *args, **kwargs), is_write=True)
        )

    async def read(self, act: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run an act that only reads.

        Raises:
            StoreError: the database did not answer.
        """
        return await self._in_thread(
            lambda: self._tried(act.__name__, lambda c: act(c, *args, **kwargs), is_write=False)
        )

    def write_now(self, act: Callable[[Connection], R]) -> R:
        """Run an act in one write transaction on this thread, once: for what holds another database open meanwhile.

        Raises:
            StoreError: it failed; nothing of it was kept.
        """
        try:
            return self._once(act, is_write=True)
        except SQLAlchemyError as error:
            raise StoreError(_reason(error)) from error

    async def close(self) -> None:
        """Wait for acts under way and close every connection."""
        await asyncio.to_thread(self._threads.shutdown, wait=True)
        self.engine.dispose()

    async def _in_thread(self, run: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def _tried(self, name: str, run: Callable[[Connection], R], *, is_write: bool) -> R:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(run, is_write=is_write)
            except SQLAlchemyError as error:
                if attempt == TRIES or not _is_passing(error):
                    raise StoreError(f"{name.replace('_', ' ')}: {_reason(error)}") from error
            time.sleep(random.uniform(0.5, 1.0) * 0.05 * 2**attempt)  # noqa: S311 - jitter
        raise AssertionError("unreachable")

    def _once(self, run: Callable[[Connection], R], *, is_write: bool) -> R:
        with self.engine.connect() as connection:
            if self.kind == "sqlite":
                # A read that later writes fails at once with SQLITE_BUSY_SNAPSHOT, so a writer is one from the start.
                connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
            result = run(connection)
            connection.commit()
            return result


def make_engine(url: str) -> Engine:
    """Return an engine for `sqlite:///...` or `postgresql://...`.

    Raises:
        StoreError: the address is of neither kind, or its folder cannot be made.
    """
    parts = make_url(url)
    if parts.get_backend_name() == "postgresql":
        return create_engine(
            parts.set(drivername="postgresql+psycopg"), pool_size=8, max_overflow=4, pool_pre_ping=True
        )
    if parts.get_backend_name() != "sqlite":
        raise StoreError(f"DATABASE_URL begins with {parts.drivername}: use sqlite:///file or postgresql://...")
    _make_file(parts.database)
    engine = create_engine(parts, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _make_file(path: str | None) -> None:
    if not path or path == ":memory:":
        raise StoreError("DATABASE_URL names no file: use sqlite:///data/launchwire.db")
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # feed addresses and user ids are nobody else's business
    except OSError as error:
        raise StoreError(f"open {path}: {error.strerror}. Choose another place with DATABASE_URL.") from error


def _set_up_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000"):
        connection.execute(f"PRAGMA {line}")


def _is_passing(error: SQLAlchemyError) -> bool:
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated or isinstance(error, InterfaceError):
        return True
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in PASSING_STATES
    return isinstance(error, OperationalError) and ("locked" in str(error.orig) or "busy" in str(error.orig))


def _reason(error: SQLAlchemyError) -> str:
    """Return the driver's words without the statement and its values: values may be anybody's."""
    return str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()[0]


def check(connection: Connection) -> None:
    """Touch the database: raises when it is away."""
    connection.execute(text("SELECT 1"))

"""One database, SQLite file or PostgreSQL, behind two calls: `read` and `write`, each one act in one transaction."""

import asyncio
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from bot.errors import StoreError
from bot.store import sqlite
from bot.store.migrate import upgrade

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 6
PASSING_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03"})  # PostgreSQL: try the whole again
THREADS = {"sqlite": 4, "postgresql": 8}


class Database:
    """Runs acts, plain functions whose first argument is a Connection, in worker threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.wake = asyncio.Event()  # set when a delivery may have become due in this process
        self._problem: tuple[bool, str] | None = None
        self._writer = threading.Lock()  # SQLite has room for one; threads of a process need not look for their turn
        self._threads = ThreadPoolExecutor(THREADS[self.kind], thread_name_prefix="store")

    @property
    def kind(self) -> Literal["sqlite", "postgresql"]:
        """Return which database this is."""
        return "postgresql" if self.engine.dialect.name == "postgresql" else "sqlite"

    @property
    def problem(self) -> str | None:
        """Return why the database did not take, or give, what it was last asked; None when it does."""
        return self._problem[1] if self._problem else None

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
                result = self._once(run, is_write=is_write)
            except SQLAlchemyError as error:
                if attempt == TRIES or not _is_passing(error):
                    if isinstance(error, OperationalError | InterfaceError):
                        self._problem = (is_write, _reason(error))
                    raise StoreError(f"{name.replace('_', ' ')}: {_reason(error)}") from error
            else:
                if self._problem and (is_write or not self._problem[0]):  # a full disk can still be read
                    self._problem = None
                return result
            time.sleep(random.uniform(0.5, 1.0) * 0.05 * 2**attempt)  # noqa: S311 - jitter
        raise AssertionError("unreachable")

    def _once(self, run: Callable[[Connection], R], *, is_write: bool) -> R:
        is_sqlite = self.kind == "sqlite"
        with self._writer if is_sqlite and is_write else nullcontext(), self.engine.connect() as connection:
            if is_sqlite and is_write:
                sqlite.begin(connection)
            elif is_sqlite:
                connection.exec_driver_sql("BEGIN")
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
    sqlite.make_file(parts.database)
    engine = create_engine(parts, connect_args={"timeout": sqlite.BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", sqlite.set_up)
    return engine


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

"""Keeping the parts of a process up, side by side, until a signal asks it to stop."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog

from bot.errors import SettingsError

log = structlog.get_logger()

RESTART_SECONDS = (1.0, 5.0, 30.0, 120.0)  # between tries of a part that failed in a way nobody foresaw

Part = Callable[[], Awaitable[None]]
Task = tuple[str, Part]


async def kept_up(name: str, part: Part) -> None:
    """Run a part until cancelled; an error that nobody foresaw is logged and the part begun anew.

    Raises:
        SettingsError: it cannot run as it is set up.
    """
    failures = 0
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await part()
            log.warning("part ended", part=name)
        except SettingsError:
            raise
        except Exception:
            log.exception("part failed", part=name)
        if asyncio.get_running_loop().time() - began > 60:
            failures = 0
        await asyncio.sleep(RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)])
        failures += 1


@asynccontextmanager
async def running(tasks: Sequence[Task]) -> AsyncIterator[asyncio.TaskGroup]:
    """Run tasks while the block lasts, then cancel them and wait for their last work.

    Raises:
        SettingsError: one of them cannot run as it is set up.
    """
    try:
        async with asyncio.TaskGroup() as group:
            begun = [group.create_task(_as_coroutine(task), name=name) for name, task in tasks]
            try:
                yield group
            finally:
                for one in begun:
                    one.cancel()
    except BaseExceptionGroup as failed:
        slip, other = failed.split(SettingsError)  # not `except*`: what that raises comes in a group again
        if slip is None or other is not None:
            raise
        raise _first(slip) from None


async def _as_coroutine(part: Part) -> None:
    await part()


async def until_stopped(tasks: Sequence[Task]) -> None:
    """Run tasks until a signal asks to stop.

    Raises:
        SettingsError: one of them cannot run as it is set up.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with running(tasks):
            await stop.wait()
            log.info("stopping", reason="signal")
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError):
                loop.remove_signal_handler(number)


def _first(group: BaseExceptionGroup[SettingsError]) -> SettingsError:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, SettingsError)
    return error

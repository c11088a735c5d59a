"""Asks the core for a person: once for each request, with rights judged anew, and never with silence for an answer."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import structlog

from bot.errors import LaunchwireError
from bot.ports import Ask
from bot.types import Command, Reply
from handlers.slack.errands import Errands
from handlers.slack.incoming import Incoming
from handlers.slack.items import SEVERAL, keys_of
from handlers.slack.recent import SeenKeys
from handlers.slack.rights import Rights

log = structlog.get_logger("slack")

SORRY = Reply(
    "Something went wrong while answering. Nothing was changed that you did not see confirmed; "
    "try again, and tell the operator of this bot if it happens twice.",
    outcome="failed",
)


class Asking:
    """The way to the core while the platform runs."""

    def __init__(self, rights: Rights, seen: SeenKeys) -> None:
        self._rights, self._seen = rights, seen
        self._open: tuple[Ask, Errands] | None = None

    @property
    def is_open(self) -> bool:
        """Return whether requests can be served now."""
        return self._open is not None

    @asynccontextmanager
    async def open(self, ask: Ask) -> AsyncIterator[None]:
        """Serve requests with `ask` inside the block; work under way ends with it."""
        async with Errands() as errands:
            self._open = (ask, errands)
            try:
                yield
            finally:
                self._open = None

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` after the acknowledgement; it is dropped when the platform is shutting down."""
        if self._open is None:
            work.close()
            return
        self._open[1].start(work)

    async def once(self, incoming: Incoming, act: Callable[[], Awaitable[None]]) -> None:
        """Run `act` unless Slack has sent this request before; when memory is away, rather twice than never."""
        try:
            is_new = not incoming.trigger or await self._seen.is_new(f"slack:{incoming.workspace}:{incoming.trigger}")
        except LaunchwireError as error:
            log.warning("slack request not remembered", reason=str(error))
            is_new = True
        if is_new:
            await act()

    async def reply_to(self, incoming: Incoming, command: Command) -> Reply:
        """Return the core's answer; a failure becomes words, never silence."""
        if command.verb == SEVERAL:
            replies = [await self._answer(incoming, Command("show", key)) for key in keys_of(command.text)]
            return Reply("", cards=tuple(card for reply in replies for card in reply.cards)) if replies else SORRY
        return await self._answer(incoming, command)

    async def _answer(self, incoming: Incoming, command: Command) -> Reply:
        if self._open is None:
            return SORRY
        try:
            return await self._open[0](await self._rights.actor(incoming), command)
        except LaunchwireError as error:
            log.warning("slack command refused", verb=command.verb, reason=str(error))
            return Reply(str(error), outcome="failed")
        except Exception:  # one person's command must not end the adapter
            log.exception("slack command failed", verb=command.verb)
            return SORRY

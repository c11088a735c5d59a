"""What a person may ask, on any platform: verbs in, replies out, every error in words."""

import difflib
from dataclasses import replace

import structlog

from bot.commands.desk import Desk
from bot.commands.suggesting import Suggestions
from bot.commands.verbs import VERBS
from bot.errors import QueryError, StoreError
from bot.store import fates
from bot.types import Action, Actor, Command, Reply

__all__ = ["VERBS", "Commands", "Desk", "Suggestions"]

log = structlog.get_logger()


class Commands:
    """The `Ask` that every platform is handed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, actor: Actor, command: Command) -> Reply:
        """Answer one command; never raises for what a person typed or for a database that is away."""
        verb = VERBS.get(command.verb.strip().casefold() or "help")
        if verb is None:
            return _did_you_mean(command)
        try:
            return await self._taken_up(actor, await verb.answer(self._desk, actor, command))
        except QueryError as error:
            return _misunderstood(command, error)
        except StoreError as error:
            log.warning("command failed", verb=verb.name, error=str(error))
            return Reply(
                "The database did not answer, so nothing was changed; subscriptions and alerts are safe. "
                "Try again in a minute.",
                outcome="failed",
            )

    async def _taken_up(self, actor: Actor, reply: Reply) -> Reply:
        """Try a place again that could not be reached: somebody speaks there. The reply says why alerts had stopped."""
        database = self._desk.database
        reasons = await database.read(fates.stopped_for, actor)
        if not reasons:
            return reply
        await database.write(fates.try_again, actor)
        database.wake.set()
        words = "; ".join(dict.fromkeys(reasons))
        return replace(reply, text=f"{reply.text}\n\nAlerts had stopped: {words}. They are tried again now.")


def _did_you_mean(command: Command) -> Reply:
    near = difflib.get_close_matches(command.verb.casefold(), VERBS, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}? " if near else ""
    actions = (Action(f"/launches {near[0]}", near[0], command.text),) if near else ()
    return Reply(
        f"There is no command {command.verb}. {hint}/launches help lists them.", actions=actions, outcome="unknown"
    )


def _misunderstood(command: Command, error: QueryError) -> Reply:
    actions = (Action(error.suggestion, command.verb, error.suggestion),) if error.suggestion else ()
    hint = f" Did you mean: {error.suggestion}" if error.suggestion else " /launches help query explains queries."
    return Reply(f"{error} (at character {error.column}). Nothing was saved.{hint}", actions=actions, outcome="refused")

"""A wrong number that somebody sees who may not correct it: those who may are told, once a day for each number."""

import structlog
from sqlalchemy import Connection

from bot.commands.desk import Desk
from bot.commands.tracing import fact_words
from bot.digests import title_of
from bot.store import memos, notices, subscriptions
from bot.types import Actor, Fact, Launch, Reply, Target

log = structlog.get_logger()

ONCE_SECONDS = 86_400.0


async def report(desk: Desk, actor: Actor, launch: Launch, fact: Fact) -> Reply:
    """Pass a number on to those who may correct it, and to the log."""
    number = fact_words(fact)
    log.warning("number reported", launch=launch.key, number=number, by=f"{actor.platform}:{actor.user}")
    told = await desk.database.write(_pass_on, desk.editors, actor, launch, number)
    desk.database.wake.set()
    if told is None:
        return Reply(f"{number} of {title_of(launch)} was reported already today. Thank you; it is being looked at.")
    who = f"{told} of the people who may correct it" if told > 1 else "somebody who may correct it"
    whom = f"{who} and the log" if told else "the log of whoever runs Launchwire"
    return Reply(
        f"Thank you. {number} of {title_of(launch)} is reported to {whom}; the card stays as it is until then."
    )


def _pass_on(connection: Connection, editors: frozenset[str], actor: Actor, launch: Launch, number: str) -> int | None:
    """Tell those who may correct a number; return how many, None when they were told today."""
    if not memos.is_first(connection, f"report {actor.platform} {actor.workspace} {launch.key} {number}", ONCE_SECONDS):
        return None
    own = [one.removeprefix(f"{actor.platform}:") for one in sorted(editors) if one.startswith(f"{actor.platform}:")]
    people = own or [one for one in subscriptions.owners_near(connection, actor) if one != actor.user]
    words = (
        f"A number of {title_of(launch)} is reported as wrong\n\n{actor.name or 'Somebody'} reports: {number}. "
        f"Look at its sentence with /launches evidence {launch.key}; if it is wrong, type where you manage alerts: "
        f"/launches wrong {launch.key}, {number}"
    )
    workspace = "" if actor.platform == "discord" else actor.workspace
    for person in people:
        notices.tell(connection, Target(actor.platform, workspace, "person", person), words)
    return len(people)

"""What a place does not want to hear of: snooze for a while, mute for good, and end either."""

import re
from datetime import datetime, timedelta

from bot.commands.desk import Desk
from bot.commands.wishes import MAY_NOT, target_of, written
from bot.interests import in_words, parse, split_directives
from bot.store import Database, targets
from bot.types import Action, Actor, Command, Reply, Snooze

USUAL_DAYS = 7
LONGEST_DAYS = 366
_FOR = re.compile(r"(?:^|\s)(\d{1,4}) ?(h|d|w|hours?|days?|weeks?)\s*$", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 168}
WHAT = "Say what you do not want to hear of, and for how long: /launches snooze lab:meta 7d"


async def snooze(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Keep silent about what a query wants, for a week or as long as is said."""
    text = written(command)
    match = _FOR.search(text)
    hours = int(match[1]) * _HOURS[match[2][0].casefold()] if match else USUAL_DAYS * 24
    if not 1 <= hours <= LONGEST_DAYS * 24:
        return Reply(f"A snooze lasts from 1h to {LONGEST_DAYS}d; nothing was changed. {WHAT}", outcome="refused")
    return await _keep(desk, actor, text[: match.start()] if match else text, desk.now() + timedelta(hours=hours))


async def mute(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Keep silent about what a query wants until somebody ends it."""
    return await _keep(desk, actor, written(command), None)


async def _keep(desk: Desk, actor: Actor, text: str, ends_at: datetime | None) -> Reply:
    asked, directives = split_directives(text)
    query = parse(asked, desk.catalogue)
    if not query.text:
        return Reply(f"{WHAT}. Nothing was changed.", outcome="refused")
    target = target_of(actor, directives)
    if target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    kept = await desk.database.write(targets.add_snooze, target, actor.user, query.text, ends_at)
    where = "you" if target.kind == "person" else "this channel"
    ends = f"until {ends_at:%Y-%m-%d %H:%M} UTC" if ends_at else "until it is ended"
    return Reply(
        f"Silent for {where} {ends}: {in_words(query)}. Other launches still come. "
        f"/launches unsnooze {kept.id} ends it.",
        actions=(Action("End it now", "unsnooze", str(kept.id)),),
    )


async def unsnooze(desk: Desk, actor: Actor, command: Command) -> Reply:
    """End a snooze or a mute of this place, or of the actor, by its number or its query."""
    wanted = command.text.strip().lstrip("#")
    for is_own in (False, True):
        target = target_of(actor, split_directives("to:dm" if is_own else "")[1])
        rows = await desk.database.read(targets.snoozes_of, target)
        row = next((row for row in rows if wanted in (str(row.id), row.query)), None)
        if row is None:
            continue
        if target.kind == "channel" and not actor.may_manage:
            return Reply(MAY_NOT, outcome="refused")
        await desk.database.write(targets.end_snooze, target, row.id)
        return Reply(f"Ended: launches of {row.query} are told again.", actions=(Action("Undo", "mute", row.query),))
    return Reply("No such snooze here; nothing was changed. /launches list shows them.", outcome="unknown")


async def snoozes_seen(database: Database, actor: Actor) -> list[Snooze]:
    """Return the snoozes of the actor's channel and of the actor."""
    own = target_of(actor, split_directives("to:dm")[1])
    places = [own] if actor.channel is None else [target_of(actor, split_directives("")[1]), own]
    return [row for place in places for row in await database.read(targets.snoozes_of, place)]


def snooze_words(row: Snooze) -> str:
    """Return a snooze in one line."""
    where = "you" if row.target.kind == "person" else "this channel"
    ends = f"until {row.ends_at:%Y-%m-%d %H:%M} UTC" if row.ends_at else "for good"
    return f"Silent for {where} {ends}: {row.query} (/launches unsnooze {row.id})"

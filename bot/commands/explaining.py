"""Why a launch was told here, or was not: predicate by predicate, then what became of the message."""

from collections.abc import Sequence

from bot.commands.desk import Desk
from bot.commands.looking import one_launch
from bot.commands.snoozing import snooze_words, snoozes_seen
from bot.commands.words import cadence_words, target_words
from bot.digests import title_of
from bot.errors import QueryError
from bot.interests import Reason, explain, kept_query, matches, parse
from bot.store import outbox, subscriptions
from bot.store.outbox import Fate
from bot.types import Actor, Command, Launch, Reply, Subscription

EVERYTHING = "everything"


async def why(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer for each subscription of this place why it did or did not speak of a launch."""
    launch = await one_launch(desk, command.text)
    if isinstance(launch, Reply):
        return launch
    rows = await desk.database.read(subscriptions.visible_to, actor)
    if not rows:
        return Reply("There is no subscription here, so nothing is sent. Try /launches subscribe license:open")
    parts = [await _about(desk, launch, row) for row in rows]
    parts += await _silences(desk, actor, launch)
    return Reply("\n\n".join([f"{title_of(launch)}, revision {launch.revision}:", *parts]))


async def _silences(desk: Desk, actor: Actor, launch: Launch) -> list[str]:
    """Return which snooze or mute of this place keeps silent about a launch."""
    lines = []
    for row in await snoozes_seen(desk.database, actor):
        try:
            is_silent = matches(parse(row.query, desk.catalogue), launch, desk.now())
        except QueryError:
            continue  # kept under an older grammar: it silences nothing
        if is_silent:
            lines.append(f"It is not told again while this lasts. {snooze_words(row)}")
    return lines


async def _about(desk: Desk, launch: Launch, row: Subscription) -> str:
    head = f"{row.id}. {row.query or EVERYTHING} ({target_words(row.target)}, {cadence_words(row)})"
    now = desk.now()
    try:
        query = kept_query(row.query, row.tree, row.grammar, desk.catalogue)
    except QueryError as error:
        return f"{head}: this query is no longer understood ({error}); subscribe anew."
    found = await desk.database.read(outbox.fate, launch.id or 0, row.id)
    if not matches(query, launch, now):
        return "\n".join([f"{head}: does not match.", *_reasons(explain(query, launch, now), passes=False)])
    lines = [f"{head}: matches.", *_reasons(explain(query, launch, now), passes=True), _fate_words(found, row)]
    return "\n".join(lines)


def _reasons(reasons: Sequence[Reason], *, passes: bool) -> list[str]:
    """Return the predicates that decided: those that failed, or all that held."""
    return [
        f"- {reason.words}: {reason.why}" + (f' ("{reason.quote}")' if reason.quote and passes else "")
        for reason in reasons
        if reason.passes == passes
    ]


def _fate_words(found: Fate | None, row: Subscription) -> str:
    if found is None and row.paused_reason:
        return f"Not sent: paused, {row.paused_reason}."
    if found is None:
        made = f" (made {row.created_at:%Y-%m-%d %H:%M} UTC)" if row.created_at else ""
        return (
            f"Not sent: the launch was known before this subscription was made{made}, or was old news when it was read."
        )
    if found.state == "sent" and found.settled_at:
        return f"Sent {found.settled_at:%Y-%m-%d %H:%M} UTC, revision {found.revision}."
    if found.state == "dead":
        return f"Given up: {found.problem}."
    problem = f" Last try: {found.problem}." if found.problem else ""
    paused = f" Paused: {row.paused_reason}." if row.paused_reason else ""
    return f"Waiting, due {found.due_at:%Y-%m-%d %H:%M} UTC.{problem}{paused}"

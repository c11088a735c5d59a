"""Why a launch was told here, or was not: predicate by predicate, then what became of the message."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.commands.desk import Desk
from bot.commands.looking import one_launch
from bot.commands.snoozing import snooze_words, snoozes_seen
from bot.commands.told import fate_words
from bot.commands.words import cadence_words, target_words
from bot.digests import title_of
from bot.errors import QueryError
from bot.interests import Reason, explain, kept_query, matches, parse
from bot.store import fates, subscriptions
from bot.store.fates import Told
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
    found = await desk.database.read(fates.fate_of, launch.id or 0, row.id)
    if not matches(query, launch, now):
        return "\n".join([f"{head}: does not match.", *_reasons(explain(query, launch, now), passes=False)])
    lines = [f"{head}: matches.", *_reasons(explain(query, launch, now), passes=True), _fate_words(found, row, launch)]
    return "\n".join(lines)


def _reasons(reasons: Sequence[Reason], *, passes: bool) -> list[str]:
    """Return the predicates that decided: those that failed, or all that held."""
    return [
        f"- {reason.words}: {reason.why}" + (f' ("{reason.quote}")' if reason.quote and passes else "")
        for reason in reasons
        if reason.passes == passes
    ]


def _fate_words(found: Told | None, row: Subscription, launch: Launch) -> str:
    if found is None:
        return f"Not sent: {_why_never_queued(row, launch)}."
    words = fate_words(found)
    if found.state == "waiting" and not found.paused:
        paused = f" Paused: {row.paused_reason}." if row.paused_reason else ""
        return f"{words[0].upper()}{words[1:]}{_why_later(found, row)}{paused}"
    return f"{words[0].upper()}{words[1:]}"


def _why_never_queued(row: Subscription, launch: Launch) -> str:
    if row.paused_reason:
        return f"paused, {row.paused_reason}"
    if row.created_at and launch.first_seen and launch.first_seen < row.created_at:
        return (
            f"the launch was known on {launch.first_seen:%Y-%m-%d %H:%M} UTC, "
            f"before this subscription was made ({row.created_at:%Y-%m-%d %H:%M} UTC)"
        )
    return "it was old news when it was read, or something here kept silent about it then"


def _why_later(found: Told, row: Subscription) -> str:
    """Return what of a subscription or its place lets an alert wait for its hour."""
    place = row.place
    if row.cadence != "now":
        return f" It comes with the digest, {cadence_words(row)}."
    if found.in_digest:
        held = found.due_at.astimezone(ZoneInfo(place.zone))
        if place.quiet_to == f"{held:%H:%M}":
            return f" Quiet hours here last from {place.quiet_from} to {place.quiet_to} {place.zone}."
        return f" The cap of {place.most_per_day} a day was reached; the others come on one card."
    if row.wait_minutes and not found.problem:
        return f" Sources are gathered for {row.wait_minutes} minutes first."
    return ""

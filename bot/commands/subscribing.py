"""Commands about subscriptions: subscribe, list, unsubscribe, pause, resume; and test, which saves nothing."""

from dataclasses import dataclass
from datetime import timedelta

from bot.commands.desk import Desk
from bot.commands.words import cadence_words, rate_words, target_words
from bot.interests import Directives, Query, in_words, matches, parse, split_directives
from bot.store import launches as stored
from bot.store import subscriptions
from bot.types import Action, Actor, Command, Launch, Reply, Subscription, Target

BACKTEST_DAYS = 90
BACKTEST_LAUNCHES = 5000
MOST_NAMED = 5
EVERYTHING = "everything"
MAY_NOT = (
    "Only people who may manage this channel can change its subscriptions; nothing was changed. "
    "Ask one of them, or add to:dm to get the alerts yourself."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked to subscribe to, understood but not saved."""

    query: Query
    directives: Directives
    target: Target
    is_everything: bool  # said so, not left empty


def understand(desk: Desk, actor: Actor, command: Command) -> Wish:
    """Return the query, directives and target of a subscribe command.

    Raises:
        QueryError: a key, value or directive cannot be understood.
    """
    options = [f"{key}:{value}" for key, value in command.options.items() if value]
    text, directives = split_directives(" ".join([command.text, *options]))
    is_everything = text.strip().casefold() == EVERYTHING
    query = parse("" if is_everything else text, desk.catalogue)
    return Wish(query, directives, _target(actor, directives), is_everything)


def _target(actor: Actor, directives: Directives) -> Target:
    wants_person = directives.to == "dm" or actor.channel is None
    if wants_person:
        # A Discord user is one person on every server; a Slack user belongs to a workspace.
        workspace = "" if actor.platform == "discord" else actor.workspace
        return Target(actor.platform, workspace, "person", actor.user)
    return Target(actor.platform, actor.workspace, "channel", actor.channel or "")


async def subscribe(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Save a subscription and say it back in words, with what it would have sent."""
    wish = understand(desk, actor, command)
    if wish.target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    found = await _backtest(desk, wish.query)
    if not wish.query.text and not wish.is_everything:
        return _confirm_everything(len(found))
    saved = await desk.database.write(subscriptions.add, _unsaved(actor, wish))
    return _subscribed(saved, wish, found)


def _unsaved(actor: Actor, wish: Wish) -> Subscription:
    d = wish.directives
    return Subscription(
        id=0,
        target=wish.target,
        owner=actor.user,
        query=wish.query.text,
        cadence=d.cadence,
        at=d.at,
        weekday=d.weekday,
        zone=d.zone,
        density=d.density,
        name=d.name,
    )


def _confirm_everything(count: int) -> Reply:
    return Reply(
        f"Without a query you get every launch. {rate_words(count, BACKTEST_DAYS)} Nothing is saved yet.",
        actions=(
            Action("Subscribe to everything", "subscribe", EVERYTHING),
            Action("How queries work", "help", "query"),
        ),
        outcome="refused",
    )


def _subscribed(saved: Subscription, wish: Wish, found: list[Launch]) -> Reply:
    return Reply(
        f"Subscription {saved.id}: {in_words(wish.query)}.\n"
        f"Alerts go {target_words(saved.target)}, {cadence_words(saved)}. {rate_words(len(found), BACKTEST_DAYS)}",
        actions=(
            Action("What it would have sent", "test", saved.query or EVERYTHING),
            Action("Unsubscribe", "unsubscribe", str(saved.id)),
        ),
    )


async def test(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Say what a query would have sent, without saving anything."""
    wish = understand(desk, actor, command)
    found = await _backtest(desk, wish.query)
    named = [f"- {launch.view.name or launch.title}" for launch in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        named.append(f"- and {len(found) - MOST_NAMED} more")
    text = "\n".join([f"{in_words(wish.query)}.", rate_words(len(found), BACKTEST_DAYS), *named])
    return Reply(text, actions=(Action("Subscribe", "subscribe", command.text.strip() or EVERYTHING),))


async def _backtest(desk: Desk, query: Query) -> list[Launch]:
    now = desk.now()
    since = now - timedelta(days=BACKTEST_DAYS)
    recent = await desk.database.read(stored.latest_launches, BACKTEST_LAUNCHES, since)
    return [launch for launch in recent if matches(query, launch, now)]


async def list_subscriptions(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List the subscriptions of this channel and the actor's own."""
    rows = await desk.database.read(subscriptions.visible_to, actor)
    if not rows:
        return Reply("No subscription here yet. Try /launches subscribe license:open, or /launches help.")
    return Reply("\n".join(_line(row) for row in rows))


def _line(row: Subscription) -> str:
    paused = f", paused: {row.paused_reason}" if row.paused_reason else ""
    return f"{row.id}. {row.query or EVERYTHING} ({target_words(row.target)}, {cadence_words(row)}{paused})"


async def unsubscribe(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Remove a subscription, by its number or its query."""
    row = await _one(desk, actor, command)
    if isinstance(row, Reply):
        return row
    await desk.database.write(subscriptions.remove, actor, row.id)
    return Reply(
        f"Removed subscription {row.id}: {row.query or EVERYTHING}.",
        actions=(Action("Undo", "subscribe", _again(row)),),
    )


def _again(row: Subscription) -> str:
    return f"{row.query or EVERYTHING}{' to:dm' if row.target.kind == 'person' else ''}"


async def pause(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Stop a subscription until it is resumed."""
    row = await _one(desk, actor, command)
    if isinstance(row, Reply):
        return row
    await desk.database.write(subscriptions.pause, actor, row.id, "paused by hand")
    return Reply(f"Paused subscription {row.id}.", actions=(Action("Resume", "resume", str(row.id)),))


async def resume(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Start a paused subscription again."""
    row = await _one(desk, actor, command)
    if isinstance(row, Reply):
        return row
    await desk.database.write(subscriptions.resume, actor, row.id)
    return Reply(f"Subscription {row.id} runs again: {row.query or EVERYTHING}.")


async def _one(desk: Desk, actor: Actor, command: Command) -> Subscription | Reply:
    """Return the subscription that a command names, of those that the actor sees and may change."""
    rows = await desk.database.read(subscriptions.visible_to, actor)
    wanted = command.text.strip()
    found = [row for row in rows if wanted in (str(row.id), row.query)]
    if not found:
        return Reply("No such subscription here; nothing was changed. /launches list shows them.", outcome="unknown")
    if found[0].target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    return found[0]

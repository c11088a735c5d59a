"""Commands about subscriptions: subscribe, list, unsubscribe, pause, resume; and test, which saves nothing."""

from bot.commands.backtest import Backtest, backtest
from bot.commands.desk import Desk
from bot.commands.editing import as_typed
from bot.commands.plain_wishes import choices, taken_words
from bot.commands.snoozing import snooze_words, snoozes_seen
from bot.commands.wishes import EVERYTHING, MAY_NOT, Wish, subscription_of, understand
from bot.commands.words import manner_words, target_words
from bot.interests import in_words
from bot.store import subscriptions
from bot.types import Action, Actor, Command, Reply, Subscription


async def subscribe(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Save a subscription and say it back in words, with what it would have sent."""
    wish = understand(desk, actor, command)
    if wish.target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    past = await backtest(desk, wish.query)
    if wish.plain is not None:
        return _confirm_plain(wish, past)
    if not wish.query.text and not wish.is_everything:
        return _confirm_everything(wish, past)
    try:
        saved = await desk.database.write(subscriptions.add, subscription_of(actor, wish, desk.catalogue))
    except ValueError as error:
        return Reply(f"{error}. Nothing was saved.", outcome="refused")
    return _subscribed(saved, wish, past)


def _confirm_plain(wish: Wish, past: Backtest) -> Reply:
    """Ask before saving: rules took the person's words for a query, and may have taken them wrongly."""
    assert wish.plain is not None
    text = "\n".join([taken_words(wish.plain, wish.query), past.rate(), *past.listed(), "Nothing is saved yet."])
    return Reply(
        text,
        actions=choices("subscribe", "", wish.query, wish.typed, wish.directives_text),
        outcome="refused",
    )


def _confirm_everything(wish: Wish, past: Backtest) -> Reply:
    everything = f"{EVERYTHING} {wish.directives_text}".strip()
    return Reply(
        f"Without a query you get every launch. {past.rate()} Nothing is saved yet.",
        actions=(
            Action("Subscribe to everything", "subscribe", everything),
            Action("How queries work", "help", "query"),
        ),
        outcome="refused",
    )


def _subscribed(saved: Subscription, wish: Wish, past: Backtest) -> Reply:
    return Reply(
        f"Subscription {saved.id}: {in_words(wish.query)}.\n"
        f"Alerts go {target_words(saved.target)}, {manner_words(saved)}. {past.rate()}",
        actions=(
            Action("What it would have sent", "test", saved.query or EVERYTHING),
            Action("Unsubscribe", "unsubscribe", str(saved.id)),
        ),
    )


async def test(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Say what a query would have sent, without saving anything."""
    wish = understand(desk, actor, command)
    past = await backtest(desk, wish.query)
    said = taken_words(wish.plain, wish.query) if wish.plain else f"{in_words(wish.query)}."
    text = "\n".join([said, past.rate(), *past.listed()])
    wanted = f"{wish.query.text or EVERYTHING} {wish.directives_text}".strip()
    return Reply(text, actions=(Action("Subscribe", "subscribe", wanted),))


async def list_subscriptions(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List the subscriptions of this channel and the actor's own."""
    rows = await desk.database.read(subscriptions.visible_to, actor)
    silent = [snooze_words(row) for row in await snoozes_seen(desk.database, actor)]
    if not rows and not silent:
        return Reply("No subscription here yet. Try /launches subscribe license:open, or /launches help.")
    return Reply("\n".join([*(_line(row) for row in rows), *silent]))


def _line(row: Subscription) -> str:
    paused = f", paused: {row.paused_reason}" if row.paused_reason else ""
    name = f"{row.name}: " if row.name else ""
    return f"{row.id}. {name}{row.query or EVERYTHING} ({target_words(row.target)}, {manner_words(row)}{paused})"


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
    return f"{as_typed(row)}{' to:dm' if row.target.kind == 'person' else ''}"


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

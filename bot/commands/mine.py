"""The command that shows a person's subscriptions wherever they are, each with what can be done to it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.desk import Desk
from bot.commands.editing import as_typed
from bot.commands.wishes import EVERYTHING
from bot.commands.words import manner_words
from bot.digests import next_due
from bot.store import subscriptions
from bot.types import Action, Actor, Card, CardNumber, Command, Reply, Subscription


async def mine(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List what the actor subscribed to, for themselves and for channels, with the time of the next digest."""
    rows = await desk.database.read(subscriptions.made_by, actor)
    if not rows:
        return Reply("You have no subscription yet. Try /launches subscribe license:open, or /launches help.")
    return Reply("", cards=tuple(_card(row, desk.now()) for row in rows))


def _card(row: Subscription, now: datetime) -> Card:
    """Return a subscription as a card; its key names the channel, since its buttons act there."""
    channel = row.target.id if row.target.kind == "channel" else ""
    title = f"{row.id}. {row.name or row.query or EVERYTHING}"
    numbers = [CardNumber("Speaks", manner_words(row))]
    if row.name:
        numbers.insert(0, CardNumber("Query", row.query or EVERYTHING))
    if row.paused_reason:
        numbers.append(CardNumber("Paused", row.paused_reason))
    elif row.cadence != "now":
        due = next_due(row.cadence, row.at, row.weekday, row.zone, now).astimezone(ZoneInfo(row.zone))
        numbers.append(CardNumber("Next digest", f"{due:%A %-d %B, %H:%M} {row.zone}"))
    where = "in a channel" if channel else "to you"
    told = [f"{number.label}: {number.value}" for number in numbers]
    return Card(
        key=f"subscription:{row.id}:{channel}",
        title=title,
        url=None,
        tone="notice",
        badges=(where,),
        numbers=tuple(numbers),
        actions=_actions(row),
        plain_text="\n".join([f"{title} ({where})", *told]),
    )


def _actions(row: Subscription) -> tuple[Action, ...]:
    number = str(row.id)
    turn = Action("Resume", "resume", number) if row.paused_reason else Action("Pause", "pause", number)
    return (turn, Action("Edit", "edit", f"{number} {as_typed(row)}"), Action("Remove", "unsubscribe", number))

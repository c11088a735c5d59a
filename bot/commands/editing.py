"""The command edit: another query for a subscription, or another way of telling it."""

from bot.commands.desk import Desk
from bot.commands.plain_wishes import choices, taken_words
from bot.commands.wishes import EVERYTHING, MAY_NOT, with_directives, with_query, written
from bot.commands.words import manner_words, target_words
from bot.interests import from_plain_words, in_words, kept_query, only_directives, parse, sounds_plain, split_directives
from bot.store import subscriptions
from bot.types import Action, Actor, Command, Reply, Subscription

WHICH = (
    "Say which one and what changes: /launches edit 3 license:open when:daily@09:00. /launches list shows the numbers."
)


async def edit(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Change a subscription; what is not said stays as it is."""
    number, _, rest = written(command).strip().partition(" ")
    rows = await desk.database.read(subscriptions.visible_to, actor)
    row = next((row for row in rows if str(row.id) == number.strip("#.")), None)
    if row is None:
        return Reply(f"No such subscription here; nothing was changed. {WHICH}", outcome="unknown")
    if row.target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    if (asked := _asked_first(desk, row, rest)) is not None:
        return asked
    wanted = _changed(desk, row, rest)
    if wanted == row:
        return Reply(f"Nothing to change was said. {WHICH}", outcome="refused")
    try:
        await desk.database.write(subscriptions.change, actor, wanted)
    except ValueError as error:
        return Reply(f"{error}; nothing was changed.", outcome="refused")
    query = kept_query(wanted.query, wanted.tree, wanted.grammar, desk.catalogue)
    return Reply(
        f"Subscription {row.id} now: {in_words(query)}.\n"
        f"Alerts go {target_words(wanted.target)}, {manner_words(wanted)}.",
        actions=(
            Action("Undo", "edit", f"{row.id} {as_typed(row)}"),
            Action("What it would have sent", "test", query.text or EVERYTHING),
        ),
    )


def _asked_first(desk: Desk, row: Subscription, rest: str) -> Reply | None:
    """Ask about a wish in everyday words before anything is changed; None where it is a query."""
    text, _ = split_directives(rest)
    if not sounds_plain(text, desk.catalogue):
        return None
    plain = from_plain_words(text, desk.catalogue)
    query = parse(plain.query_text, desk.catalogue)
    answers = choices("edit", str(row.id), query, text, only_directives(rest))
    return Reply(f"{taken_words(plain, query)}\nNothing was changed yet.", actions=answers, outcome="refused")


def _changed(desk: Desk, row: Subscription, rest: str) -> Subscription:
    text, directives = split_directives(rest)
    text = text.strip()
    if text:
        row = with_query(row, parse("" if text.casefold() == EVERYTHING else text, desk.catalogue))
    return with_directives(row, directives, desk.catalogue, said=directives.said)


def as_typed(row: Subscription) -> str:
    """Return a subscription as one would type it: its query and every directive."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    when = {"daily": f"daily@{row.at}", "weekly": f"weekly@{days[row.weekday or 0]}-{row.at}"}.get(row.cadence, "now")
    parts = [
        row.query or EVERYTHING,
        f"when:{when}",
        f"tz:{row.zone}",
        f"view:{row.density}",
        f"wait:{row.wait_minutes}m",
        f"thread:{row.thread}",
        *([f'name:"{row.name}"'] if row.name and '"' not in row.name else []),
        *_called(row),
    ]
    return " ".join(parts)


def _called(row: Subscription) -> list[str]:
    kind, _, one = row.mention.partition(":")
    if not one:
        return ["mention:off"]
    sign = "@" if kind == "user" else "!subteam^" if row.target.platform == "slack" else "@&"
    return [f"mention:<{sign}{one}>", *([f'mention-for:"{row.mention_query}"'] if row.mention_query else [])]

"""What a person asked to be told, understood but not saved: the query, how it is told, and where."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.catalogue import Catalogue
from bot.commands.desk import Desk
from bot.errors import QueryError
from bot.interests import (
    Directives,
    PlainWords,
    Query,
    from_plain_words,
    only_directives,
    parse,
    sounds_plain,
    split_directives,
    tree_text,
)
from bot.types import Actor, Command, Subscription, Target

EVERYTHING = "everything"
MAY_NOT = (
    "Only people who may manage this channel can change its subscriptions; nothing was changed. "
    "Ask one of them, or add to:dm to get the alerts yourself."
)
_CHANNEL = re.compile(r"<#(\w+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Wish:
    """A query with its directives and target."""

    query: Query
    directives: Directives
    target: Target
    is_everything: bool  # said so, not left empty
    directives_text: str = ""
    typed: str = ""  # without the directives
    plain: PlainWords | None = None  # it was said in everyday words, of which the query is what they were taken for


def understand(desk: Desk, actor: Actor, command: Command) -> Wish:
    """Return the query, directives and target of a subscribe command.

    Raises:
        QueryError: a key, value or directive cannot be understood.
    """
    line = written(command)
    text, directives = split_directives(line)
    is_everything = text.strip().casefold() == EVERYTHING
    plain = from_plain_words(text, desk.catalogue) if sounds_plain(text, desk.catalogue) else None
    query = parse("" if is_everything else plain.query_text if plain else text, desk.catalogue)
    target = target_of(actor, directives)
    return Wish(query, directives, target, is_everything, only_directives(line), text.strip(), plain)


def written(command: Command) -> str:
    """Return a command with its typed options as one text."""
    options = [f"{key}:{_quoted(value)}" for key, value in command.options.items() if value]
    return " ".join([command.text, *options])


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value and '"' not in value else value


def target_of(actor: Actor, directives: Directives) -> Target:
    """Return where alerts go: the actor's channel, or the actor.

    A platform hands in an actor who stands in the channel that was chosen, with the rights they have there; a channel
    that is only named is refused, since nobody judged those.

    Raises:
        QueryError: another channel is named.
    """
    if directives.to == "dm" or actor.channel is None:
        # A Discord user is one person on every server; a Slack user belongs to a workspace.
        workspace = "" if actor.platform == "discord" else actor.workspace
        return Target(actor.platform, workspace, "person", actor.user)
    if directives.to not in (None, "here"):
        match = _CHANNEL.fullmatch(directives.to or "")
        if match is None or match[1] != actor.channel:
            raise QueryError(
                f"to:{directives.to} is another channel; type the command there, or choose the channel in the form",
                column=1,
            )
    return Target(actor.platform, actor.workspace, "channel", actor.channel)


def subscription_of(actor: Actor, wish: Wish, catalogue: Catalogue) -> Subscription:
    """Return a wish as a subscription that is not saved yet.

    Raises:
        QueryError: the sub-query of a mention cannot be understood.
    """
    fresh = with_query(Subscription(id=0, target=wish.target, owner=actor.user, query=""), wish.query)
    return with_directives(fresh, wish.directives, catalogue, said=None)


def with_query(one: Subscription, query: Query) -> Subscription:
    """Return a subscription that asks this."""
    return replace(one, query=query.text, tree=tree_text(query), grammar=query.grammar)


def with_directives(
    one: Subscription, found: Directives, catalogue: Catalogue, *, said: frozenset[str] | None
) -> Subscription:
    """Return a subscription told as the directives say; those not in `said` stay as they are, None takes all.

    Raises:
        QueryError: the sub-query of a mention cannot be understood.
    """
    if found.mention_query:
        parse(found.mention_query, catalogue)
    values: dict[str, dict[str, Any]] = {
        "when": {"cadence": found.cadence, "at": found.at, "weekday": found.weekday},
        "tz": {"zone": found.zone},
        "view": {"density": found.density},
        "name": {"name": found.name},
        "wait": {"wait_minutes": (found.wait_seconds or 0) // 60},
        "thread": {"thread": found.thread or "off"},
        "mention": {"mention": found.mention or ""},
        "mention-for": {"mention_query": found.mention_query or ""},
    }
    changed = {
        name: value for key, part in values.items() if said is None or key in said for name, value in part.items()
    }
    return replace(one, **changed)

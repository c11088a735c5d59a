"""Commands by which people correct launches: merge, split, retitle, wrong. What is read later never undoes one."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from bot import deciding
from bot.commands.desk import Desk
from bot.commands.looking import one_launch
from bot.commands.reporting import report
from bot.commands.tracing import fact_words
from bot.digests import card_of, title_of
from bot.store import targets
from bot.types import Action, Actor, Command, Fact, Launch, Reply

R = TypeVar("R")

MOST_CHOICES = 5
LONGEST_TITLE = 120
MAY_NOT = (
    "Only people who may manage this channel can correct launches; nothing was changed. Ask one of them, or whoever "
    "runs Launchwire."
)
SHARED = (
    "Launches are shared by every workspace that this Launchwire serves, so only the people whom LAUNCHWIRE_EDITORS "
    "names can correct them; nothing was changed. Ask whoever runs it."
)


async def merge(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Make one launch of two."""
    refused = await _refused(desk, actor)
    found = refused or await _both(desk, command, "merge A, B")
    if isinstance(found, Reply):
        return found
    first, rest = found
    second = await one_launch(desk, rest)
    if isinstance(second, Reply):
        return second
    if first.id == second.id:
        return Reply(f"{title_of(first)} is one launch already; nothing was changed.", outcome="refused")
    launch = await _done(desk, actor, deciding.merge, first.id or 0, second.id or 0)
    words = f"{title_of(second)} is part of {title_of(launch)} now, and stays so when articles are read again."
    return Reply(words, cards=(card_of(launch),))


async def split(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Take an article or a model out of a launch."""
    refused = await _refused(desk, actor)
    found = refused or await _both(desk, command, "split MODEL, ARTICLE-ADDRESS or NAME")
    if isinstance(found, Reply):
        return found
    launch, which = found
    result = await _done(desk, actor, deciding.split, launch.id or 0, which)
    if result is None:
        urls = "\n".join(f"{article.title}: {article.url}" for article in launch.articles)
        return Reply(
            f"Nothing of {title_of(launch)} was split off: {which} is none of its articles or models, or all of it. "
            f"Its articles:\n{urls}",
            outcome="refused",
        )
    stays, titles = result
    return Reply(f"Apart from {title_of(stays)} now, and from what is read later: {'; '.join(titles)}")


async def retitle(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Give a launch a title."""
    refused = await _refused(desk, actor)
    found = refused or await _both(desk, command, "retitle MODEL, NEW TITLE")
    if isinstance(found, Reply):
        return found
    launch, title = found
    if len(title) > LONGEST_TITLE:
        return Reply(f"A title has at most {LONGEST_TITLE} characters; nothing was changed.", outcome="refused")
    named = await _done(desk, actor, deciding.retitle, launch.id or 0, " ".join(title.split()))
    return Reply(f"{title_of(launch)} is called {title_of(named)} from now on.")


async def wrong(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Mark a number of a launch as wrong; from somebody who may not, report it to those who may."""
    found = await _both(desk, command, "wrong MODEL, NUMBER (as in: context 128K)")
    if isinstance(found, Reply):
        return found
    launch, which = found
    facts = _meant(launch, which)
    if len({(fact.field, fact.value, fact.measure, fact.owner) for fact in facts}) != 1:
        return _which_number(launch, which, facts)
    if await _refused(desk, actor):
        return await report(desk, actor, launch, facts[0])
    corrected = await _done(desk, actor, deciding.mark_wrong, launch.id or 0, facts[0])
    return Reply(
        f"{fact_words(facts[0])} is marked as wrong for {title_of(launch)}: no card shows it again, and those that did "
        "are corrected.",
        cards=(card_of(corrected),),
    )


async def _refused(desk: Desk, actor: Actor) -> Reply | None:
    if f"{actor.platform}:{actor.user}" in desk.editors:
        return None
    if not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    others = await desk.database.read(targets.serves_others, actor.platform, actor.workspace)
    return Reply(SHARED, outcome="refused") if desk.editors or others else None


async def _both(desk: Desk, command: Command, usage: str) -> tuple[Launch, str] | Reply:
    """Return the launch before the comma and the words after it."""
    name, comma, rest = command.text.partition(",")
    if not comma or not name.strip() or not rest.strip():
        return Reply(f"With a comma between the two: /launches {usage}", outcome="refused")
    launch = await one_launch(desk, name.strip())
    return launch if isinstance(launch, Reply) else (launch, rest.strip())


async def _done(desk: Desk, actor: Actor, act: Callable[..., R], *args: object) -> R:
    def follow(connection: Connection) -> R:
        return act(connection, desk.placing, *args, f"{actor.platform}:{actor.workspace}:{actor.user}", desk.now())

    result = await desk.database.write(follow)
    desk.database.wake.set()
    return result


def _meant(launch: Launch, which: str) -> list[Fact]:
    wanted = _folded(which)
    own = [fact for fact in launch.view.facts if fact.role in ("launch", "variant") and fact.confidence > 0]
    whole = [fact for fact in own if wanted in (_folded(fact_words(fact)), _folded(fact.printed))]
    return whole or [fact for fact in own if _folded(fact_words(fact)).startswith(wanted)]


def _which_number(launch: Launch, which: str, facts: Sequence[Fact]) -> Reply:
    if not facts:
        return Reply(
            f"{title_of(launch)} has no number called {which}; /launches evidence {launch.key} lists them. "
            "Nothing was changed.",
            outcome="unknown",
        )
    words = list(dict.fromkeys(fact_words(fact) for fact in facts))[:MOST_CHOICES]
    choices = tuple(Action(one, "wrong", f"{launch.key}, {one}") for one in words)
    return Reply(f"Which number of {title_of(launch)} is wrong?", actions=choices)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c == "+")

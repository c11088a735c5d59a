"""The command about sources: list them, add one after a look at what it holds, pause or remove one added here."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.commands.desk import Desk
from bot.errors import SourceError
from bot.launches import launch_of, name_words, together
from bot.reading import read
from bot.sources import Discovery
from bot.store import memos
from bot.store import sources as stored
from bot.types import Action, Actor, Command, FeedEntry, Reply, Report

MOST_PREVIEWED = 5  # entries whose pages are read
PREVIEW_SECONDS = 20.0
MOST_OFFERED = 3  # feeds behind one address
MAY_NOT = (
    "Only people who may manage this channel can add, pause or remove sources; nothing was changed. Ask one of them."
)
NOT_YOURS = "No source of this workspace has that number; nothing was changed. /launches sources lists them with it."
USAGE = "Try /launches sources add https://example.com/news, or sources pause, resume or remove with a number."


async def sources(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List the sources, or change those of this workspace."""
    word, _, rest = command.text.strip().partition(" ")
    change = CHANGES.get(word.casefold())
    if not word or word.casefold() == "list":
        return await _list(desk, actor)
    if change is None:
        return Reply(f"Sources cannot be asked to {word}; nothing was changed. {USAGE}", outcome="unknown")
    if not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    return await change(desk, actor, rest.strip())


async def _list(desk: Desk, actor: Actor) -> Reply:
    rows = await desk.database.read(stored.list_sources, _workspace(actor))
    if not rows:
        return Reply("No source is configured. Add one with /launches sources add, or see docs/sources.md.")
    theirs = [f"{row.id}. {row.title or row.url}: {row.condition}" for row in rows if row.added_by]
    listed = [f"{row.title or row.url}: {row.condition}" for row in rows if not row.added_by]
    head = ["Added here:", *theirs, "", "Of this installation:"] if theirs else []
    return Reply("\n".join([*head, *listed]))


async def _add(desk: Desk, actor: Actor, text: str) -> Reply:
    """Find what is behind an address and show what it would have announced; nothing is saved before it is confirmed."""
    url = text.strip("<>").partition("|")[0]
    url = url if "://" in url or not url else f"https://{url}"
    if not url.startswith(("http://", "https://")):
        return Reply(f"Which page or feed? {USAGE}", outcome="refused")
    if desk.pace.turn(f"{actor.platform} {actor.workspace}") > 0:
        return Reply("That is many sources at once; nothing was added. Try again in a minute.", outcome="refused")
    try:
        found = (await desk.discover(url))[:MOST_OFFERED]
    except SourceError as error:
        return Reply(
            f"Nothing was added: {error}. Check the address, or give the feed's own if you know it.", outcome="failed"
        )
    if await desk.database.read(stored.source_at, found[0].url) is not None:
        return Reply(f"{_name(found[0])} is read already; nothing was changed.")
    previewed = await _preview(desk, found[0])
    actions = [await _offer(desk, actor, one, is_first=one is found[0]) for one in found]
    return Reply("\n".join([*_words(found[0]), *previewed, "Nothing is saved yet."]), actions=tuple(actions))


def _name(found: Discovery) -> str:
    return found.feed.title or found.url


def _words(found: Discovery) -> list[str]:
    count = len(found.feed.entries)
    kind = "a page with links to" if found.kind == "page" else "a feed of"
    return [f"{_name(found)} is {kind} {count} {'article' if count == 1 else 'articles'}."]


async def _preview(desk: Desk, found: Discovery) -> list[str]:
    """Say what the newest entries would have announced."""
    entries = found.feed.entries[:MOST_PREVIEWED]
    reports: list[Report] = []
    with suppress(TimeoutError):
        async with asyncio.timeout(PREVIEW_SECONDS):
            for entry in entries:
                reports += await _reports(desk, found, entry)
    if not entries:
        return ["It holds nothing yet."]
    groups = together(reports, name_words(desk.catalogue))
    launches = [launch_of([reports[i] for i in group], desk.catalogue) for group in groups]
    looked = f"Of its newest {len(entries)}" if len(entries) > 1 else "Of its newest one"
    if not launches:
        return [f"{looked} it would have announced nothing: no model launch is in there."]
    names = [f"- {one.view.name or one.title}" for one in launches[:MOST_PREVIEWED]]
    return [f"{looked} it would have announced:", *names, "From now on only what is new is announced."]


async def _reports(desk: Desk, found: Discovery, entry: FeedEntry) -> tuple[Report, ...]:
    try:
        article = await desk.entry_article(entry, found.url)
    except SourceError:
        return ()
    return await asyncio.to_thread(read, article, desk.catalogue)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A source that somebody was shown and may confirm."""

    url: str
    kind: str
    title: str


async def _offer(desk: Desk, actor: Actor, found: Discovery, *, is_first: bool) -> Action:
    """Keep what was shown under a short key, so that exactly this is added, and return the button for it."""
    key = secrets.token_urlsafe(9)
    kept = json.dumps({"url": found.url, "kind": found.kind, "title": found.feed.title})
    await desk.database.write(memos.remember, _memo(actor, key), kept)
    return Action("Add it" if is_first else f"Add {_name(found)}"[:75], "sources", f"confirm {key}")


def _memo(actor: Actor, key: str) -> str:
    return f"source offered {actor.platform} {actor.workspace} {key}"


async def _confirm(desk: Desk, actor: Actor, key: str) -> Reply:
    kept = await desk.database.read(memos.recall, _memo(actor, key))
    if kept is None:
        return Reply(f"That offer is not known here; nothing was added. {USAGE}", outcome="unknown")
    offer = _Offer(**json.loads(kept))
    if len(await desk.database.read(stored.added_in, _workspace(actor))) >= stored.MOST_PER_WORKSPACE:
        return Reply(
            f"This workspace has {stored.MOST_PER_WORKSPACE} sources, which is as many as it may have; nothing was "
            "added. Remove one first.",
            outcome="refused",
        )
    new = stored.NewSource(
        offer.url,
        desk.poll_seconds,
        kind="page" if offer.kind == "page" else "feed",
        title=offer.title,
        trust="community",
        adapts=True,
        added_by=f"{actor.platform} {actor.workspace} {actor.channel or ''} {actor.user}",
    )
    number = await desk.database.write(stored.add_source, new)
    desk.on_source()
    return Reply(
        f"Source {number}, {offer.title or offer.url}, is read from now on. What is in it already is not announced.",
        actions=(Action("Undo", "sources", f"remove {number}"),),
    )


async def _remove(desk: Desk, actor: Actor, text: str) -> Reply:
    number = _number(text)
    if number is None or not await desk.database.write(stored.remove_source, number, _workspace(actor)):
        return Reply(NOT_YOURS, outcome="unknown")
    return Reply(f"Source {number} is removed. Launches that came from it stay.")


async def _pause(desk: Desk, actor: Actor, text: str) -> Reply:
    number = _number(text)
    reason = f"by {actor.name}" if actor.name else "by hand"
    if number is None or not await desk.database.write(stored.pause_source, number, _workspace(actor), reason):
        return Reply(NOT_YOURS, outcome="unknown")
    return Reply(f"Source {number} is not read for now.", actions=(Action("Resume", "sources", f"resume {number}"),))


async def _resume(desk: Desk, actor: Actor, text: str) -> Reply:
    number = _number(text)
    if number is None or not await desk.database.write(stored.pause_source, number, _workspace(actor), None):
        return Reply(NOT_YOURS, outcome="unknown")
    desk.on_source()
    return Reply(f"Source {number} is read again.")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _workspace(actor: Actor) -> tuple[str, str]:
    return actor.platform, actor.workspace


CHANGES: dict[str, Callable[[Desk, Actor, str], Awaitable[Reply]]] = {
    "add": _add,
    "confirm": _confirm,
    "remove": _remove,
    "pause": _pause,
    "resume": _resume,
}

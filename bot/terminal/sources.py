"""`launchwire sources`: which sources answer, which there are, and lists of feeds taken over and given away."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.errors import SettingsError
from bot.settings import Settings
from bot.sources import Fetcher, ListedSource, ParseWorker, check_sources, from_opml, listed_sources, to_opml
from bot.store import Database
from bot.store import sources as stored


async def run_check(settings: Settings, *, only: str = "") -> int:
    """Ask every source of the list once, or those whose title or address holds `only`; return 1 when one is silent."""
    wanted = [one for one in listed_sources(settings.sources) if only.casefold() in f"{one.title} {one.url}".casefold()]
    console = Console(highlight=False, soft_wrap=True)
    silent = 0
    async with Fetcher(settings.allowed_addresses) as fetcher, ParseWorker() as worker:
        async for found in check_sources(fetcher, worker, wanted):
            mark, style = ("ok", "green") if found.answers else ("wrong", "bold red")
            silent += not found.answers
            name = found.source.title or found.source.url
            console.print(Text(f"{mark:>5}", style=style), Text(f" {name}: {found.words}"), sep="")
    console.print(f"{len(wanted) - silent} of {len(wanted)} sources answer.")
    return int(silent > 0)


async def run_list(settings: Settings) -> int:
    """Print every source in the database with how it does."""
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        rows = await database.read(stored.list_sources)
    finally:
        await database.close()
    console = Console(highlight=False, soft_wrap=True)
    for row in rows:
        console.print(Text(f"{row.id:>5}  {row.title or row.url}: {row.condition}"))
    if not rows:
        console.print(
            "No source yet: `launchwire run` takes them from the list, `launchwire sources import` from OPML."
        )
    return 0


async def run_import(settings: Settings, file: Path) -> int:
    """Add the feeds of an OPML file to the database; those known stay as they are.

    Raises:
        SettingsError: the file cannot be read.
        ParseError: it is no OPML.
    """
    found = _feeds_of(file)
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        before = len(await database.read(stored.list_sources))
        for one in found:
            new = stored.NewSource(one.url, settings.poll_minutes * 60.0, title=one.title, adapts=True)
            await database.write(stored.add_source, new)
        added = len(await database.read(stored.list_sources)) - before
    finally:
        await database.close()
    print(f"{added} of {len(found)} feeds are new. The first look at each announces nothing that is there already.")
    return 0


def _feeds_of(file: Path) -> Sequence[ListedSource]:
    try:
        return from_opml(file.read_bytes())
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}") from error


async def run_export(settings: Settings) -> int:
    """Print every feed in the database as OPML."""
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        rows = await database.read(stored.list_sources)
    finally:
        await database.close()
    print(to_opml([ListedSource(row.url, row.title, row.kind) for row in rows]), end="")
    return 0

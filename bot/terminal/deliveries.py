"""`launchwire deliveries`: what waits, what was sent, what was given up, and sending a dead letter again."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.told import fate_words, titles_of
from bot.errors import LaunchwireError
from bot.settings import Settings
from bot.store import Database, fates

MOST = 50


async def run_deliveries(settings: Settings, *, dead_only: bool, resend: int | None) -> int:
    """List deliveries in words, or send one again.

    Raises:
        LaunchwireError: there is no dead letter of that number.
    """
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        if resend is None:
            await _list(database, dead_only=dead_only)
        elif not await database.write(fates.resend, resend):
            raise LaunchwireError(f"delivery {resend} is no dead letter; `launchwire deliveries --dead` lists them")
        else:
            print(f"Delivery {resend} waits to be sent again.")
    finally:
        await database.close()
    return 0


async def _list(database: Database, *, dead_only: bool) -> None:
    rows = await database.read(lambda connection: fates.newest(connection, MOST, dead_only=dead_only))
    titles = await database.read(titles_of, rows)
    table = Table("number", "to", "what", "fate")
    for row in rows:
        to = f"{row.target.platform} {row.target.workspace} {row.target.kind} {row.target.id}"
        what = row.notice or f"{titles.get(row.launch, 'a launch')}, revision {row.revision}"
        fate = fate_words(row) + (f" It said: {row.payload}" if row.payload and dead_only else "")
        table.add_row(str(row.id), Text(to), Text(what), Text(fate))
    counts = await database.read(fates.count_by_state)
    console = Console()
    console.print(table)
    console.print(", ".join(f"{name}: {count}" for name, count in counts.items()), markup=False)

"""`launchwire migrate --to URL`: everything into another database."""

from bot.settings import Settings
from bot.store import Database
from bot.store.moving import move


async def run_migrate(settings: Settings, to_url: str) -> int:
    """Copy the configured database to `to_url` and print what was copied.

    Raises:
        StoreError: a database cannot be opened, or the target is not empty; nothing was changed.
    """
    source = await Database.open(settings.database_url.get_secret_value())
    try:
        target = await Database.open(to_url)
        try:
            counts = await source.read(lambda rows: target.write_now(lambda to: move(rows, to)))
        finally:
            await target.close()
    finally:
        await source.close()
    for name, count in counts.items():
        print(f"{name}: {count}")
    print(
        f"Copied {sum(counts.values())} rows, and counted them. Set DATABASE_URL to the new address, then start again."
    )
    return 0

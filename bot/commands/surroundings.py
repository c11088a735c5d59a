"""Commands about Launchwire itself: sources and status."""

from bot.commands.desk import Desk
from bot.store import outbox
from bot.store import sources as stored
from bot.types import Actor, Command, Reply


async def sources(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List every source with how its last look went."""
    rows = await desk.database.read(stored.list_sources)
    if not rows:
        return Reply("No source is configured. docs/sources.md says how to add one.")
    return Reply("\n".join(f"{row.title or row.url}: {row.condition}" for row in rows))


async def status(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Say what is connected and what waits to be sent."""
    waiting = await desk.database.read(outbox.waiting)
    lines = [f"{name}: {condition}" for name, condition in desk.health().items()]
    return Reply("\n".join([*lines, f"waiting to be sent: {waiting}"]))

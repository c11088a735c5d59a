"""The command about Launchwire itself: status."""

from bot.commands.desk import Desk
from bot.store import outbox
from bot.types import Actor, Command, Reply


async def status(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Say what is connected and what waits to be sent."""
    waiting = await desk.database.read(outbox.waiting)
    lines = [f"{name}: {condition}" for name, condition in desk.health().items()]
    return Reply("\n".join([*lines, f"waiting to be sent: {waiting}"]))

"""SQL beside the rows it makes: a file per group of tables, acts that take a Connection, both databases alike."""

from bot.store.database import Database

__all__ = ["Database"]

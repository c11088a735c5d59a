"""Which launch a report belongs to, and what the launch then says. Pure."""

from bot.launches.changes import changes
from bot.launches.identity import NameWords, blocks
from bot.launches.merge import launch_of, name_words
from bot.launches.place import Placed, identity, place, together
from bot.launches.view import view_of

__all__ = [
    "NameWords",
    "Placed",
    "blocks",
    "changes",
    "identity",
    "launch_of",
    "name_words",
    "place",
    "together",
    "view_of",
]

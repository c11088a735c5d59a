"""Which launch a report belongs to, and what the launch then says. Pure."""

from bot.launches.changes import changes, is_correction
from bot.launches.claims import dispute_words
from bot.launches.decisions import Decisions, decided
from bot.launches.identity import NameWords
from bot.launches.merge import launch_of, name_words
from bot.launches.named import Named, is_news_of, named, named_blocks, whole_names
from bot.launches.place import Placed, grouped, launch_named, may_second, place, together
from bot.launches.view import view_of

__all__ = [
    "Decisions",
    "NameWords",
    "Named",
    "Placed",
    "changes",
    "decided",
    "dispute_words",
    "grouped",
    "is_correction",
    "is_news_of",
    "launch_named",
    "launch_of",
    "may_second",
    "name_words",
    "named",
    "named_blocks",
    "place",
    "together",
    "view_of",
    "whole_names",
]

"""Interests: what a person wants to hear of, understood, said back and explained; bot.interests.index searches them."""

from bot.interests.complete import complete
from bot.interests.directives import Directives, only_directives, split_directives
from bot.interests.evaluate import matches
from bot.interests.explain import Reason, explain
from bot.interests.kept import kept_query, tree_text
from bot.interests.parse import parse
from bot.interests.phrases import in_words
from bot.interests.plain_words import PlainWords, from_plain_words, sounds_plain
from bot.interests.query import GRAMMAR, Query

__all__ = [
    "GRAMMAR",
    "Directives",
    "PlainWords",
    "Query",
    "Reason",
    "complete",
    "explain",
    "from_plain_words",
    "in_words",
    "kept_query",
    "matches",
    "only_directives",
    "parse",
    "sounds_plain",
    "split_directives",
    "tree_text",
]

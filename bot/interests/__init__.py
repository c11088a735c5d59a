"""Interests: what a person wants to hear of, understood, said back, explained, and searched by launch."""

from bot.interests.complete import complete
from bot.interests.directives import Directives, split_directives
from bot.interests.evaluate import matches
from bot.interests.explain import Reason, explain
from bot.interests.index import Index
from bot.interests.parse import parse
from bot.interests.phrases import in_words
from bot.interests.query import Query

__all__ = [
    "Directives",
    "Index",
    "Query",
    "Reason",
    "complete",
    "explain",
    "in_words",
    "matches",
    "parse",
    "split_directives",
]

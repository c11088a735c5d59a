"""A query as it is stored: its text, its tree as it was understood, and the grammar of that day."""

import json
from typing import Any

from bot.catalogue import Catalogue
from bot.errors import QueryError
from bot.interests.parse import parse
from bot.interests.query import GRAMMAR, PREDICATES, And, Node, Not, Or, Query, Term
from bot.types.codec import decode, encode

_GROUPS: dict[str, type[And | Or]] = {"and": And, "or": Or}


def tree_text(query: Query) -> str:
    """Return a query's tree as text to be stored."""
    tree = None if query.tree is None else _packed(query.tree)
    return json.dumps({"tree": tree, "names_events": query.names_events}, separators=(",", ":"))


def kept_query(text: str, tree: str, grammar: int, catalogue: Catalogue) -> Query:
    """Return a stored query: the text read anew, or, where the grammar has changed since, as it was understood then.

    Raises:
        QueryError: the text is no longer understood and no tree was stored with it.
    """
    if tree and grammar != GRAMMAR:
        return _unpacked(text, tree, grammar)
    try:
        return parse(text, catalogue)
    except QueryError:
        if not tree:
            raise
        return _unpacked(text, tree, grammar)


def _unpacked(text: str, tree: str, grammar: int) -> Query:
    try:
        stored = json.loads(tree)
        node = None if stored["tree"] is None else _node(stored["tree"])
        return Query(text, node, bool(stored["names_events"]), grammar)
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise QueryError(
            "This query was stored by another version and cannot be read; subscribe anew", column=1
        ) from error


def _packed(node: Node) -> list[Any]:
    if isinstance(node, Term):
        return ["term", node.start, node.end, type(node.predicate).__name__, encode(node.predicate)]
    if isinstance(node, Not):
        return ["not", _packed(node.part)]
    return ["and" if isinstance(node, And) else "or", *map(_packed, node.parts)]


def _node(stored: list[Any]) -> Node:
    kind, *parts = stored
    if kind == "term":
        start, end, name, predicate = parts
        return Term(decode(PREDICATES[name], predicate), int(start), int(end))
    if kind == "not":
        return Not(_node(parts[0]))
    return _GROUPS[kind](tuple(map(_node, parts)))

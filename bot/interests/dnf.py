"""A query as alternatives: each a set of literals that must all hold, which is what an index can look up."""

from collections.abc import Callable

from bot.interests.query import And, Node, Not, Predicate, Term

Literals = tuple[int, ...]  # atom a, or ~a for "not a"
MOST_ALTERNATIVES = 48
MOST_LITERALS = 48
ALWAYS = 0


def alternatives(tree: Node | None, number: Callable[[Predicate], int]) -> list[Literals] | None:
    """Return a query's alternatives; None if there are too many to look up. Each has a literal that is no negation."""
    if tree is None:
        return [(ALWAYS,)]
    found = _expand(tree, False, number)
    if found is None:
        return None
    anchored = [_anchored(literals) for literals in dict.fromkeys(found)]
    return None if any(len(literals) > MOST_LITERALS for literals in anchored) else anchored


def _anchored(literals: Literals) -> Literals:
    return literals if any(literal >= 0 for literal in literals) else (ALWAYS, *literals)


def _expand(node: Node, is_negated: bool, number: Callable[[Predicate], int]) -> list[Literals] | None:
    if isinstance(node, Term):
        atom = number(node.predicate)
        return [(~atom if is_negated else atom,)]
    if isinstance(node, Not):
        return _expand(node.part, not is_negated, number)
    parts = [_expand(part, is_negated, number) for part in node.parts]
    return _product(parts) if isinstance(node, And) is not is_negated else _union(parts)


def _union(parts: list[list[Literals] | None]) -> list[Literals] | None:
    found: list[Literals] = []
    for part in parts:
        if part is None or len(found) + len(part) > MOST_ALTERNATIVES:
            return None
        found += part
    return found


def _product(parts: list[list[Literals] | None]) -> list[Literals] | None:
    found: list[Literals] = [()]
    for part in parts:
        if part is None or len(found) * len(part) > MOST_ALTERNATIVES:
            return None
        if len(part) == 1:
            found = [joined for one in found if (joined := _join(one, part[0])) is not None]
        else:
            found = [joined for one in found for other in part if (joined := _join(one, other)) is not None]
    return found


def _join(one: Literals, other: Literals) -> Literals | None:
    """Return both sets as one, in order; None if they contradict each other."""
    both = {*one, *other}
    if any(~literal in both for literal in other):
        return None
    return tuple(sorted(both))

"""A wish in everyday words, shown before it is saved: the query it was taken for, in words, and what was not used."""

from bot.interests import PlainWords, Query, in_words
from bot.types import Action


def taken_words(plain: PlainWords, query: Query) -> str:
    """Return what a wish was taken for, and what of it was not used."""
    lines = [f"As a query: {query.text}", f"In words: {in_words(query)}."]
    if plain.unused:
        lines.append(f"Not used: {', '.join(plain.unused)}.")
    return "\n".join(lines)


def choices(verb: str, before: str, query: Query, typed: str, after: str) -> tuple[Action, ...]:
    """Return what a person may answer: the query, or its own words to be looked for in the text."""
    words = " ".join(f'"{word}"' for word in typed.replace('"', " ").split())
    return (
        Action("Use this query", verb, _line(before, query.text, after)),
        Action("Look for the words themselves", verb, _line(before, words, after)),
    )


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)

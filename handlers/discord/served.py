"""What the commands need of whoever serves them, and how an option is completed while it is typed."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from discord.app_commands import Choice

from bot.types import Command, Suggestion, SuggestionKind
from handlers.discord import limits
from handlers.discord.rights import Interaction, Place
from handlers.discord.words import label

Callback = Callable[..., Any]


class Served(Protocol):
    """What answers the commands and completes what is typed: see asking.py."""

    async def on_command(self, interaction: Interaction, command: Command, place: Place | None = None) -> None:
        """Serve a command, where it was typed or for the `place` that was chosen."""
        ...

    async def suggestions(self, interaction: Interaction, kind: SuggestionKind, typed: str) -> Sequence[Suggestion]:
        """Return what to offer for what was typed so far."""
        ...


Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def completion(served: Served, kind: SuggestionKind) -> Completion:
    """Return what completes an option of this kind: at most 25 choices, each as long as Discord takes."""

    async def complete(interaction: Interaction, typed: str) -> list[Choice[str]]:
        found = await served.suggestions(interaction, kind, typed)
        shown = [one for one in found if one.words.strip() and 1 <= len(one.value) <= limits.CHOICE_VALUE]
        return [
            Choice(name=label(one.words, limits.CHOICE_NAME) or one.value, value=one.value)
            for one in shown[: limits.CHOICES]
        ]

    return complete

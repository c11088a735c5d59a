"""The seams: what the core asks of a platform, and what a platform may ask of the core."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Protocol

from bot.types import (
    Actor,
    Card,
    Command,
    Fetched,
    LostPost,
    Receipt,
    Reply,
    Search,
    SourceState,
    Suggestion,
    SuggestionKind,
    Target,
)

Ask = Callable[[Actor, Command], Awaitable[Reply]]
Suggest = Callable[[Actor, SuggestionKind, str], Awaitable[Sequence[Suggestion]]]  # what to offer for what was typed


class Places(Protocol):
    """What a platform tells the core of the places that the app is in. Never raises."""

    async def reached(self, platform: str, workspaces: Collection[str]) -> None:
        """Hear that the app is in these workspaces, with a token that holds."""
        ...

    async def joined(self, platform: str, workspace: str, channel: str | None = None) -> None:
        """Hear that the app was invited to a workspace or a channel, or that the channel is open again."""
        ...

    async def changed(self, platform: str, workspace: str, channel: str | None = None) -> None:
        """Hear that something has changed there that may let the app post again."""
        ...

    async def left(self, platform: str, workspace: str, why: str) -> None:
        """Hear that the app was removed from a workspace; `why` in words for those who subscribed."""
        ...


class Source(Protocol):
    """A place where articles are first seen."""

    async def fetch(self, state: SourceState) -> Fetched:
        """Fetch once.

        Raises:
            SourceError: the source could not be read this time.
        """
        ...


class Platform(Protocol):
    """A chat platform: it renders cards, posts them, and turns what people type into commands."""

    @property
    def name(self) -> str:
        """Return slack, discord or web."""
        ...

    async def run(self, ask: Ask) -> None:
        """Connect and serve commands until cancelled; reconnects by itself.

        Raises:
            SettingsError: the token or an intent is refused, so that trying again cannot help.
        """
        ...

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once; `key` is the same on every try of one delivery.

        Raises:
            SendError: see bot.errors for what each kind means.
        """
        ...

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier.

        Raises:
            SendError: EditRefused when only a new message can help.
        """
        ...

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        """Post a card in the thread under one posted earlier; `key` as for `send`.

        Raises:
            SendError: as `send` does.
        """
        ...

    async def find_posted(self, lost: LostPost) -> Search:
        """Return the message that an earlier try of a delivery posted, or whether it surely posted none.

        Sure is a platform, too, that takes the same key only once and still knows it.

        Raises:
            SendError: it could not be looked for this time.
        """
        ...

"""Where the bot may write again, or no more: the gateway's events about servers and channels, which keep nothing.

They come with the intent `guilds`, which is not privileged: it brings no message, no member and no presence.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.ports import Places

REMOVED = "the bot was removed from this server: invite it again"
MOST_KEPT = 100_000
NOBODYS = ""  # the workspace of direct messages

Tell = Callable[..., None]  # with a method, and what it takes


class Presence:
    """Knows which servers the bot is in, by their ids; tells the core what changes."""

    def __init__(self, places: Places | None) -> None:
        self._places = places
        self._servers: set[str] = set()

    def parsers(self, tell: Tell) -> dict[str, Callable[[Any], None]]:
        """Return what to do with each event; `tell` lets one of the methods below run soon."""
        return {
            "GUILD_CREATE": lambda data: self._created(data, tell),
            "GUILD_DELETE": lambda data: self._deleted(data, tell),
            "CHANNEL_UPDATE": lambda data: self._changed(data, _id(data), tell),
            "THREAD_UPDATE": lambda data: self._changed(data, _id(data), tell),
            "GUILD_ROLE_UPDATE": lambda data: self._changed(data, None, tell),
        }

    def ready(self, data: Mapping[str, Any], tell: Tell) -> None:
        """Hear which servers the bot is in as it connects; each of them comes once more by itself."""
        servers = {_id(one) for one in data.get("guilds") or ()} - {""}
        if len(self._servers) < MOST_KEPT:
            self._servers |= servers
        tell(self.reached, [NOBODYS, *sorted(servers)])

    async def reached(self, servers: Iterable[str]) -> None:
        """Take up servers that had been lost."""
        if self._places is not None:
            await self._places.reached("discord", list(servers))

    async def joined(self, server: str) -> None:
        """Take up a server that the bot was invited to."""
        if self._places is not None:
            await self._places.joined("discord", server)

    async def changed(self, server: str, channel: str | None) -> None:
        """Try again where rights have changed."""
        if self._places is not None:
            await self._places.changed("discord", server, channel)

    async def left(self, server: str) -> None:
        """Send nothing to a server that the bot was removed from."""
        if self._places is not None:
            await self._places.left("discord", server, REMOVED)

    def _created(self, data: Mapping[str, Any], tell: Tell) -> None:
        server = _id(data)
        if server and server not in self._servers and not data.get("unavailable"):
            self._servers.add(server)
            tell(self.joined, server)

    def _deleted(self, data: Mapping[str, Any], tell: Tell) -> None:
        server = _id(data)
        if server and not data.get("unavailable"):  # else Discord has an outage there
            self._servers.discard(server)
            tell(self.left, server)

    def _changed(self, data: Mapping[str, Any], channel: str | None, tell: Tell) -> None:
        server = str(data.get("guild_id") or "")
        if server:
            tell(self.changed, server, channel)


def _id(data: Mapping[str, Any]) -> str:
    return str(data.get("id") or "")

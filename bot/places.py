"""What platforms tell of the places that the app is in: written down for every process, and the courier is woken."""

from collections.abc import Awaitable, Collection

import structlog

from bot.errors import StoreError
from bot.store import Database, places

log = structlog.get_logger()


class PlacesInDatabase:
    """The `Places` of every platform's adapter. When the database is away, the next command in a place mends it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reached(self, platform: str, workspaces: Collection[str]) -> None:
        """Take up workspaces that had been lost as a whole."""
        await self._noted(platform, self._database.write(places.reached, platform, workspaces))

    async def joined(self, platform: str, workspace: str, channel: str | None = None) -> None:
        """Take up a workspace or a channel, and tell its owners."""
        await self._noted(platform, self._database.write(places.regained, platform, workspace, channel))

    async def changed(self, platform: str, workspace: str, channel: str | None = None) -> None:
        """Try a workspace or a channel again."""
        work = self._database.write(places.regained, platform, workspace, channel, is_sure=False)
        await self._noted(platform, work)

    async def left(self, platform: str, workspace: str, why: str) -> None:
        """Send nothing to a workspace for now, and tell its owners."""
        await self._noted(platform, self._database.write(places.lost, platform, workspace, why))

    async def _noted(self, platform: str, work: Awaitable[int]) -> None:
        try:
            lanes = await work
        except StoreError as error:
            log.warning("places not noted", platform=platform, error=str(error))
            return
        if lanes:
            log.info("places noted", platform=platform, lanes=lanes)
            self._database.wake.set()

"""Notes what a platform tells of the places that the app is in."""

import asyncio
from collections.abc import Collection


class NotedPlaces:
    """`heard` holds (what, platform, workspace, more) in order."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []
        self._came = asyncio.Event()

    async def reached(self, platform: str, workspaces: Collection[str]) -> None:
        self._note("reached", platform, *workspaces)

    async def joined(self, platform: str, workspace: str, channel: str | None = None) -> None:
        self._note("joined", platform, workspace, channel or "")

    async def changed(self, platform: str, workspace: str, channel: str | None = None) -> None:
        self._note("changed", platform, workspace, channel or "")

    async def left(self, platform: str, workspace: str, why: str) -> None:
        self._note("left", platform, workspace, why)

    def _note(self, *what: str) -> None:
        self.heard.append(what)
        self._came.set()

    async def until(self, count: int) -> list[tuple[str, ...]]:
        """Wait until so many things were heard."""
        async with asyncio.timeout(10):
            while len(self.heard) < count:
                self._came.clear()
                await self._came.wait()
        return self.heard

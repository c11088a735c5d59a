"""Corners of P3: a channel or workspace that is broken keeps nobody waiting."""

import asyncio

from bot.errors import TargetClosed, WorkspaceClosed
from bot.types import Card, Receipt, Target
from tests.fake_platform import FakePlatform
from tests.fake_world import (
    PATIENCE,
)
from tests.newsroom import Newsroom, article


class Uneven(FakePlatform):
    """A platform on which one channel hangs, one is closed and one workspace has thrown us out."""

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        if target.id == "hangs":
            await asyncio.Event().wait()
        if target.id == "closed":
            raise TargetClosed("the channel is archived")
        if target.workspace == "gone":
            raise WorkspaceClosed("the app was removed")
        return await super().send(target, card, key)


async def test_p3_a_broken_channel_or_workspace_delays_no_other(room: Newsroom) -> None:
    room.platforms["slack"] = Uneven("slack")
    targets = [("T1", "hangs"), ("T1", "closed"), ("gone", "C1"), ("gone", "C2"), ("T1", "C1"), ("T2", "C1")]
    for workspace, channel in targets:
        await room.subscribe("lab:halcyon", Target("slack", workspace, "channel", channel))
    await room.pipeline.accept(article())
    wanted = {("T1", "C1"), ("T2", "C1")}
    async with room.carrying(), asyncio.timeout(PATIENCE):
        while told_channels(room) != wanted:  # noqa: ASYNC110 - the platform keeps a ledger
            await asyncio.sleep(0.01)


def told_channels(room: Newsroom) -> set[tuple[str, str]]:
    """Return the channels that got a card; the owner of a closed one hears of it, too, in a direct message."""
    return {(to.workspace, to.id) for to, _, _ in room.platforms["slack"].posted if to.kind == "channel"}

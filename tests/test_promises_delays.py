"""Corners of P3: a channel or workspace that is broken keeps nobody waiting."""

import asyncio
from typing import Any

import pytest
from slack_sdk.oauth.installation_store import Installation

from bot.errors import TargetClosed, WorkspaceClosed
from bot.types import Card, Receipt, Target
from handlers.slack.workspaces import body_of
from tests.fake_discord import FakeDiscord
from tests.fake_discord_people import GUILD
from tests.fake_platform import FakePlatform
from tests.fake_slack import TEAM, FakeSlack
from tests.fake_slack_core import platform_on
from tests.fake_world import PATIENCE
from tests.newsroom import Newsroom, article
from tests.test_delivery_threads import serving


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


CHANNELS = 12


@pytest.mark.parametrize("name", ["slack", "discord"])
async def test_p3_a_channel_in_which_nothing_is_answered_delays_no_other(small: Newsroom, name: str) -> None:
    """On the real adapters, with the wire hanging: one connection, one lock, one limit might be shared."""
    channels = [f"C0{number}" if name == "slack" else str(500_000 + number) for number in range(CHANNELS)]
    async with serving(name) as (platform, fake):
        small.platforms = {name: platform}  # type: ignore[dict-item] # the real adapter instead of one by hand
        fake.hangs = {channels[0]}
        workspace = TEAM if name == "slack" else GUILD
        for channel in channels:
            await small.subscribe("lab:halcyon", Target(name, workspace, "channel", channel))  # type: ignore[arg-type]
        await small.pipeline.accept(article())
        async with small.carrying(), asyncio.timeout(PATIENCE):
            while posted_in(fake) != set(channels[1:]):  # noqa: ASYNC110 - the fake keeps a ledger
                await asyncio.sleep(0.01)


async def test_p3_a_slack_workspace_in_which_nothing_is_answered_delays_no_other(small: Newsroom) -> None:
    async with FakeSlack() as slack:
        slack.bot_tokens |= {"xoxb-1", "xoxb-2"}
        slack.hangs = {"xoxb-1"}
        platform = platform_on(slack, bot_token=None, client_id="1.2", client_secret="s", installs=TwoTeams())
        small.platforms = {"slack": platform}  # type: ignore[dict-item] # the real adapter instead of one by hand
        for team in ("T1", "T2"):
            for number in range(CHANNELS):
                await small.subscribe("lab:halcyon", Target("slack", team, "channel", f"C{number}{team}"))
        await small.pipeline.accept(article())
        async with small.carrying(), asyncio.timeout(PATIENCE):
            while posted_in(slack) != {f"C{number}T2" for number in range(CHANNELS)}:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def posted_in(fake: FakeSlack | FakeDiscord) -> set[str]:
    """Return the channels that have a message."""
    posts = fake.posts if isinstance(fake, FakeSlack) else fake.messages.values()
    return {str(post.get("channel") or post.get("channel_id")) for post in posts}


class TwoTeams:
    """An install memory with the tokens of two teams."""

    async def find(self, enterprise: str, team: str) -> str | None:
        token = f"xoxb-{team.removeprefix('T')}"
        return body_of(Installation(user_id="U0BOSS", team_id=team, bot_token=token))

    async def unused(self, *arguments: object) -> Any:
        raise AssertionError("nobody installs or leaves")

    keep = forget = revoke = keep_state = take_state = unused

"""Corners of P5, P6 and P7: rights, addresses that lead inside, tokens that are refused."""

import asyncio
from pathlib import Path

import pytest

from bot.types import Actor
from tests.fake_news import FakeNews, Item
from tests.fake_site import fake_site, redirect
from tests.fake_world import (
    PATIENCE,
    World,
    launchwire,
)
from tests.newsroom import TODAY, Newsroom


async def test_p5_a_channel_is_changed_only_by_who_may(small: Newsroom) -> None:
    number = await small.subscribe("lab:halcyon")
    guest = Actor("slack", "T1", "U9", "C1", may_manage=False)
    for verb in ("unsubscribe", "pause", "resume"):
        assert (await small.says(f"{verb} {number}", guest)).outcome == "refused"
    assert (await small.says("subscribe lab:meta", guest)).outcome == "refused"
    assert len(await small.subscriptions()) == 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/x", "http://[::1]:{port}/x", "http://localhost:{port}/x", "{news}/away"]
)
async def test_p6_nothing_leads_into_your_network(small: Newsroom, news: FakeNews, address: str) -> None:
    """A feed, an entry and a redirect that lead to a server nobody opened: it gets no request."""
    async with fake_site() as secret:
        port = secret.host.rpartition(":")[2]
        news.site.pages["/away"] = redirect(f"{secret.url}/hidden")
        url = address.format(port=port, news=news.site.url)
        await small.add_source(url)
        await small.add_source(news.feed_url, backfill=True)
        news.items.append(Item("It leads away", url, TODAY))
        await small.look()
        assert secret.requests == []
        reply = await small.says(f"read {url}")
        assert (reply.outcome, reply.cards) == ("failed", ())
        assert secret.requests == []
        sources = (await small.says("sources")).text
    assert "read just now" not in sources.replace("The Daily Model: read just now", "")


async def test_p7_a_token_that_is_refused_is_not_repeated(world: World, tmp_path: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-canary-wrong", "DISCORD_TOKEN": "canary-wrong.discord"}
    async with launchwire(world, f"sqlite:///{tmp_path / 'launchwire.db'}", **wrong) as process:
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 1
    assert "refuse" in world.log()
    assert "canary-wrong" not in world.log()

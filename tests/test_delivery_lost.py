"""Posts whose answers were lost: found again where the platform shows them, sent again and counted where not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.delivery import Courier
from bot.errors import FateUnknown, RetryLater
from bot.ports import Platform
from bot.store import Database, fates, outbox
from bot.types import Card, Delivery, LostPost, Search, Target
from tests.crash_ledger import all_settled, leases_end
from tests.fake_discord import ACCEPT_THEN_DROP, FakeDiscord
from tests.fake_discord_bot import platform_at
from tests.fake_discord_people import GUILD
from tests.fake_platform import FakePlatform
from tests.fake_slack import DROPPED_AFTER, FakeSlack, rate_limited
from tests.fake_slack_core import platform_on
from tests.test_store_outbox import launched, subscribed

CHANNELS = [Target("slack", "T1", "channel", f"C{number}") for number in range(8)]
FORUM = Target("discord", GUILD, "channel", "300000000000000077")


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.FIRST_RETRY_SECONDS", 0.01)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def compose(delivery: Delivery) -> Card | None:
    return Card(key=f"k{delivery.launch}", title="Tern 2", url=None, plain_text="Tern 2", tone="update")


@asynccontextmanager
async def carrying(database: Database, platform: Platform) -> AsyncIterator[None]:
    courier = asyncio.create_task(Courier(database, {platform.name: platform}, compose, drain_seconds=0.1).run())
    try:
        yield
    finally:
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)


async def carry(database: Database, platform: Platform) -> None:
    async with carrying(database, platform):
        await all_settled(database)


async def queued(database: Database, *targets: Target) -> None:
    ids = [await subscribed(database, one) for one in targets]
    await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(ids))


async def perhaps_twice(database: Database) -> int:
    return (await database.read(fates.count_by_state))["perhaps twice"]


@pytest.mark.parametrize(("scopes", "twice"), [({"channels:history"}, 0), (set(), 3)], ids=["history", "no-history"])
async def test_slack_loses_answers_and_nothing_comes_twice_where_history_may_be_read(
    database: Database, slack: FakeSlack, scopes: set[str], twice: int
) -> None:
    """Of eight posts three are accepted and their connections cut; without the scope each may come twice, counted."""
    slack.history_scopes = scopes
    slack.script("chat.postMessage", DROPPED_AFTER, None, DROPPED_AFTER, DROPPED_AFTER)
    await queued(database, *CHANNELS)
    await carry(database, platform_on(slack))
    assert {post["channel"] for post in slack.posts} == {one.id for one in CHANNELS}
    assert len(slack.posts) - len(CHANNELS) == twice
    assert await perhaps_twice(database) == twice


async def test_looks_that_slack_slows_down_are_waited_for_and_use_up_no_try(
    database: Database, slack: FakeSlack
) -> None:
    slack.history_scopes = {"channels:history"}
    slack.script("chat.postMessage", DROPPED_AFTER)
    slack.script("conversations.history", *[rate_limited(60)] * 6)
    await queued(database, CHANNELS[0])
    async with carrying(database, platform_on(slack)), asyncio.timeout(30):
        while slack.count("conversations.history") < 7:
            if slack.count("conversations.history"):
                await leases_end(database)  # the minute is over
                database.wake.set()
            await asyncio.sleep(0.02)
        await all_settled(database)
    assert len(slack.posts) == 1
    assert await perhaps_twice(database) == 0


async def test_a_try_that_surely_posted_nothing_does_not_settle_the_doubt_of_the_one_before(database: Database) -> None:
    platform = FakePlatform("slack")
    platform.script.extend([FateUnknown("no answer"), RetryLater("HTTP 503"), RetryLater("HTTP 503")])
    await queued(database, CHANNELS[0])
    await carry(database, platform)
    assert await perhaps_twice(database) == 1


async def test_a_look_asks_for_what_was_posted_since_the_first_doubtful_try(database: Database) -> None:
    class Noting(FakePlatform):
        async def find_posted(self, lost: LostPost) -> Search:
            seen.append(lost)
            return Search()

    seen: list[LostPost] = []
    platform = Noting("slack")
    platform.script.extend([FateUnknown("no answer")] * 3)
    await queued(database, CHANNELS[0])
    await carry(database, platform)
    assert len({lost.since for lost in seen}) == 1
    assert {(lost.target, lost.key, lost.card.title) for lost in seen} == {(CHANNELS[0], "lw1", "Tern 2")}
    assert await perhaps_twice(database) == 0


@pytest.mark.parametrize(("failures", "twice"), [(2, 0), (9, 1)])
async def test_looks_that_keep_failing_are_given_up_and_the_alert_is_sent(
    sqlite: Database, failures: int, twice: int
) -> None:
    platform = FakePlatform("slack", shows_posts=True)
    platform.script.append(FateUnknown("no answer"))
    platform.looks.extend([RetryLater("HTTP 503")] * failures)
    await queued(sqlite, CHANNELS[0])
    await carry(sqlite, platform)
    assert len(platform.posted) == 1
    assert await perhaps_twice(sqlite) == twice


async def test_what_changed_is_told_once_in_the_thread_under_a_card(database: Database, slack: FakeSlack) -> None:
    slack.history_scopes = {"channels:history"}
    number = await subscribed(database, CHANNELS[0], thread="on")
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {number: None})
    await carry(database, platform_on(slack))
    slack.script("chat.postMessage", DROPPED_AFTER)
    await database.write(outbox.enqueue, launch, 2, {number: None})
    await carry(database, platform_on(slack))
    assert [bool(post.get("thread_ts")) for post in slack.posts] == [False, True]


async def test_a_post_in_a_forum_whose_answer_was_lost_stands_once(database: Database) -> None:
    async with FakeDiscord().running() as discord, platform_at(discord) as platform:
        discord.kinds[FORUM.id] = 15
        discord.fail("POST", f"/channels/{FORUM.id}/threads", ACCEPT_THEN_DROP)
        await queued(database, FORUM)
        await carry(database, platform)
        assert len(discord.threads) == 1
    assert await perhaps_twice(database) == 0

"""A post to Slack whose answer was lost is looked for before it is sent again, where the app may read history."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FateUnknown, RetryLater, WorkspaceClosed
from bot.types import LostPost, Search, Target
from tests.fake_slack import DROPPED_AFTER, FakeSlack, html, not_ok, rate_limited
from tests.fake_slack_core import CARD, CHANNEL, PERSON, platform_on

ALL = {"channels:history", "groups:history", "im:history"}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        server.history_scopes = set(ALL)
        yield server


def lost(target: Target = CHANNEL, key: str = "lw7", minutes_ago: float = 1.0) -> LostPost:
    return LostPost(target, CARD, key, datetime.now(UTC) - timedelta(minutes=minutes_ago))


async def post_without_answer(slack: FakeSlack, target: Target = CHANNEL, key: str = "lw7") -> None:
    slack.script("chat.postMessage", DROPPED_AFTER)
    with pytest.raises(FateUnknown):
        await platform_on(slack).send(target, CARD, key)


@pytest.mark.parametrize("target", [CHANNEL, PERSON, Target("slack", "T1", "channel", "G0PRIVATE")])
async def test_a_post_that_stands_is_found_by_its_key(slack: FakeSlack, target: Target) -> None:
    await post_without_answer(slack, target)
    found = await platform_on(slack).find_posted(lost(target))
    assert found.receipt is not None
    assert (found.receipt.target, found.receipt.message) == (target, slack.posts[0]["ts"])
    assert found.receipt.channel == slack.posts[0]["channel"]
    assert found.is_sure


async def test_a_post_that_never_arrived_is_surely_not_there(slack: FakeSlack) -> None:
    await platform_on(slack).send(CHANNEL, CARD, "another")
    assert await platform_on(slack).find_posted(lost()) == Search()


async def test_an_answer_in_a_thread_is_looked_for_in_the_thread(slack: FakeSlack) -> None:
    platform = platform_on(slack)
    card = await platform.send(CHANNEL, CARD, "lw1")
    under = await platform.reply(card, CARD, "lw7")
    found = await platform.find_posted(replace(lost(), under=card))
    assert found.receipt is not None
    assert found.receipt.message == under.message
    assert await platform.find_posted(lost()) == Search(), "it is no message of the channel"


@pytest.mark.parametrize("scopes", [set(), {"groups:history", "im:history"}])
async def test_without_the_scope_nothing_is_sure(slack: FakeSlack, scopes: set[str]) -> None:
    await post_without_answer(slack)
    slack.history_scopes = scopes
    assert await platform_on(slack).find_posted(lost()) == Search(is_sure=False)


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "invalid_arguments"])
async def test_a_channel_that_cannot_be_read_makes_nothing_sure(slack: FakeSlack, error: str) -> None:
    slack.script("conversations.history", not_ok(error))
    assert await platform_on(slack).find_posted(lost()) == Search(is_sure=False)


async def test_another_apps_message_with_the_same_key_is_not_ours(slack: FakeSlack) -> None:
    await platform_on(slack).send(CHANNEL, CARD, "lw7")
    slack.posts[0]["bot_id"] = "B0OTHER"
    assert await platform_on(slack).find_posted(lost()) == Search()


async def test_a_message_from_before_the_try_is_not_its_post(slack: FakeSlack) -> None:
    """A restored backup gives the numbers of deliveries again."""
    await platform_on(slack).send(CHANNEL, CARD, "lw7")
    slack.posts[0]["ts"] = f"{float(slack.posts[0]['ts']) - 3_600:.6f}"
    assert await platform_on(slack).find_posted(lost()) == Search()


async def test_a_talkative_channel_is_read_page_by_page_and_no_further_than_three(slack: FakeSlack) -> None:
    slack.most_in_history = 15  # what Slack leaves to apps that are sold outside of its marketplace
    platform = platform_on(slack)
    await post_without_answer(slack)
    for number in range(40):
        await platform.send(CHANNEL, CARD, f"other-{number}")
    assert (await platform.find_posted(lost())).receipt is not None
    for number in range(10):
        await platform.send(CHANNEL, CARD, f"another-{number}")
    assert await platform.find_posted(lost()) == Search(is_sure=False)


async def test_a_refusal_for_the_rate_of_looks_waits_in_the_queue(slack: FakeSlack) -> None:
    slack.script("conversations.history", rate_limited(60))
    with pytest.raises(RetryLater) as raised:
        await platform_on(slack).find_posted(lost())
    assert raised.value.retry_after_seconds == 60
    assert slack.count("conversations.history") == 1


@pytest.mark.parametrize("fault", [DROPPED_AFTER, html(503), not_ok("fatal_error")])
async def test_a_look_without_an_answer_is_tried_again(slack: FakeSlack, fault: object) -> None:
    slack.script("conversations.history", fault)  # type: ignore[arg-type]
    with pytest.raises(RetryLater):
        await platform_on(slack).find_posted(lost())


async def test_a_dead_token_closes_the_workspace(slack: FakeSlack) -> None:
    slack.script("conversations.history", not_ok("token_revoked"))
    with pytest.raises(WorkspaceClosed):
        await platform_on(slack).find_posted(lost())


async def test_who_we_are_is_asked_once(slack: FakeSlack) -> None:
    platform = platform_on(slack)
    for _ in range(3):
        await platform.find_posted(lost())
    assert slack.count("auth.test") == 1

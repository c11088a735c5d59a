"""`/launches why LAUNCH`: after the predicates, the schedule that lets it wait, or what became of it, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from bot.errors import CardRefused, FateUnknown, RetryLater, TargetClosed
from bot.store import fates
from bot.store.tables import delivery, subscription
from bot.types import Actor
from tests.crash_ledger import all_settled
from tests.newsroom import PERSON, TODAY, Newsroom, article


async def why(room: Newsroom) -> str:
    """Return the last line of the answer: the fate."""
    return (await room.says("why tern 2")).text.splitlines()[-1]


async def due(room: Newsroom) -> str:
    return f"{(await room.database.read(fates.newest, 1))[0].due_at:%Y-%m-%d %H:%M} UTC"


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"cadence": "daily", "at": "09:00"}, "It comes with the digest, every day at 09:00 UTC."),
        ({"wait_minutes": 20}, "Sources are gathered for 20 minutes first."),
    ],
    ids=["digest", "wait"],
)
async def test_what_a_subscription_waits_for_is_named(small: Newsroom, wish: dict[str, str | int], words: str) -> None:
    await small.subscribe("lab:halcyon", **wish)  # type: ignore[arg-type]  # a table of what it may be
    await small.pipeline.accept(article())
    assert await why(small) == f"Waiting, due {await due(small)}. {words}"


async def test_quiet_hours_are_named(small: Newsroom) -> None:
    now = datetime.now(UTC)
    begin, end = (f"{now + timedelta(hours=hours):%H:%M}" for hours in (-1, 2))
    await small.subscribe("lab:halcyon")
    await small.says(f"settings quiet:{begin}-{end}")
    await small.pipeline.accept(article())
    assert await why(small) == f"Waiting, due {await due(small)}. Quiet hours here last from {begin} to {end} UTC."


async def test_an_alert_over_the_days_cap_says_so(small: Newsroom) -> None:
    await small.subscribe("lab:halcyon")
    await small.says("settings cap:1")
    told = "Halcyon has released Gull 1, a language model with 2B parameters, under the Apache 2.0 license."
    await small.pipeline.accept(article(url="https://a.example.com/gull", title="Halcyon releases Gull 1", text=told))
    await small.carry()
    await small.pipeline.accept(article())
    words = "The cap of 1 a day was reached; the others come on one card."
    assert await why(small) == f"Waiting, due {await due(small)}. {words}"


async def test_a_place_that_cannot_be_reached_is_named_with_its_reason(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", PERSON)
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(TargetClosed("this person's account is deactivated (user_disabled)"))
    await room.carry()
    [told] = await room.database.read(fates.newest, 1)
    assert told.paused
    said = (await room.says("why tern 2", Actor("slack", "T1", "U1", None, may_manage=True))).text
    assert "this person's account is deactivated (user_disabled)" in said


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ([CardRefused("Slack refuses this message (invalid_blocks)")], "Given up: Slack refuses this message"),
        ([RetryLater("HTTP 503", retry_after_seconds=900.0)], "Waiting; last: HTTP 503."),
        ([RetryLater("HTTP 503")], "Waiting, tried once; last: HTTP 503."),
    ],
)
async def test_a_failure_is_told_in_words(small: Newsroom, errors: list[CardRefused], words: str) -> None:
    await small.subscribe("lab:halcyon")
    await small.pipeline.accept(article())
    small.platforms["slack"].script.extend(errors)
    await small.carry()
    assert (await why(small)).startswith(words)


async def test_a_possible_duplicate_says_so(small: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.FIRST_RETRY_SECONDS", 0.01)
    await small.subscribe("lab:halcyon")
    await small.pipeline.accept(article())
    small.platforms["slack"].script.append(FateUnknown("no answer"))
    async with small.carrying():
        await all_settled(small.database)
    assert (await why(small)).endswith("perhaps twice: the answer to the first try was lost.")


async def test_a_launch_from_before_the_subscription_and_old_news_are_told_apart(small: Newsroom) -> None:
    await small.pipeline.accept(article(published=TODAY - timedelta(days=9)))
    number = await small.subscribe("lab:halcyon")
    assert "before this subscription was made" in await why(small)
    await small.database.write(_made_days_ago, number)
    assert (
        await why(small) == "Not sent: it was old news when it was read, or something here kept silent about it then."
    )


def _made_days_ago(connection: Connection, number: int) -> None:
    connection.execute(update(subscription).where(subscription.c.id == number).values(created_at=0.0))


async def test_a_delivery_that_was_pruned_is_known_by_its_receipt(small: Newsroom) -> None:
    await small.subscribe("lab:halcyon")
    await small.pipeline.accept(article())
    await small.carry()
    await small.database.write(lambda c: c.execute(update(delivery).values(settled_at=0.0)).rowcount)
    assert await small.database.write(fates.prune) == 1
    assert (await why(small)).startswith("Sent ")

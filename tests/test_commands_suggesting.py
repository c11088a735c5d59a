"""What is offered while a person types: from memory, scoped to them, and never later than they wait."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.catalogue import load_catalogue
from bot.commands import Suggestions
from bot.commands.suggesting import FRESH_SECONDS, Memory
from bot.errors import StoreError
from bot.store import Database, subscriptions, targets
from bot.types import Actor, Subscription, Suggestion, SuggestionKind, Target
from tests.newsroom import article, newsroom

CATALOGUE = load_catalogue()


def actor(user: str, guild: str = "1", channel: str | None = "10") -> Actor:
    return Actor("discord", guild, user, channel, may_manage=False)


def subscription(query: str, guild: str = "1", channel: str = "10") -> Subscription:
    return Subscription(0, Target("discord", guild, "channel", channel), "5", query)


async def values(suggest: Suggestions, who: Actor, kind: SuggestionKind, typed: str) -> list[str]:
    return [one.value for one in await suggest(who, kind, typed)]


async def test_nobody_is_offered_a_subscription_of_another_server_or_channel(database: Database) -> None:
    ours = await database.write(subscriptions.add, subscription("lab:meta"))
    for guild, channel in (("2", "10"), ("1", "11")):
        await database.write(subscriptions.add, subscription("lab:qwen", guild, channel))
    suggest = Suggestions(database, CATALOGUE)
    assert await values(suggest, actor("5"), "subscription", "") == [str(ours.id)]
    assert await values(suggest, actor("6"), "subscription", "meta") == [str(ours.id)]
    assert await values(suggest, actor("6"), "subscription", "qwen") == []
    assert await values(suggest, actor("6", channel=None), "subscription", "") == []


async def test_snoozes_of_this_place_are_offered_and_no_others(database: Database) -> None:
    here, there = (Target("discord", "1", "channel", channel) for channel in ("10", "11"))
    kept = await database.write(targets.add_snooze, here, "5", "lab:meta", None)
    await database.write(targets.add_snooze, there, "5", "lab:qwen", None)
    suggest = Suggestions(database, CATALOGUE)
    assert await values(suggest, actor("5"), "snooze", "") == [str(kept.id)]
    assert await values(suggest, actor("5", guild="2"), "snooze", "") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("lab:me", "lab:meta"),
        ("family:lla", "family:llama"),
        ("license:op", "license:open"),
        ("lab:meta par", "lab:meta params:"),
    ],
)
async def test_labs_families_and_keys_of_a_query_are_completed(database: Database, typed: str, offered: str) -> None:
    found = await values(Suggestions(database, CATALOGUE), actor("5"), "query", typed)
    assert found[0] == typed
    assert offered in found


async def test_launches_are_offered_by_name_and_typed_by_key(database: Database) -> None:
    async with newsroom(database) as room:
        await room.pipeline.accept(article())
        (found,) = await Suggestions(database, CATALOGUE)(actor("5"), "model", "tern")
    assert "Tern 2" in found.words
    assert found.value


async def test_time_zones_are_completed(database: Database) -> None:
    assert "Europe/Berlin" in await values(Suggestions(database, CATALOGUE), actor("5"), "zone", "berl")


def loading(seen: list[str], found: str) -> Callable[[], Any]:
    async def load() -> tuple[Suggestion, ...]:
        seen.append(found)
        return (Suggestion(found, found),)

    return load


async def test_what_is_known_is_given_at_once_and_loaded_anew_behind_the_scenes() -> None:
    now, seen = [0.0], list[str]()
    memory = Memory(clock=lambda: now[0])
    assert [one.value for one in await memory.get("k", loading(seen, "old"))] == ["old"]
    assert [one.value for one in await memory.get("k", loading(seen, "unused"))] == ["old"]
    now[0] = FRESH_SECONDS + 1
    assert [one.value for one in await memory.get("k", loading(seen, "new"))] == ["old"]
    await asyncio.sleep(0)
    assert [one.value for one in await memory.get("k", loading(seen, "unused"))] == ["new"]
    assert seen == ["old", "new"]


async def test_a_slow_database_offers_nothing_and_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.commands.suggesting.PATIENCE_SECONDS", 0.01)
    answer, asked = asyncio.Event(), list[int]()

    async def load() -> tuple[Suggestion, ...]:
        asked.append(1)
        await answer.wait()
        return (Suggestion("late", "late"),)

    memory = Memory()
    assert [await memory.get("k", load), await memory.get("k", load)] == [(), ()]
    answer.set()
    assert await memory.get("k", load) == (Suggestion("late", "late"),)
    assert len(asked) == 1


async def test_a_database_that_is_away_offers_nothing_and_is_asked_again() -> None:
    async def load() -> tuple[Suggestion, ...]:
        raise StoreError("away")

    memory = Memory()
    assert await memory.get("k", load) == ()
    assert await memory.get("k", loading([], "back")) == (Suggestion("back", "back"),)

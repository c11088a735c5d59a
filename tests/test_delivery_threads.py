"""What people see when a launch changes: its card is edited, and a thread tells what is new where they want it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.ports import Platform
from bot.sending import is_material
from bot.store import Database
from bot.types import Actor, Card
from tests.fake_discord import FakeDiscord
from tests.fake_discord_bot import platform_at
from tests.fake_discord_people import CHANNEL as DISCORD_CHANNEL
from tests.fake_discord_people import GUILD
from tests.fake_slack import TEAM, FakeSlack
from tests.fake_slack_core import platform_on
from tests.newsroom import Newsroom, article, newsroom

FIRST = "Halcyon has released Tern 2, a language model with 9B parameters."
SMALL = f"{FIRST} It has a context window of 128K tokens."  # a number that was not stated yet
LARGE = f"{SMALL} It is under the Apache 2.0 license."  # what matters also to those who know the launch
PLACES = {
    "slack": Actor("slack", TEAM, "U0ANN", "C0NEWS", may_manage=True),
    "discord": Actor("discord", GUILD, "400000000000000001", DISCORD_CHANNEL, may_manage=True),
}


@asynccontextmanager
async def serving(name: str) -> AsyncIterator[tuple[Platform, Any]]:
    """Yield the real adapter and the fake that it talks to."""
    if name == "slack":
        async with FakeSlack() as slack:
            yield platform_on(slack), slack
        return
    async with FakeDiscord().running() as discord, platform_at(discord) as platform:
        yield platform, discord


def seen(fake: FakeSlack | FakeDiscord) -> tuple[list[str], int, list[str]]:
    """Return the cards of the channel, how often they were edited, and the answers under the first of them."""
    if isinstance(fake, FakeSlack):
        posts, first = fake.posts, fake.posts[0]["ts"]
        under = [post for post in posts if post.get("thread_ts") == first]
        return [str(post) for post in posts if "thread_ts" not in post], len(fake.updates), list(map(str, under))
    messages = fake.posted(DISCORD_CHANNEL)
    under = [one for one in messages if one.get("message_reference", {}).get("message_id") == messages[0]["id"]]
    cards = [one for one in messages if "message_reference" not in one]
    return list(map(str, cards)), len(fake.edits), list(map(str, under))


async def told(room: Newsroom, *words: str) -> None:
    """Let articles come one after the other, each with something more."""
    for number, text in enumerate(words):
        await room.pipeline.accept(article(text=text, url=f"https://news.example.com/{number}"))
        await room.carry()


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(("policy", "answers"), [("off", []), ("material", [LARGE]), ("on", [SMALL, LARGE])])
async def test_updates_are_told_under_the_first_alert_as_the_place_wants(
    sqlite: Database, name: str, policy: str, answers: list[str]
) -> None:
    async with newsroom(sqlite) as room, serving(name) as (platform, fake):
        room.platforms = {name: platform}  # type: ignore[dict-item] # the real adapter instead of one by hand
        reply = await room.says(f"subscribe lab:halcyon thread:{policy}", PLACES[name])
        assert reply.outcome == "ok", reply.text
        await told(room, FIRST, SMALL, LARGE)
    cards, edits, under = seen(fake)
    assert (len(cards), edits) == (1, 2), "one card, kept right"
    assert len(under) == len(answers)
    for words, answer in zip(answers, under, strict=True):
        assert ("+ context 128K" if words == SMALL else "+ licence Apache 2.0") in answer


@pytest.mark.parametrize(
    ("line", "matters"),
    [
        ("+ context 128K", False),
        ("+ Perch 42.8", False),
        ("+ deprecated", True),
        ("+ licence Apache 2.0", True),
        ("+ availability API", True),
        ("context corrected 128K -> 256K", True),
        ("input price cut 3 USD per 1M -> 2 USD per 1M", True),
        ("weights released (was: API)", True),
        ("size 9B withdrawn", True),
    ],
)
def test_what_matters_to_those_who_know_the_launch(line: str, matters: bool) -> None:
    card = Card(key="k", title="Tern 2", url=None, changes=("+ context 128K", line))
    assert is_material(card) is matters

"""First light: an article goes in, an alert comes out. The whole program in its own process, on the real libraries."""

import asyncio
import json
import re
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from bot.store import Database
from bot.store.tables import article, delivery, launch
from tests.fake_discord import TOKEN
from tests.fake_discord_people import CHANNEL, Person, types, words
from tests.fake_news import ARTICLE
from tests.fake_slack import APP_TOKEN, BOT_TOKEN
from tests.fake_world import PATIENCE, World, launchwire, until


def strings(message: object) -> list[str]:
    """Return every text of a message, in order, however deep."""
    if isinstance(message, dict):
        return [text for value in message.values() for text in strings(value)]
    if isinstance(message, list):
        return [text for value in message for text in strings(value)]
    return [message] if isinstance(message, str) else []


@dataclass(frozen=True)
class Wanted:
    """A launch of the article as people should see it."""

    first: tuple[str, ...]  # numbers, in this order
    never: tuple[str, ...]  # numbers of its neighbours on the same page
    paths: tuple[str, ...]  # where the source link may lead


LAUNCHES = {
    "Muse Spark": Wanted(
        first=("Proprietary", "42.8", "52"),
        never=("1.8B", "7B", "33", "218B", "25B", "128K", "Apache 2.0", "1.2 billion"),
        paths=(ARTICLE,),
    ),
    "Hy-MT2": Wanted(
        first=("1.8B", "7B", "30B-A3B", "33"),
        never=("42.8", "52", "218B", "25B", "128K", "Apache 2.0"),
        paths=("/hy-mt2-sizes.html", "/hy-mt2-small.html"),
    ),
    "Command A+": Wanted(
        first=("Apache 2.0", "218B", "25B", "128K"),
        never=("42.8", "52", "1.8B", "33", "440MB", "30B-A3B"),
        paths=("/command-context.html", "/command-gpu.html"),
    ),
}


def launches_in(messages: Iterable[dict[str, Any]]) -> list[str]:
    """Return which launch each message tells of."""
    return ["+".join(name for name in LAUNCHES if name in "\n".join(strings(message))) for message in messages]


def text_of_card(message: dict[str, Any]) -> str:
    """Return what people see, without the ids that the platform adds."""
    return "\n".join(
        strings({key: message[key] for key in ("text", "content", "blocks", "components") if key in message})
    )


def check_card(message: dict[str, Any], site: str) -> None:
    """Check a card: the right numbers first, none of a neighbour's, and a link to the source."""
    [name] = launches_in([message])
    wanted, text = LAUNCHES[name], text_of_card(message)
    found = [
        re.search(rf"(?<![\w.:]){re.escape(number)}(?![\w])", text) for number in wanted.first
    ]  # a port is no number
    places = [match.start() for match in found if match]
    assert len(places) == len(wanted.first), name
    assert places == sorted(places), name
    assert any(f"{site}{path}" in text for path in wanted.paths), name
    fields = [block["fields"] for block in message.get("blocks", []) if "fields" in block]
    assert all(1 <= len(numbers) <= 6 for numbers in fields), name
    assert len(fields) <= 1, name
    for number in wanted.never:
        assert not re.search(rf"(?<![\w.]){re.escape(number)}(?![\w.])", text), f"{number} is not of {name}"


async def test_an_article_goes_in_and_each_target_gets_what_it_asked_for(world: World, database_url: str) -> None:
    async with launchwire(world, database_url) as process:
        wire = await asyncio.wait_for(world.link.opened.get(), PATIENCE)
        await world.discord.gateway.opened()
        assert "Subscription 1" in await world.say_on_slack(wire, "subscribe lab:meta")
        assert "Subscription 2" in await world.say_on_slack(wire, "subscribe license:open to:dm")
        asked = await types(world.discord, Person(), "subscribe", query="params:<=10B")
        assert "Subscription 3" in words(asked.answers[0])

        world.news.published.set()
        await until(lambda: len(world.slack.posts) >= 3 and len(world.discord.messages) >= 1)
        assert "/silence" in world.broken.paths()  # it still hangs, and nobody waited for it
        broken = f"{world.broken.url}/garbage.xml: this is not a feed that can be read, tried again by itself"
        hanging = f"{world.broken.url}/silence: not read yet"
        await world.until_said(wire, "sources", ["The Daily Model: read just now", broken, hanging])

        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0

    slack, discord = world.slack.posts, list(world.discord.messages.values())
    assert launches_in(post for post in slack if post["channel"] == "C0NEWS") == ["Muse Spark"]
    assert sorted(launches_in(post for post in slack if post["channel"] == "D0ANN")) == ["Command A+", "Hy-MT2"]
    assert launches_in(discord) == ["Hy-MT2"]
    assert discord[0]["channel_id"] == CHANNEL
    assert len(slack) == 3
    for message in (*slack, *discord):
        check_card(message, world.news.site.url)
    assert await kept_in(database_url) == Kept(
        launches=["cohere/command a+", "meta/muse spark", "tencent/hy mt 2"],
        fates=["sent"] * 4,
        articles=[world.news.article_url],
    )
    check_log(world.log())


@dataclass
class Kept:
    """What the database holds after the program ended."""

    launches: list[str]
    fates: list[str]
    articles: list[str]


def _kept(connection: Connection) -> Kept:
    return Kept(
        launches=sorted(connection.execute(select(launch.c.key)).scalars()),
        fates=sorted(connection.execute(select(delivery.c.state)).scalars()),
        articles=list(connection.execute(select(article.c.url)).scalars()),
    )


async def kept_in(database_url: str) -> Kept:
    opened = await Database.open(database_url)
    try:
        return await opened.read(_kept)
    finally:
        await opened.close()


def check_log(text: str) -> None:
    """Check that the program's log names no token, and that nothing in it is an error of ours."""
    assert not any(token in text for token in (BOT_TOKEN, APP_TOKEN, TOKEN))
    rows = [json.loads(row) for row in text.splitlines()]
    assert [row for row in rows if row["level"] == "error"] == []
    refused = [row["source"] for row in rows if row["event"] == "source not read"]
    assert [source.rpartition("/")[2] for source in refused] == ["garbage.xml"]

"""What README promises, P1 to P8: the tests that it names. Their corners are in tests/test_promises_*.py."""

import asyncio
import json
import re
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.digests import card_of
from bot.store import launches as stored
from bot.types import Actor, Target
from tests.fake_discord import DROP, TOKEN, refused
from tests.fake_news import FakeNews, Item, launch_page
from tests.fake_site import FakeSite
from tests.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Fault
from tests.fake_world import (
    DISCORD_TARGET,
    PATIENCE,
    SLACK_CHANNEL,
    World,
    launchwire,
    leases_end,
    subscribed,
    until,
)
from tests.hostile_card import HOSTILE, check_harmless, hostile_card
from tests.newsroom import CHANNEL, PERSON, TERN, TITLE, TODAY, Newsroom, article, newsroom

ELSEWHERE = Target("discord", "G1", "channel", "900")


async def test_p1_an_accepted_article_survives_a_crash(world: World, database_url: str) -> None:
    """Killed with -9 while it fetches the page, and again while Slack has the message but has not answered."""
    await subscribed(database_url, ("lab:meta", SLACK_CHANNEL))
    lead = world.news.site.pages[world.news.items[0].path]
    world.news.site.pages[world.news.items[0].path] = hang
    world.news.published.set()
    async with launchwire(world, database_url):
        await until(lambda: world.news.items[0].path in world.news.site.paths())
    world.news.site.pages[world.news.items[0].path] = lead
    await leases_end(database_url)

    world.slack.script("chat.postMessage", Fault(wait_seconds=PATIENCE))
    async with launchwire(world, database_url):
        await until(lambda: world.slack.count("chat.postMessage") == 1)
    assert world.slack.posts == []
    await leases_end(database_url)

    async with launchwire(world, database_url):
        await until(lambda: len(world.slack.posts) == 1)
    assert world.news.article_url in json.dumps(world.slack.posts)


async def hang(request: object) -> Any:
    await asyncio.Event().wait()


async def test_p2_each_subscriber_gets_a_launch_once(room: Newsroom, news: FakeNews) -> None:
    """Two subscriptions of one channel match, the article comes three times, and two processes carry."""
    for query, target in (("lab:halcyon", CHANNEL), ("license:open", CHANNEL), ("params:<10B", PERSON)):
        await room.subscribe(query, target)
    await room.subscribe("", ELSEWHERE)
    await room.subscribe("lab:meta", Target("slack", "T1", "channel", "C2"))
    for source in (news.feed_url, f"{news.feed_url}?again"):
        await room.add_source(source, backfill=True)
    news.add(TERN, launch_page())
    await room.look()
    news.add(Item(TERN.title, f"{TERN.path}?utm_source=feed", TODAY), launch_page())
    news.add(Item(TERN.title, "/copied.html", TODAY), launch_page())
    await room.look()

    async with newsroom(room.database) as other:
        other.platforms = room.platforms
        async with other.carrying():
            await room.carry()
    posted = [target for platform in room.platforms.values() for target, _, _ in platform.posted]
    assert sorted(posted, key=str) == sorted([CHANNEL, PERSON, ELSEWHERE], key=str)


async def test_p3_garbage_beside_a_good_feed_delays_nothing(small: Newsroom, news: FakeNews, broken: FakeSite) -> None:
    """Feeds of garbage, and feeds that hang, drip or never end: the good one is told while they still go on."""
    broken.pages["/garbage"] = b"\xff\x00 nothing that can be read"
    for path in ("/garbage", "/silence", "/drip", "/flood", "/bomb", "/loop", "/cut", "/broken", "/gone"):
        await small.add_source(broken.url + path)
    await small.add_source(news.feed_url, backfill=True)
    await small.subscribe("lab:halcyon")
    news.add(TERN, launch_page())
    poll = asyncio.create_task(small.pipeline.run())
    async with small.carrying(), asyncio.timeout(PATIENCE):
        while not small.posted(CHANNEL):  # noqa: ASYNC110 - the platform keeps a ledger
            await asyncio.sleep(0.01)
    assert "/silence" in broken.paths()
    rows = {row["url"]: row["problem"] for row in await small.database.read(_sources)}
    assert rows[f"{broken.url}/silence"] is None, "it hangs still"
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)


def _sources(connection: Connection) -> list[Any]:
    return list(connection.execute(text("SELECT url, problem FROM source")).mappings())


async def test_p4_the_first_look_at_a_feed_announces_nothing(room: Newsroom, news: FakeNews) -> None:
    await room.subscribe("")
    await room.add_source(news.feed_url)
    for number in (1, 2, 3):
        news.add(Item(f"Tern {number}", f"/{number}.html", TODAY), launch_page(name=f"Tern {number}"))
    await room.look()
    assert await room.waiting() == 0
    news.add(Item("Tern 4", "/4.html", TODAY), launch_page(name="Tern 4"))
    await room.look()
    await room.carry()
    assert room.posted(CHANNEL) == ["Halcyon Tern 4"]


STRANGERS = [
    Actor("slack", "T2", "U1", "C1", may_manage=True),
    Actor("slack", "T2", "U1", None, may_manage=True),
    Actor("slack", "T1", "U2", "C2", may_manage=True),
    Actor("discord", "T1", "U1", "C1", may_manage=True),
    Actor("web", "T1", "U1", "C1", may_manage=True),
]


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda one: f"{one.platform}-{one.workspace}-{one.channel}")
async def test_p5_another_workspace_is_not_found(small: Newsroom, stranger: Actor) -> None:
    """The same ids of channels and people in another workspace: nothing is seen, and nothing changes."""
    numbers = [await small.subscribe("lab:halcyon", CHANNEL), await small.subscribe("license:open", PERSON)]
    await small.pipeline.accept(article())
    before = await small.subscriptions()
    for verb in ("list", "why tern 2"):
        reply = await small.says(verb, stranger)
        assert "halcyon" not in reply.text.casefold().replace(TITLE.casefold(), "")
        assert "license:open" not in reply.text.replace("/launches subscribe license:open", "")
    for verb in ("unsubscribe", "pause", "resume"):
        for what in (*map(str, numbers), "lab:halcyon", "license:open"):
            assert (await small.says(f"{verb} {what}", stranger)).outcome == "unknown"
    await small.says("subscribe lab:meta", stranger)
    assert (await small.subscriptions())[:2] == before
    assert "lab:meta" not in (await small.says("list")).text


# P6: nothing in an article can ping, mask a link or reach your network


async def test_p6_a_hostile_article_cannot_ping(small: Newsroom, news: FakeNews) -> None:
    """Through the whole way: a hostile page becomes a card, and each platform's message of it is harmless."""
    await small.subscribe("")
    await small.add_source(news.feed_url, backfill=True)
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    page = launch_page(more="It is said by many.").replace("released Tern 2", f"released Tern 2 {escaped}")
    news.add(TERN, page.replace("<h1>", f"<h1>{escaped} "))
    await small.look()
    [launch] = await small.database.read(stored.latest_launches, 10)
    for card in (card_of(launch, all_numbers=True), hostile_card()):
        check_harmless(card)


SECRETS = (BOT_TOKEN, APP_TOKEN, TOKEN, SIGNING_SECRET, "canary-password")


def everything_in(folder: Path) -> str:
    """Return what the database's files hold, as they lie on the disk."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.glob("launchwire.db*"))


async def test_p7_no_token_in_log_or_error(world: World, tmp_path: Path) -> None:
    """The program and its doctor, at their most talkative, while everything goes wrong that can."""
    database_url = f"sqlite:///{tmp_path / 'launchwire.db'}"
    await subscribed(database_url, ("lab:meta", SLACK_CHANNEL), ("lab:meta", DISCORD_TARGET))
    world.news.published.set()
    loud = {"LAUNCHWIRE_LOG_LEVEL": "debug", "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    world.slack.script("chat.postMessage", Fault(500, "<html>"), Fault(drop=True))
    world.discord.fail("POST", "/channels/.*/messages", refused(500), DROP)
    async with launchwire(world, database_url, **loud) as process:
        await until(lambda: len(world.slack.posts) == len(world.discord.messages) == 1)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    assert "delivery refused" in world.log()
    for wrong in (
        {},
        {"DATABASE_URL": "postgresql://me:canary-password@127.0.0.1:9/none"},
        {"DATABASE_URL": "mysql://me:canary-password@host/none"},
        {"LAUNCHWIRE_POLL_MINUTES": "soon"},
        {"LAUNCHWIRE_ROLES": "post"},
    ):
        for command in ("run", "doctor"):
            if wrong or command == "doctor":
                async with launchwire(world, database_url, command, **{**loud, **wrong}) as process:
                    assert await asyncio.wait_for(process.wait(), PATIENCE) == int(bool(wrong))
    kept = everything_in(tmp_path)
    for secret in SECRETS:
        assert secret not in world.log()
        assert secret not in kept


async def test_p8_why_explains_a_silence(room: Newsroom) -> None:
    """For each subscription of the channel: which predicate failed, or what became of the message."""
    for query in ("lab:halcyon", "lab:meta", "params:<=1B", "license:open", "context:>=1m", '"speech"'):
        await room.subscribe(query)
    await room.pipeline.accept(article())
    text_of = (await room.says("why tern 2")).text
    assert text_of.startswith(f"{TITLE}, revision 1:")
    assert await parts_of(room) == {
        "lab:halcyon": "matches",
        "lab:meta": "does not match",
        "params:<=1B": "does not match",
        "license:open": "matches",
        "context:>=1m": "does not match",
        '"speech"': "does not match",
    }
    assert "Waiting, due" in text_of
    await room.carry()
    assert "Sent " in (await room.says("why tern 2")).text


async def parts_of(room: Newsroom) -> dict[str, str]:
    """Return what `why` says of each query, in short."""
    found = {}
    for part in (await room.says("why tern 2")).text.split("\n\n")[1:]:
        head, *reasons = part.splitlines()
        query, verdict = re.fullmatch(r"\d+\. (.*) \(here, at once\): (matches|does not match)\.", head).groups()  # type: ignore[union-attr]
        assert reasons
        found[query] = verdict
    return found

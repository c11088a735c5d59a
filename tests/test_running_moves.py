"""A database is moved, or an old backup is put back: the program goes on there and tells nothing twice, nothing old."""

import asyncio
import signal
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Double, func, select, update

from bot.store import Database
from bot.store.tables import metadata, source
from bot.types import Target
from tests.conftest import new_postgres_database
from tests.fake_news import Item, launch_page
from tests.fake_slack import TEAM
from tests.fake_world import (
    DISCORD_TARGET,
    PATIENCE,
    SLACK_CHANNEL,
    World,
    launchwire,
    subscribed,
    until,
)

DAILY = Target("slack", TEAM, "channel", "C0DAILY")


@pytest.fixture
def world(world: World) -> World:
    """Return a world without news yet."""
    world.news.items.clear()
    return world


async def run_until_told(world: World, database_url: str, count: int) -> None:
    """Let the program run until so many posts are on Slack, then stop it as an operator would."""
    world.news.published.set()
    async with launchwire(world, database_url) as process:
        await until(lambda: len(world.slack.posts) >= count)
        await until(lambda: "/silence" in world.broken.paths())
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


def publish(world: World, name: str, days_ago: float | None) -> None:
    """Put an article of that age on the site, or one without a date."""
    dated = datetime.now(UTC) - timedelta(days=days_ago) if days_ago is not None else None
    path = f"/{name.replace(' ', '-')}.html"
    world.news.add(Item(f"Halcyon releases {name}", path, dated), launch_page(name=name))


def told(world: World, *names: str) -> list[int]:
    """Return how often each name stands on Slack."""
    return [sum(name in str(post["blocks"]) for post in world.slack.posts) for name in names]


async def command(world: World, database_url: str, *arguments: str) -> tuple[int, str]:
    """Run a command of ours and return how it ended and all that the program has said."""
    async with launchwire(world, database_url, *arguments, COLUMNS="300") as process:
        code = await asyncio.wait_for(process.wait(), PATIENCE)
    return code, world.log()


@pytest.mark.parametrize("way", ["to PostgreSQL", "to SQLite"])
async def test_the_program_goes_on_in_a_database_that_everything_was_moved_to(
    world: World, tmp_path: Path, postgres: str, way: str
) -> None:
    files = f"sqlite:///{tmp_path / 'launchwire.db'}"
    server = new_postgres_database(postgres)
    before, after = (files, server) if way == "to PostgreSQL" else (server, files)
    await subscribed(before, ("lab:halcyon", SLACK_CHANNEL), ("license:open", DISCORD_TARGET))
    publish(world, "Tern 2", 0.1)
    await run_until_told(world, before, 1)
    kept = await rows_of(before)

    code, said = await command(world, before, "migrate", "--to", after)
    assert code == 0, said
    assert f"Copied {sum(kept.values())} rows" in said
    assert f"launch: {kept['launch']}" in said
    assert await rows_of(before) == await rows_of(after) == kept
    code, said = await command(world, before, "migrate", "--to", after)
    assert code == 1
    assert "not empty" in said.splitlines()[-1]
    assert await rows_of(before) == await rows_of(after) == kept

    publish(world, "Tern 3", 0.0)
    await sources_due(after)
    await run_until_told(world, after, 2)
    assert told(world, "Tern 2", "Tern 3") == [1, 1]
    assert len(world.discord.messages) == 2
    assert await rows_of(before) == kept, "the old one is as it was"
    await subscribed(after, ("lab:meta", SLACK_CHANNEL))  # numbers go on after the highest that was copied


async def rows_of(database_url: str) -> Mapping[str, int]:
    """Return how many rows each table has."""

    def count(connection: Connection) -> Mapping[str, int]:
        tables = metadata.sorted_tables
        return {one.name: connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables}

    opened = await Database.open(database_url)
    try:
        return await opened.read(count)
    finally:
        await opened.close()


async def sources_due(database_url: str) -> None:
    opened = await Database.open(database_url)
    await opened.write(lambda c: c.execute(update(source).values(next_at=0.0, every_seconds=60.0)).rowcount)
    await opened.close()


async def test_an_old_backup_that_is_put_back_announces_nothing_old(world: World, tmp_path: Path) -> None:
    """The file was copied while the program ran, a month ago: with an alert in it that was waiting then."""
    url, backup = f"sqlite:///{tmp_path / 'launchwire.db'}", tmp_path / "backup.db"
    await subscribed(url, ("lab:halcyon", SLACK_CHANNEL))
    await subscribed(url, ("lab:halcyon", DAILY), cadence="daily", at="09:00")
    publish(world, "Tern 2", 0.1)
    world.news.published.set()
    async with launchwire(world, url) as process:
        await until(lambda: len(world.slack.posts) == 1)
        copy(tmp_path / "launchwire.db", backup)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0

    copy(backup, tmp_path / "launchwire.db")
    await month_ago(url)
    publish(world, "Tern 3", 20)
    publish(world, "Tern 4", None)
    publish(world, "Tern 5", 0.0)
    await run_until_told(world, url, 2)
    assert told(world, "Tern 2", "Tern 3", "Tern 4", "Tern 5") == [1, 0, 0, 1]
    assert {post["channel"] for post in world.slack.posts} == {SLACK_CHANNEL.id}
    code, said = await command(world, url, "deliveries", "--dead")
    assert code == 0
    assert "Halcyon Tern 2" in said
    assert "given up: it waited for more than 7 days and is no news any more" in said


def copy(one: Path, other: Path) -> None:
    """Copy a database as `sqlite3 FILE .backup` does, in use or not."""
    with closing(sqlite3.connect(one)) as source_file, closing(sqlite3.connect(other)) as target:
        source_file.backup(target)


async def month_ago(database_url: str) -> None:
    """Let all that is in a database have happened a month ago."""

    def shift(connection: Connection) -> None:
        for table in metadata.sorted_tables:
            times = [column for column in table.c if isinstance(column.type, Double) and "seconds" not in column.name]
            if times:
                connection.execute(update(table).values({one: one - 30 * 86_400.0 for one in times}))
        connection.execute(update(source).values(next_at=0.0))

    opened = await Database.open(database_url)
    await opened.write(shift)
    await opened.close()

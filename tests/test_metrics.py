"""What a monitor reads: the outbox, closed places and failing sources, counted; and nobody named."""

import re
from collections.abc import Mapping

import pytest

from bot.errors import CardRefused, FateUnknown, TargetClosed
from bot.metrics import HELP, metrics_of
from bot.store import Database, looks
from bot.types import Target
from tests.crash_ledger import all_settled
from tests.newsroom import CHANNEL, Newsroom, article

LINE = re.compile(r'launchwire_([a-z_]+(?:\{outcome="[a-z]+"\})?) ([0-9.e+-]+)')
QUIET = dict.fromkeys(
    (*(HELP.keys() - {"deliveries"}), 'deliveries{outcome="sent"}', 'deliveries{outcome="dead"}'), 0.0
)


async def figures(database: Database) -> Mapping[str, float]:
    """Return each figure; every line must be one, or a comment."""
    lines = [line for line in (await metrics_of(database)).splitlines() if not line.startswith("# ")]
    found = [LINE.fullmatch(line) for line in lines]
    return {match[1]: float(match[2]) for match in found if match} if all(found) else {}


async def test_each_figure_counts_what_it_says(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.FIRST_RETRY_SECONDS", 0.01)
    assert await figures(room.database) == {**QUIET, "database_up": 1.0}
    channels = [CHANNEL, *(Target("slack", "T1", "channel", f"C{number}") for number in (2, 3))]
    for one in channels:
        await room.subscribe("lab:halcyon", one)
    await room.pipeline.accept(article())
    waiting = await figures(room.database)
    assert (waiting["outbox_depth"], waiting["outbox_due"]) == (3, 3)
    assert waiting["outbox_oldest_due_seconds"] > 0
    room.platforms["slack"].script.extend([CardRefused("no"), FateUnknown("no answer")])
    async with room.carrying():
        await all_settled(room.database)
    assert await figures(room.database) == {
        **QUIET,
        "database_up": 1.0,
        'deliveries{outcome="sent"}': 2.0,
        'deliveries{outcome="dead"}': 1.0,
        "deliveries_perhaps_twice": 1.0,
    }


async def test_closed_places_and_failing_sources_are_counted_and_hold_nothing_that_is_due(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(TargetClosed("the channel is archived"))
    await room.carry()
    number = await room.add_source("http://127.0.0.1:9/feed")
    await room.database.write(looks.record_failure, number, "HTTP 500", 60.0, None)
    found = await figures(room.database)
    assert (found["places_closed"], found["sources_failing"], found["sources_ended"]) == (1, 1, 0)
    assert (found["outbox_depth"], found["outbox_due"]) == (1, 0)


async def test_no_workspace_channel_or_person_is_named(small: Newsroom) -> None:
    await small.subscribe("lab:halcyon", Target("slack", "TCANARY", "channel", "CCANARY"), owner="UCANARY")
    await small.pipeline.accept(article())
    assert "CANARY" not in await metrics_of(small.database)


async def test_a_database_that_is_away_is_said_so(sqlite: Database) -> None:
    await sqlite.write(lambda connection: connection.exec_driver_sql("DROP TABLE delivery").rowcount)
    assert await figures(sqlite) == {"database_up": 0.0}

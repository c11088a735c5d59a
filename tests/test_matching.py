"""The index of a running process: filled from the database, kept in step with other processes, old queries too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, insert, update

from bot.catalogue import load_catalogue
from bot.commands.wishes import with_query
from bot.errors import QueryError
from bot.interests import GRAMMAR, kept_query, matches, parse, tree_text
from bot.interests.typed import MOST_CHARACTERS
from bot.matching import Matching
from bot.store import Database, launches, outbox, subscriptions, targets
from bot.store.tables import lane, subscription, subscription_change
from bot.types import Launch, Subscription, Target, TargetSettings
from tests.interest_launches import HERON, NOW, TERN
from tests.interest_queries import random_launch, random_query
from tests.newsroom import ANN, CHANNEL, PERSON, newsroom

CATALOGUE = load_catalogue()
OTHER_GRAMMAR = GRAMMAR + 1


async def wanted(database: Database, matching: Matching, launch: Launch) -> list[int]:
    return sorted((await database.write(matching.wanted, launch, datetime.now(UTC))).due)


def asks(query: str) -> Subscription:
    return with_query(Subscription(0, CHANNEL, "U1", ""), parse(query, CATALOGUE))


async def test_what_another_process_adds_pauses_and_removes_is_known_to_the_next_launch(database: Database) -> None:
    here, elsewhere = Matching(CATALOGUE), Matching(CATALOGUE)
    await here.load(database)
    await elsewhere.load(database)
    one = await database.write(subscriptions.add, asks("lab:halcyon"))
    two = await database.write(subscriptions.add, asks("tern"))
    for matching in (here, elsewhere):
        assert await wanted(database, matching, TERN) == [one.id, two.id]
        assert await wanted(database, matching, HERON) == []
    await database.write(subscriptions.pause, ANN, one.id, "by hand")
    await database.write(subscriptions.remove, ANN, two.id)
    for matching in (here, elsewhere):
        assert await wanted(database, matching, TERN) == []
    await database.write(subscriptions.resume, ANN, one.id)
    await database.write(subscriptions.change, ANN, replace(asks("lab:marsh-labs"), id=one.id))
    for matching in (here, elsewhere):
        assert await wanted(database, matching, TERN) == []
        assert await wanted(database, matching, HERON) == [one.id]


async def test_index_is_filled_from_the_database_at_start(database: Database) -> None:
    one = await database.write(subscriptions.add, asks("lab:halcyon"))
    paused = await database.write(subscriptions.add, replace(asks("tern"), target=PERSON))
    await database.write(subscriptions.pause, ANN, paused.id, "by hand")
    matching = Matching(CATALOGUE)
    assert await matching.load(database) == 1
    assert await wanted(database, matching, TERN) == [one.id]


async def test_thousands_of_changes_at_once_are_taken_in(sqlite: Database) -> None:
    matching = Matching(CATALOGUE)
    await matching.load(sqlite)
    first = await sqlite.write(subscriptions.add, asks("lab:halcyon"))
    await sqlite.write(add_many, first.id, 33_000)
    found = await wanted(sqlite, matching, TERN)
    assert len(found) == 33_001


def add_many(connection: Connection, pattern: int, count: int) -> None:
    """Copy a subscription with other queries, and note a change of each."""
    copied = connection.execute(subscription.select().where(subscription.c.id == pattern)).mappings().one()
    rows = [{**copied, "id": pattern + at, "query": f"halcyon OR w{at}", "tree": ""} for at in range(1, count + 1)]
    connection.execute(insert(subscription), rows)
    connection.execute(insert(subscription_change), [{"subscription_id": row["id"]} for row in rows])


def of_another_grammar(connection: Connection, one: Subscription) -> None:
    values = {"query": one.query, "tree": one.tree, "grammar": one.grammar}
    connection.execute(update(subscription).where(subscription.c.id == one.id).values(values))


@pytest.mark.parametrize("text", ["halcyonlab=halcyon", "lab:marsh-labs", "((("])
async def test_stored_query_survives_a_change_of_the_grammar(sqlite: Database, text: str) -> None:
    saved = await sqlite.write(subscriptions.add, asks("lab:halcyon"))
    await sqlite.write(of_another_grammar, replace(saved, query=text, grammar=OTHER_GRAMMAR))
    matching = Matching(CATALOGUE)
    assert await matching.load(sqlite) == 1
    assert await wanted(sqlite, matching, TERN) == [saved.id]
    assert await wanted(sqlite, matching, HERON) == []


async def test_stored_query_that_nobody_understands_any_more_stops_no_other(sqlite: Database) -> None:
    broken = await sqlite.write(subscriptions.add, asks("tern"))
    fine = await sqlite.write(subscriptions.add, asks("lab:halcyon"))
    await sqlite.write(of_another_grammar, replace(broken, query="(((", tree="", grammar=0))
    matching = Matching(CATALOGUE)
    assert await matching.load(sqlite) == 1
    assert await wanted(sqlite, matching, TERN) == [fine.id]


async def test_text_tree_and_grammar_are_stored_by_subscribe_and_edit(sqlite: Database) -> None:
    async with newsroom(sqlite) as room:
        for line in ("subscribe lab:meta -type:tts", "edit 1 lab:meta OR params:<=10B?"):
            await room.says(line)
            row = await sqlite.read(subscriptions.by_id, 1)
            assert row is not None
            query = parse(row.query, CATALOGUE)
            assert (row.grammar, row.tree) == (GRAMMAR, tree_text(query))
            assert kept_query("", row.tree, OTHER_GRAMMAR, CATALOGUE).tree == query.tree


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_any_stored_tree_answers_as_its_query_did(seed: int) -> None:
    chance = Random(seed)
    text = random_query(chance)
    if len(text) > MOST_CHARACTERS:
        return
    query = parse(text, CATALOGUE)
    stored = kept_query("no longer the text", tree_text(query), OTHER_GRAMMAR, CATALOGUE)
    assert (stored.tree, stored.names_events) == (query.tree, query.names_events)
    launch = random_launch(chance)
    assert matches(stored, launch, NOW) == matches(query, launch, NOW)


@pytest.mark.parametrize(
    "tree", ["nonsense", "{}", '{"tree":["term",1],"names_events":false}', '{"tree":["xor"],"names_events":0}']
)
def test_stored_tree_that_is_none_is_an_error_in_words(tree: str) -> None:
    with pytest.raises(QueryError, match="subscribe anew"):
        kept_query("x", tree, OTHER_GRAMMAR, CATALOGUE)


async def test_questions_to_the_database_do_not_grow_with_those_who_speak_in_time(database: Database) -> None:
    matching = Matching(CATALOGUE)
    await matching.load(database)
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    counts = []
    for few in (range(3), range(3, 30)):
        for number in few:
            capped, daily = (
                Target("slack", "T1", "channel", f"A{number}"),
                Target("slack", "T1", "channel", f"B{number}"),
            )
            await database.write(subscriptions.add, replace(asks("lab:halcyon"), target=capped))
            await database.write(targets.set_settings, capped, TargetSettings(most_per_day=5))
            await database.write(
                subscriptions.add, replace(asks("lab:halcyon"), target=daily, cadence="daily", at="09:00")
            )
        await wanted(database, matching, TERN)  # takes in what is new
        asked.clear()
        assert len(await wanted(database, matching, TERN)) == 2 * few.stop
        counts.append(len(asked))
    assert counts[0] == counts[1]


async def test_place_over_its_cap_waits_for_a_digest_and_others_do_not(database: Database) -> None:
    full, free = (Target("slack", "T1", "channel", name) for name in ("C7", "C8"))
    wishes = [await database.write(subscriptions.add, replace(asks("lab:halcyon"), target=one)) for one in (full, free)]
    for one in (full, free):
        await database.write(targets.set_settings, one, TargetSettings(most_per_day=1))
    before = await database.write(launches.add_launch, replace(HERON, id=None))
    assert before.id is not None
    now = datetime.now(UTC)
    await database.write(outbox.enqueue, before.id, 1, {wishes[0].id: None})
    matching = Matching(CATALOGUE)
    await matching.load(database)
    found = await database.write(matching.wanted, replace(TERN, id=before.id + 1), now)
    assert found.digests == {wishes[0].id}
    assert found.due[wishes[1].id] is None
    update_of_it = await database.write(matching.wanted, replace(TERN, id=before.id), now)
    assert update_of_it.digests == frozenset()


async def test_hour_of_a_digest_speaks_once_when_the_clock_is_set_back(database: Database) -> None:
    one = await database.write(
        subscriptions.add, replace(asks("lab:halcyon"), cadence="daily", at="09:00", target=PERSON)
    )
    told_at = datetime(2026, 5, 2, 9, tzinfo=UTC)
    await database.write(lambda connection: connection.execute(update(lane).values(digested_until=told_at.timestamp())))
    matching = Matching(CATALOGUE)
    await matching.load(database)
    found = await database.write(matching.wanted, TERN, told_at - timedelta(hours=1))
    assert found.due == {one.id: (told_at + timedelta(days=1)).timestamp()}

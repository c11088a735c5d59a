"""The index of a running process: filled from the database, kept in step with other processes, old queries too."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, update

from bot.catalogue import load_catalogue
from bot.commands.wishes import with_query
from bot.errors import QueryError
from bot.interests import GRAMMAR, kept_query, matches, parse, tree_text
from bot.interests.typed import MOST_CHARACTERS
from bot.matching import Matching
from bot.store import Database, subscriptions
from bot.store.tables import subscription, subscription_change
from bot.types import Launch, Subscription
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

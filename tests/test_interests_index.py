"""The index finds what asking each query one by one finds, and keeps in step with what is added and removed."""

from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.interests import Query, matches, parse
from bot.interests import index as index_module
from bot.interests.index import Index
from bot.interests.keys import KEYS
from bot.interests.query import Compare, Term
from bot.interests.typed import MOST_CHARACTERS
from bot.types import Launch
from tests.interest_launches import HERON, LAUNCHES, NOW, TERN
from tests.interest_queries import random_launch, random_query

CATALOGUE = load_catalogue()


def random_queries(seed: int, count: int) -> dict[int, Query]:
    chance = Random(seed)
    found: dict[int, Query] = {}
    while len(found) < count:
        text = random_query(chance)
        if len(text) <= MOST_CHARACTERS:
            found[chance.randrange(10**9)] = parse(text, CATALOGUE)
    return found


def asked_one_by_one(queries: dict[int, Query], launch: Launch) -> list[int]:
    return sorted(one for one, query in queries.items() if matches(query, launch, NOW))


def test_added_query_is_seen_by_the_next_launch_and_removed_is_not() -> None:
    index = Index(CATALOGUE)
    assert index.match(TERN, NOW) == []
    index.add(7, parse("lab:halcyon", CATALOGUE))
    index.add(3, parse("", CATALOGUE))
    assert index.match(TERN, NOW) == [3, 7]
    assert index.match(HERON, NOW) == [3]
    index.remove(3)
    index.remove(99)
    assert index.match(TERN, NOW) == [7]
    assert len(index) == 1
    assert index.ids() == [7]


def test_query_added_again_replaces_the_earlier_one() -> None:
    index = Index.of([(1, parse("lab:halcyon", CATALOGUE)), (2, parse("", CATALOGUE))], CATALOGUE)
    index.add(1, parse("lab:marsh-labs", CATALOGUE))
    assert index.match(TERN, NOW) == [2]
    assert index.match(HERON, NOW) == [1, 2]
    assert len(index) == 2


def test_of_two_queries_with_one_id_the_last_counts() -> None:
    index = Index.of([(1, parse("lab:halcyon", CATALOGUE)), (1, parse("lab:marsh-labs", CATALOGUE))], CATALOGUE)
    assert index.match(TERN, NOW) == []
    assert index.match(HERON, NOW) == [1]
    assert len(index) == 1


def test_query_with_too_many_alternatives_is_asked_by_itself() -> None:
    text = " ".join(f"(a{i} OR b{i} OR tern)" for i in range(12))
    index = Index.of([(5, parse(text, CATALOGUE))], CATALOGUE)
    assert index.match(TERN, NOW) == [5]
    assert index.match(HERON, NOW) == []
    index.add(5, parse("lab:cove", CATALOGUE))
    assert index.match(TERN, NOW) == []
    index.add(6, parse(text, CATALOGUE))
    assert index.match(TERN, NOW) == [6]


def test_contradiction_wants_nothing() -> None:
    index = Index.of([(1, parse("tern -tern", CATALOGUE)), (2, parse("(tern -tern) OR halcyon", CATALOGUE))], CATALOGUE)
    assert index.match(TERN, NOW) == [2]


def test_index_finds_what_asking_each_of_twelve_thousand_queries_finds() -> None:
    queries = random_queries(1, 12_000)
    index = Index.of(queries.items(), CATALOGUE)
    chance = Random(2)
    kept = list(queries)
    for launch in [*LAUNCHES.values(), *(random_launch(chance) for _ in range(40))]:
        assert index.match(launch, NOW) == asked_one_by_one(queries, launch)
        for subscription_id in chance.sample(kept, 50):
            queries.pop(subscription_id, None)
            index.remove(subscription_id)
        for subscription_id, query in random_queries(chance.randrange(10**9), 40).items():
            queries[subscription_id] = query
            index.add(subscription_id, query)
    index.merge()
    assert len(index) == len(queries)
    for launch in (random_launch(chance) for _ in range(5)):
        assert index.match(launch, NOW) == asked_one_by_one(queries, launch)


def test_random_queries_use_every_key_and_operator_and_are_answered_both_ways() -> None:
    seen: Counter[str] = Counter()
    chance = Random(3)
    launches = [random_launch(chance) for _ in range(25)]
    for query in random_queries(4, 3000).values():
        if isinstance(query.tree, Term):
            predicate = query.tree.predicate
            name = type(predicate).__name__ + ":" + getattr(predicate, "key", "")
            name += predicate.operator if isinstance(predicate, Compare) else ""
            for launch in launches:
                seen[f"{name} {matches(query, launch, NOW)}"] += 1
    for key in KEYS:
        names = [
            name for name in seen if name.split(" ")[0].partition(":")[2].startswith(key if key != "beats" else "")
        ]
        assert {name.split(" ")[1] for name in names} == {"True", "False"}, key


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**9), st.lists(st.sampled_from(["add", "add", "remove", "again", "match", "merge"]), max_size=40)
)
def test_index_keeps_in_step(seed: int, steps: list[str]) -> None:
    chance = Random(seed)
    waiting = list(random_queries(seed, 40).items())
    queries = dict(waiting[:5])
    index = Index.of(waiting[:5], CATALOGUE)
    for step in steps:
        subscription_id, query = chance.choice(waiting)
        if step in ("add", "again"):
            queries[subscription_id] = query
            index.add(subscription_id, query)
        elif step == "remove":
            queries.pop(subscription_id, None)
            index.remove(subscription_id)
        elif step == "merge":
            index.merge()
        launch = random_launch(chance)
        assert index.match(launch, NOW) == asked_one_by_one(queries, launch)
    assert len(index) == len(queries)


def test_index_that_settles_often_keeps_in_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MOST_RECENT", 7)
    monkeypatch.setattr(index_module, "LEAST_YOUNG", 20)
    index, queries, chance = Index(CATALOGUE), {}, Random(9)
    for subscription_id, query in random_queries(8, 400).items():
        queries[subscription_id] = query
        index.add(subscription_id, query)
        if chance.random() < 0.3:
            gone = chance.choice(list(queries))
            del queries[gone]
            index.remove(gone)
        if chance.random() < 0.2:
            launch = random_launch(chance)
            assert index.match(launch, NOW) == asked_one_by_one(queries, launch)
    assert len(index) == len(queries)


def test_saved_index_answers_as_before_and_keeps_in_step() -> None:
    queries = random_queries(11, 600)
    index = Index.of(queries.items(), CATALOGUE)
    chance = Random(12)
    for subscription_id in chance.sample(list(queries), 100):
        index.remove(subscription_id)
        del queries[subscription_id]
    later = random_queries(13, 50)
    queries |= later
    for subscription_id, query in later.items():
        index.add(subscription_id, query)
    file = BytesIO()
    index.save(file, stamp="42")
    file.seek(0)
    loaded, stamp = Index.load(file, CATALOGUE)
    assert stamp == "42"
    assert loaded.ids() == sorted(queries)
    gone = next(iter(queries))
    for one in (index, loaded):
        one.remove(gone)
        one.add(1, parse("", CATALOGUE))
    queries = {one: query for one, query in queries.items() if one != gone} | {1: parse("", CATALOGUE)}
    for launch in (random_launch(chance) for _ in range(20)):
        assert loaded.match(launch, NOW) == index.match(launch, NOW) == asked_one_by_one(queries, launch)


def test_empty_index_is_saved_too() -> None:
    file = BytesIO()
    Index(CATALOGUE).save(file)
    file.seek(0)
    loaded, _ = Index.load(file, CATALOGUE)
    assert loaded.match(TERN, NOW) == []
    assert len(loaded) == 0


def damaged(change: str) -> BytesIO:
    file = BytesIO()
    Index.of([(1, parse("tern (a OR b)", CATALOGUE))], CATALOGUE).save(file)
    data = file.getvalue()
    if change == "cut":
        return BytesIO(data[:-200])
    if change == "grammar":
        return BytesIO(data.replace(b'"grammar": 1', b'"grammar": 0'))
    return BytesIO(change.encode())


@pytest.mark.parametrize("change", ["", "nonsense", "cut", "grammar"])
def test_file_that_is_no_saved_index_is_refused(change: str) -> None:
    with pytest.raises(ValueError, match=r"index|CRC|file|data|pickle"):
        Index.load(damaged(change), CATALOGUE)


def test_index_of_another_catalogue_is_refused(tmp_path: Path) -> None:
    extra = tmp_path / "own.toml"
    extra.write_text('[labs."Perch Works"]\naliases = ["Perch"]\n', encoding="utf-8")
    file = BytesIO()
    Index.of([(1, parse("lab:perch", CATALOGUE))], CATALOGUE).save(file)
    file.seek(0)
    with pytest.raises(ValueError, match="another catalogue"):
        Index.load(file, load_catalogue(extra))


def test_progress_is_told() -> None:
    told: list[int] = []
    Index.of(random_queries(14, 30).items(), CATALOGUE, progress=told.append)
    assert told == [0, 30]


def test_past_launches_change_no_answer() -> None:
    queries, chance = random_queries(15, 500), Random(16)
    launches = [random_launch(chance) for _ in range(10)]
    index = Index.of(queries.items(), CATALOGUE, past=launches, now=NOW)
    for launch in launches:
        assert index.match(launch, NOW) == asked_one_by_one(queries, launch)

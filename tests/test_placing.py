"""What an article changes, on a real database: launches, revisions, and who hears of them."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.store import Database
from bot.store import launches as stored
from bot.types import Card, Launch, Target
from tests.newsroom import CHANNEL, TODAY, Newsroom, article, newsroom

OTHER = Target("slack", "T1", "channel", "C2")
NAMED = "Halcyon has released {name}, a language model with 9B parameters, under the Apache 2.0 license. {also}"


@pytest.fixture
async def room(sqlite: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite) as made:
        yield made


async def tells(room: Newsroom, also: str = "", path: str = "a", name: str = "Tern 2", **more: Any) -> None:
    """Take in an article that launches `name` and says more, from a site of its own."""
    text = NAMED.format(name=name, also=also)
    parts: dict[str, Any] = {"title": f"Halcyon releases {name}", "text": text, "site": f"{path}.example", **more}
    await room.pipeline.accept(article(url=f"https://{path}.example/{path}", **parts))


async def launch(room: Newsroom, name: str = "Tern 2") -> Launch:
    [found] = await room.database.read(stored.find_launches, f"halcyon/{name.casefold()}")
    return found


def edits(room: Newsroom) -> list[Card]:
    return [card for _, card in room.platforms["slack"].edited]


async def test_a_late_article_joins_two_launches_and_people_are_left_with_one_card(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await tells(room, path="a", name="Tern 2 Ridge")
    await tells(room, path="b", name="Tern 2 Valley")
    await room.carry()
    assert len(room.posted(CHANNEL)) == 2
    await tells(room, path="c", name="Tern 2")
    await room.carry()
    assert await room.launches() == ["halcyon/tern 2"]
    assert len(room.posted(CHANNEL)) == 2
    by_message = {receipt.message: card for receipt, card in room.platforms["slack"].edited}
    pointers = [card for card in by_message.values() if "the same launch as Halcyon Tern 2" in card.summary]
    assert len(pointers) == 1
    await tells(room, "Its context window is 128K tokens.", path="d")
    await room.carry()
    assert edits(room)[-1].changes == ("+ context 128K",)
    assert len(room.posted(CHANNEL)) == 2


async def test_launches_do_not_depend_on_the_order_of_articles(sqlite: Database) -> None:
    stories = [
        ("a", "Tern 2 Ridge", ""),
        ("b", "Tern 2", "It costs nothing."),
        ("c", "Tern 2 Coder", ""),
        ("d", "Tern 3", ""),
    ]
    async with newsroom(sqlite) as room:
        for number, order in enumerate(itertools.permutations(stories)):
            for path, name, also in order:
                # a name of its own for each order, so that one database serves them all
                unique = name.replace("Tern", f"Tern{'abcdefghijklmnopqrstuvwxyz'[number]}")
                await tells(room, also, path=f"{path}{number}", name=unique)
            letter = "abcdefghijklmnopqrstuvwxyz"[number]
            keys = {key for key in await room.launches() if f"tern{letter} " in key}
            assert keys == {f"halcyon/tern{letter} {rest}" for rest in ("2", "2 coder", "3")}, order


async def test_an_edited_article_is_read_anew_and_what_it_takes_back_is_corrected_where_it_was_shown(
    room: Newsroom,
) -> None:
    await room.subscribe("context:<=128k")
    await tells(room, "Its context window is 128K tokens.")
    await room.carry()
    assert len(room.posted(CHANNEL)) == 1
    await tells(room, "Its context window is 256K tokens.")
    await room.carry()
    [card] = edits(room)
    assert card.changes == ("context corrected 128K -> 256K",)
    assert "Correction" in card.badges
    assert len(room.platforms["slack"].replied) == 1
    await tells(room, "Its context window has yet to be told.")
    await room.carry()
    assert edits(room)[-1].changes == ("context 256K withdrawn",)
    assert (await launch(room)).revision == 3


async def test_an_article_that_is_edited_without_a_new_fact_is_chatter(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await tells(room)
    await tells(room, "People on the web like it.")
    await room.carry()
    assert len(room.posted(CHANNEL)) == 1
    assert edits(room) == []
    assert (await launch(room)).revision == 1


async def test_a_subscription_that_lacked_a_fact_fires_when_it_arrives_and_says_so(room: Newsroom) -> None:
    await room.subscribe("context:>=100k", target=CHANNEL)
    await room.subscribe("lab:halcyon", target=OTHER)
    await tells(room, path="a")
    await room.carry()
    assert room.posted(CHANNEL) == []
    await tells(room, "Its context window is 128K tokens.", path="b")
    await room.carry()
    [late] = [card for target, card, _ in room.platforms["slack"].posted if target == CHANNEL]
    assert late.changes == ("matches context:>=100k now: + context 128K",)
    assert late.tone == "launch"
    assert room.posted(OTHER) == ["Halcyon Tern 2"]
    assert edits(room)[-1].changes == ("+ context 128K",)


async def test_a_revision_is_no_alert_for_a_subscription_made_after_the_launch(room: Newsroom) -> None:
    await tells(room, path="a")
    await room.subscribe("lab:halcyon")
    await tells(room, "Its context window is 128K tokens.", path="b")
    await room.carry()
    assert room.posted(CHANNEL) == []


async def test_two_sources_that_disagree_are_both_shown_and_found(room: Newsroom) -> None:
    await room.subscribe("conflict:yes")
    await tells(room, "Its context window is 128K tokens.", path="a")
    await tells(room, "Its context window is 256K tokens.", path="b")
    await room.carry()
    [card] = [card for _, card, _ in room.platforms["slack"].posted]
    assert "two sources disagree on context: 128K / 256K (a.example / b.example)" in card.badges
    assert "two sources disagree on context: 128K / 256K" in card.plain_text
    view = (await launch(room)).view
    assert {str(fact.value) for fact in view.facts if fact.field == "context_tokens"} == {"128000", "256000"}


async def test_the_labs_own_word_outranks_press_even_when_press_was_first(room: Newsroom) -> None:
    await tells(room, "Its context window is 128K tokens.", path="a")
    await tells(room, "Its context window is 256K tokens.", path="b", trust="official")
    found = await launch(room)
    assert found.view.context_tokens == 256_000
    assert found.changes == ("context corrected 128K -> 256K", "two sources disagree on context: 256K / 128K")


async def test_a_price_cut_of_a_known_model_updates_its_card_and_starts_no_launch(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    prices = "Tern 2 costs ${} per million input tokens and $8 per million output tokens."
    await tells(room, prices.format(4), path="a", published=TODAY - timedelta(days=5))
    await room.carry()
    text = f"Halcyon has cut the price of Tern 2. {prices.format(2)}"
    await room.pipeline.accept(
        article(url="https://c.example/c", title="Halcyon cuts price of Tern 2 by half", text=text, site="c.example")
    )
    await room.carry()
    assert await room.launches() == ["halcyon/tern 2"]
    assert len(room.posted(CHANNEL)) == 1
    assert edits(room)[-1].changes == ("input price cut 4 USD per 1M -> 2 USD per 1M",)


@pytest.mark.parametrize("kind", ["postgresql"])
async def test_two_processes_that_place_one_new_launch_at_the_same_moment_make_one(
    kind: str, request: pytest.FixtureRequest
) -> None:
    from tests.conftest import new_postgres_database  # noqa: PLC0415 - only where there is a server

    url = new_postgres_database(request.getfixturevalue("postgres"))
    one, other = await Database.open(url), await Database.open(url)
    try:
        async with newsroom(one) as here, newsroom(other) as there:
            await here.subscribe("lab:halcyon")
            for number in range(8):
                name = f"Tern {number + 2}"
                await asyncio.gather(
                    tells(here, path=f"a{number}", name=name), tells(there, path=f"b{number}", name=name)
                )
            assert sorted(await here.launches()) == [f"halcyon/tern {number + 2}" for number in range(8)]
            assert await here.waiting() == 8
    finally:
        await one.close()
        await other.close()

"""People correct launches: what they decide is followed at once, by those who may, and survives reading again."""

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.store import Database
from bot.store import decisions as decision_log
from bot.terminal.launches import run_launches
from bot.types import Card, Target
from tests.newsroom import ANN, CHANNEL, Newsroom, article, newsroom

NAMED = "Halcyon has released {name}, a language model with 9B parameters, under the Apache 2.0 license. {also}"


@pytest.fixture
async def room(sqlite: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite) as made:
        yield made


async def tells(room: Newsroom, name: str, path: str, also: str = "") -> None:
    text = NAMED.format(name=name, also=also)
    await room.pipeline.accept(
        article(
            url=f"https://{path}.example/{path}", title=f"Halcyon releases {name}", text=text, site=f"{path}.example"
        )
    )


def edits(room: Newsroom) -> list[Card]:
    return [card for _, card in room.platforms["slack"].edited]


async def test_merged_launches_stay_one_when_more_is_read_and_when_all_is_placed_anew(room: Newsroom) -> None:
    await tells(room, "Tern 2", "a")
    await tells(room, "Plover 7", "b")
    assert "is part of Halcyon Tern 2 now" in (await room.says("merge Tern 2, Plover 7")).text
    assert await room.launches() == ["halcyon/tern 2"]
    await tells(room, "Plover 7", "c")
    await tells(room, "Tern 2", "d")
    assert await room.launches() == ["halcyon/tern 2"]
    await room.database.write(room.placing.place_anew)
    assert await room.launches() == ["halcyon/tern 2"]


async def test_a_model_that_was_split_off_stays_apart(room: Newsroom) -> None:
    await tells(room, "Tern 2", "a")
    await tells(room, "Tern 2 Ridge", "b")
    assert await room.launches() == ["halcyon/tern 2"]
    assert "Apart from Halcyon Tern 2 now" in (await room.says("split Tern 2, Tern 2 Ridge")).text
    await tells(room, "Tern 2 Ridge", "c")
    await room.database.write(room.placing.place_anew)
    found = sorted(await room.launches())
    assert len(found) == 2
    assert found[0] == "halcyon/tern 2"
    assert found[1].startswith("halcyon/tern 2 ridge#")


async def test_an_article_that_was_split_off_can_be_merged_back(room: Newsroom) -> None:
    await tells(room, "Tern 2", "a")
    await tells(room, "Tern 2", "b", "People like it.")
    await room.says("split Tern 2, https://b.example/b")
    apart = sorted(await room.launches())
    assert len(apart) == 2
    await room.says(f"merge {apart[0]}, {apart[1]}")
    assert await room.launches() == ["halcyon/tern 2"]
    await room.database.write(room.placing.place_anew)
    assert await room.launches() == ["halcyon/tern 2"]


async def test_a_title_that_a_person_gave_stays_and_finds_the_launch(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await tells(room, "Tern 2", "a")
    await room.carry()
    await room.says("retitle Tern 2, Tern, second edition")
    await tells(room, "Tern 2", "b", "Its context window is 128K tokens.")
    await room.carry()
    assert edits(room)[-1].title == "Tern, second edition"
    assert (await room.says("show Tern, second edition")).cards[0].title == "Tern, second edition"


async def test_a_number_marked_as_wrong_is_corrected_where_it_was_shown_and_never_comes_back(room: Newsroom) -> None:
    await room.subscribe("context:<=128k")
    await tells(room, "Tern 2", "a", "Its context window is 128K tokens.")
    await room.carry()
    reply = await room.says("wrong Tern 2, context 128K")
    assert "is marked as wrong" in reply.text
    await room.carry()
    assert edits(room)[-1].changes == ("context 128K withdrawn",)
    assert "Correction" in edits(room)[-1].badges
    await tells(room, "Tern 2", "b", "Its context window is 128K tokens.")
    await room.database.write(room.placing.place_anew)
    shown = (await room.says("show Tern 2")).cards[0]
    assert all(number.label != "Context" for number in shown.numbers)
    assert "(marked as wrong)" in (await room.says("evidence Tern 2")).cards[0].plain_text


async def test_a_number_that_is_not_there_is_asked_for(room: Newsroom) -> None:
    await tells(room, "Tern 2", "a")
    reply = await room.says("wrong Tern 2, price")
    assert reply.outcome == "unknown"
    assert "evidence" in reply.text
    assert await room.database.read(decision_log.every_decision) == []


@pytest.mark.parametrize("text", ["merge Tern 2, Plover 7", "retitle Tern 2, Bird", "split Tern 2, x"])
async def test_who_may_not_manage_changes_nothing(room: Newsroom, text: str) -> None:
    await tells(room, "Tern 2", "a")
    await tells(room, "Plover 7", "b")
    reply = await room.says(text, replace(ANN, may_manage=False))
    assert reply.outcome == "refused"
    assert await room.database.read(decision_log.every_decision) == []
    assert len(await room.launches()) == 2


async def test_where_several_workspaces_share_launches_only_editors_decide(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.subscribe("lab:halcyon", target=Target("slack", "T2", "channel", "C9"))
    await tells(room, "Tern 2", "a")
    reply = await room.says("retitle Tern 2, Bird")
    assert reply.outcome == "refused"
    assert "LAUNCHWIRE_EDITORS" in reply.text


@pytest.mark.parametrize("text", ["merge Tern 2", "merge Tern 2, Tern 2", "split Tern 2, nothing of it", "merge , "])
async def test_what_cannot_be_done_is_said_with_the_next_step(room: Newsroom, text: str) -> None:
    await tells(room, "Tern 2", "a")
    reply = await room.says(text)
    assert reply.outcome == "refused"
    assert await room.database.read(decision_log.every_decision) == []


async def test_history_and_evidence_show_articles_revisions_and_quotes(room: Newsroom) -> None:
    await tells(room, "Tern 2", "a")
    await tells(room, "Tern 2", "b", "Its context window is 128K tokens.")
    await room.says("retitle Tern 2, Bird")
    told = (await room.says("history Bird")).text
    for words in ("revision 1: first seen", "revision 2: + context 128K", "renamed Bird", "https://b.example/b"):
        assert words in told
    reply = await room.says("evidence Bird")
    assert "2 articles, revision 3" in reply.text
    assert "https://a.example/a" in reply.text
    assert "context 128K tokens: " in reply.cards[0].plain_text or "context 128K: " in reply.cards[0].plain_text
    assert any("128K" in quote.text and quote.url == "https://b.example/b" for quote in reply.cards[0].quotes)


async def test_the_terminal_lists_shows_and_corrects(room: Newsroom, tmp_path: Path) -> None:
    await tells(room, "Tern 2", "a", "Its context window is 128K tokens.")
    settings = load_settings(None, {"DATABASE_URL": f"sqlite:///{tmp_path / 'launchwire.db'}"})
    for words, wanted in (
        ([], "Halcyon Tern 2"),
        (["history", "Tern", "2"], "revision 1: first seen"),
        (["evidence", "Tern 2"], "context window is 128K tokens"),
        (["retitle", "Tern 2,", "Bird"], "is called Bird"),
        (["anew"], "1 launches"),
        (["lab:halcyon"], "Bird"),
    ):
        out = io.StringIO()
        assert await run_launches(settings, words, out) == 0
        assert wanted in out.getvalue()
    assert await run_launches(settings, ["show", "nobody"], io.StringIO()) == 1


async def test_a_launch_told_here_is_told_again_only_by_its_changes(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    for path in ("a", "b", "c"):
        await tells(room, "Tern 2", path, f"It was noted by {path}.")
    await room.carry()
    assert room.posted(CHANNEL) == ["Halcyon Tern 2"]
    assert edits(room) == []


async def test_a_wrong_number_from_who_may_not_correct_it_reaches_those_who_may_once(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", owner="UBOSS")
    await tells(room, "Tern 2", "a", also="Its context window is 128K tokens.")
    await room.carry()
    guest = replace(ANN, user="U9", may_manage=False, name="Kim")
    assert "is reported to somebody who may correct it" in (await room.says("wrong Tern 2, context 128K", guest)).text
    assert "was reported already today" in (await room.says("wrong Tern 2, context 128K", guest)).text
    await room.carry()
    told = [(to.id, card.plain_text) for to, card, _ in room.platforms["slack"].posted if to.kind == "person"]
    assert [who for who, _ in told] == ["UBOSS"]
    assert "/launches wrong halcyon/tern 2, context 128K" in told[0][1]
    assert "(marked as wrong)" not in (await room.says("evidence Tern 2")).cards[0].plain_text

"""What a person subscribed to, everywhere; a launch found by its article; what a card's buttons ask works."""

from datetime import UTC, datetime

import pytest

from bot.catalogue import load_catalogue
from bot.commands import VERBS, Commands, Desk
from bot.digests import card_of
from bot.interests import matches, parse
from bot.launches import launch_of
from bot.matching import Matching
from bot.placing import Placing
from bot.reading import read
from bot.store import Database, subscriptions
from bot.types import Action, Actor, Article, Command, Launch, Subscription, Target

NOW = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)
ANN = Actor("slack", "T1", "U0ANN", None, may_manage=True)
CATALOGUE = load_catalogue()


async def nothing(*args: object) -> None:
    raise AssertionError("nothing is fetched")


def commands(database: Database) -> Commands:
    return Commands(Desk(database, CATALOGUE, lambda: NOW, dict, nothing, Placing(CATALOGUE, Matching(CATALOGUE))))  # type: ignore[arg-type] # never called


async def subscribed(database: Database, target: Target, owner: str, **more: object) -> Subscription:
    one = Subscription(id=0, target=target, owner=owner, query="license:open", **more)  # type: ignore[arg-type] # kwargs
    return await database.write(subscriptions.add, one)


async def test_mine_lists_what_i_made_in_every_channel_and_tells_the_next_digest(sqlite: Database) -> None:
    here = await subscribed(
        sqlite, Target("slack", "T1", "channel", "C1"), "U0ANN", cadence="daily", at="09:00", zone="Europe/Berlin"
    )
    own = await subscribed(sqlite, Target("slack", "T1", "person", "U0ANN"), "U0ANN")
    await subscribed(sqlite, Target("slack", "T1", "channel", "C2"), "U0BOB")
    await subscribed(sqlite, Target("slack", "T2", "channel", "C1"), "U0ANN")
    cards = (await commands(sqlite)(ANN, Command("mine"))).cards
    assert [card.key for card in cards] == [f"subscription:{here.id}:C1", f"subscription:{own.id}:"]
    assert cards[0].numbers[-1].value == "Thursday 9 April, 09:00 Europe/Berlin"
    assert [action.verb for action in cards[0].actions] == ["pause", "edit", "unsubscribe"]


def launch_named(name: str, lab: str) -> Launch:
    text = f"{lab} today released {name}, an open model with 7B parameters under the Apache 2.0 license."
    article = Article(
        url="https://news.example.com/a", title=f"{lab} releases {name}", text=text, site="news.example.com"
    )
    return launch_of(list(read(article, CATALOGUE))[:1], CATALOGUE)


@pytest.mark.parametrize("name", ["Muse Spark", "Llama 4 Scout"])
def test_what_the_buttons_of_a_card_follow_and_mute_is_the_launch_itself(name: str) -> None:
    launch = launch_named(name, "Meta")
    queries = [
        a.argument.removesuffix(" 7d") for a in card_of(launch).actions if a.verb in ("subscribe", "snooze", "mute")
    ]
    assert len(queries) == 4
    assert all(matches(parse(query, CATALOGUE), launch, NOW) for query in queries)


def test_every_button_of_a_card_asks_a_verb_that_there_is() -> None:
    verbs = {action.verb for action in card_of(launch_named("Muse Spark", "Meta")).actions}
    assert verbs <= set(VERBS)
    assert (
        Action("Compare", "compare", launch_named("Muse Spark", "Meta").key)
        in card_of(launch_named("Muse Spark", "Meta")).actions
    )

"""The subscribe form: it opens without a query, previews before it saves, survives being asked back, and is valid."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.types import Actor, Command, Reply
from handlers.discord.form import (
    CADENCES,
    DENSITIES,
    PLACES,
    Draft,
    command_of,
    draft_from,
    draft_of,
    options_of,
    subscribe_form,
    text_of,
)
from tests.fake_discord import Asked, FakeDiscord
from tests.fake_discord_bot import platform_at, running
from tests.fake_discord_limits import validator
from tests.fake_discord_people import MODAL, NotingCore, Person, interacts, presses, types, words

drafts = st.builds(
    Draft,
    query=st.text(max_size=600),
    to=st.sampled_from(sorted(PLACES)),
    cadence=st.sampled_from(sorted(CADENCES)),
    at=st.sampled_from(["", "09:00", "18:30 Europe/Berlin", "Europe/Berlin 7:05", "UTC"]) | st.text(max_size=120),
    view=st.sampled_from(sorted(DENSITIES)),
)


@pytest.fixture
def core() -> NotingCore:
    return NotingCore()


@pytest.fixture
async def discord(core: NotingCore) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake, platform_at(fake) as platform, running(platform, core):
        await fake.gateway.opened()
        yield fake


async def fills(discord: FakeDiscord, person: Person, **values: str) -> Asked:
    """Send the form back as Discord does: a label around each input, a select with its chosen values."""
    inputs = [
        {"type": 18, "id": 2 * place, "component": _input(name, value)}
        for place, (name, value) in enumerate(values.items(), 1)
    ]
    return await interacts(discord, person, MODAL, {"custom_id": "lw:form:", "components": inputs})


def _input(name: str, value: str) -> dict[str, Any]:
    if name in ("query", "at"):
        return {"type": 4, "id": 1, "custom_id": name, "value": value}
    return {"type": 3, "id": 1, "custom_id": name, "values": [value]}


def buttons(answer: dict[str, Any]) -> dict[str, str]:
    """Return what each button says and stands for."""
    rows = [part for part in answer["components"] if part["type"] == 1]
    return {button["label"]: button["custom_id"] for row in rows for button in row["components"]}


def shown(asked: Asked) -> dict[str, Any]:
    (callback,) = asked.callbacks
    assert callback["type"] == 9
    return dict(callback["data"])


async def test_subscribe_without_a_query_opens_the_form_and_asks_nothing(
    discord: FakeDiscord, core: NotingCore
) -> None:
    form = shown(await types(discord, Person(), "subscribe", to="dm"))
    assert [part["component"]["custom_id"] for part in form["components"]] == ["query", "to", "cadence", "at", "view"]
    assert [o["value"] for o in form["components"][1]["component"]["options"] if o["default"]] == ["dm"]
    assert core.asked == []


async def test_outside_of_channels_nobody_is_asked_where(discord: FakeDiscord) -> None:
    form = shown(await types(discord, Person(guild=None), "subscribe"))
    assert [part["component"]["custom_id"] for part in form["components"]] == ["query", "cadence", "at", "view"]


async def test_a_filled_form_is_previewed_and_saved_only_by_its_button(discord: FakeDiscord, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply("It would have sent 2 launches in the last 90 days.")
    asked = await fills(discord, Person(), query="license:open", cadence="daily", at="18:30 Europe/Berlin")
    options = {"when": "daily@18:30", "tz": "Europe/Berlin"}
    assert core.asked[0][1] == Command("test", "license:open", options)
    assert "2 launches" in words(asked.answers[0])
    await presses(discord, Person(), buttons(asked.answers[0])["Subscribe"])
    assert core.asked[1][1] == Command("subscribe", "license:open when:daily@18:30 tz:Europe/Berlin")


async def test_what_was_filled_in_can_be_changed(discord: FakeDiscord) -> None:
    asked = await fills(discord, Person(), query="parms:<=10B", to="dm", view="full")
    form = shown(await presses(discord, Person(), buttons(asked.answers[0])["Change it"]))
    assert form["components"][0]["component"]["value"] == "parms:<=10B"
    chosen = [o["value"] for part in form["components"] for o in part["component"].get("options", []) if o["default"]]
    assert chosen == ["dm", "now", "full"]


async def test_a_query_that_is_not_understood_cannot_be_saved(discord: FakeDiscord, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply("There is no key parms.", outcome="refused")
    asked = await fills(discord, Person(), query="parms:<=10B")
    assert list(buttons(asked.answers[0])) == ["Change it"]


async def test_a_form_too_long_for_a_button_is_saved_at_once(discord: FakeDiscord, core: NotingCore) -> None:
    query = "lab:" + "a" * 120
    await fills(discord, Person(), query=query, to="dm")
    assert [command for _, command in core.asked] == [Command("subscribe", query, {"to": "dm"})]


async def test_rights_are_judged_when_the_form_is_sent(discord: FakeDiscord, core: NotingCore) -> None:
    await fills(discord, Person(permissions=0), query="license:open")
    actor, _ = core.asked[0]
    assert isinstance(actor, Actor)
    assert not actor.may_manage


async def test_a_forged_form_does_nothing_and_is_told_so(discord: FakeDiscord, core: NotingCore) -> None:
    asked = await interacts(discord, Person(), MODAL, {"custom_id": "other:form", "components": []})
    assert "nothing was done" in words(asked.answers[0])
    assert core.asked == []


@given(drafts, st.booleans())
def test_any_form_is_one_that_discord_shows(draft: Draft, is_channel: bool) -> None:
    form = subscribe_form(draft, is_channel=is_channel)
    assert list(validator("ModalInteractionCallbackRequestData").iter_errors(form)) == []
    assert len(form["components"]) <= 5


@given(drafts)
def test_what_stands_in_the_form_comes_back(draft: Draft) -> None:
    inputs = [{"type": 18, "component": _input(name, getattr(draft, name))} for name in Draft.__slots__]
    found = draft_of({"components": inputs})
    assert (found.query, found.to, found.cadence) == (draft.query.strip(), draft.to, draft.cadence)


@given(drafts.filter(lambda draft: ":" not in draft.query))
def test_a_form_means_the_same_after_it_was_asked_back(draft: Draft) -> None:
    again = draft_from(text_of(draft))
    assert options_of(again) == options_of(draft)
    assert again.query.casefold() in (" ".join(draft.query.split()).casefold(), "")


@pytest.mark.parametrize(
    ("draft", "command"),
    [
        (Draft(), Command("subscribe", "everything", {})),
        (Draft("lab:meta", cadence="weekly@mon"), Command("subscribe", "lab:meta", {"when": "weekly@mon-09:00"})),
        (
            Draft("lab:meta", cadence="daily", at="Asia/Tokyo"),
            Command("subscribe", "lab:meta", {"when": "daily@09:00", "tz": "Asia/Tokyo"}),
        ),
        (Draft("lab:meta", at="07:00 Asia/Tokyo"), Command("subscribe", "lab:meta", {})),
    ],
)
def test_a_form_stands_for_one_command(draft: Draft, command: Command) -> None:
    assert command_of(draft) == command


@pytest.mark.parametrize(
    "data",
    [{}, {"components": None}, {"components": [{"type": 18}]}, {"components": [{"component": {"custom_id": 7}}]}],
)
def test_a_form_with_nothing_in_it_is_the_empty_one(data: dict[str, Any]) -> None:
    assert draft_of(data) == Draft()

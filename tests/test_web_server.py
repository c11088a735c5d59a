"""The playground's server: what is typed reaches the core, answers come back, and only its own page may ask."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.errors import EditRefused, QueryError, SettingsError, TargetClosed
from bot.types import Action, Actor, Card, Command, Receipt, Reply, Target
from handlers.web import PERSON, WORKSPACE, WebPlatform
from handlers.web.asking import LARGEST_BODY, command_of
from handlers.web.guard import Pace
from handlers.web.platform import ASKS_AT_ONCE
from handlers.web.rooms import HISTORY, STREAM_BACKLOG, Board, Stream, rooms_of
from tests.fake_web import FULL_CARD, NOON, Core, last_event, listen, playground, post, serving

ROOM = Target("web", WORKSPACE, "channel", "launches")
PERSONAL = Target("web", WORKSPACE, "person", PERSON)


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def platform() -> WebPlatform:
    return playground()


@pytest.fixture
async def client(platform: WebPlatform, core: Core) -> AsyncIterator[aiohttp.ClientSession]:
    async with serving(platform, core) as client:
        yield client


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("/launches subscribe license:open params:<=10B", Command("subscribe", "license:open params:<=10B")),
        ("  /LAUNCHES   latest ", Command("latest")),
        ("latest lab:meta", Command("latest", "lab:meta")),
        ("/latest", Command("latest")),
        ("/launches", Command("help")),
        ("", Command("help")),
        ("/", Command("help")),
        ('/launches test "chain of  thought"', Command("test", '"chain of  thought"')),
    ],
)
def test_a_typed_line_is_a_command(line: str, command: Command) -> None:
    assert command_of(line) == command


async def test_what_is_typed_in_a_channel_reaches_the_core_from_there(
    client: aiohttp.ClientSession, core: Core
) -> None:
    core.reply = Reply("Saved <b>.", actions=(Action("Undo", "unsubscribe", "7"),))
    status, answer = await post(client, {"room": "channel-launches", "text": "/launches subscribe license:open"})
    assert status == 200
    assert core.asked == [
        (Actor("web", WORKSPACE, PERSON, "launches", True, "You"), Command("subscribe", "license:open"))
    ]
    assert "Saved &lt;b&gt;." in answer
    assert "Only visible to you" in answer


async def test_a_button_says_its_verb_and_argument(client: aiohttp.ClientSession, core: Core) -> None:
    await post(client, {"room": f"person-{PERSON}", "verb": "show", "argument": "orion/tern-2"})
    (actor, command), *_ = core.asked
    assert (actor.channel, command) == (None, Command("show", "orion/tern-2"))


async def test_an_answer_for_everyone_is_posted_in_the_room(client: aiohttp.ClientSession, core: Core) -> None:
    after = await last_event(client)
    core.reply = Reply("For all.", private=False)
    assert await post(client, {"room": "channel-launches", "text": "latest"}) == (200, '{"html": null}')
    ((kind, data),) = await listen(client, after, 1)
    assert (kind, data["room"]) == ("message", "channel-launches")
    assert "For all." in data["html"]


async def test_an_error_of_ours_is_told_in_words(client: aiohttp.ClientSession, core: Core) -> None:
    core.error = QueryError("There is no key <parms>", column=1)
    status, answer = await post(client, {"room": "channel-launches", "text": "subscribe parms:1"})
    assert status == 200
    assert "That did not work: There is no key &lt;parms&gt;" in answer


async def test_a_card_arrives_in_an_open_page_and_its_edit_replaces_it(
    client: aiohttp.ClientSession, platform: WebPlatform
) -> None:
    after = await last_event(client)
    receipt = await platform.send(ROOM, FULL_CARD, "key-1")
    await platform.edit(receipt, Card("k", "Orion Tern 3", None))
    (first, second) = await listen(client, after, 1), await listen(client, after, 1)
    assert first == second  # what was missed is told as it stands now
    kind, data = first[0]
    assert (kind, data["id"]) == ("edit", receipt.message)
    assert "Orion Tern 3" in data["html"]


async def test_a_card_is_posted_once_for_each_key(client: aiohttp.ClientSession, platform: WebPlatform) -> None:
    one, again = [await platform.send(ROOM, FULL_CARD, "key-1") for _ in range(2)]
    other = await platform.send(PERSONAL, FULL_CARD, "key-1")
    assert one == again
    assert other.message != one.message
    async with client.get("/") as page:
        assert (await page.text()).count("Orion &lt;Tern&gt; 2</a>") == 2


async def test_a_card_is_shown_as_its_subscriber_wants(client: aiohttp.ClientSession, platform: WebPlatform) -> None:
    await platform.send(ROOM, Card("k", "Tern", None, summary="A story.", density="compact"), "key-1")
    async with client.get("/") as page:
        assert "A story." not in await page.text()


async def test_a_room_that_is_none_is_closed(platform: WebPlatform) -> None:
    with pytest.raises(TargetClosed):
        await platform.send(Target("web", WORKSPACE, "channel", "nowhere"), FULL_CARD, "key-1")


async def test_a_message_of_another_process_cannot_be_edited(platform: WebPlatform) -> None:
    with pytest.raises(EditRefused):
        await platform.edit(Receipt(ROOM, "channel-launches", "m00000000-1", NOON), FULL_CARD)


async def test_a_page_of_another_process_is_told_to_start_anew(client: aiohttp.ClientSession) -> None:
    assert await listen(client, "00000000-7", 1) == [("reset", {})]
    assert await listen(client, "nonsense", 1) == [("reset", {})]


async def test_a_page_that_comes_back_hears_only_what_it_missed(
    client: aiohttp.ClientSession, platform: WebPlatform
) -> None:
    await platform.send(ROOM, FULL_CARD, "key-1")
    after = await last_event(client)
    missed = await platform.send(PERSONAL, FULL_CARD, "key-2")
    ((_, data),) = await listen(client, after, 1)
    assert data["id"] == missed.message


async def test_open_pages_end_with_the_server(platform: WebPlatform) -> None:
    async with serving(platform) as client:
        listening = asyncio.create_task(listen(client, await last_event(client), 1))
        while platform._board.watchers == 0:  # noqa: ASYNC110 - until the stream is open
            await asyncio.sleep(0.005)
        platform._board.close()
        assert await listening == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
async def test_only_its_own_page_may_ask(
    client: aiohttp.ClientSession, core: Core, headers: dict[str, str], status: int
) -> None:
    assert (await post(client, {"room": "channel-launches", "text": "list"}, **headers))[0] == status
    assert core.asked == []


@pytest.mark.parametrize("path", ["/", "/events", "/healthz", "/readyz", "/metrics", "/static/chat.js"])
async def test_every_page_of_ours_answers_to_this_machine_only(client: aiohttp.ClientSession, path: str) -> None:
    async with client.get(path, headers={"Host": "rebound.example"}) as answer:
        assert answer.status == 421
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"room": "channel-launches", "text": "x" * 2_001}, 400),
        ({"room": "channel-launches", "text": "x" * (LARGEST_BODY + 1)}, 413),
        ({"text": "list"}, 400),
        ({"room": "channel-launches", "text": "list", "may_manage": "true"}, 400),
        ({"room": "channel-nowhere", "text": "list"}, 404),
    ],
    ids=["long line", "large body", "no room", "unknown key", "unknown room"],
)
async def test_a_request_of_another_shape_is_refused(
    client: aiohttp.ClientSession, core: Core, body: dict[str, str], status: int
) -> None:
    assert (await post(client, body))[0] == status
    assert core.asked == []


async def test_asking_has_a_human_pace(client: aiohttp.ClientSession, core: Core) -> None:
    asked = [await post(client, {"room": "channel-launches", "text": "list"}) for _ in range(ASKS_AT_ONCE + 5)]
    assert [status for status, _ in asked[:ASKS_AT_ONCE]] == [200] * ASKS_AT_ONCE
    assert 429 in [status for status, _ in asked]
    assert len(core.asked) < len(asked)


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    pace = Pace(burst=2, per_second=1.0, clock=lambda: now[0])
    assert [pace.wait_seconds("ada") for _ in range(3)] == [0.0, 0.0, 1.0]
    assert pace.wait_seconds("ben") == 0.0
    now[0] += timedelta(seconds=1).total_seconds()
    assert pace.wait_seconds("ada") == 0.0


async def test_the_page_brings_no_foreign_script(client: aiohttp.ClientSession, platform: WebPlatform) -> None:
    await platform.send(ROOM, Card("k", "<script>alert(1)</script>", "javascript:alert(1)"), "key-1")
    async with client.get("/") as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert page.count("<script") == 1
    assert "javascript:" not in page
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("name", ["chat.js", "style.css", "icon.svg"])
async def test_the_pages_own_files_are_served(client: aiohttp.ClientSession, name: str) -> None:
    async with client.get(f"/static/{name}") as answer:
        assert answer.status == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.html", "..%2fguard.py", "%2e%2e/guard.py", "nothing"])
async def test_no_other_file_is(client: aiohttp.ClientSession, name: str) -> None:
    async with client.get(f"/static/{name}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("parts", "status", "words"),
    [
        ({}, 200, "ready"),
        ({"database": "ok (sqlite)", "slack": "connected"}, 200, "slack: connected"),
        ({"database": "ok", "discord": "connecting"}, 503, "discord: connecting"),
    ],
)
async def test_readiness_names_the_part_that_waits(parts: dict[str, str], status: int, words: str) -> None:
    async with serving(WebPlatform(health=lambda: parts)) as client, client.get("/readyz") as answer:
        assert answer.status == status
        assert words in await answer.text()


async def test_liveness_asks_nobody() -> None:
    async with serving(WebPlatform(health=broken)) as client, client.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "alive\n")


def broken() -> dict[str, str]:
    raise RuntimeError("canary")


async def test_metrics_are_served_as_prometheus_reads_them() -> None:
    async def metrics() -> str:
        return "feed_errors 3\n"

    platform = WebPlatform(metrics=metrics)
    async with serving(platform) as client, client.get("/metrics") as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert await answer.text() == "feed_errors 3\n"


async def test_without_the_playground_only_the_machines_pages_are_there() -> None:
    async with serving(WebPlatform(is_playground=False)) as client:
        assert (await client.get("/healthz")).status == 200
        assert (await client.get("/")).status == 404
        assert (await post(client, {"room": "channel-launches", "text": "list"}))[0] == 404


async def test_other_handlers_routes_share_the_server_and_guard_themselves() -> None:
    async def events(request: web.Request) -> web.Response:
        return web.Response(text="signed")

    platform = playground(routes=[web.post("/slack/events", events)])
    foreign = {"Host": "bot.example"}
    async with serving(platform) as client, client.post("/slack/events", headers=foreign) as answer:
        assert await answer.text() == "signed"


async def test_a_port_in_use_is_told_with_the_setting_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match="LAUNCHWIRE_WEB_PORT"):
        await WebPlatform(port=taken.getsockname()[1]).run(Core())


def test_a_reader_too_far_behind_has_to_come_back() -> None:
    board = Board(rooms_of(["launches"]))
    stream = board.watch(0)
    for _ in range(STREAM_BACKLOG + 1):
        board.post("channel-launches", "<p></p>", NOON)
    assert board.watchers == 0
    assert isinstance(stream, Stream)


def test_a_room_keeps_its_newest_messages() -> None:
    board = Board(rooms_of(["launches"]))
    posted = [board.post("channel-launches", str(n), NOON, key=str(n)) for n in range(HISTORY + 1)]
    assert [one.id for one in board.history("channel-launches")] == [one.id for one in posted[1:]]
    assert board.edit("channel-launches", posted[0].id, "late") is None
    assert board.post("channel-launches", "again", NOON, key="0").id != posted[0].id

"""manifest.yaml, docs/slack.md and the code say the same: commands, shortcuts, events, scopes."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from handlers.slack import failures, http_door, installing, listeners

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "manifest.yaml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
NEEDED_BY = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "conversations.members": "channels:read",
    "conversations.info": "channels:read",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "chat.unfurl": "links:write",
    "apps.connections.open": "connections:write",
    "auth.test": "",
    "views.open": "",
    "views.update": "",
    "views.publish": "",
}
OPTIONAL = {"users:read", "channels:read", "groups:read", "links:read", "links:write"}
OPTIONAL |= {"channels:history", "groups:history", "im:history"}


def parsed(lines: list[tuple[int, str]]) -> Any:
    """Return the small part of YAML that a manifest needs: mappings, lists and one-line values."""
    if not lines[0][1].startswith("- "):
        return dict(_pairs(lines))
    starts = [i for i, (depth, text) in enumerate(lines) if depth == lines[0][0] and text.startswith("- ")]
    items = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [_item([(item[0][0] + 2, item[0][1][2:]), *item[1:]]) for item in items]


def _item(lines: list[tuple[int, str]]) -> Any:
    return parsed(lines) if re.match(r"[\w]+: ", lines[0][1] + " ") else lines[0][1]


def _pairs(lines: list[tuple[int, str]]) -> list[tuple[str, Any]]:
    starts = [i for i, (depth, _) in enumerate(lines) if depth == lines[0][0]]
    pairs = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        key, _, value = lines[start][1].partition(":")
        pairs.append((key, value.strip().strip('"') or parsed(lines[start + 1 : end])))
    return pairs


MANIFEST: dict[str, Any] = parsed(
    [
        (len(line) - len(line.lstrip()), line.strip())
        for line in TEXT.splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
)


def called_methods() -> set[str]:
    """Return every method of Slack's Web API that the code names."""
    names: set[str] = set()
    for path in (ROOT / "handlers" / "slack").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        names |= {value for value in constants if isinstance(value, str) and value in NEEDED_BY}
    return names


def test_the_command_the_shortcut_and_the_event_are_those_of_the_code() -> None:
    features = MANIFEST["features"]
    assert [command["command"] for command in features["slash_commands"]] == [listeners.COMMAND]
    assert [(s["callback_id"], s["type"]) for s in features["shortcuts"]] == [(listeners.SHORTCUT, "message")]
    assert MANIFEST["settings"]["event_subscriptions"]["bot_events"] == list(listeners.EVENTS)


def test_the_install_page_asks_for_the_scopes_of_the_manifest() -> None:
    assert list(installing.SCOPES) == MANIFEST["oauth_config"]["scopes"]["bot"]


def test_the_addresses_in_the_docs_are_those_that_are_served() -> None:
    for path in (http_door.PATH, installing.INSTALL_PATH, installing.REDIRECT_PATH):
        assert path in PAGE
    assert installing.REDIRECT_PATH in TEXT


def test_channel_references_arrive_with_their_ids() -> None:
    assert MANIFEST["features"]["slash_commands"][0]["should_escape"] == "true"


def test_socket_mode_buttons_and_home_are_switched_on() -> None:
    settings = MANIFEST["settings"]
    assert (settings["socket_mode_enabled"], settings["interactivity"]["is_enabled"]) == ("true", "true")
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] == "true"


def test_the_scopes_are_exactly_those_that_the_calls_need() -> None:
    needed = {NEEDED_BY[method] for method in called_methods()} - {"", "connections:write"} - OPTIONAL
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed | {"commands", "chat:write.public"}


def test_every_method_that_the_code_calls_has_its_scope_here() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "handlers" / "slack").glob("*.py"))
    called = set(re.findall(r'(?:call|repeatable|_deliver)\(\s*(?:api, )?"([a-zA-Z.]+)"', source))
    assert called <= set(NEEDED_BY)
    assert called == called_methods()


def test_every_scope_has_its_reason_in_the_docs() -> None:
    scopes = {*MANIFEST["oauth_config"]["scopes"]["bot"], *OPTIONAL, "connections:write"}
    rows = "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))
    assert {scope for scope in scopes if f"`{scope}`" not in rows} == set()
    assert "history" not in TEXT  # nothing that reads messages


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (MANIFEST["display_information"]["name"], 1, 35),
        (MANIFEST["display_information"]["description"], 1, 140),
        (MANIFEST["display_information"]["long_description"], 175, 4_000),
        (MANIFEST["features"]["bot_user"]["display_name"], 1, 80),
        (MANIFEST["features"]["slash_commands"][0]["command"], 2, 32),
        (MANIFEST["features"]["slash_commands"][0]["usage_hint"], 1, 1_000),
        (MANIFEST["features"]["shortcuts"][0]["name"], 1, 24),
    ],
)
def test_every_text_of_the_manifest_has_a_length_that_slack_takes(value: str, least: int, most: int) -> None:
    assert least <= len(value) <= most


def test_every_failure_that_pauses_a_subscription_tells_its_owner_what_to_do() -> None:
    assert all(len(words) > 20 for words in failures.TARGET_CLOSED.values())

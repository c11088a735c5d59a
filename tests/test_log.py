"""The log: secrets cut out of messages, values, nested values and tracebacks; one line per event."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.log import start_log
from bot.settings import load_settings


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    monkeypatch.setenv("DISCORD_TOKEN", "canary-discord")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:canary-password@localhost/x")
    monkeypatch.setenv("LAUNCHWIRE_LOG_FORMAT", "json")
    stream = io.StringIO()
    before = logging.getLogger().handlers[:]
    start_log(load_settings(None), stream)
    yield stream
    logging.getLogger().handlers[:] = before
    structlog.reset_defaults()


def test_event_is_one_json_line_with_its_values(lines: io.StringIO) -> None:
    structlog.get_logger().info("delivery sent", target="C1", attempts=2)
    event = json.loads(lines.getvalue())
    assert (event["event"], event["target"], event["attempts"], event["level"]) == ("delivery sent", "C1", 2, "info")


def test_newline_in_a_title_stays_inside_its_line(lines: io.StringIO) -> None:
    structlog.get_logger().info("article kept", title='x\n{"level": "error"}')
    assert lines.getvalue().count("\n") == 1


def test_secrets_are_hidden_in_values_and_nested_values(lines: io.StringIO) -> None:
    structlog.get_logger().warning("odd canary-discord", url="x?t=canary-password", more={"a": ["canary-discord"]})
    assert "canary" not in lines.getvalue()
    assert "[hidden]" in lines.getvalue()


def test_secrets_are_hidden_in_tracebacks_and_library_records(lines: io.StringIO) -> None:
    try:
        raise ValueError("login with canary-discord")
    except ValueError:
        structlog.get_logger().exception("adapter failed")
        logging.getLogger("discord.http").warning("token %s refused", "canary-discord", exc_info=True)
    assert "canary" not in lines.getvalue()
    assert "ValueError" in lines.getvalue()

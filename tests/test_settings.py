"""Settings: complete in .env.example, wrong ones refused with words, secrets never shown."""

import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.newsroom import notice_place
from bot.settings import PREFIX, keys, load_settings
from bot.types import Target

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in keys():
        monkeypatch.delenv(key, raising=False)


def test_env_example_lists_exactly_the_settings() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"^([A-Z_]+)=", text, re.MULTILINE) == list(keys())


def test_env_example_shows_the_defaults() -> None:
    assert load_settings(ROOT / ".env.example") == load_settings(None)


def test_environment_wins_over_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LAUNCHWIRE_POLL_MINUTES=30\nLAUNCHWIRE_WEB_PORT=9000\n")
    monkeypatch.setenv("LAUNCHWIRE_POLL_MINUTES", "5")
    settings = load_settings(tmp_path / ".env")
    assert (settings.poll_minutes, settings.web_port) == (5, 9000)


def test_unknown_key_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHWIRE_POL_MINUTES", "5")
    with pytest.raises(SettingsError, match="Did you mean LAUNCHWIRE_POLL_MINUTES"):
        load_settings(None)


def test_unknown_key_in_the_env_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{PREFIX}COLOUR=blue\n")
    with pytest.raises(SettingsError, match="LAUNCHWIRE_COLOUR"):
        load_settings(tmp_path / ".env")


def test_wrong_value_is_named_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHWIRE_WEB_PORT", "canary-value")
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert "LAUNCHWIRE_WEB_PORT" in str(caught.value)
    assert "canary" not in str(caught.value)


def test_secret_is_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("xoxb-from-file\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    token = load_settings(None).slack_bot_token
    assert token is not None
    assert token.get_secret_value() == "xoxb-from-file"


def test_missing_secret_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", "/nowhere/token")
    with pytest.raises(SettingsError, match="/nowhere/token"):
        load_settings(None)


def test_no_secret_in_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary-token")
    settings = load_settings(None)
    assert "canary-token" not in repr(settings)
    assert "canary-token" in settings.secrets()


def test_lists_are_comma_separated_and_roles_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHWIRE_ROLES", "poll, deliver")
    assert load_settings(None).roles == ("poll", "deliver")
    monkeypatch.setenv("LAUNCHWIRE_ROLES", "pol")
    with pytest.raises(SettingsError, match="pol is no role"):
        load_settings(None)


def test_the_place_for_notices_is_named_by_platform_workspace_and_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHWIRE_NOTICES", "slack:T1/C1")
    assert notice_place(load_settings(None).notices) == Target("slack", "T1", "channel", "C1")
    monkeypatch.setenv("LAUNCHWIRE_NOTICES", "general")
    with pytest.raises(SettingsError, match="LAUNCHWIRE_NOTICES"):
        load_settings(None)

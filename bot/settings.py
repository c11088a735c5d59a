"""What an operator can set: environment over `.env` over defaults. Read in cli.py and app.py only."""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "LAUNCHWIRE_"
ROLES = ("poll", "deliver", "slack", "discord", "web")


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` says the same in words and a test holds the two together."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        hide_input_in_errors=True,
        populate_by_name=True,
        env_ignore_empty=True,
    )

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    slack_client_id: str | None = Field(None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, validation_alias="SLACK_CLIENT_SECRET")
    slack_api_base_url: str | None = Field(None, validation_alias="SLACK_API_BASE_URL")
    slack_managers: Literal["everyone", "members", "creator", "admins"] = Field(
        "everyone", validation_alias="LAUNCHWIRE_SLACK_MANAGERS"
    )

    discord_token: SecretStr | None = Field(None, validation_alias="DISCORD_TOKEN")
    discord_api_base_url: str | None = Field(None, validation_alias="DISCORD_API_BASE_URL")
    discord_gateway_url: str | None = Field(None, validation_alias="DISCORD_GATEWAY_URL")
    discord_manager_role: str | None = Field(None, validation_alias="LAUNCHWIRE_DISCORD_MANAGER_ROLE")
    discord_shards: str | None = Field(None, validation_alias="LAUNCHWIRE_DISCORD_SHARDS")

    database_url: SecretStr = Field(SecretStr("sqlite:///data/launchwire.db"), validation_alias="DATABASE_URL")
    secret_keys: SecretStr | None = Field(None, validation_alias="LAUNCHWIRE_SECRET_KEYS")

    sources: Path | None = Field(None, validation_alias="LAUNCHWIRE_SOURCES")
    catalogue: Path | None = Field(None, validation_alias="LAUNCHWIRE_CATALOGUE")
    poll_minutes: int = Field(15, ge=1, le=1440, validation_alias="LAUNCHWIRE_POLL_MINUTES")
    notices: str | None = Field(
        None, pattern=r"^(slack|discord):[^/\s:]+/[^/\s:]+$", validation_alias="LAUNCHWIRE_NOTICES"
    )
    public_url: str | None = Field(None, pattern=r"^https?://[^\s?#]+$", validation_alias="LAUNCHWIRE_PUBLIC_URL")
    allowed_addresses: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias="LAUNCHWIRE_ALLOWED_ADDRESSES")
    editors: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias="LAUNCHWIRE_EDITORS")

    llm_base_url: str | None = Field(None, validation_alias="LLM_BASE_URL")
    llm_model: str = Field("default", validation_alias="LLM_MODEL")
    llm_api_key: SecretStr | None = Field(None, validation_alias="LLM_API_KEY")

    roles: Annotated[tuple[str, ...], NoDecode] = Field(ROLES, validation_alias="LAUNCHWIRE_ROLES")
    web_host: str = Field("127.0.0.1", validation_alias="LAUNCHWIRE_WEB_HOST")
    web_port: int = Field(8765, ge=0, le=65535, validation_alias="LAUNCHWIRE_WEB_PORT")
    playground: bool = Field(False, validation_alias="LAUNCHWIRE_PLAYGROUND")

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", validation_alias="LAUNCHWIRE_LOG_LEVEL")
    log_format: Literal["console", "json"] = Field("console", validation_alias="LAUNCHWIRE_LOG_FORMAT")

    @field_validator("allowed_addresses", "editors", "roles", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("llm_base_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise ValueError("expected an address that begins with http:// or https://, as http://127.0.0.1:8080/v1")
        return value

    @field_validator("roles")
    @classmethod
    def _known_roles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = sorted(set(value) - set(ROLES))
        if unknown:
            raise ValueError(f"{', '.join(unknown)} is no role; roles are {', '.join(ROLES)}")
        return value

    def secrets(self) -> tuple[str, ...]:
        """Return every secret value, for the log to cut out."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr))


def keys() -> tuple[str, ...]:
    """Return the environment's name of every setting, in the order of the class."""
    return tuple(str(field.validation_alias) for field in Settings.model_fields.values())


def load_settings(env_file: Path | None = Path(".env"), overrides: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; `KEY_FILE` names a file that holds the value of `KEY` (Docker secrets).

    `overrides` come from the command line and win over everything.

    Raises:
        SettingsError: a value is wrong, a file is missing, or a key with our prefix is unknown; the text says which.
    """
    named = {**_env_file_values(env_file), **os.environ}
    _refuse_unknown(named)
    try:
        return Settings(_env_file=env_file, **{**_from_files(named), **(overrides or {})})
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from None


def _env_file_values(env_file: Path | None) -> dict[str, str]:
    values = dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    return {key: value or "" for key, value in values.items()}


def _from_files(named: Mapping[str, str]) -> dict[str, Any]:
    wanted = {key: named[f"{key}_FILE"] for key in keys() if named.get(f"{key}_FILE")}
    try:
        return {key: Path(path).read_text(encoding="utf-8").strip() for key, path in wanted.items()}
    except OSError as error:
        raise SettingsError(
            f"{error.filename}: {error.strerror}. A key that ends in _FILE names a file to read."
        ) from error


def _refuse_unknown(named: Mapping[str, str]) -> None:
    known = {name for key in keys() for name in (key, f"{key}_FILE")}
    for name in sorted(named):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else " .env.example lists every key."
            raise SettingsError(f"{name} is not a setting of Launchwire.{hint}")


def _in_words(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(str(part) for part in row['loc'])}: {row['msg']}" for row in error.errors())

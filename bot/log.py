"""One line per event: a fixed message, values beside it, secrets cut out wherever they stand."""

import logging
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO

import structlog

from bot.settings import Settings

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6  # shorter values would hide ordinary words
NOISY = ("discord", "slack_bolt", "slack_sdk", "aiohttp", "sqlalchemy", "alembic", "asyncio")


class HideSecrets:
    """Processor that replaces every known secret value, in any string of an event, by `[hidden]`."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = sorted((s for s in secrets if len(s) >= SHORTEST_SECRET), key=len, reverse=True)

    def __call__(self, logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ANN401
        """Return the event without secrets."""
        return {key: self._clean(value) for key, value in event.items()}

    def _clean(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str):
            return self.clean_text(value)
        if isinstance(value, dict):
            return {key: self._clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean(item) for item in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return self.clean_text(str(value))

    def clean_text(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def start_log(settings: Settings, stream: TextIO = sys.stderr) -> None:
    """Send our events and the libraries' own through one formatter that hides the settings' secrets."""
    hide = HideSecrets([*settings.secrets(), *_password_in(settings.database_url.get_secret_value())])
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,  # text first, so that HideSecrets sees the traceback too
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide, _renderer(settings, stream)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in NOISY:
        logging.getLogger(name).setLevel("DEBUG" if settings.log_level == "debug" else "WARNING")


def _renderer(settings: Settings, stream: TextIO) -> Any:  # noqa: ANN401 - structlog's processors share no type
    if settings.log_format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _password_in(database_url: str) -> tuple[str, ...]:
    _, at, _ = database_url.partition("://")[2].rpartition("@")
    user_info = database_url.partition("://")[2].rpartition("@")[0]
    password = user_info.partition(":")[2]
    return (password,) if at and password else ()

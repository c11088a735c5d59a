"""What a server answered, or in words why it did not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp

from bot.errors import FetchError, SourceGone
from bot.types.retry_after import retry_after_seconds

_MEANINGS = {
    401: "it asks for a password",
    403: "it does not let us read this",
    404: "there is nothing at this address",
    429: "it asks us to slow down",
    451: "it may not show this for legal reasons",
    500: "the server failed",
    502: "the server behind it does not answer",
    503: "it is not available now",
    504: "the server behind it is too slow",
}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a server, whole and unpacked. 304 has no body."""

    url: str  # where the last redirect led
    status: int
    headers: Mapping[str, str]
    body: bytes
    content_type: str = ""  # without parameters, lower case
    charset: str | None = None  # as the header says
    moved_to: str | None = None  # when every redirect was a permanent one
    received: datetime = field(default_factory=lambda: datetime.now(UTC))


def raise_for_status(response: aiohttp.ClientResponse) -> None:
    """Do nothing when the answer can be used.

    Raises:
        SourceGone: HTTP 410.
        FetchError: any other status but 2xx and 304; with the wait that the server asks for.
    """
    status, host = response.status, response.url.host
    if 200 <= status < 300 or status == 304:
        return
    wait = retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
    if status == 410:
        raise SourceGone(f"{host} says that this address is gone for good (HTTP 410)", status=status)
    raise FetchError(
        f"{host}: {_MEANINGS.get(status, 'no answer to use')} (HTTP {status})", status=status, retry_after_seconds=wait
    )


def in_words(error: aiohttp.ClientError) -> str:
    """Return why there was no answer."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is not known (DNS)"
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
        return "its certificate is not valid, or TLS failed"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "no connection"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the connection broke off"
    return f"the answer cannot be used ({type(error).__name__})"


def type_and_charset(header: str) -> tuple[str, str | None]:
    """Return what a Content-Type header says, in lower case."""
    kind, _, parameters = header[:300].partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), value.strip(" \"'").lower() or None
    return kind.strip().lower(), None

"""A language model that reads launches besides the rules: asks any server that speaks OpenAI's chat completions.

What is believed of its answer is decided in bot.reading.claims; here are the wire, its limits, and silence on failure:
an article is never lost or late by more than TIMEOUT_SECONDS because of it.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp
import structlog
from pydantic import SecretStr

from bot.catalogue import Catalogue
from bot.reading import SCHEMA, is_answer, messages, read, with_claims
from bot.types import Article, Report

log = structlog.get_logger()

TIMEOUT_SECONDS = 30.0
LARGEST_ANSWER = 400_000  # bytes
MOST_AT_ONCE = 2  # a model of one's own answers few at a time
MOST_TOKENS = 4000
MOST_FAILURES, REST_SECONDS = 3, 300.0  # after so many in a row it is not asked for a while
_FORMATS: tuple[dict[str, Any], ...] = (
    {"type": "json_schema", "json_schema": {"name": "figures", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},  # for servers that know no schemas
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What an article says after the second reader was asked; `note` tells a person why it was not heard, if so."""

    reports: tuple[Report, ...]
    note: str = ""


async def rules_alone(article: Article, reports: tuple[Report, ...]) -> Heard:
    """Return the rules' reports: what stands in the second reader's place when none is set."""
    return Heard(reports)


class _Silent(Exception):
    """The model gave no answer; the text says why, to be read after "The second reader"."""


_NONSENSE = (
    "The second reader (LLM_BASE_URL) answered nothing that is a list of figures; this is what the rules read alone."
)


class SecondReader:
    """Reads an article by the rules, asks the model about a launch, and adds of its answer what holds."""

    def __init__(
        self,
        base_url: str,
        model: str,
        catalogue: Catalogue,
        api_key: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._model = model
        self._catalogue = catalogue
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._timeout_seconds = timeout_seconds
        self._room = asyncio.Semaphore(MOST_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None
        self._failures = 0  # in a row; the first one is told, the rest only counted
        self._rests_until = 0.0  # by the loop's clock

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(headers=self._headers, cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def read(self, article: Article) -> tuple[Report, ...]:
        """Return what the rules read, with what the model adds; the rules' alone when it is away or talks nonsense."""
        reports = await asyncio.to_thread(read, article, self._catalogue)
        return (await self.heard(article, reports)).reports

    async def heard(self, article: Article, reports: tuple[Report, ...]) -> Heard:
        """Return the rules' reports with what the model adds to a launch, and why it adds nothing when it failed."""
        if not (reports and reports[0].is_launch):
            return Heard(reports)
        try:
            answer = await self._answer(article)
        except _Silent as error:
            return Heard(reports, f"The second reader (LLM_BASE_URL) {error}; this is what the rules read alone.")
        added = await asyncio.to_thread(with_claims, article, reports, answer, self._catalogue)
        return Heard(added, "" if is_answer(answer) else _NONSENSE)

    async def _answer(self, article: Article) -> str:
        """Return the model's answer.

        Raises:
            _Silent: there is none in time, or it failed too often of late.
        """
        if asyncio.get_running_loop().time() < self._rests_until:
            raise _Silent("failed several times in a row and is left alone for a while")
        try:
            async with asyncio.timeout(self._timeout_seconds), self._room:
                answer = await self._ask(article)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            self._failed(error)
            raise _Silent(_in_words(error, self._timeout_seconds)) from error
        if self._failures:
            log.info("second reader answers again", failures=self._failures)
        self._failures = 0
        return answer

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        if self._failures == 1:
            log.warning("second reader silent, rules read alone", error=type(error).__name__)
        if self._failures >= MOST_FAILURES:
            self._rests_until = asyncio.get_running_loop().time() + REST_SECONDS

    async def _ask(self, article: Article) -> str:
        """Ask once, and once more in plainer form when the server does not know JSON schemas.

        Raises:
            aiohttp.ClientError: no connection, or a status that is no answer.
            ValueError: the answer is too large or of another form.
        """
        question = {"model": self._model, "messages": messages(article), "temperature": 0, "max_tokens": MOST_TOKENS}
        for number, form in enumerate(_FORMATS):
            status, body = await self._post({**question, "response_format": form})
            if status not in (400, 422) or number == len(_FORMATS) - 1:
                break
        if status != 200:
            raise aiohttp.ClientError(f"it answered HTTP {status}")
        return _content(body)

    async def _post(self, question: Mapping[str, Any]) -> tuple[int, bytes]:
        assert self._session is not None
        async with self._session.post(self._url, json=question, allow_redirects=False) as response:
            body = b""
            async for piece in response.content.iter_chunked(65_536):
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise ValueError("the answer is too large")
            return response.status, body


def _in_words(error: Exception, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        return f"did not answer in {seconds:g} seconds"
    if isinstance(error, aiohttp.ClientConnectionError):
        return "could not be reached"
    return f"failed ({error})"


def _content(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError("the answer is no chat completion") from error
    if not isinstance(content, str):
        raise ValueError("the answer has no text")
    return content


def second_reader(
    base_url: str | None, model: str, api_key: SecretStr | None, catalogue: Catalogue
) -> SecondReader | None:
    """Return the reader that LLM_BASE_URL, LLM_MODEL and LLM_API_KEY name; None when there is no address: it is off."""
    if base_url is None:
        return None
    return SecondReader(base_url, model, catalogue, api_key.get_secret_value() if api_key else None)

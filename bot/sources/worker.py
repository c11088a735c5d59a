"""Parsing in children that can be killed: a feed that hangs or crashes its parser costs one process, not the bot."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import bot
from bot.errors import ParseError
from bot.sources.answer import Response
from bot.sources.parsed import Feed, FeedLink
from bot.sources.wire import ANSWER_LENGTH, JOB_LENGTHS, dump, load, load_article, load_feed
from bot.types import Article

MOST_JOBS = 2_000  # of one process; whatever a parser leaks ends with it
START_SECONDS = 60.0  # a cold disk and a busy machine
CLOSE_SECONDS = 2.0
LARGEST_ANSWER = 128 * 1_048_576
_PASSED_ON = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHONTZPATH")  # no tokens


_IMPORTED_FROM = str(Path(bot.__file__).resolve().parents[1])


class _Child:
    """One parsing process."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.jobs = 0

    @property
    def pid(self) -> int:
        """Return the id of the process."""
        return self._process.pid

    @classmethod
    async def start(cls, memory_bytes: int, seconds: float) -> "_Child":
        """Start a process and wait until it takes jobs.

        Raises:
            ParseError: it does not come up.
        """
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment["PYTHONPATH"] = _IMPORTED_FROM
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.sources.child", str(memory_bytes), str(seconds)),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
            limit=1_048_576,
            start_new_session=True,  # Ctrl-C is for the program, which ends its children itself
        )
        child = cls(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                await child._read()
        except (TimeoutError, asyncio.IncompleteReadError, OSError) as error:
            await child.kill()
            raise ParseError("the parsing process does not start; is there enough memory?") from error
        except BaseException:
            await child.kill()
            raise
        return child

    async def ask(self, head: dict[str, Any], body: bytes) -> bytes:
        """Return the answer to a job."""
        assert self._process.stdin is not None
        packed = dump(head)
        self._process.stdin.write(JOB_LENGTHS.pack(len(packed), len(body)) + packed + body)
        await self._process.stdin.drain()
        return await self._read()

    async def _read(self) -> bytes:
        assert self._process.stdout is not None
        (length,) = ANSWER_LENGTH.unpack(await self._process.stdout.readexactly(ANSWER_LENGTH.size))
        if length > LARGEST_ANSWER:
            raise OSError("the answer is too long")
        return await self._process.stdout.readexactly(length)

    async def kill(self) -> None:
        """End the process now and leave nothing of it behind."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            if not self._process.stdin.is_closing():
                self._process.stdin.transport.abort()  # what was not sent is of no use to a dead process
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._process.stdin.wait_closed()
        if self._process.stdout is not None:
            with contextlib.suppress(OSError):
                while await self._process.stdout.read(1_048_576):
                    pass  # its pipe must be empty before the wait ends
        await self._process.wait()


class ParseWorker:
    """Parses feeds and pages in a few processes; use it as an async context manager.

    A job that lasts longer than `seconds` ends with its process, and the next job gets a new one. Processes are
    started when there is work for them.
    """

    def __init__(
        self,
        *,
        processes: int = 2,
        seconds: float = 10.0,
        memory_bytes: int = 1024 * 1_048_576,
        most_jobs: int = MOST_JOBS,
    ) -> None:
        self._most_jobs = most_jobs
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._slots = asyncio.Semaphore(processes)
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        children = [*self._idle, *self._busy]
        self._idle, self._busy = [], set()
        await asyncio.gather(*(child.kill() for child in children))

    def pids(self) -> tuple[int, ...]:
        """Return the ids of the processes that are there."""
        return tuple(child.pid for child in (*self._idle, *self._busy))

    def idle_pids(self) -> tuple[int, ...]:
        """Return the ids of those that have no job."""
        return tuple(child.pid for child in self._idle)

    async def feed(self, response: Response) -> Feed:
        """Return the feed in an answer.

        Raises:
            ParseError: it is none, or reading it took too long or too much memory.
        """
        return load_feed(await self._do("feed", response))

    async def index(self, response: Response) -> Feed:
        """Return the articles that a page links to.

        Raises:
            ParseError: there are none, or finding them took too long or too much memory.
        """
        return load_feed(await self._do("index", response))

    async def links(self, response: Response) -> tuple[FeedLink, ...]:
        """Return the feeds that a page names.

        Raises:
            ParseError: reading it took too long or too much memory.
        """
        rows = (await self._do("links", response))["links"]
        return tuple(FeedLink(str(url), str(title)) for url, title in rows)

    async def page(self, response: Response) -> Article:
        """Return the article in an answer.

        Raises:
            ParseError: it is none, or reading it took too long or too much memory.
        """
        return load_article(await self._do("page", response))

    async def _do(self, job: str, response: Response) -> dict[str, Any]:
        head = {
            "job": job,
            "url": response.url,
            "content_type": response.content_type,
            "charset": response.charset,
        }
        async with self._slots:
            answer = load(await self._answer(head, response.body))
        if "ok" not in answer:
            raise ParseError(str(answer.get("error", "it cannot be read")))
        result: dict[str, Any] = answer["ok"]
        return result

    async def _answer(self, head: dict[str, Any], body: bytes) -> bytes:
        child = self._idle.pop() if self._idle else await _Child.start(self._memory_bytes, self._seconds)
        self._busy.add(child)
        try:
            async with asyncio.timeout(self._seconds):
                answer = await child.ask(head, body)
        except TimeoutError as error:
            await self._end(child)
            raise ParseError(f"reading it took longer than {self._seconds:g} seconds; it was stopped") from error
        except (asyncio.IncompleteReadError, OSError) as error:
            await self._end(child)
            raise ParseError("reading it crashed the parser or took too much memory; it was stopped") from error
        except BaseException:
            await self._end(child)  # cancelled in the middle of a job: its answer would be taken for the next one's
            raise
        child.jobs += 1
        if child.jobs >= self._most_jobs:
            await self._end(child)
        else:
            self._busy.discard(child)
            self._idle.append(child)
        return answer

    async def _end(self, child: _Child) -> None:
        self._busy.discard(child)
        await child.kill()

"""Parsing in processes: what hangs, swells or crashes costs its own job and nothing else."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.errors import ParseError
from bot.sources import ParseWorker, Response

FEED = b"<rss version='2.0'><channel><title>T</title><item><title>A</title><link>http://x.example/a</link></item></channel></rss>"
PAGE = b"<html><title>A page</title><body><article><p>Some words that a page may hold.</p></article>"


def answer(body: bytes, content_type: str = "") -> Response:
    return Response("http://x.example/feed", 200, {}, body, content_type)


def environment(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_text()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_feed_and_page_are_read() -> None:
    async with ParseWorker() as worker:
        assert (await worker.feed(answer(FEED))).title == "T"
        assert (await worker.page(answer(PAGE, "text/html"))).title == "A page"


async def test_garbage_is_refused_and_the_process_goes_on() -> None:
    async with ParseWorker(processes=1) as worker:
        await worker.feed(answer(FEED))
        before = worker.pids()
        for body in (b"", b"garbage", b"\x00\xff" * 100, b"{}", b"[" * 100_000, b"<html><body>not a feed"):
            with pytest.raises(ParseError):
                await worker.feed(answer(body))
        assert (await worker.feed(answer(FEED))).title == "T"
        assert worker.pids() == before


async def test_what_hangs_is_stopped_and_the_next_is_read() -> None:
    async with ParseWorker(processes=1, seconds=0.5) as worker:
        await worker.feed(answer(FEED))
        (hanging,) = worker.pids()
        os.kill(hanging, signal.SIGSTOP)
        with pytest.raises(ParseError, match="longer than"):
            await worker.feed(answer(FEED))
        assert not is_running(hanging)
        assert worker.pids() == ()


async def test_a_killed_process_is_replaced() -> None:
    async with ParseWorker(processes=1) as worker:
        await worker.feed(answer(FEED))
        for pid in worker.pids():
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(ParseError, match="crashed"):
            await worker.feed(answer(FEED))
        assert (await worker.feed(answer(FEED))).title == "T"


async def test_memory_is_limited() -> None:
    async with ParseWorker(processes=1, memory_bytes=300 * 1_048_576) as worker:
        with pytest.raises(ParseError, match="memory"):
            await worker.feed(answer(b"<rss><channel><item><title>" + b"x" * 200 * 1_048_576))
        assert (await worker.feed(answer(FEED))).title == "T"


async def test_a_cancelled_job_leaves_no_answer_for_the_next() -> None:
    async with ParseWorker(processes=1) as worker:
        await worker.feed(answer(FEED))
        (hanging,) = worker.pids()
        os.kill(hanging, signal.SIGSTOP)
        job = asyncio.create_task(worker.page(answer(PAGE)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert not is_running(hanging)
        assert (await worker.feed(answer(FEED))).title == "T"


async def test_jobs_side_by_side_get_their_own_answers() -> None:
    async with ParseWorker(processes=2) as worker:
        bodies = [FEED.replace(b"<title>T", f"<title>T{i}".encode()) for i in range(40)]
        feeds = await asyncio.gather(*(worker.feed(answer(body)) for body in bodies))
        assert [feed.title for feed in feeds] == [f"T{i}" for i in range(40)]
        assert len(worker.pids()) <= 2


async def test_no_process_is_left_behind() -> None:
    async with ParseWorker() as worker:
        await asyncio.gather(worker.feed(answer(FEED)), worker.feed(answer(FEED)))
        pids = worker.pids()
        assert all(is_running(pid) for pid in pids)
    assert not any(is_running(pid) for pid in pids)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
async def test_children_know_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-canary")
    async with ParseWorker() as worker:
        await worker.feed(answer(FEED))
        assert worker.pids()
        assert not any("xoxb-canary" in environment(pid) for pid in worker.pids())


async def test_a_process_ends_after_its_jobs_and_what_it_leaked_with_it() -> None:
    async with ParseWorker(processes=1, most_jobs=2) as worker:
        pids = []
        for _ in range(4):
            await worker.feed(answer(FEED))
            pids.append(list(worker.pids()))
    assert pids[0]
    assert not pids[1]
    assert pids[2] != pids[0]

"""The process that parses: it reads a job from its input, answers on its output, and may be killed at any time."""

import contextlib
import signal
import sys
import warnings
from typing import Any, BinaryIO

from bot.errors import ParseError
from bot.sources.feed import parse_feed
from bot.sources.feed_links import feed_links
from bot.sources.index import parse_index
from bot.sources.page import parse_page
from bot.sources.wire import ANSWER_LENGTH, JOB_LENGTHS, dump, dump_article, dump_feed, load


def main() -> None:
    """Serve jobs until the input ends."""
    memory_bytes, seconds = int(sys.argv[1]), float(sys.argv[2])
    _limit_memory(memory_bytes)
    warnings.simplefilter("ignore")
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break the answers
    _answer(outgoing, b"{}")  # ready: the slow imports are done
    while (job := _next_job(incoming)) is not None:
        _alarm(seconds)
        answer = _result(*job)
        _alarm(0)
        _answer(outgoing, answer)


def _result(head: dict[str, Any], body: bytes) -> bytes:
    try:
        return dump({"ok": _parse(head, body)})
    except ParseError as error:
        return dump({"error": str(error)[:500]})
    except MemoryError:
        return dump({"error": "it takes too much memory to read"})
    except RecursionError:
        return dump({"error": "its parts are nested too deeply to read"})
    except Exception as error:
        return dump({"error": f"it cannot be read ({type(error).__name__})"})


def _parse(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    url, content_type, charset = head["url"], head["content_type"], head["charset"]
    if head["job"] == "feed":
        return dump_feed(parse_feed(body, url, charset))
    if head["job"] == "index":
        return dump_feed(parse_index(body, url, charset))
    if head["job"] == "links":
        return {"links": [[link.url, link.title] for link in feed_links(body, url, charset)]}
    return dump_article(parse_page(body, url, content_type, charset))


def _next_job(incoming: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = incoming.read(JOB_LENGTHS.size)
    if len(lengths) < JOB_LENGTHS.size:
        return None
    head_length, body_length = JOB_LENGTHS.unpack(lengths)
    return load(incoming.read(head_length)), incoming.read(body_length)


def _answer(outgoing: BinaryIO, answer: bytes) -> None:
    outgoing.write(ANSWER_LENGTH.pack(len(answer)) + answer)
    outgoing.flush()


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    most = memory_bytes if hardest == resource.RLIM_INFINITY else min(memory_bytes, hardest)
    with contextlib.suppress(ValueError, OSError):  # macOS knows the limit and does not take it
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """End this process when a job lasts too long, even if the parent is gone and nobody else would."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds * 2)


if __name__ == "__main__":
    main()

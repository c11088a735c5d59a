"""The body of an answer: read piece by piece and unpacked under a cap, so that no bomb fills the memory."""

import zlib
from collections.abc import AsyncIterator, Iterator

from bot.errors import FetchError

READ_BYTES = 65_536
MOST_MEMBERS = 64  # of one gzip answer; bgzip writes one per 64 kB, a bomb thousands of empty ones
_MEMBER = b"\x1f\x8b"


async def read_body(chunks: AsyncIterator[bytes], encoding: str, most_bytes: int) -> bytes:
    """Return the decoded body.

    Raises:
        FetchError: it is longer than `most_bytes`, packed or unpacked, packed in an unknown way, or broken.
    """
    unpack = _unpacker(encoding)
    body, read = bytearray(), 0
    async for chunk in chunks:
        read += len(chunk)
        for piece in unpack(chunk, most_bytes + 1 - len(body)):
            body += piece
            _check(len(body), most_bytes)
        _check(read, most_bytes)
    return bytes(body)


def _check(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise FetchError(f"the answer is larger than {most_bytes / 1_048_576:.3g} MB; it was not read")


def _unpacker(encoding: str) -> "_Plain | _Packed":
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Plain()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Packed(name)
    raise FetchError(f"the answer is packed as {name[:40]!r}, which was not asked for")


class _Plain:
    """Hands every chunk through."""

    def __call__(self, chunk: bytes, room: int) -> Iterator[bytes]:
        yield chunk


class _Packed:
    """Unpacks gzip, zlib and raw deflate, at most `room` bytes at a time."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._decoder: zlib._Decompress | None = None
        self._members = 0

    def __call__(self, chunk: bytes, room: int) -> Iterator[bytes]:
        decoder = self._decoder or self._begin(chunk)
        try:
            yield decoder.decompress(chunk, room)
            while decoder.eof and decoder.unused_data.startswith(_MEMBER) and self._encoding != "deflate":
                rest = decoder.unused_data
                decoder = self._begin(rest)
                yield decoder.decompress(rest, room)
        except zlib.error as error:
            raise FetchError(f"the answer says it is packed as {self._encoding} and is not") from error

    def _begin(self, chunk: bytes) -> "zlib._Decompress":
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise FetchError("the answer is packed in too many pieces")
        self._decoder = zlib.decompressobj(self._window(chunk))
        return self._decoder

    def _window(self, chunk: bytes) -> int:
        if self._encoding != "deflate":
            return zlib.MAX_WBITS | 16
        # RFC 9110 means zlib by "deflate"; some servers send the raw stream
        return zlib.MAX_WBITS if chunk[:1] and chunk[0] & 0x0F == 8 else -zlib.MAX_WBITS

"""What the C library keeps of freed memory. glibc keeps more and more of it by itself: 16 MB after 100,000 queries."""

import ctypes
import sys

_M_MMAP_THRESHOLD = -3  # malloc.h
LARGE_BYTES = 512 * 1024


def give_back_large_blocks() -> None:
    """Let blocks of half a megabyte and more go back to the system as soon as they are freed; glibc only."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # musl has none, and gives back anyway
        mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)

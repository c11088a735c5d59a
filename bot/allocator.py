"""What the C library keeps of freed memory, and what Python's collector looks at. Both do better when they are told."""

import ctypes
import gc
import sys

_M_MMAP_THRESHOLD = -3  # malloc.h
LARGE_BYTES = 512 * 1024


def give_back_large_blocks() -> None:
    """Let blocks of half a megabyte and more go back to the system as soon as they are freed.

    glibc keeps more and more of them by itself: 16 MB after 100,000 queries.
    """
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:  # musl has none, and gives back anyway
        mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)


def leave_out_what_stays() -> None:
    """Let the collector look only at what is made from now on: libraries and the index of interests stay anyway."""
    gc.collect()
    gc.freeze()

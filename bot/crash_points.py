"""Named places where a test may kill the process, as a power cut would. Without CRASH_AT they do nothing at all.

`CRASH_AT=sent:3` ends the process with SIGKILL when it comes to the place `sent` for the third time. The places, in the
order of an article's life: kept, enqueued, committed; claimed, sent, edited, replied, settled.
"""

import os
import signal

VARIABLE = "CRASH_AT"

_wanted, _, _count = os.environ.get(VARIABLE, "").partition(":")
_left = int(_count) if _count.isdecimal() else 1


def reach(name: str) -> None:
    """Come to a named place."""
    global _left  # noqa: PLW0603 - one count for the process
    if name == _wanted:
        _left -= 1
        if _left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

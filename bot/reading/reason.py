"""One thing that speaks for or against a launch."""

from typing import NamedTuple


class Reason(NamedTuple):
    """What speaks for a launch (points above zero) or against it, in words."""

    points: int
    words: str

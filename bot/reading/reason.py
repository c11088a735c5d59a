"""One thing that speaks for or against a launch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a launch (points above zero) or against it, in words."""

    points: int
    words: str

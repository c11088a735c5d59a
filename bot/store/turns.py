"""Turns under a limit that counts: never more than so many in any window, worked out from those given out lately.

Values in, values out; times are seconds by one clock, in order. Evenly spaced turns alone would not do: one that is
used late runs into those of a second later. Here it is given back and a later one taken, at once where the window
has room for it, so that a pause of one process costs little and never makes a burst.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SAME_SECONDS = 0.001
FAR_SECONDS = 10.0  # a turn further off was given out before the clock was set back
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Rule:
    """How turns follow each other."""

    most: int  # in any window
    window_seconds: float
    catch_up: float  # so much faster than evenly they follow after a pause

    @property
    def gap(self) -> float:
        """Return the seconds between two turns when all goes well."""
        return self.window_seconds / self.most


def lately(taken: Sequence[float], now: float, rule: Rule) -> list[float]:
    """Return the turns that still count; none of them when the clock was set back."""
    if taken and taken[-1] > now + FAR_SECONDS:
        return []
    return [one for one in taken if one > now - rule.window_seconds]


def following(taken: Sequence[float], begins: float, due: float, rule: Rule) -> Iterator[float]:
    """Yield the next turns without end, from `begins` on: evenly spaced from `due`, and faster while that is past."""
    times, shortest = list(taken), rule.gap / rule.catch_up
    while True:
        full = times[-rule.most] + rule.window_seconds if len(times) >= rule.most else begins
        when = max(begins, due, full, times[-1] + shortest if times else begins)
        times.append(when)
        due += rule.gap
        yield when


def without(taken: Sequence[float], missed: float) -> list[float]:
    """Return the turns but for the one that was missed."""
    nearest = min(range(len(taken)), key=lambda place: abs(taken[place] - missed), default=-1)
    is_there = nearest >= 0 and abs(taken[nearest] - missed) < SAME_SECONDS
    return [one for place, one in enumerate(taken) if not (is_there and place == nearest)]


def soonest(taken: Sequence[float], begins: float, rule: Rule) -> float:
    """Return the first moment for one more turn, before or between those that are given out already."""
    leaves = (one + rule.window_seconds for one in taken if one + rule.window_seconds > begins)
    return next(when for when in (begins, *leaves) if _fits(taken, when, rule))


def _fits(taken: Sequence[float], when: float, rule: Rule) -> bool:
    place = bisect_right(taken, when)
    near = [*taken[max(0, place - rule.most) : place], when, *taken[place : place + rule.most]]
    spans = (last - first for first, last in zip(near, near[rule.most :], strict=False))
    return all(span >= rule.window_seconds - ROUNDING for span in spans)

"""The standard library's `re`, but that a pattern is compiled when it is first used: a start compiles few of our hundreds.

Written in a call, too, a pattern is compiled once and kept, more of them than `re` keeps. No pattern is to be made from
an article's words where it can be helped: bot.reading.places looks for names.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import DOTALL, IGNORECASE, MULTILINE, I, Match, Pattern, escape
from typing import Any, cast

__all__ = ["DOTALL", "IGNORECASE", "MULTILINE", "I", "Match", "Pattern", "compile", "escape", "findall", "finditer", "fullmatch", "match", "search", "split", "sub"]  # fmt: skip

_USES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Pattern:
    """A pattern before its first use; from then on each method is the compiled one's own."""

    __slots__ = ("flags", "pattern", *_USES)

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Compile the pattern: reached only where nothing has been compiled yet."""
        if name not in _USES:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for use in _USES:
            setattr(self, use, getattr(compiled, use))
        return cast("Callable[..., Any]", getattr(self, name))


def compile(pattern: str, flags: int = 0) -> Pattern[str]:  # noqa: A001 - it stands for re.compile
    """Return a pattern that compiles itself when it is first used."""
    return cast("Pattern[str]", _Pattern(pattern, flags))


_kept = lru_cache(maxsize=1024)(re.compile)


def search(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Return what `re.search` returns."""
    return _kept(pattern, flags).search(string)


def match(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Return what `re.match` returns."""
    return _kept(pattern, flags).match(string)


def fullmatch(pattern: str, string: str, flags: int = 0) -> Match[str] | None:
    """Return what `re.fullmatch` returns."""
    return _kept(pattern, flags).fullmatch(string)


def finditer(pattern: str, string: str, flags: int = 0) -> Iterator[Match[str]]:
    """Return what `re.finditer` returns."""
    return _kept(pattern, flags).finditer(string)


def findall(pattern: str, string: str, flags: int = 0) -> list[Any]:
    """Return what `re.findall` returns."""
    return _kept(pattern, flags).findall(string)


def split(pattern: str, string: str, flags: int = 0) -> list[str | Any]:
    """Return what `re.split` returns."""
    return _kept(pattern, flags).split(string)


def sub(pattern: str, replacement: str | Callable[[Match[str]], str], string: str, flags: int = 0) -> str:
    """Return what `re.sub` returns."""
    return _kept(pattern, flags).sub(replacement, string)

"""How alerts are sent (`to:dm when:daily@09:00 tz:Europe/Zurich`), which may stand anywhere beside a query."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import QueryError
from bot.interests.keys import DIRECTIVES, nearest
from bot.interests.typed import refuse_too_long, typed
from bot.types import Cadence, Density, ThreadPolicy

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DEFAULT_HOUR = "09:00"
LONGEST_NAME = 80
LONGEST_WAIT_SECONDS = 30 * 60
_FOUND = re.compile(rf'"[^"]*"|(?<![^\s(])({"|".join(DIRECTIVES)}):\s*("[^"]*"|<[^<>]*>|[^\s()"]*)', re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?$")
_WAIT = re.compile(r"(\d{1,6})([smh])$")
_WEEKLY = re.compile(r"weekly(?:@([a-z]+)(?:-(.+))?)?$")
_CALLED = re.compile(r"<(?:@&|!subteam\^)(?P<role>\w{1,40})(?:\|[^<>]*)?>|<@!?(?P<user>\w{1,40})(?:\|[^<>]*)?>")
# Read once, when the program starts: it takes longer than an answer may.
_ZONES = {name.casefold(): name for name in available_timezones()}
_SECONDS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Directives:
    """Where, when and how alerts are sent; None means "not said"."""

    to: str | None = None  # "here", "dm" or a channel as the platform writes it
    cadence: Cadence = "now"
    at: str | None = None  # "09:00", local time of `zone`
    weekday: int | None = None  # 0 is Monday
    zone: str = "UTC"
    density: Density = "normal"
    name: str = ""
    wait_seconds: int | None = None
    thread: ThreadPolicy | None = None
    mention: str | None = None  # "role:ID" or "user:ID"
    mention_query: str | None = None  # whom it calls is called for what this wants only
    said: frozenset[str] = field(default=frozenset(), compare=False)  # the directives that were given


def split_directives(text: str) -> tuple[str, Directives]:
    """Return a text without its directives, and these; each removed character leaves a space, so that columns stay.

    Raises:
        QueryError: a directive's value cannot be understood.
    """
    refuse_too_long(text)
    read = typed(text)
    found, rest = Directives(), list(read.shown)
    for match in _FOUND.finditer(read.plain):
        if match[1] is None:
            continue
        key, value = match[1].casefold(), match[2].strip('"').strip()
        start, end = read.column(match.start()) - 1, read.column(match.end()) - 1
        try:
            found = replace(_READERS[key](found, value), said=found.said | {key})
        except _WrongValue as error:
            raise QueryError(
                f"{key}: {error}",
                column=read.column(match.start(2)),
                suggestion=_mended(read.shown, start, end, key, error.fix),
            ) from error
        rest[start:end] = " " * (end - start)
    return "".join(rest).rstrip(), found


def only_directives(text: str) -> str:
    """Return the directives of a text as they were typed, without the query beside them."""
    read = typed(text)
    found = (match for match in _FOUND.finditer(read.plain) if match[1] is not None)
    return " ".join(read.shown[read.column(one.start()) - 1 : read.column(one.end()) - 1] for one in found)


class _WrongValue(ValueError):
    """A value that a directive does not take; `fix` is one that it does."""

    def __init__(self, text: str, fix: str | None) -> None:
        super().__init__(text)
        self.fix = fix


def _mended(text: str, start: int, end: int, key: str, fix: str | None) -> str | None:
    return None if fix is None else f"{text[:start]}{key}:{fix}{text[end:]}".strip()


def _to(found: Directives, value: str) -> Directives:
    plain = value.casefold()
    if plain in ("dm", "here"):
        return replace(found, to=plain)
    if plain == "me":
        return replace(found, to="dm")
    if len(value) > 1 and value[0] in "#<":
        return replace(found, to=value)
    raise _WrongValue(f"takes here, dm or a #channel, not {_shown(value)}", nearest(plain, ("here", "dm")))


def _when(found: Directives, value: str) -> Directives:
    plain = value.casefold()
    if plain == "now":
        return replace(found, cadence="now", at=None, weekday=None)
    if plain == "daily" or plain.startswith("daily@"):
        return replace(found, cadence="daily", at=_clock(plain[6:] or DEFAULT_HOUR, "daily@09:00"), weekday=None)
    weekly = _WEEKLY.match(plain)
    if weekly is None:
        raise _WrongValue(f"takes now, daily@09:00 or weekly@mon-09:00, not {_shown(value)}", _near_cadence(plain))
    day = (weekly[1] or "mon")[:3]
    if day not in DAYS or (weekly[1] and len(weekly[1]) > 3 and not _is_day(weekly[1])):
        raise _WrongValue(f"takes a day like mon, not {_shown(weekly[1])}", "weekly@mon-09:00")
    at = _clock(weekly[2] or DEFAULT_HOUR, f"weekly@{day}-09:00")
    return replace(found, cadence="weekly", at=at, weekday=DAYS.index(day))


def _near_cadence(plain: str) -> str | None:
    near = nearest(plain.partition("@")[0], ("now", "daily", "weekly"))
    return {"daily": "daily@09:00", "weekly": "weekly@mon-09:00"}.get(near, near) if near else None


def _is_day(word: str) -> bool:
    return word in ("tues", "thur", "thurs") or f"{word}".endswith("day")


def _clock(text: str, fix: str) -> str:
    found = _CLOCK.match(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise _WrongValue(f"takes a time from 00:00 to 23:59, not {_shown(text)}", fix)
    return f"{hour:02}:{minute:02}"


def _zone(found: Directives, value: str) -> Directives:
    """Take an IANA name, in any case."""
    names = _ZONES
    name = names.get(value.casefold())
    if name is None:
        near = nearest(value.casefold(), names) or _city(value, names)
        hint = f"; did you mean {names[near]}?" if near else ""
        raise _WrongValue(f"{_shown(value)} is no time zone; write one like Europe/Berlin{hint}", names.get(near or ""))
    return replace(found, zone=ZoneInfo(name).key)


def _city(value: str, names: dict[str, str]) -> str | None:
    city = value.casefold().replace(" ", "_")
    return next((plain for plain in sorted(names) if city and plain.endswith(f"/{city}")), None)


def _wait(found: Directives, value: str) -> Directives:
    match = _WAIT.match(value.casefold())
    seconds = int(match[1]) * _SECONDS[match[2]] if match else -1
    if not 0 <= seconds <= LONGEST_WAIT_SECONDS:
        raise _WrongValue(f"takes a time like 10m, at most 30m, not {_shown(value)}", "10m")
    return replace(found, wait_seconds=seconds)


def _view(found: Directives, value: str) -> Directives:
    for density in _DENSITIES:
        if value.casefold() == density:
            return replace(found, density=density)
    near = nearest(value.casefold(), _DENSITIES)
    raise _WrongValue(f"takes compact, normal or full, not {_shown(value)}", near)


def _thread(found: Directives, value: str) -> Directives:
    for policy in _THREADS:
        if value.casefold() == policy:
            return replace(found, thread=policy)
    near = nearest(value.casefold(), _THREADS)
    raise _WrongValue(f"takes off, on or material, not {_shown(value)}", near)


def _mention(found: Directives, value: str) -> Directives:
    """Take a mention as a platform writes it, or none: Discord's <@&1> and <@1>, Slack's <!subteam^S1|@x> and <@U1>."""
    if value.casefold() in ("off", "none", "nobody"):
        return replace(found, mention="", mention_query="")
    match = _CALLED.fullmatch(value)
    if match is None:
        raise _WrongValue(f"takes a role or person picked from the list, not {_shown(value)}", None)
    kind = "role" if match["role"] else "user"
    return replace(found, mention=f"{kind}:{match['role'] or match['user']}")


def _mention_query(found: Directives, value: str) -> Directives:
    return replace(found, mention_query=value)


def _name(found: Directives, value: str) -> Directives:
    if not value or len(value) > LONGEST_NAME:
        raise _WrongValue(f"takes 1 to {LONGEST_NAME} characters", None)
    return replace(found, name=value)


def _shown(value: str) -> str:
    return value[:40] or "nothing"


_DENSITIES: tuple[Density, ...] = ("compact", "normal", "full")
_THREADS: tuple[ThreadPolicy, ...] = ("off", "on", "material")
_READERS: dict[str, Callable[[Directives, str], Directives]] = {
    "to": _to,
    "when": _when,
    "tz": _zone,
    "wait": _wait,
    "view": _view,
    "thread": _thread,
    "mention": _mention,
    "mention-for": _mention_query,
    "name": _name,
}

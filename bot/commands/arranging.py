"""The command settings: quiet hours, a cap a day and the zone of a place."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo, available_timezones

from bot.commands.desk import Desk
from bot.commands.wishes import MAY_NOT, target_of, written
from bot.errors import QueryError
from bot.interests import split_directives
from bot.store import targets
from bot.types import PLAIN, Action, Actor, Command, Reply, TargetSettings

HOW = "Change them with: /launches settings quiet:22:00-07:00 tz:Europe/Berlin cap:10, or quiet:off cap:off"
MOST_CAP = 1000
_WORD = re.compile(r"(quiet|cap|tz|to):(\S*)", re.IGNORECASE)
_QUIET = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?")
_OFF = ("off", "none", "no")


async def settings(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Show how this place is told, or change it."""
    said = {key.casefold(): value for key, value in _WORD.findall(written(command))}
    rest = _WORD.sub("", written(command)).strip()
    if rest:
        raise QueryError(
            f"settings takes quiet:, cap: and tz:, not {rest[:40]}", column=written(command).find(rest) + 1
        )
    target = target_of(actor, split_directives(f"to:{said['to']}" if said.get("to") else "")[1])
    before = await desk.database.read(targets.settings_of, target)
    if not said.keys() - {"to"}:
        return Reply(f"{place_words(before)}\n{HOW}")
    if target.kind == "channel" and not actor.may_manage:
        return Reply(MAY_NOT, outcome="refused")
    wanted = _changed(before, said)
    await desk.database.write(targets.set_settings, target, wanted)
    own = " to:dm" if target.kind == "person" and actor.channel is not None else ""
    return Reply(place_words(wanted), actions=(Action("Undo", "settings", _as_typed(before) + own),))


def _changed(place: TargetSettings, said: dict[str, str]) -> TargetSettings:
    if "tz" in said:
        place = replace(place, zone=_zone(said["tz"]))
    if "quiet" in said:
        begin, end = _quiet(said["quiet"])
        place = replace(place, quiet_from=begin, quiet_to=end)
    if "cap" in said:
        place = replace(place, most_per_day=_cap(said["cap"]))
    return place


def _quiet(value: str) -> tuple[str | None, str | None]:
    if value.casefold() in _OFF:
        return None, None
    match = _QUIET.fullmatch(value)
    numbers = [int(part or 0) for part in match.groups()] if match else [24, 0, 24, 0]
    if numbers[0] > 23 or numbers[2] > 23 or numbers[1] > 59 or numbers[3] > 59:
        raise QueryError(f"quiet: takes two local times like 22:00-07:00, or off, not {value[:40]}", column=1)
    begin, end = (f"{numbers[i]:02}:{numbers[i + 1]:02}" for i in (0, 2))
    if begin == end:
        raise QueryError("quiet: needs two different times; to stop all alerts, pause the subscriptions", column=1)
    return begin, end


def _cap(value: str) -> int | None:
    if value.casefold() in _OFF:
        return None
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= MOST_CAP):
        raise QueryError(f"cap: takes alerts a day from 1 to {MOST_CAP}, or off, not {value[:40]}", column=1)
    return int(value)


def _zone(value: str) -> str:
    names = {name.casefold(): name for name in available_timezones()}
    name = names.get(value.casefold())
    if name is None:
        raise QueryError(f"{value[:40]} is no time zone; write one like Europe/Berlin", column=1)
    return ZoneInfo(name).key


def _as_typed(place: TargetSettings) -> str:
    quiet = f"{place.quiet_from}-{place.quiet_to}" if place.quiet_from and place.quiet_to else "off"
    return f"quiet:{quiet} cap:{place.most_per_day or 'off'} tz:{place.zone}"


def place_words(place: TargetSettings) -> str:
    """Return a place's settings in words."""
    if place == PLAIN:
        return "No quiet hours, and no cap: every alert comes when it is due."
    quiet = "No quiet hours."
    if place.quiet_from and place.quiet_to:
        quiet = f"Quiet from {place.quiet_from} to {place.quiet_to} {place.zone}; what comes then is told at its end."
    cap = "No cap."
    if place.most_per_day:
        cap = (
            f"At most {place.most_per_day} alerts a day (days of {place.zone}); the rest comes in the next digest, "
            "nothing is dropped."
        )
    return f"{quiet} {cap}"

"""The subscribe form: how it looks, what a person put into it, and the command it stands for. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.types import Action, Command, Reply
from handlers.discord import limits
from handlers.discord.buttons import is_short_enough

Component = dict[str, Any]

CUSTOM_ID = "lw:form:"  # of the form itself; a button lw:form:TEXT opens it filled with TEXT
VERB = "form"
EVERYTHING = "everything"
HELD = frozenset({"to", "when", "tz", "view"})  # the options that the form can show
LABEL, TEXT_INPUT, SELECT, ONE_LINE = 18, 4, 3, 1
AT = "09:00"
DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday"}
CADENCES = {
    "now": "At once",
    "daily": "A digest every day",
    **{f"weekly@{day}": f"A digest every {name}" for day, name in {**DAYS, "sun": "Sunday"}.items()},
}
PLACES = {"here": "In this channel", "dm": "In a direct message to me"}
DENSITIES = {"normal": "Normal", "compact": "Compact: title and key numbers", "full": "Full: every number and sentence"}
HINT = "For example: license:open params:<=10B. Empty: every launch."
WHEN_HINT = "Only for a digest, as in: 09:00 Europe/Berlin"
DIRECTIVE = re.compile(r"(?:^|(?<=\s))(to|when|tz|view):(\S{1,120})(?=\s|$)")
TIME = re.compile(r"\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form; `at` holds the digest's time and its zone as typed."""

    query: str = ""
    to: str = "here"
    cadence: str = "now"
    at: str = ""
    view: str = "normal"


def subscribe_form(draft: Draft, *, is_channel: bool) -> dict[str, Any]:
    """Return the form filled with `draft`; outside of channels nobody is asked where."""
    where = [_select("to", "Where", PLACES, draft.to)] if is_channel else []
    return {
        "custom_id": CUSTOM_ID,
        "title": "New subscription",
        "components": [
            _text("query", "Which launches", HINT, draft.query, limits.OPTION_TEXT),
            *where,
            _select("cadence", "When", CADENCES, draft.cadence),
            _text("at", "Time and time zone", WHEN_HINT, draft.at, limits.CHOICE_VALUE),
            _select("view", "How much", DENSITIES, draft.view),
        ],
    }


def draft_of(data: Mapping[str, Any]) -> Draft:
    """Return what a person put into the form; what is missing or unknown keeps its default."""
    said = dict(_values(data.get("components")))
    known = {"to": PLACES, "cadence": CADENCES, "view": DENSITIES}
    return Draft(
        **{
            name: said[name].strip()
            for name in Draft.__slots__
            if name in said and (name not in known or said[name] in known[name])
        }
    )


def draft_from(text: str) -> Draft:
    """Return the draft behind a button's text: a query with its directives, as `text_of` writes it."""
    said = dict(DIRECTIVE.findall(text))
    query = " ".join(DIRECTIVE.sub(" ", text).split())
    cadence, at = _cadence(said.get("when", "now"))
    draft = Draft(
        query="" if query.casefold() == EVERYTHING else query, cadence=cadence, at=f"{at} {said.get('tz', '')}".strip()
    )
    chosen = {name: said[name] for name, known in (("to", PLACES), ("view", DENSITIES)) if said.get(name) in known}
    return replace(draft, **chosen)


def options_of(draft: Draft) -> dict[str, str]:
    """Return the typed options that the form stands for; what is left at its default is not said."""
    time, zone = _time_and_zone(draft.at)
    cadence, _, day = draft.cadence.partition("@")
    said = {
        "to": draft.to if draft.to != "here" else "",
        "when": f"{cadence}@{f'{day}-' if day else ''}{time or AT}" if draft.cadence != "now" else "",
        "tz": zone if draft.cadence != "now" else "",
        "view": draft.view if draft.view != "normal" else "",
    }
    return {name: value for name, value in said.items() if value}


def text_of(draft: Draft) -> str:
    """Return the form as one line, as it would be typed."""
    options = (f"{name}:{value}" for name, value in options_of(draft).items())
    return " ".join([draft.query or EVERYTHING, *options])


def preview_of(draft: Draft) -> Command:
    """Return the command that says what the form would have sent; it saves nothing."""
    return Command("test", draft.query or EVERYTHING, options_of(draft))


def command_of(draft: Draft) -> Command:
    """Return the command that saves what the form stands for."""
    return Command("subscribe", draft.query or EVERYTHING, options_of(draft))


def can_be_asked_back(draft: Draft) -> bool:
    """Return whether a button can hold the whole form, so that it may be shown before it is saved."""
    return is_short_enough("subscribe", text_of(draft))


def with_choices(reply: Reply, draft: Draft) -> Reply:
    """Return a preview with what can be done now: save it, if it is understood, or change it."""
    text = text_of(draft)
    save = (Action("Subscribe", "subscribe", text),) if reply.outcome == "ok" else ()
    return replace(reply, actions=(*save, Action("Change it", VERB, text)))


def _cadence(when: str) -> tuple[str, str]:
    cadence, _, rest = when.partition("@")
    day, _, time = rest.rpartition("-")
    full = f"{cadence}@{day}" if day else cadence
    return (full, time) if full in CADENCES else ("now", "")


def _time_and_zone(at: str) -> tuple[str, str]:
    words = at.split()
    time = next((word for word in words if TIME.fullmatch(word)), "")
    return time, next((word for word in words if word != time), "")


def _values(nodes: object) -> Iterator[tuple[str, str]]:
    """Return the name and value of every input, however deep it stands: labels hold one, rows hold several."""
    for node in nodes if isinstance(nodes, list) else [nodes]:
        if isinstance(node, dict):
            chosen = node.get("values")
            value = chosen[0] if isinstance(chosen, list) and chosen else node.get("value")
            if isinstance(node.get("custom_id"), str) and isinstance(value, str):
                yield node["custom_id"], value
            yield from _values(node.get("component"))
            yield from _values(node.get("components"))


def _text(name: str, title: str, hint: str, value: str, most: int) -> Component:
    written = {"type": TEXT_INPUT, "custom_id": name, "style": ONE_LINE, "required": False, "max_length": most}
    filled = {"value": value[:most]} if value else {}
    return {"type": LABEL, "label": title, "description": hint, "component": {**written, **filled}}


def _select(name: str, title: str, choices: Mapping[str, str], chosen: str) -> Component:
    options = [{"label": words, "value": value, "default": value == chosen} for value, words in choices.items()]
    return {"type": LABEL, "label": title, "component": {"type": SELECT, "custom_id": name, "options": options}}

"""The form of a subscription: how it looks, what a person put into it, and the command it stands for. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.types import Command, Mention, Reply
from handlers.slack import limits
from handlers.slack.calls import GROUP, PERSON, called
from handlers.slack.incoming import PLACE
from handlers.slack.mrkdwn import fit, plain
from handlers.slack.render import Block, action_blocks, text_blocks

SUBMITTED = "subscribe_form"
QUERY = "form:query"  # action id of the query input: typing in it asks for a preview
OPEN = "form:open"
PREVIEW_TEXT = 2_000
QUERY_LENGTH = 500  # the query language's own cap
DAYS = {"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday"}
CADENCES = {
    "now": "At once",
    "daily": "A digest every day",
    **{f"weekly@{day}": f"A digest every {name}" for day, name in {**DAYS, "sun": "Sunday"}.items()},
}
THREADS = {
    "off": "Edit the alert",
    "material": "Edit it, and tell what matters in its thread",
    "on": "Edit it, and tell everything in its thread",
}
PLACES = {"here": "In a channel", "dm": "Only to me"}
DENSITIES = {"normal": "Normal", "compact": "Compact: title and key numbers", "full": "Full: every number and sentence"}
EVERYTHING = "everything"
DIRECTIVE = re.compile(
    r'(?:^|(?<=\s))(to|when|tz|view|wait|thread|mention-for|mention|name):("[^"]*"|<[^<>]*>|\S{1,120})(?=\s|$)'
)
EDITED = re.compile(r" edit (\d{1,18})$")
TIME = re.compile(r"\d{2}:\d{2}")
HINT = "For example: license:open params:<=10B. Leave it out and you are asked whether you want everything."


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form."""

    query: str = ""
    to: str = "here"
    channel: str = ""
    cadence: str = "now"
    time: str = "09:00"
    zone: str = "UTC"
    view: str = "normal"
    thread: str = "off"
    person: str = ""  # whom an alert calls
    group: str = ""  # or the id of a user group
    number: str = ""  # of the subscription that is edited; "" for a new one


def subscribe_form(draft: Draft, place: str, preview: str) -> dict[str, Any]:
    """Return the form filled with `draft`; `place` is where it was opened, `preview` what the query would have sent."""
    if draft.number:
        about = f"{place or '-'} edit {draft.number}"
        return _modal("Edit subscription", about, _inputs(draft, preview), submit="Save", callback_id=SUBMITTED)
    return _modal("New subscription", place, _inputs(draft, preview), submit="Subscribe", callback_id=SUBMITTED)


def answer_form(reply: Reply, place: str) -> dict[str, Any]:
    """Return the form's last page: what came of it."""
    blocks = [*text_blocks(reply.text), *action_blocks(reply.actions, limits.ACTION_ELEMENTS)]
    return _modal("Subscription", place, blocks or text_blocks("Done."))


def waiting_form(place: str) -> dict[str, Any]:
    """Return the page that stands while the core works."""
    return _modal("Subscription", place, text_blocks("One moment…"))


def draft_of(view: Mapping[str, Any]) -> Draft:
    """Return what a person put into the form; what is missing keeps its default."""
    values = {
        name: value
        for inputs in (view.get("state") or {}).get("values", {}).values()
        for name, state in inputs.items()
        if (value := _value_of(state))
    }
    said = {name.removeprefix("form:"): value for name, value in values.items()}
    edited = EDITED.search(str(view.get("private_metadata") or ""))
    said["number"] = edited[1] if edited else ""
    return Draft(**{name: said[name] for name in Draft.__slots__ if name in said})


def draft_from(text: str) -> Draft:
    """Return the draft of a subscription as one would type it: `3 license:open when:daily@09:00 view:full`."""
    number, _, rest = text.strip().partition(" ")
    said = dict(DIRECTIVE.findall(rest))
    query = " ".join(DIRECTIVE.sub(" ", rest).split())
    cadence, _, at = said.get("when", "now").partition("@")
    day, _, time = at.rpartition("-")
    cadence = f"{cadence}@{day}" if day else cadence
    call = said.get("mention", "").strip("<>").replace("!subteam^", "").replace("@", "")
    return Draft(
        query="" if query.casefold() == EVERYTHING else query,
        cadence=cadence if cadence in CADENCES else "now",
        time=time if TIME.fullmatch(time) else "09:00",
        zone=said.get("tz", "UTC"),
        view=said.get("view", "normal"),
        thread=said.get("thread", "off"),
        person=call if PERSON.fullmatch(call) else "",
        group=call if GROUP.fullmatch(call) else "",
        number=number if number.isdecimal() else "",
    )


def wrong_fields(draft: Draft) -> dict[str, str]:
    """Return what to mend, by the field it stands under; empty when the form can be sent."""
    wrong: dict[str, str] = {}
    if draft.group and not GROUP.fullmatch(draft.group.strip()):
        wrong["group"] = "Not a user group's id. It looks like S0123ABCD and stands at the end of the group's link."
    if draft.to == "here" and not draft.number and not PLACE.fullmatch(draft.channel):
        wrong["channel"] = "Choose the channel, or choose to get the alerts yourself."
    try:
        ZoneInfo(draft.zone)
    except (KeyError, ValueError, OSError):
        wrong["zone"] = "Not a time zone. Write it like Europe/Berlin or America/New_York."
    return wrong


def command_of(draft: Draft) -> Command:
    """Return the command that the form stands for; the channel is where the actor stands."""
    options = {"when": _when(draft), "view": draft.view, "thread": draft.thread}
    if draft.cadence != "now":
        options["tz"] = draft.zone
    call = called(Mention("role", draft.group.strip())) or called(Mention("user", draft.person))
    if draft.number:
        text = f"{draft.number} {draft.query.strip() or EVERYTHING}"
        return Command("edit", text, {**options, "mention": call or "off"})
    said = {"to": draft.to, **options, **({"mention": call} if call else {})}
    return Command("subscribe", draft.query.strip(), {k: v for k, v in said.items() if (k, v) != ("thread", "off")})


def preview_of(draft: Draft) -> Command | None:
    """Return the command that says what the form would have sent; None while nothing is asked for."""
    return Command("test", draft.query.strip()) if draft.query.strip() else None


def _when(draft: Draft) -> str:
    if draft.cadence == "now":
        return "now"
    cadence, _, day = draft.cadence.partition("@")
    return f"{cadence}@{day}-{draft.time}" if day else f"{cadence}@{draft.time}"


def _inputs(draft: Draft, preview: str) -> list[Block]:
    channel = {"initial_conversation": draft.channel} if PLACE.fullmatch(draft.channel) else {}
    shown = {"include": ["public", "private"], "exclude_bot_users": True}
    person = {"initial_user": draft.person} if PERSON.fullmatch(draft.person) else {}
    group = {"initial_value": draft.group[:80]} if draft.group else {}
    where = [
        _input("to", "Where", {"type": "radio_buttons", **_options(PLACES, draft.to)}),
        _input("channel", "Channel", {"type": "conversations_select", "filter": shown, **channel}, optional=True),
    ]
    return [
        _query(draft),
        *text_blocks(preview[:PREVIEW_TEXT]),
        *([] if draft.number else where),
        _input("cadence", "When", {"type": "static_select", **_options(CADENCES, draft.cadence)}),
        _input("time", "Digest at", {"type": "timepicker", "initial_time": draft.time}, optional=True),
        _input("zone", "in the time zone", {"type": "plain_text_input", "initial_value": draft.zone}, optional=True),
        _input("view", "How much", {"type": "static_select", **_options(DENSITIES, draft.view)}),
        _input("thread", "When a launch changes", {"type": "static_select", **_options(THREADS, draft.thread)}),
        _input("person", "Call a person", {"type": "users_select", **person}, optional=True),
        _input("group", "or a user group, by its id", {"type": "plain_text_input", **group}, optional=True),
    ]


def _query(draft: Draft) -> Block:
    typing = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
    element = {"type": "plain_text_input", "max_length": QUERY_LENGTH, "dispatch_action_config": typing}
    filled = {"initial_value": draft.query} if draft.query else {}
    block = _input("query", "Which launches", {**element, **filled}, optional=True)
    return {**block, "dispatch_action": True, "hint": plain(HINT, limits.FIELD_TEXT)}


def _input(name: str, label: str, element: dict[str, Any], *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label, limits.FIELD_TEXT),
        "element": {**element, "action_id": f"form:{name}"},
        "optional": optional,
    }


def _options(choices: Mapping[str, str], chosen: str) -> dict[str, Any]:
    options = [{"text": plain(words, limits.BUTTON_TEXT), "value": value} for value, words in choices.items()]
    return {"options": options, "initial_option": next((o for o in options if o["value"] == chosen), options[0])}


def _modal(title: str, place: str, blocks: list[Block], *, submit: str = "", callback_id: str = "") -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain("Cancel" if submit else "Close", limits.VIEW_TITLE),
        "private_metadata": fit(place, 100),
        "blocks": blocks,
    }
    return {**view, "submit": plain(submit, limits.VIEW_TITLE), "callback_id": callback_id} if submit else view


def _value_of(state: Mapping[str, Any]) -> str:
    option = state.get("selected_option") or {}
    candidates = (
        state.get("value"),
        option.get("value"),
        state.get("selected_conversation"),
        state.get("selected_channel"),
        state.get("selected_user"),
        state.get("selected_time"),
    )
    return next((value for value in candidates if isinstance(value, str) and value.strip()), "")

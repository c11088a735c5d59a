"""What Slack sends becomes who asked, from where, and what: payloads are read here and nowhere else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.types import Command

REFERENCE = re.compile(r"<([#@!])([^<>|]{1,80})(?:\|[^<>]{0,200})?>")
ADDRESS = re.compile(r"<(https?://[^<>|\s]{1,3000})(?:\|[^<>]{0,3000})?>")
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
PLACE = re.compile(r"[CDG][A-Z0-9]{2,30}")
NO_VERB = "help"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request of a person."""

    workspace: str  # team in which it happened; the organisation's id where Slack names no team
    user: str
    name: str
    home: str  # the person's own workspace: another one in a channel shared by Slack Connect
    place: str | None  # id of the channel or DM; None in App Home and in forms
    response_url: str | None
    trigger: str  # the same when Slack repeats a request; also opens a form
    is_typed: bool = False  # typed into the channel, which only its members can
    enterprise: str = ""  # the organisation over the workspace, whose install may speak for it
    view: str = ""  # id of the form or of App Home in which a button was pressed
    is_home: bool = False

    @property
    def channel(self) -> str | None:
        """Return the channel, or None in a direct message and outside of channels."""
        return self.place if self.place and not self.place.startswith("D") else None


def slash(body: Mapping[str, Any]) -> Incoming:
    """Return who typed a slash command."""
    workspace = _text(body.get("team_id")) or _text(body.get("enterprise_id"))
    return Incoming(
        workspace=workspace,
        user=_text(body.get("user_id")),
        name=_text(body.get("user_name")),
        home=workspace,
        place=_text(body.get("channel_id")) or None,
        response_url=_text(body.get("response_url")) or None,
        trigger=_text(body.get("trigger_id")),
        is_typed=True,
        enterprise=_text(body.get("enterprise_id")),
    )


def interaction(body: Mapping[str, Any]) -> Incoming:
    """Return who pressed a button, sent a form or used a shortcut."""
    user, container = _part(body, "user"), _part(body, "container")
    view, enterprise = _part(body, "view"), _text(_part(body, "enterprise").get("id"))
    workspace = _team_of(view) or _text(_part(body, "team").get("id")) or enterprise or _text(user.get("team_id"))
    return Incoming(
        workspace=workspace,
        user=_text(user.get("id")),
        name=_text(user.get("username")) or _text(user.get("name")),
        home=_text(user.get("team_id")) or _text(_part(body, "team").get("id")) or workspace,
        place=_text(_part(body, "channel").get("id")) or _text(container.get("channel_id")) or _place_of(view),
        response_url=_text(body.get("response_url")) or None,
        trigger=_text(body.get("trigger_id")),
        enterprise=enterprise,
        view=_text(view.get("id")),
        is_home=view.get("type") == "home",
    )


def event(body: Mapping[str, Any]) -> Incoming:
    """Return who caused an event of the Events API, and where.

    An event about a whole organisation names no team; `authorizations` says for whom it came.
    """
    what, granted = _part(body, "event"), _first(body.get("authorizations"))
    enterprise = _text(body.get("enterprise_id")) or _text(granted.get("enterprise_id"))
    is_whole = granted.get("is_enterprise_install") is True and not _text(body.get("team_id"))
    team = "" if is_whole else _text(body.get("team_id")) or _text(granted.get("team_id"))
    user = what.get("user")
    return Incoming(
        workspace=team,
        user=_text(user) or (_text(user.get("id")) if isinstance(user, dict) else ""),
        name="",
        home=team,
        place=_text(what.get("channel")) or None,
        response_url=None,
        trigger=_text(body.get("event_id")),
        enterprise=enterprise,
    )


def typed_command(body: Mapping[str, Any]) -> Command:
    """Return the command behind `/launches VERB TEXT`; nothing typed asks for help."""
    return spoken(decode(_text(body.get("text"))))


def pressed_command(body: Mapping[str, Any]) -> Command | None:
    """Return the command that a button stands for, or None when it stands for none."""
    pressed = _first(body.get("actions"))
    value = _text(pressed.get("value")) or _text(_part(pressed, "selected_option").get("value"))
    return spoken(_entities(value)) if value.strip() else None


def spoken(text: str) -> Command:
    """Return the first word as the verb, in small letters, and the rest as its text."""
    verb, _, rest = text.strip().partition(" ")
    return Command(verb.casefold() or NO_VERB, rest.strip())


def decode(text: str) -> str:
    """Return what the person typed: Slack escapes `& < >`, wraps references and addresses, and curls quotes.

    `<#C123|general>` becomes `#C123` and `<@U123|ann>` becomes `@U123`: ids, because names change. After `mention:` the
    reference stays one, as the query language wants it.
    """
    bare = ADDRESS.sub(lambda found: found[1], text)
    bare = REFERENCE.sub(_reference, bare)
    return _entities(bare).translate(QUOTES).replace("\u00a0", " ").strip()


def linked_address(body: Mapping[str, Any]) -> str | None:
    """Return the first address in the message on which a shortcut was used."""
    message = _part(body, "message")
    found = ADDRESS.search(_text(message.get("text")))
    if found is not None:
        return _entities(found[1])
    return next(_addresses({"in": message.get("blocks"), "under": message.get("attachments")}), None)


def _addresses(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _addresses(item)
    elif isinstance(node, dict):
        for key in ("url", "from_url", "title_link"):
            if _text(node.get(key)).startswith(("http://", "https://")):
                yield _text(node[key])
        yield from (address for value in node.values() for address in _addresses(value))


def _reference(found: re.Match[str]) -> str:
    if found.string[: found.start()].endswith("mention:"):
        return f"<{found[1]}{found[2]}>"
    return f"{'@' if found[1] == '!' else found[1]}{found[2]}"


def _team_of(view: Mapping[str, Any]) -> str:
    """Return the team in which a form was opened; in a channel of two organisations it is not the person's."""
    team = _text(view.get("app_installed_team_id"))
    return team if team.startswith("T") else ""


def _first(value: object) -> Mapping[str, Any]:
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def _place_of(view: Mapping[str, Any]) -> str | None:
    """Return where a form was opened: a place, not a right, which is judged anew for whoever presses."""
    place = _text(view.get("private_metadata")).partition(" ")[0]
    return place if PLACE.fullmatch(place) else None


def _entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")  # & last, or "&amp;lt;" becomes "<"


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}

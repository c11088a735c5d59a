"""The playground's one page: rooms, streams and command line, filled on the server so that it is whole on arrival."""

from collections.abc import Iterable
from importlib.resources import files
from string import Template

from handlers.web.rooms import Board, Message, Room
from handlers.web.safe_text import escaped

STATIC_TYPES = {"chat.js": "text/javascript", "style.css": "text/css", "icon.svg": "image/svg+xml"}
SUGGESTIONS = ("latest", "subscribe license:open", "list", "help")
_WELCOME = (
    ("latest", "the newest launches, with their key numbers"),
    ("subscribe license:open", "tell this room about every open model"),
    ("help", "all commands, in one screen"),
)


def static_file(name: str) -> bytes:
    """Return a file of the page."""
    return (files("handlers.web") / "static" / name).read_bytes()


def page_html(board: Board) -> str:
    """Return the page as it stands now; its script asks for everything after `last_event`."""
    rooms = tuple(board.rooms.values())
    return Template(static_file("page.html").decode()).substitute(
        last_event=f"{board.boot}-{board.last_event}",
        channels=_rooms_html(room for room in rooms if room.target.kind == "channel"),
        people=_rooms_html(room for room in rooms if room.target.kind == "person"),
        streams="".join(_stream_html(room, board.history(room.id)) for room in rooms),
        chips="".join(_chip_html(line) for line in SUGGESTIONS),
    )


def _rooms_html(rooms: Iterable[Room]) -> str:
    return "".join(
        f'<button type="button" role="tab" class="room {room.target.kind}" id="tab-{escaped(room.id)}"'
        f' data-room="{escaped(room.id)}" data-topic="{escaped(room.topic)}" aria-controls="{escaped(room.id)}"'
        f' aria-selected="false"><span class="title">{escaped(room.title)}</span>'
        '<span class="unread" hidden></span></button>'
        for room in rooms
    )


def _stream_html(room: Room, messages: Iterable[Message]) -> str:
    posted = "".join(message_html(message) for message in messages)
    return (
        f'<section class="stream" role="tabpanel" id="{escaped(room.id)}" aria-labelledby="tab-{escaped(room.id)}"'
        f' hidden>{_welcome_html(room)}<div class="messages" role="log" aria-live="polite">{posted}</div></section>'
    )


def _welcome_html(room: Room) -> str:
    is_channel = room.target.kind == "channel"
    name = f"#{escaped(room.title)}" if is_channel else "you and Launchwire"
    rows = "".join(
        f'<li><button type="button" class="example" data-line="/launches {line}"><code>/launches {line}</code></button>'
        f"<span>{words}</span></li>"
        for line, words in _WELCOME
    )
    return (
        f'<div class="welcome"><h2>This is the beginning of {name}</h2><p>A card arrives here when a new model is out'
        " and a subscription of this room asked for it: once per launch, key numbers first. Try a command:</p>"
        f"<ul>{rows}</ul></div>"
    )


def _chip_html(line: str) -> str:
    return f'<button type="button" class="chip" data-line="/launches {escaped(line)}">{escaped(line)}</button>'


def message_html(message: Message) -> str:
    """Return a message with its sender and its time; the script turns the time into the reader's own."""
    at = message.sent_at
    edited = '<span class="edited">edited</span>' if message.is_edited else ""
    private = '<p class="private-note">Only visible to you</p>' if message.is_private else ""
    return (
        f'<article class="message{" private" if message.is_private else ""}" id="{message.id}">'
        f'<span class="avatar" aria-hidden="true"></span><div class="content">{private}'
        '<p class="sender"><b>Launchwire</b><span class="app">App</span>'
        f'<time datetime="{at:%Y-%m-%dT%H:%M:%SZ}">{at:%H:%M} UTC</time>{edited}</p>'
        f"{message.body}</div></article>"
    )

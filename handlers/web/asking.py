"""What the page sends: a typed line or a pressed button, checked and turned into a command."""

import asyncio

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import LaunchwireError
from bot.ports import Ask
from bot.types import Actor, Command, Reply
from handlers.web.rooms import PERSON, WORKSPACE, Room

LARGEST_BODY = 8192  # bytes
BODY_SECONDS = 10.0
ANSWER_SECONDS = 30.0
PREFIX = "/launches"


class Asked(BaseModel):
    """The body of POST /ask: `text` as typed, or `verb` and `argument` of a button."""

    model_config = ConfigDict(extra="forbid", strict=True)

    room: str = Field(max_length=100)
    text: str = Field("", max_length=2000)
    verb: str = Field("", max_length=40)
    argument: str = Field("", max_length=1000)

    def command(self) -> Command:
        """Return what is asked for; an empty line asks for help."""
        return Command(self.verb, self.argument) if self.verb else command_of(self.text)


def command_of(line: str) -> Command:
    """Return the command of a typed line: "/launches subscribe license:open", "latest" or "/latest"."""
    text = line.strip()
    first, _, rest = text.partition(" ")
    if first.casefold() == PREFIX:
        text = rest.strip()
    verb, *after = text.split(maxsplit=1) or ["help"]
    return Command(verb.lstrip("/").casefold() or "help", after[0] if after else "")


async def read_asked(request: web.Request) -> Asked:
    """Read and check a body.

    Raises:
        web.HTTPException: not JSON, too large, too slow, or not of the shape of `Asked`.
    """
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="Send JSON.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read_capped(request)
    except TimeoutError as error:
        raise web.HTTPRequestTimeout(text="The request came too slowly.") from error
    try:
        return Asked.model_validate_json(body)
    except ValidationError as error:
        raise web.HTTPBadRequest(text="Send {room, text} or {room, verb, argument}; text has at most 2,000.") from error


async def _read_capped(request: web.Request) -> bytes:
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=LARGEST_BODY, actual_size=len(body), text="That is too long.")
    return bytes(body)


async def answer(ask: Ask, room: Room, command: Command) -> Reply:
    """Ask the core, and put its failures into words."""
    channel = room.target.id if room.target.kind == "channel" else None
    actor = Actor("web", WORKSPACE, PERSON, channel, may_manage=True, name="You")
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await ask(actor, command)
    except TimeoutError:
        return Reply(
            "No answer within 30 seconds. /launches list shows what is in place; then try again.", outcome="failed"
        )
    except LaunchwireError as error:
        return Reply(f"That did not work: {error}", outcome="failed")

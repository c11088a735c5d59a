"""Bolt's listeners: acknowledge first, then ask the core, then answer where the person is looking."""

import re
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import LaunchwireError, SendError
from bot.types import Action, Command, Reply
from handlers.slack import form, incoming, prompt
from handlers.slack.answers import Answers
from handlers.slack.asking import Asking
from handlers.slack.dialogs import Dialogs
from handlers.slack.home import AT, EDIT, home_view
from handlers.slack.incoming import Incoming
from handlers.slack.presence import HEARD, Presence
from handlers.slack.unfurling import Unfurling
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger("slack")

COMMAND = "/launches"
BUTTON = re.compile(r"^ask:")
SHORTCUT = "read_link"
HOME_OPENED = "app_home_opened"
UNINSTALLED = "app_uninstalled"
REVOKED = "tokens_revoked"
LINK_SHARED = "link_shared"
EVENTS = (HOME_OPENED, UNINSTALLED, REVOKED)  # that manifest.yaml asks for; the others are the operator's choice
SHARE = "share"
SHAREABLE = frozenset({"latest", "show", "evidence", "compare", "history", "read"})
NO_LINK = Reply("There is no link in that message. Use the shortcut on a message with the article's address.")
OTHER_CHANNEL = re.compile(r"(?:^|(?<=\s))to:<?#([CG][A-Z0-9]{2,30})>?(?=\s|$)")


class Listeners:
    """What happens to each kind of request."""

    def __init__(self, asking: Asking, answers: Answers, workspaces: Workspaces, presence: Presence) -> None:
        self._asking, self._answers, self._workspaces = asking, answers, workspaces
        self._dialogs = Dialogs(asking, answers, workspaces)
        self._unfurling = Unfurling(asking, workspaces)
        self._presence = presence

    def register(self, app: AsyncApp) -> None:
        """Let `app` call the listeners; manifest.yaml names the same commands, events and shortcuts."""
        app.command(COMMAND)(self.on_command)
        app.action(BUTTON)(self.on_button)
        app.action(form.OPEN)(self.on_open_form)
        app.action(form.QUERY)(self._dialogs.on_typing)
        app.view(form.SUBMITTED)(self._dialogs.on_form)
        app.view(prompt.ANSWERED)(self._dialogs.on_prompt)
        app.shortcut(SHORTCUT)(self.on_shortcut)
        app.event(HOME_OPENED)(self.on_home)
        app.event(UNINSTALLED)(self.on_uninstalled)
        app.event(REVOKED)(self.on_revoked)
        app.event(LINK_SHARED)(self.on_link_shared)
        for kind in HEARD:
            app.event(kind)(self.on_presence)

    async def on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Serve `/launches ...`; `/launches subscribe` alone opens the form."""
        await ack()
        who, command = incoming.slash(body), incoming.typed_command(body)
        self._asking.later(self._asking.once(who, lambda: self._act(*_elsewhere(who, command))))

    async def on_button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Serve a button of a card, an answer, the form or App Home; its rights are judged again."""
        await ack()
        who, command = incoming.interaction(body), incoming.pressed_command(body)
        if command is not None:
            self._asking.later(self._asking.once(who, lambda: self._act(*_placed(who, command))))

    async def on_open_form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the form from App Home."""
        await ack()
        who = incoming.interaction(body)
        self._asking.later(self._asking.once(who, lambda: self._dialogs.open_new(who, Command("subscribe"))))

    async def on_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Read the article that somebody posted."""
        await ack()
        who, address = incoming.interaction(body), incoming.linked_address(body)
        if address is None:
            self._asking.later(self._asking.once(who, lambda: self._answers.give(who, NO_LINK)))
        else:
            self._asking.later(self._asking.once(who, lambda: self._serve(who, Command("read", address))))

    async def on_home(self, body: dict[str, Any]) -> None:
        """Show App Home to who opened it."""
        if (body.get("event") or {}).get("tab", "home") == "home":
            who = incoming.event(body)
            self._asking.later(self._asking.once(who, lambda: self._show_home(who, None)))

    async def on_uninstalled(self, body: dict[str, Any]) -> None:
        """Forget a workspace that removed the app: its tokens, its subscriptions, what waits for it."""
        who = incoming.event(body)
        self._asking.later(self._asking.once(who, lambda: self._leave(who, for_good=True)))

    async def on_revoked(self, body: dict[str, Any]) -> None:
        """Forget a bot token that was revoked; a person's own token is none of ours."""
        who, tokens = incoming.event(body), (body.get("event") or {}).get("tokens") or {}
        if tokens.get("bot"):
            self._asking.later(self._asking.once(who, lambda: self._leave(who, for_good=False)))

    async def on_link_shared(self, body: dict[str, Any]) -> None:
        """Show a launch under a link to an article that was read."""
        who = incoming.event(body)
        self._asking.later(self._asking.once(who, lambda: self._unfurling.unfurl(who, body.get("event") or {})))

    async def on_presence(self, body: dict[str, Any]) -> None:
        """Hear where the app may write again, or no more."""
        who = incoming.event(body)
        self._asking.later(self._asking.once(who, lambda: self._presence.heard(who, body)))

    async def _act(self, who: Incoming, command: Command) -> None:
        if command == Command("subscribe") and who.trigger:
            await self._dialogs.open_new(who, command)
        elif command.verb == EDIT and who.trigger:
            await self._dialogs.open_edit(who, command)
        elif prompt.needs_prompt(command) and who.trigger:
            await self._dialogs.open_prompt(who, command)
        else:
            await self._serve(who, command)

    async def _serve(self, who: Incoming, command: Command) -> None:
        if command.verb == SHARE:
            await self._answers.give(who, await self._shared(who, incoming.spoken(command.text)))
        elif who.is_home:
            await self._show_home(who, await self._asking.reply_to(who, command))
        elif who.view:
            await self._dialogs.answer(who, command)
        else:
            reply = await self._asking.reply_to(who, command)
            await self._answers.give(who, _sharable(who, command, reply))

    async def _shared(self, who: Incoming, command: Command) -> Reply:
        reply = await self._asking.reply_to(who, command)
        if command.verb not in SHAREABLE or reply.outcome != "ok":
            return reply
        return replace(reply, text=f"{who.name or 'Somebody'} shares: {reply.text}", private=False)

    async def _leave(self, who: Incoming, *, for_good: bool) -> None:
        try:
            await self._workspaces.left(who.workspace, who.enterprise, for_good=for_good)
        except LaunchwireError as error:
            log.error("slack workspace not forgotten", workspace=who.workspace, reason=str(error))

    async def _show_home(self, who: Incoming, notice: Reply | None) -> None:
        subscriptions = await self._asking.reply_to(who, Command("mine"))
        latest = await self._asking.reply_to(who, Command("latest"))
        arguments = {"user_id": who.user, "view": home_view(subscriptions, latest, notice)}
        try:
            api = await self._workspaces.of(who)
            await api.repeatable("views.publish", arguments, "Slack App Home")
        except SendError as error:
            log.warning("slack home not shown", reason=str(error))


def _placed(who: Incoming, command: Command) -> tuple[Incoming, Command]:
    """Return a person in the channel that a button of App Home is about; their rights there are judged anew."""
    if command.verb != AT:
        return who, command
    place, _, rest = command.text.partition(" ")
    where = place if incoming.PLACE.fullmatch(place) else None
    return replace(who, place=where), incoming.spoken(rest)


def _elsewhere(who: Incoming, command: Command) -> tuple[Incoming, Command]:
    """Return a person in the channel that `to:#channel` names, where their rights are judged, not where they type."""
    found = OTHER_CHANNEL.search(command.text)
    if found is None or found[1] == who.place:
        return who, command
    text = f"{command.text[: found.start()]}to:here{command.text[found.end() :]}"
    return replace(who, place=found[1], is_typed=False), replace(command, text=text)


def _sharable(who: Incoming, command: Command, reply: Reply) -> Reply:
    """Return an answer with the button that shows it to the channel: nothing is shared unless somebody asks."""
    if not (who.channel and reply.private and reply.cards and command.verb in SHAREABLE and reply.outcome == "ok"):
        return reply
    action = Action("Share in this channel", SHARE, f"{command.verb} {command.text}".strip())
    return replace(reply, actions=(*reply.actions, action))

"""Bolt's listeners: acknowledge first, then ask the core, then answer where the person is looking."""

import re
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SendError
from bot.types import Command, Reply
from handlers.slack import form, incoming
from handlers.slack.answers import Answers
from handlers.slack.asking import Asking
from handlers.slack.form import Draft
from handlers.slack.home import home_view
from handlers.slack.incoming import Incoming
from handlers.slack.web_api import WebApi

log = structlog.get_logger("slack")

COMMAND = "/launches"
BUTTON = re.compile(r"^ask:")
SHORTCUT = "read_link"
HOME_OPENED = "app_home_opened"
NO_LINK = Reply("There is no link in that message. Use the shortcut on a message with the article's address.")
PREVIEW = "What it would have sent is shown here as you type."


class Listeners:
    """What happens to each kind of request."""

    def __init__(self, asking: Asking, answers: Answers, api: WebApi) -> None:
        self._asking, self._answers, self._api = asking, answers, api
        self._typing: dict[str, str] = {}  # form -> trigger of the newest keystroke in it

    def register(self, app: AsyncApp) -> None:
        """Let `app` call the listeners; manifest.yaml names the same commands, events and shortcuts."""
        app.command(COMMAND)(self.on_command)
        app.action(BUTTON)(self.on_button)
        app.action(form.OPEN)(self.on_open_form)
        app.action(form.QUERY)(self.on_typing)
        app.view(form.SUBMITTED)(self.on_form)
        app.shortcut(SHORTCUT)(self.on_shortcut)
        app.event(HOME_OPENED)(self.on_home)

    async def on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Serve `/launches ...`; `/launches subscribe` alone opens the form."""
        await ack()
        who, command = incoming.slash(body), incoming.typed_command(body)
        if command == Command("subscribe") and who.trigger:
            self._asking.later(self._asking.once(who, lambda: self._open_form(who, command)))
        else:
            self._asking.later(self._asking.once(who, lambda: self._serve(who, command)))

    async def on_button(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Serve a button of a card, an answer, the form or App Home; its rights are judged again."""
        await ack()
        who, command = incoming.interaction(body), incoming.pressed_command(body)
        if command is not None:
            self._asking.later(self._asking.once(who, lambda: self._serve(who, command)))

    async def on_open_form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Open the form from App Home."""
        await ack()
        who = incoming.interaction(body)
        self._asking.later(self._asking.once(who, lambda: self._open_form(who, Command("subscribe"))))

    async def on_typing(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Show under the query what it would have sent."""
        await ack()
        who, draft = incoming.interaction(body), form.draft_of(body.get("view") or {})
        self._typing[who.view] = who.trigger
        self._asking.later(self._asking.once(who, lambda: self._preview(who, draft)))

    async def on_form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Save a subscription, or say under a field what is wrong with it."""
        who, draft = incoming.interaction(body), form.draft_of(body.get("view") or {})
        wrong = form.wrong_fields(draft)
        if wrong:
            await ack(response_action="errors", errors=wrong)
            return
        await ack(response_action="update", view=form.waiting_form(who.place or ""))
        there = replace(who, place=draft.channel if draft.to == "here" else None)
        self._asking.later(self._asking.once(who, lambda: self._serve(there, form.command_of(draft))))

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

    async def _serve(self, who: Incoming, command: Command) -> None:
        reply = await self._asking.reply_to(who, command)
        if who.is_home:
            await self._show_home(who, reply)
        elif not (who.view and await self._update_form(who, form.answer_form(reply, who.place or ""))):
            await self._answers.give(who, reply)

    async def _open_form(self, who: Incoming, command: Command) -> None:
        draft = Draft(to="here" if who.channel else "dm", channel=who.channel or "")
        view = form.subscribe_form(draft, who.place or "", PREVIEW)
        try:
            await self._api.call("views.open", {"trigger_id": who.trigger, "view": view}, "Slack form")
        except SendError as error:
            log.warning("slack form not opened", reason=str(error))
            await self._serve(who, command)

    async def _preview(self, who: Incoming, draft: Draft) -> None:
        query = draft.query.strip()
        reply = await self._asking.reply_to(who, Command("test", query)) if query else Reply(PREVIEW)
        if self._typing.get(who.view) != who.trigger:
            return  # they typed on: only the newest preview is shown
        del self._typing[who.view]
        shown = form.subscribe_form(draft, who.place or "", reply.text)
        await self._update_form(who, shown)

    async def _update_form(self, who: Incoming, view: dict[str, Any]) -> bool:
        try:
            await self._api.repeatable("views.update", {"view_id": who.view, "view": view}, "Slack form")
        except SendError as error:  # closed meanwhile
            log.info("slack form gone", reason=str(error))
            return False
        return True

    async def _show_home(self, who: Incoming, notice: Reply | None) -> None:
        subscriptions = await self._asking.reply_to(who, Command("list"))
        latest = await self._asking.reply_to(who, Command("latest"))
        arguments = {"user_id": who.user, "view": home_view(subscriptions, latest, notice)}
        try:
            await self._api.repeatable("views.publish", arguments, "Slack App Home")
        except SendError as error:
            log.warning("slack home not shown", reason=str(error))

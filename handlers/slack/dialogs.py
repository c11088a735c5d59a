"""Forms: opened within the three seconds of their trigger, previewed while a person types, answered in place."""

from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SendError
from bot.types import Command, Reply
from handlers.slack import form, incoming, prompt
from handlers.slack.answers import Answers
from handlers.slack.asking import Asking
from handlers.slack.form import Draft
from handlers.slack.incoming import Incoming
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger("slack")

PREVIEW = "What it would have sent is shown here as you type."


class Dialogs:
    """The form of a subscription and the question of a button."""

    def __init__(self, asking: Asking, answers: Answers, workspaces: Workspaces) -> None:
        self._asking, self._answers, self._workspaces = asking, answers, workspaces
        self._typing: dict[str, str] = {}  # form -> trigger of the newest keystroke in it

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
        there = who
        if not draft.number:
            there = replace(who, place=draft.channel if draft.to == "here" else None)
        self._asking.later(self._asking.once(who, lambda: self.answer(there, form.command_of(draft))))

    async def on_prompt(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """Ask the core what a button and the answer to its question say together."""
        who, command = incoming.interaction(body), prompt.prompted_command(body.get("view") or {})
        if command is None:
            await ack(response_action="errors", errors={"said": "Say what is wrong."})
            return
        await ack(response_action="update", view=form.waiting_form(who.place or ""))
        log.warning("slack number reported", workspace=who.workspace, user=who.user, report=command.text)
        self._asking.later(self._asking.once(who, lambda: self.answer(who, command)))

    async def open_new(self, who: Incoming, command: Command) -> None:
        """Open the form of a new subscription; where that fails the command is served as it is."""
        draft = Draft(to="here" if who.channel else "dm", channel=who.channel or "")
        await self._open(who, form.subscribe_form(draft, who.place or "", PREVIEW), command)

    async def open_edit(self, who: Incoming, command: Command) -> None:
        """Open the form of a subscription, filled with what it says now."""
        draft = form.draft_from(command.text)
        await self._open(who, form.subscribe_form(draft, who.place or "", PREVIEW), Command("edit", draft.number))

    async def open_prompt(self, who: Incoming, command: Command) -> None:
        """Ask the question that a button's command needs answered."""
        await self._open(who, prompt.prompt_form(command, who.place or ""), command)

    async def answer(self, who: Incoming, command: Command) -> None:
        """Serve a command from a form: in the form, or where the person stands when it was closed."""
        reply = await self._asking.reply_to(who, command)
        if not (who.view and await self.update(who, form.answer_form(reply, who.place or ""))):
            await self._answers.give(who, reply)

    async def update(self, who: Incoming, view: dict[str, Any]) -> bool:
        """Replace a form's page and return whether it was still open."""
        try:
            api = await self._workspaces.of(who)
            await api.repeatable("views.update", {"view_id": who.view, "view": view}, "Slack form")
        except SendError as error:  # closed meanwhile
            log.info("slack form gone", reason=str(error))
            return False
        return True

    async def _open(self, who: Incoming, view: dict[str, Any], otherwise: Command) -> None:
        try:
            api = await self._workspaces.of(who)
            await api.call("views.open", {"trigger_id": who.trigger, "view": view}, "Slack form")
        except SendError as error:
            log.warning("slack form not opened", reason=str(error))
            await self._answers.give(who, await self._asking.reply_to(who, otherwise))

    async def _preview(self, who: Incoming, draft: Draft) -> None:
        command = form.preview_of(draft)
        reply = await self._asking.reply_to(who, command) if command else Reply(PREVIEW)
        if self._typing.get(who.view) != who.trigger:
            return  # they typed on: only the newest preview is shown
        del self._typing[who.view]
        await self.update(who, form.subscribe_form(draft, who.place or "", reply.text))

"""Acknowledge first, then ask the core, then answer: what happens to each interaction, and to every error in one."""

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

import structlog

from bot.errors import LaunchwireError
from bot.ports import Ask, Suggest
from bot.types import Actor, Command, Reply, Suggestion, SuggestionKind
from handlers.discord import answers, callbacks, form
from handlers.discord.buttons import pressed
from handlers.discord.closed import ClosedPeople
from handlers.discord.pictures import Pictures
from handlers.discord.rights import Interaction, Place, actor_at, actor_of, may_call, missing_at
from handlers.discord.suggesting import AskedSuggestions

log = structlog.get_logger("discord")

MOST_SEEN = 5_000
SORRY = Reply(
    "Something went wrong while answering. Nothing was changed that you did not see confirmed; "
    "alerts and subscriptions are safe. Try again in a minute.",
    outcome="failed",
)
NO_LINK = Reply(
    "There is no link in that message. Use the menu on a message with the article's address.", outcome="refused"
)

NO_QUERY = Reply(
    "Which launches? Give the query too, as in: query: license:open; for every launch write: everything. "
    "Nothing was saved. Without any option a form opens.",
    outcome="refused",
)
NO_CHANNEL = Reply(
    "Another channel can be chosen only on a server that the bot is in, and not together with a direct message. "
    "Nothing was saved.",
    outcome="refused",
)
MAY_NOT_CALL = Reply(
    "You may not mention this role yourself, so the bot does not do it for you; nothing was saved. "
    "Pick it in the option mention once somebody has allowed everyone to mention it, in the server's settings, Roles.",
    outcome="refused",
)
ROLE = re.compile(r"<@&\d{1,20}>")
NO_BUTTON = Reply(
    "This button or form is none of Launchwire's, so nothing was done. /launches help lists what there is.",
    outcome="refused",
)


class Asking:
    """Serves the interactions of one client with one `Ask`; `suggest` answers what people begin to type."""

    def __init__(
        self,
        ask: Ask,
        manager_role: int | None,
        suggest: Suggest | None = None,
        pictures: Pictures | None = None,
        on_channel: Callable[[str, int], None] = lambda channel, kind: None,
        closed: ClosedPeople | None = None,
    ) -> None:
        self._ask, self._manager_role = ask, manager_role
        self._suggest = suggest or AskedSuggestions(ask)
        self._pictures = pictures or Pictures(None)
        self._closed = closed or ClosedPeople()
        self._on_channel = on_channel  # told the kind of each channel from which somebody asks
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def on_command(self, interaction: Interaction, command: Command, place: Place | None = None) -> None:
        """Serve a command once, for the place that was chosen, if any; `subscribe` without a query opens the form."""
        if not self._is_new(interaction):
            return
        if place is not None:
            self._on_channel(place.id, place.kind)
        if command.verb == form.VERB or (_wants_form(command) and place is None):
            draft = form.draft_from(command.text) if command.verb == form.VERB else _draft_of(command)
            await self._open_form(interaction, draft)
        elif await callbacks.acknowledge(interaction):
            await self._give(interaction, await self._reply_to(interaction, command, place))

    async def on_component(self, interaction: Interaction) -> None:
        """Serve a button or menu of ours, of whatever age; its rights are judged again, a forged one does nothing."""
        command = pressed(_data(interaction))
        if command is not None:
            await self.on_command(interaction, command)
        elif self._is_new(interaction) and await callbacks.acknowledge(interaction):
            await self._give(interaction, NO_BUTTON)

    async def on_form(self, interaction: Interaction) -> None:
        """Say what a filled form would have sent, to be confirmed; one too long for a button is saved at once."""
        data = _data(interaction)
        if self._is_new(interaction) and await callbacks.acknowledge(interaction):
            is_ours = data.get("custom_id") == form.CUSTOM_ID
            reply = await self._form_reply(interaction, form.draft_of(data)) if is_ours else NO_BUTTON
            await self._give(interaction, reply)

    async def suggestions(self, interaction: Interaction, kind: SuggestionKind, typed: str) -> Sequence[Suggestion]:
        """Return what to offer for what was typed so far; nothing when that fails, for nobody can be told."""
        try:
            return await self._suggest(self._actor(interaction), kind, typed)
        except Exception:  # a suggestion is never worth an error
            log.warning("discord suggestions failed", kind=kind, exc_info=True)
            return ()

    async def _give(self, interaction: Interaction, reply: Reply) -> None:
        told = self._closed.told(str(interaction.user.id), reply)
        await answers.give(interaction, told, await self._pictures.of(reply.cards))

    async def _open_form(self, interaction: Interaction, draft: form.Draft) -> None:
        is_channel = self._actor(interaction).channel is not None
        await callbacks.respond(interaction, callbacks.FORM, form.subscribe_form(draft, is_channel=is_channel))

    async def _form_reply(self, interaction: Interaction, draft: form.Draft) -> Reply:
        if not form.can_be_asked_back(draft):
            return await self._reply_to(interaction, form.command_of(draft))
        return form.with_choices(await self._reply_to(interaction, form.preview_of(draft)), draft)

    def _is_new(self, interaction: Interaction) -> bool:
        """Return whether Discord has not sent this interaction before: a resumed gateway repeats some."""
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if interaction.channel is not None:
            self._on_channel(str(interaction.channel.id), interaction.channel.type.value)
        if len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)
        return True

    def _actor(self, interaction: Interaction) -> Actor:
        return actor_of(interaction, self._manager_role)

    async def _reply_to(self, interaction: Interaction, command: Command, place: Place | None = None) -> Reply:
        """Return the core's answer; a failure becomes words, never silence."""
        actor = self._actor(interaction)
        if place is not None and actor.channel is not None:
            actor = actor_at(actor, interaction, place, self._manager_role)
        refused = _refused(interaction, command, actor, place)
        return refused or await _in_words(self._ask(actor, command), command)


async def _in_words(asked: Awaitable[Reply], command: Command) -> Reply:
    try:
        return await asked
    except LaunchwireError as error:
        log.warning("discord command refused", verb=command.verb, reason=str(error))
        return Reply(str(error), outcome="failed")
    except Exception:  # one person's command must not end the adapter
        log.exception("discord command failed", verb=command.verb)
        return SORRY


def _data(interaction: Interaction) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", interaction.data or {})


def _draft_of(command: Command) -> form.Draft:
    """Return the form filled with the options that were typed beside the missing query."""
    return form.draft_from(" ".join(f"{name}:{value}" for name, value in command.options.items()))


def _wants_form(command: Command) -> bool:
    """Return whether a subscription lacks its query, and the form can hold all that was said."""
    is_bare = command.verb == "subscribe" and not command.text.strip()
    return is_bare and command.options.keys() <= form.HELD


def _refused(interaction: Interaction, command: Command, actor: Actor, place: Place | None) -> Reply | None:
    """Return why the core is not even asked, or None."""
    if command == Command("read"):
        return NO_LINK
    if command.verb == "subscribe" and not command.text.strip() and (place or command.options.keys() - form.HELD):
        return NO_QUERY
    if place is not None and (actor.channel is None or command.options.get("to") == "dm"):
        return NO_CHANNEL
    if not all(may_call(interaction, mention) for mention in _mentions(command)):
        return MAY_NOT_CALL
    missing = missing_at(interaction, place) if _posts_here(command, actor.channel) else ()
    return _cannot_post(missing) if missing else None


def _mentions(command: Command) -> list[str]:
    """Return every role that a command names, in an option or in its text."""
    return ROLE.findall(" ".join((command.text, *command.options.values())))


def _posts_here(command: Command, channel: str | None) -> bool:
    is_to_dm = command.options.get("to") == "dm" or "to:dm" in command.text.split()
    return command.verb == "subscribe" and channel is not None and not is_to_dm


def _cannot_post(missing: tuple[str, ...]) -> Reply:
    return Reply(
        f"The bot cannot post in this channel: it lacks {', '.join(missing)}. Nothing was saved. "
        "Give its role those permissions here and ask again, or choose to:dm.",
        outcome="refused",
    )

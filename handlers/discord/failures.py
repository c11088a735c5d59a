"""What Discord's answers mean for a delivery: every failure becomes one of ours, here and nowhere else."""

import aiohttp
import discord

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed, WorkspaceClosed
from handlers.discord.flight import Unavailable

LONGEST_WAIT_SECONDS = 3_600.0
SHORTEST_WAIT_SECONDS = 0.05
OPENED_TOO_FAST_SECONDS = 60.0
LONGEST_REASON = 300

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
TARGET_CLOSED = {
    10003: "Discord does not know this channel any more: it was deleted; subscribe in another",
    10004: "Discord does not know this server any more, or the bot was removed from it: invite it again",
    10013: "Discord does not know this person any more",
    20031: "the server's filter refuses this channel's words; ask its moderators",
    50001: "the bot cannot see this channel: give it View Channel there",
    50007: "this person takes no direct messages from the bot: they can allow them in the server's privacy settings",
    50008: "this kind of channel takes no messages: subscribe in a text channel or a thread",
    50013: "the bot may not post here: give it Send Messages and Embed Links in this channel",
    50083: "the thread is archived: unarchive it, or subscribe in another place",
    50278: "the bot and this person share no server any more, so it cannot write to them",
    40067: "this forum takes no post without a tag: allow that in its settings, or subscribe elsewhere",
    160005: "the thread is locked",
    340013: "Discord has stopped this bot from opening direct messages",
}
EDIT_REFUSED = {
    10008: "the earlier message was deleted",
    30046: "Discord takes no more edits to this old message",
    50005: "the earlier message is not the bot's own",
}
CARD_REFUSED = frozenset({40005, 50006, 50035, 50109, 200000, 200001, 240000})
SLOW_DOWN = {20016: "the channel is in slow mode", 20022: "announcements", 20028: "the channel's write limit"}
OPENED_TOO_FAST = 40003
NO_ACCESS = 50001
NO_PERMISSION = 50013
UNKNOWN_CHANNEL = 10003
NO_TEXT_CHANNEL = 50008
TOO_MANY_EDITS = 30046


def refusal(error: discord.HTTPException, doing: str) -> SendError:
    """Return our error for an answer of 4xx; the text keeps Discord's own words, cut."""
    code = error.code
    if error.status == 401:
        return WorkspaceClosed(f"{doing}: Discord refuses the bot token; set DISCORD_TOKEN anew")
    if code in EDIT_REFUSED:
        return EditRefused(f"{doing}: {EDIT_REFUSED[code]} ({code})")
    if code in TARGET_CLOSED:
        return TargetClosed(f"{doing}: {TARGET_CLOSED[code]} ({code})")
    if code == OPENED_TOO_FAST:
        return RetryLater(
            f"{doing}: direct messages are opened too fast ({code})", retry_after_seconds=OPENED_TOO_FAST_SECONDS
        )
    if code in SLOW_DOWN or error.status == 429:
        return RetryLater(f"{doing}: Discord asks to slow down ({SLOW_DOWN.get(code, 'rate limit')})")
    return _by_status(error, doing)


def unavailable(error: Unavailable, doing: str) -> SendError:
    """Return our error for an answer of 429 or 5xx. Discord says 30046 with a 429 that waiting does not mend."""
    if error.code in EDIT_REFUSED:
        return EditRefused(f"{doing}: {EDIT_REFUSED[error.code]} ({error.code})")
    why = "Discord asks to slow down" if error.status == 429 else f"HTTP {error.status}"
    wait = clamped(error.retry_after_seconds)
    return RetryLater(f"{doing}: {why}", retry_after_seconds=wait, is_wide=error.is_global)


def lost(error: BaseException, doing: str, has_left: bool) -> SendError:
    """Return our error for a call without an answer: what never left surely posted nothing."""
    if not has_left or isinstance(error, aiohttp.ClientConnectorError):
        return RetryLater(f"{doing}: Discord cannot be reached")
    return FateUnknown(f"{doing}: no answer came ({type(error).__name__})")


def clamped(seconds: float | None) -> float | None:
    """Return a wait that Discord asked for within sane bounds; NaN counts as not said."""
    if seconds is None or seconds != seconds:  # noqa: PLR0124 - not NaN
        return None
    return min(max(seconds, SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)


def _by_status(error: discord.HTTPException, doing: str) -> SendError:
    words = " ".join(error.text.split())[:LONGEST_REASON]
    if error.code in CARD_REFUSED or error.status in (400, 413):
        return CardRefused(f"{doing}: Discord refuses this message ({error.code}) {words}".rstrip())
    if error.status in (403, 404):
        return TargetClosed(f"{doing}: Discord says {error.status} ({error.code}) {words}".rstrip())
    return RetryLater(f"{doing}: HTTP {error.status} ({error.code})")

"""What Slack's answers mean for a delivery: every failure becomes one of ours, here and nowhere else."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed, WorkspaceClosed
from bot.types.retry_after import retry_after_seconds

LONGEST_WAIT_SECONDS = 3_600.0

# https://docs.slack.dev/reference/methods/chat.postMessage#errors and conversations.open, chat.update
TARGET_CLOSED = {
    "channel_not_found": "Slack does not know this channel any more, or it is private: invite the app with /invite",
    "is_archived": "the channel is archived: unarchive it, or subscribe in another",
    "not_in_channel": "the app is not in this channel: invite it with /invite",
    "restricted_action": "the workspace lets only some members post here: ask its admins to let the app",
    "restricted_action_read_only_channel": "the channel is read-only: ask its admins to let the app post",
    "restricted_action_thread_only_channel": "the channel takes only replies in threads: subscribe in another",
    "restricted_action_non_threadable_channel": "the channel takes no threads: subscribe in another",
    "restricted_action_thread_locked": "the thread is locked: its starter can unlock it",
    "user_disabled": "this person's account is deactivated",
    "user_not_found": "Slack does not know this person any more",
    "user_not_visible": "the app may not see this person",
    "users_not_found": "Slack does not know this person any more",
    "cannot_dm_bot": "this is a bot, and Slack lets no app write to a bot",
    "messages_tab_disabled": "the app's Messages tab is off: turn it on under App Home in the app's settings",
    "not_allowed_for_grid_workspace": "this Enterprise Grid workspace does not let the app write here",
    "missing_scope": "the app lacks a permission: install it again from manifest.yaml",
}
WORKSPACE_CLOSED = {
    "token_revoked": "the bot token was revoked",
    "token_expired": "the bot token has expired",
    "account_inactive": "the app was removed from the workspace, or its bot was deactivated",
    "invalid_auth": "Slack refuses the bot token",
    "not_authed": "no bot token reached Slack",
    "not_allowed_token_type": "this kind of token cannot be used here",
    "team_access_not_granted": "the app was not given access to this workspace",
    "org_login_required": "the workspace is being moved into an organisation",
    "team_added_to_org": "the workspace is being moved into an organisation",
    "ekm_access_denied": "the workspace's administrators have suspended access",
    "access_denied": "the app has no access to this workspace",
}
CARD_REFUSED = frozenset(
    {"msg_too_long", "invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format", "invalid_attachments"}
    | {"no_text", "metadata_too_large", "invalid_metadata_format", "invalid_arguments", "invalid_arg_name"}
    | {"invalid_charset", "invalid_form_data", "invalid_json", "json_not_object", "markdown_text_conflict"}
)
EDIT_REFUSED = frozenset(
    {"edit_window_closed", "cant_update_message", "message_not_found", "update_failed", "external_channel_migrating"}
)
MAYBE_POSTED = frozenset({"fatal_error", "internal_error"})  # "some aspect of the operation" may have succeeded


def refusal(error: str, doing: str, details: Mapping[str, Any]) -> SendError:
    """Return our error for an `ok: false` answer; `details` is the answer's body."""
    if error in TARGET_CLOSED:
        needed = f" (needs {details['needed']})" if error == "missing_scope" and details.get("needed") else ""
        return TargetClosed(f"{doing}: {TARGET_CLOSED[error]}{needed} ({error})")
    if error in WORKSPACE_CLOSED:
        return WorkspaceClosed(f"{doing}: {WORKSPACE_CLOSED[error]} ({error})")
    if error in CARD_REFUSED:
        reasons = details.get("response_metadata", {}).get("messages", [])[:3]
        return CardRefused(" ".join((f"{doing}: Slack refuses this message ({error})", *map(str, reasons))))
    if error in EDIT_REFUSED:
        return EditRefused(f"{doing}: the earlier message can no longer be changed ({error})")
    if error in MAYBE_POSTED:
        return FateUnknown(f"{doing}: Slack failed midway ({error})")
    return RetryLater(f"{doing}: Slack answered {error}")


def bad_status(status: int, doing: str, headers: Mapping[str, str], *, is_wide: bool = False) -> SendError:
    """Return our error for an answer that is no JSON of Slack's, or not HTTP 200.

    `is_wide`: Slack limits a method for the app in the whole workspace, https://docs.slack.dev/apis/web-api/rate-limits
    """
    if status == 429:
        wait = wait_seconds(headers)
        return RetryLater(f"{doing}: Slack asks to slow down", retry_after_seconds=wait, is_wide=is_wide)
    if status == 413:
        return CardRefused(f"{doing}: Slack refuses a message of this size (HTTP 413)")
    if status < 400:
        return FateUnknown(f"{doing}: HTTP {status} without an answer from Slack")
    return RetryLater(f"{doing}: HTTP {status}", retry_after_seconds=wait_seconds(headers))


def lost(error: aiohttp.ClientError | TimeoutError, doing: str) -> SendError:
    """Return our error for a call without an answer: only a connection that never stood surely posted nothing."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL):
        return RetryLater(f"{doing}: Slack cannot be reached")
    return FateUnknown(f"{doing}: no answer came ({type(error).__name__})")


def wait_seconds(headers: Mapping[str, str]) -> float | None:
    """Return the clamped Retry-After of an answer, or None when it has none that can be read."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    return retry_after_seconds(said, datetime.now(UTC), LONGEST_WAIT_SECONDS)

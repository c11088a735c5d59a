"""What Slack's conversations.history and conversations.replies show of the messages that were posted."""

from collections.abc import Sequence
from typing import Any

SCOPES = {"C": "channels:history", "G": "groups:history", "D": "im:history"}
MOST = 999  # messages in one answer


def page_of(
    posts: Sequence[dict[str, Any]], arguments: dict[str, Any], scopes: set[str], most: int = MOST
) -> dict[str, Any]:
    """Return a page of a conversation, or of the thread that `ts` names, newest first; only with the scope for it."""
    channel, thread = str(arguments.get("channel", "")), arguments.get("ts")
    needed = SCOPES[channel[:1]]
    if needed not in scopes:
        return {"ok": False, "error": "missing_scope", "needed": needed, "provided": "chat:write"}
    found = [post for post in posts if post["channel"] == channel and post.get("thread_ts") == thread]
    found = [post for post in reversed(found) if float(post["ts"]) > float(arguments.get("oldest", 0))]
    begin = int(arguments.get("cursor") or 0)
    end = begin + min(int(arguments.get("limit", 100)), most)
    cursor = str(end) if end < len(found) else ""
    shown = [_shown(post, with_metadata=arguments.get("include_all_metadata") == "true") for post in found[begin:end]]
    return {"ok": True, "messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _shown(post: dict[str, Any], *, with_metadata: bool) -> dict[str, Any]:
    names = ("ts", "text", "thread_ts", "bot_id", *(("metadata",) if with_metadata else ()))
    return {"type": "message", **{name: post[name] for name in names if name in post}}

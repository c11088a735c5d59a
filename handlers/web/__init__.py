"""The playground: Slack's and Discord's commands and cards in a local page, without a token."""

from handlers.web.platform import WebPlatform
from handlers.web.rooms import PERSON, WORKSPACE

__all__ = ["PERSON", "WORKSPACE", "WebPlatform"]

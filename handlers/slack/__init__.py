"""Slack: the adapter that app.py builds, and the renderer that others show cards with."""

from handlers.slack.platform import SlackPlatform
from handlers.slack.render import render, render_reply

__all__ = ["SlackPlatform", "render", "render_reply"]

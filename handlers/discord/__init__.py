"""Discord: slash commands and buttons over the gateway, cards over REST. Nothing outside knows discord.py."""

from handlers.discord.platform import DiscordPlatform
from handlers.discord.syncing import CommandHash

__all__ = ["CommandHash", "DiscordPlatform"]

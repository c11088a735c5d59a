"""Article in, reports out: what is launched, and every number with its owner and its sentence. Pure."""

from bot.reading.read import read

__all__ = ["read"]

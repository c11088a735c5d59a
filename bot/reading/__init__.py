"""Article in, reports out: what is launched, and every number with its owner and its sentence. Pure."""

from bot.reading.read import Explained, explain, read
from bot.reading.verdict import Reason

__all__ = ["Explained", "Reason", "explain", "read"]

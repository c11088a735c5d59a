"""Article in, reports out: what is launched, and every number with its owner and its sentence. Pure."""

from bot.reading.claims import SCHEMA, is_answer, messages, with_claims
from bot.reading.read import Explained, explain, read
from bot.reading.reason import Reason

__all__ = ["SCHEMA", "Explained", "Reason", "explain", "is_answer", "messages", "read", "with_claims"]

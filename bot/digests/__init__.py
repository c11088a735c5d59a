"""What people see first: key numbers, cards, comparisons. Pure."""

from bot.digests.card import card_of, pointer_card, title_of
from bot.digests.compare import compare_card
from bot.digests.digest import Told, digest_card
from bot.digests.numbers import key_numbers
from bot.digests.schedule import Turn, after_quiet, day_start, next_due, turn_of

__all__ = [
    "Told",
    "Turn",
    "after_quiet",
    "card_of",
    "compare_card",
    "day_start",
    "digest_card",
    "key_numbers",
    "next_due",
    "pointer_card",
    "title_of",
    "turn_of",
]

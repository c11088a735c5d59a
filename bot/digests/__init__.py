"""What people see first: key numbers, cards, comparisons. Pure."""

from bot.digests.card import card_of, title_of
from bot.digests.compare import compare_card
from bot.digests.numbers import key_numbers
from bot.digests.schedule import next_due

__all__ = ["card_of", "compare_card", "key_numbers", "next_due", "title_of"]

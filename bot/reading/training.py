"""Tokens a model was trained on."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.reading.numerals import AMOUNT, value_of
from bot.reading.owners import owner_at
from bot.reading.page import Page
from bot.reading.quick import holds
from bot.types import Fact

_TOKENS = re.compile(
    rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT}[ -](?:(?:[a-z-]+|Unicode|English|text|code) ){{0,3}}tokens?\b|(?<![\w.$])(?<!\d,){AMOUNT.replace('<n>', '<n2>').replace('<p>', '<p2>').replace('<s>', '<s2>')} ?(?:个)?(?:トークン|Token|jetons|词元|tokens?)",
    re.I,
)
_TRAINED = re.compile(
    r"\b(?:train\w*|pre-?train\w*|corpus|dataset|trained|saw|seen|learn\w*|data|trainiert|entraîn\w+|entren\w+|vortrain\w*)\b|训练|学習|학습",
    re.I,
)
_NOT_TRAINING = re.compile(r"\b(?:context|window|output|per second|per million|price\w*|input)\b", re.I)
SMALLEST = Decimal(10**9)
_UNITS = ("token", "トークン", "jetons", "词元")


def read_training(page: Page) -> Iterator[Fact]:
    """Yield training tokens: a billion at least, with a word of training in the sentence."""
    for sentence in page.sentences:
        if not holds(sentence.text, _UNITS) or not _TRAINED.search(sentence.text):
            continue
        for match in _TOKENS.finditer(sentence.text):
            group = "" if match["n"] else "2"
            if not match[f"s{group}"]:
                continue
            value = value_of(match[f"n{group}"], match[f"s{group}"])
            before = sentence.text[max(0, match.start() - 30) : match.start()]
            cue = max((one.end() for one in _TRAINED.finditer(before)), default=0)
            around = before[cue:] + sentence.text[match.start() : match.end() + 20]
            if value < SMALLEST or _NOT_TRAINING.search(around):
                continue
            start = sentence.start + match.start(f"n{group}")
            end = sentence.start + match.end(f"s{group}")
            owner = owner_at(page, start, end, sentence)
            yield page.fact(
                "training.tokens",
                "training_tokens",
                value,
                "tokens",
                (start, end),
                sentence,
                owner=owner.name,
                role=owner.role,
            )

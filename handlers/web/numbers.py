"""Key numbers as tiles, and the sentences behind them: each number points at its sentence, each sentence marks it."""

import re

from bot.types import CardNumber, CardQuote
from handlers.web.safe_text import address_of, cleaned, escaped, link

LONGEST_WHOLE = 22  # longer values are split: the number large, its circumstances small below it
LONGEST_LARGE = 12
_DIGITS = re.compile(r"\d[\d,.]{0,20}(?<=\d)|\d")


def numbers_html(numbers: tuple[CardNumber, ...], quotes: tuple[CardQuote, ...]) -> str:
    """Return a grid of label and value, each value with a mark that opens the sentence it came from."""
    if not numbers:
        return ""
    tiles = "".join(_tile_html(number, quotes) for number in numbers)
    return f'<dl class="numbers">{tiles}</dl>'


def _tile_html(number: CardNumber, quotes: tuple[CardQuote, ...]) -> str:
    head, tail = _split(cleaned(number.value))
    size = "large" if len(head) <= LONGEST_LARGE else "medium"
    small = f"<small>{escaped(tail)}</small>" if tail else ""
    return (
        f"<div><dt>{escaped(number.label)}{_citation_html(number, quotes)}</dt>"
        f'<dd class="{size}"><span>{escaped(head)}</span>{small}</dd></div>'
    )


def _split(value: str) -> tuple[str, str]:
    """Return the value's first part and the rest, where one line would be too long for a tile."""
    if len(value) <= LONGEST_WHOLE:
        return value, ""
    head, _, tail = value.partition(" · ")
    return head, tail


def _citation_html(number: CardNumber, quotes: tuple[CardQuote, ...]) -> str:
    place = _sentence_of(number, quotes)
    if place is None:
        return ""
    words = escaped(f"Show the sentence behind {number.label}")
    return f'<button type="button" class="cite" data-quote="{place}" aria-label="{words}">{place}</button>'


def _sentence_of(number: CardNumber, quotes: tuple[CardQuote, ...]) -> int | None:
    """Return the sentence's place in the list, from 1."""
    if number.fact is None:
        return None
    return next((place for place, quote in enumerate(quotes, 1) if number.fact in quote.facts), None)


def quotes_html(quotes: tuple[CardQuote, ...], numbers: tuple[CardNumber, ...], *, is_open: bool = False) -> str:
    """Return the sentences behind the numbers, folded unless `is_open`."""
    if not quotes:
        return ""
    rows = "".join(_quote_html(place, quote, numbers) for place, quote in enumerate(quotes, 1))
    words = (
        "The sentence behind these numbers" if len(quotes) == 1 else f"The {len(quotes)} sentences behind these numbers"
    )
    return f'<details class="quotes"{" open" if is_open else ""}><summary>{words}</summary><ol>{rows}</ol></details>'


def _quote_html(place: int, quote: CardQuote, numbers: tuple[CardNumber, ...]) -> str:
    values = [cleaned(number.value) for number in numbers if number.fact is not None and number.fact in quote.facts]
    address = address_of(quote.url)
    site = address[1] if address else quote.site
    source = f"<cite>{link(quote.url, site)}</cite>" if site else ""
    return (
        f'<li data-quote="{place}" tabindex="-1">'
        f"<blockquote>{_marked(cleaned(quote.text), values)}</blockquote>{source}</li>"
    )


def _marked(sentence: str, values: list[str]) -> str:
    """Return the escaped sentence with the values' first numbers marked where they are printed."""
    found = [_DIGITS.search(value) for value in values]
    wanted = {match.group() for match in found if match}
    parts, end = [], 0
    for match in _DIGITS.finditer(sentence):
        if match.group() in wanted:
            parts += [escaped(sentence[end : match.start()]), f"<mark>{match.group()}</mark>"]
            end = match.end()
    return "".join(parts) + escaped(sentence[end:])

"""The parts of a card as Markdown, each within what its rung allows; the last line counts what is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.types import Card, CardNumber, CardQuote
from handlers.discord.figures import drawn_chart, drawn_table
from handlers.discord.items import items_of
from handlers.discord.rungs import Rung
from handlers.discord.words import clean, fit, host_of, link, misleads, safe_url

TONES = {"launch": "", "update": "Update", "digest": "Digest", "notice": "", "problem": "Problem"}
FIGURE_TEXT = 1_600  # characters a drawn table or chart may take, so that the rest of the card keeps its place
TITLE_LINK = 1_900  # title and address together
QUOTE_LINK = 400
MOST_TITLE = 250


@dataclass(frozen=True, slots=True)
class Parts:
    """A card in Markdown, part by part; "" where it has nothing to show."""

    title: str
    badges: str
    numbers: str
    changes: str
    summary: str
    items: str
    figures: str
    quotes: str
    footer: str


def parts_of(card: Card, rung: Rung) -> Parts:
    """Return the parts of a card that `rung` leaves room for."""
    figures, left_out = _figures(card, rung)
    items, in_menus = items_of(card, rung)
    return Parts(
        title=link(card.url, fit_title(card.title, rung), TITLE_LINK) if clean(card.title) else "",
        badges=badges(card, rung),
        numbers="\n".join(_number(number, rung) for number in shown_numbers(card, rung)),
        changes=_changes(card, rung),
        summary=fit(card.summary, rung.summary) if rung.summary else "",
        items=items,
        figures=figures,
        quotes="\n".join(_quote(card, quote, rung) for quote in card.quotes[: rung.quotes] if clean(quote.text)),
        footer=_footer(card, rung, {"launch": in_menus, **left_out}),
    )


def shown_numbers(card: Card, rung: Rung) -> tuple[CardNumber, ...]:
    """Return the numbers that `rung` leaves room for, key numbers first."""
    return card.numbers[: rung.numbers] + card.more_numbers[: rung.more_numbers]


def badges(card: Card, rung: Rung) -> str:
    """Return tone and badges on one line."""
    return fit("  ·  ".join(text for text in (TONES.get(card.tone, ""), *card.badges) if clean(text)), rung.words)


def left_out_words(card: Card, rung: Rung, figures: dict[str, int]) -> str:
    """Return what the rung leaves out, counted: "… and 3 more numbers, 1 more sentence"; "" when nothing is."""
    counts = {
        "number": max(0, len(card.numbers) - rung.numbers) + max(0, len(card.more_numbers) - rung.more_numbers),
        "change": max(0, len(card.changes) - rung.changes),
        "sentence": max(0, len(card.quotes) - rung.quotes) if rung.quotes else 0,  # none wanted: none missed
        **figures,
    }
    words = ", ".join(f"{count} more {_plural(name, count)}" for name, count in counts.items() if count > 0)
    return f"… and {words}" if words else ""


def carries_link(card: Card) -> bool:
    """Return whether the title itself can be the text of the link to the source."""
    address = safe_url(card.url)
    return address is not None and bool(clean(card.title)) and not misleads(card.title, address)


def fit_title(title: str, rung: Rung) -> str:
    """Return the title, cut for its rung but not yet escaped."""
    line, limit = clean(title), min(rung.words, MOST_TITLE)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _plural(name: str, count: int) -> str:
    return name if count == 1 else f"{name}{'es' if name.endswith('h') else 's'}"


def _number(number: CardNumber, rung: Rung) -> str:
    return f"**{fit(number.label, rung.words) or '–'}** {fit(number.value, rung.words) or '–'}"


def _changes(card: Card, rung: Rung) -> str:
    lines = [f"- {fit(change, rung.words)}" for change in card.changes[: rung.changes] if clean(change)]
    return "\n".join(["**What changed**", *lines] if lines else [])


def _quote(card: Card, quote: CardQuote, rung: Rung) -> str:
    """Return a sentence with its source and the names of the numbers that were read from it."""
    source = link(quote.url, quote.site or host_of(quote.url), QUOTE_LINK)
    labels = (n.label for n in (*card.numbers, *card.more_numbers) if n.fact is not None and n.fact in quote.facts)
    behind = "  ·  ".join(part for part in (fit(", ".join(labels), rung.words), source) if part)
    return f"> {fit(quote.text, rung.words)}" + (f"\n-# {behind}" if behind else "")


def _figures(card: Card, rung: Rung) -> tuple[str, dict[str, int]]:
    chart, bars, table, rows = "", 0, "", 0
    if card.chart is not None and card.chart.bars and rung.bars:
        chart, bars = drawn_chart(card.chart, rung.bars, FIGURE_TEXT // 2)
    if card.table is not None and card.table.header and rung.rows:
        table, rows = drawn_table(card.table, rung.rows, FIGURE_TEXT)
    all_bars = len(card.chart.bars) if card.chart and rung.bars else 0
    all_rows = len(card.table.rows) if card.table and rung.rows else 0
    return _lines((chart, table)), {"score": all_bars - bars, "row": all_rows - rows}


def _footer(card: Card, rung: Rung, left_out: dict[str, int]) -> str:
    source = "" if carries_link(card) else link(card.url, host_of(card.url), TITLE_LINK)
    more = left_out_words(card, rung, left_out)
    texts = [text for text in (fit(card.footer, rung.words), source, more) if text]
    return f"-# {'  ·  '.join(texts)}" if texts else ""


def _lines(texts: Sequence[str] | Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)

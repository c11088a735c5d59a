"""The parts of a card as blocks, each within what its rung allows; the last line counts what is left out."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.types import Card, CardNumber, CardQuote, Chart, Table
from handlers.slack import limits
from handlers.slack.figures import drawn_chart, drawn_table, native_chart, native_table
from handlers.slack.items import item_blocks
from handlers.slack.menus import command_row
from handlers.slack.mrkdwn import clean, fit, host_of, link, may_carry_link, mrkdwn, plain, safe_url
from handlers.slack.rungs import Rung

Block = dict[str, Any]
TONES = {"launch": "", "update": "Update", "digest": "", "notice": "", "problem": "Problem"}
FIGURE_TEXT = 2_500  # characters a drawn table or chart may take, so that the rest of the card keeps its place
TITLE_LINK = 2_400  # characters of title and address together: any address that safe_url gives has room
QUOTE_LINK = 600


def card_blocks(card: Card, rung: Rung) -> list[Block]:
    """Return the blocks of a card: title, badges, key numbers, then all that explains them."""
    figures, left_out = _figures(card, rung)
    items, lost = item_blocks(card.items, rung.lines)
    numbers = _numbers(card.numbers[: rung.numbers], rung) + _numbers(card.more_numbers[: rung.more_numbers], rung)
    return [
        *_title(card, rung),
        *_context([TONES.get(card.tone, ""), *card.badges], rung),
        *numbers,
        *items,
        *_changes(card, rung),
        *_summary(card, rung),
        *figures,
        *_quotes(card, rung),
        *command_row(card.actions, rung.actions),
        *_last_line(card, rung, {**left_out, "launch": lost}),
    ]


def _title(card: Card, rung: Rung) -> list[Block]:
    text = f"*{link(card.url, card.title, TITLE_LINK)}*"
    return [{"type": "section", "text": mrkdwn(text)}] if clean(card.title) else []


def _summary(card: Card, rung: Rung) -> list[Block]:
    is_shown = rung.summary and clean(card.summary)
    return [{"type": "section", "text": plain(card.summary, rung.summary)}] if is_shown else []


def _numbers(numbers: Sequence[CardNumber], rung: Rung) -> list[Block]:
    fields = [mrkdwn(f"*{fit(n.label, rung.words) or '–'}*\n{fit(n.value, rung.words) or '–'}") for n in numbers]
    groups = (fields[i : i + limits.SECTION_FIELDS] for i in range(0, len(fields), limits.SECTION_FIELDS))
    return [{"type": "section", "fields": group} for group in groups]


def _changes(card: Card, rung: Rung) -> list[Block]:
    lines = [f"• {fit(change, rung.words)}" for change in card.changes[: rung.changes] if clean(change)]
    return _sections(["*What changed*", *lines] if lines else [])


def _quotes(card: Card, rung: Rung) -> list[Block]:
    return _sections([_quote(card, quote, rung) for quote in card.quotes[: rung.quotes] if clean(quote.text)], "\n\n")


def _quote(card: Card, quote: CardQuote, rung: Rung) -> str:
    """Return a sentence with its source and the names of the numbers that were read from it."""
    source = link(quote.url, quote.site or host_of(safe_url(quote.url) or ""), QUOTE_LINK)
    labels = (n.label for n in (*card.numbers, *card.more_numbers) if n.fact is not None and n.fact in quote.facts)
    about = fit(", ".join(labels), rung.words)
    behind = " · ".join(part for part in (about, source) if part)
    return f">{fit(quote.text, rung.words)}" + (f"\n>_{behind}_" if behind else "")


def _figures(card: Card, rung: Rung) -> tuple[list[Block], dict[str, int]]:
    # Slack's chart block is young and its limits are told in two ways, so alerts draw their bars as text; only a
    # comparison, a chart beside a table, asks for it: there a refusal costs one more try, not a late alert.
    chart, bars = _chart(card.chart, rung, is_native=rung.is_native and card.table is not None)
    table, rows = _table(card.table, rung)
    all_bars = len(card.chart.bars) if card.chart else 0
    all_rows = len(card.table.rows) if card.table else 0
    return chart + table, {"score": all_bars - bars, "row": all_rows - rows}


def _chart(chart: Chart | None, rung: Rung, is_native: bool) -> tuple[list[Block], int]:
    if chart is None or not chart.bars or not rung.bars:
        return [], 0
    native = native_chart(chart, rung.bars) if is_native else None
    if native is not None:
        return [native], len(native["chart"]["axis_config"]["categories"])
    drawn, shown = drawn_chart(chart, rung.bars, FIGURE_TEXT)
    return [drawn], shown


def _table(table: Table | None, rung: Rung) -> tuple[list[Block], int]:
    if table is None or not table.header or not rung.rows:
        return [], 0
    if rung.is_native:
        native = native_table(table, rung.rows)
        return [native], len(native["rows"]) - 1
    drawn, shown = drawn_table(table, rung.rows, FIGURE_TEXT)
    return [drawn], shown


def _last_line(card: Card, rung: Rung, left_out: dict[str, int]) -> list[Block]:
    source = (
        "" if may_carry_link(card.title, card.url) else link(card.url, host_of(safe_url(card.url) or ""), TITLE_LINK)
    )
    more = ", ".join(_left_out(card, rung, left_out))
    elements = [plain(card.footer, rung.words)] if clean(card.footer) else []
    elements += [mrkdwn(source)] if source else []
    elements += [plain(f"… and {more}", rung.words)] if more else []
    return [{"type": "context", "elements": elements}] if elements else []


def _left_out(card: Card, rung: Rung, figures: dict[str, int]) -> Iterable[str]:
    counts = {
        "number": max(0, len(card.numbers) - rung.numbers) + max(0, len(card.more_numbers) - rung.more_numbers),
        "change": max(0, len(card.changes) - rung.changes),
        "sentence": max(0, len(card.quotes) - rung.quotes) if rung.quotes else 0,  # none wanted: none missed
        **figures,
    }
    return (f"{count} more {_plural(name, count)}" for name, count in counts.items() if count > 0)


def _plural(name: str, count: int) -> str:
    ending = "es" if name.endswith("ch") else "s"
    return f"{name}{ending}" if count > 1 else name


def _context(texts: Sequence[str], rung: Rung) -> list[Block]:
    line = " · ".join(text for text in texts if clean(text))
    return [{"type": "context", "elements": [plain(line, rung.words)]}] if line else []


def _sections(lines: Sequence[str], between: str = "\n") -> list[Block]:
    """Return lines as few sections; a line is at most 2,500 characters long, so each finds room."""
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + len(between) + len(line) <= limits.SECTION_TEXT:
            texts[-1] += f"{between}{line}"
        else:
            texts.append(line)
    return [{"type": "section", "text": mrkdwn(text)} for text in texts]

"""The launches of a digest: as lines within what the rung allows, and the rest behind buttons; none is lost."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.types import CardItem
from handlers.slack import limits
from handlers.slack.mrkdwn import button, clean, fit, link, mrkdwn
from handlers.slack.rungs import Lines

Block = dict[str, Any]
SEVERAL = "several"  # our own verb: its argument is the keys of launches to show, and no core hears of it
BETWEEN = " | "
PER_BUTTON = 8
MOST_ROWS = 10  # of buttons
ITEM_LINK = 600  # characters of a title with its address


def item_blocks(items: Sequence[CardItem], lines: Lines) -> tuple[list[Block], int]:
    """Return the blocks of a digest's launches, and how many launches found no place, not even behind a button."""
    if lines.has_button:
        return [_section(item, lines, number) for number, item in enumerate(items)], 0
    shown = _fitting([_line(item, lines) for item in items], lines.room)
    buttons = list(_page_buttons(items[len(shown) :], len(shown)))
    kept = buttons[: MOST_ROWS * limits.ACTION_ELEMENTS]
    rows = [kept[i : i + limits.ACTION_ELEMENTS] for i in range(0, len(kept), limits.ACTION_ELEMENTS)]
    blocks = [*_sections(shown), *({"type": "actions", "elements": row} for row in rows)]
    return blocks, len(items) - len(shown) - sum(len(keys_of(one["value"])) for one in kept)


def keys_of(argument: str) -> list[str]:
    """Return the keys that a button of several launches carries, as its value or its argument."""
    return [key for key in argument.removeprefix(f"{SEVERAL} ").split(BETWEEN) if key]


def _section(item: CardItem, lines: Lines, number: int) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(_line(item, lines))}
    details = button("All numbers", "show", item.key, number)
    if details is not None:
        details["action_id"] = f"ask:item:{number}"
        block["accessory"] = details
    return block


def _line(item: CardItem, lines: Lines) -> str:
    """Return a launch in one or two lines: name and badges, then its numbers and what changed."""
    title = link(item.url, item.title or item.key, ITEM_LINK) if lines.has_link else fit(item.title, lines.words)
    badges = fit(" · ".join(badge for badge in item.badges if clean(badge)), lines.words) if lines.numbers else ""
    parts = [f"{fit(n.label, lines.words)} *{fit(n.value, lines.words)}*" for n in item.numbers[: lines.numbers]]
    more = len(item.numbers) - len(parts)
    parts += [f"{more} more number{'s' if more > 1 else ''}"] if parts and more > 0 else []
    changes = [f"_{fit(change, lines.words)}_" for change in item.changes[: lines.changes] if clean(change)]
    head = " · ".join(part for part in (f"*{title or '–'}*", badges) if part)
    return "\n".join(part for part in (head, " · ".join([*changes, *parts])) if part)


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    shown: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0 or len(line) > limits.SECTION_TEXT:
            break
        shown.append(line)
    return shown


def _sections(lines: Sequence[str]) -> list[Block]:
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + len(line) < limits.SECTION_TEXT:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return [{"type": "section", "text": mrkdwn(text)} for text in texts]


def _page_buttons(items: Sequence[CardItem], before: int) -> Iterator[dict[str, Any]]:
    """Return buttons that each stand for a few launches, named by their places in the digest."""
    for start in range(0, len(items), PER_BUTTON):
        group = items[start : start + PER_BUTTON]
        first, last = before + start + 1, before + start + len(group)
        keys = BETWEEN.join(item.key for item in group)
        one = button(f"{first}–{last}" if last > first else f"{first}", SEVERAL, keys, first)
        if one is not None:
            one["action_id"] = f"ask:page:{first}"
            yield one

"""Buttons that stand for a command, and how one that was pressed is read back, after a restart too."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.types import Action, Command
from handlers.discord import limits
from handlers.discord.words import VISIBLE, clean, label

Component = dict[str, Any]

PRESSED = re.compile(r"lw:([a-z]{1,20}):(.*)", re.DOTALL)
ROW, BUTTON, SECONDARY = 1, 2, 2


def rows(actions: Sequence[Action], most: int, taken: set[str]) -> list[Component]:
    """Return action rows with at most `most` buttons; `taken` gathers the ids that the message already holds."""
    buttons = list(_buttons(actions, taken))[:most]
    step = limits.BUTTONS_PER_ROW
    return [{"type": ROW, "components": buttons[i : i + step]} for i in range(0, len(buttons), step)]


def pressed(custom_id: str) -> Command | None:
    """Return the command of a button of ours, or None for a foreign or forged one. It grants no right by itself."""
    match = PRESSED.fullmatch(custom_id)
    return Command(match[1], match[2]) if match and len(custom_id) <= limits.CUSTOM_ID else None


def is_short_enough(verb: str, argument: str) -> bool:
    """Return whether a button can hold this command whole."""
    return _id_of(verb, argument) is not None


def _id_of(verb: str, argument: str) -> str | None:
    """Return the id that Discord hands back whole and `pressed` reads as this command; None when there is none."""
    custom_id = f"lw:{verb}:{argument}"
    is_whole = custom_id.translate(VISIBLE) == custom_id
    return custom_id if is_whole and pressed(custom_id) == Command(verb, argument) else None


def _buttons(actions: Sequence[Action], taken: set[str]) -> Iterable[Component]:
    for action in actions:
        custom_id = _id_of(action.verb, action.argument)
        if custom_id is not None and custom_id not in taken and clean(action.label):
            taken.add(custom_id)  # Discord refuses a message that holds the same id twice
            yield {
                "type": BUTTON,
                "style": SECONDARY,
                "label": label(action.label, limits.BUTTON_LABEL),
                "custom_id": custom_id,
            }

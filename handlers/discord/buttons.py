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


def _buttons(actions: Sequence[Action], taken: set[str]) -> Iterable[Component]:
    for action in actions:
        custom_id = f"lw:{action.verb}:{action.argument}"
        if custom_id not in taken and clean(action.label) and _comes_back(custom_id):
            taken.add(custom_id)  # Discord refuses a message that holds the same id twice
            yield {
                "type": BUTTON,
                "style": SECONDARY,
                "label": label(action.label, limits.BUTTON_LABEL),
                "custom_id": custom_id,
            }


def _comes_back(custom_id: str) -> bool:
    """Return whether Discord would hand this id back whole and `pressed` would read it."""
    return pressed(custom_id) is not None and custom_id.translate(VISIBLE) == custom_id

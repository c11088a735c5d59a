"""Buttons and menus that stand for commands, and how one that was used is read back, after a restart too."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.types import Action, Command
from handlers.discord import limits
from handlers.discord.words import VISIBLE, clean, label

Component = dict[str, Any]

PREFIX = "lw:"
PRESSED = re.compile(r"([a-z]{1,20}):(.*)", re.DOTALL)
MENU = re.compile(r"lw>\d{1,2}")  # a menu's own id says nothing: the chosen value does
ROW, BUTTON, SELECT, SECONDARY = 1, 2, 3, 2
MOST_MENUS = 15  # of a message, each a row and a select: with the words around them at most 40 components


def rows(actions: Sequence[Action], most: int, taken: set[str]) -> list[Component]:
    """Return action rows with at most `most` buttons, the rest in menus below.

    `taken` gathers the ids that the message already holds.
    """
    buttons = list(_buttons(actions, taken))
    step = limits.BUTTONS_PER_ROW
    shown = [_row(buttons[i : i + step]) for i in range(0, min(most, len(buttons)), step)]
    rest = [_option(button["label"], button["custom_id"].removeprefix(PREFIX)) for button in buttons[most:]]
    return [*shown, *_menus(rest, "More", taken, MOST_MENUS)]


def menus(actions: Sequence[Action], words: str, taken: set[str], most: int = MOST_MENUS) -> list[Component]:
    """Return rows with a menu each, in which every action can be chosen; `words` says what choosing does."""
    options = (_option(label(action.label, limits.OPTION_LABEL), _short_value(action)) for action in actions)
    return _menus(list(options), words, taken, most)


def pressed(data: Mapping[str, Any]) -> Command | None:
    """Return the command of a button or menu of ours, or None for a foreign or forged one. It grants no right."""
    custom_id, values = str(data.get("custom_id", "")), list(data.get("values") or [])
    if MENU.fullmatch(custom_id):
        return _command(str(values[0])) if len(values) == 1 else None
    return _command(custom_id.removeprefix(PREFIX)) if custom_id.startswith(PREFIX) else None


def is_short_enough(verb: str, argument: str) -> bool:
    """Return whether a button can hold this command whole."""
    return _id_of(verb, argument) is not None


def _command(text: str) -> Command | None:
    match = PRESSED.fullmatch(text)
    return Command(match[1], match[2]) if match and len(text) <= limits.OPTION_VALUE else None


def _id_of(verb: str, argument: str) -> str | None:
    """Return the id that Discord hands back whole and `pressed` reads as this command; None when there is none."""
    text = f"{verb}:{argument}"
    is_whole = text.translate(VISIBLE) == text and len(PREFIX + text) <= limits.CUSTOM_ID
    return PREFIX + text if is_whole and _command(text) == Command(verb, argument) else None


def _short_value(action: Action) -> str:
    """Return an option's value; an argument too long for it is cut: what it names is looked up, not obeyed."""
    return f"{action.verb}:{clean(action.argument)}"[: limits.OPTION_VALUE]


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


def _menus(options: Sequence[Component], words: str, taken: set[str], most: int) -> list[Component]:
    different = list({option["value"]: option for option in options}.values())
    step = limits.SELECT_OPTIONS
    starts = range(0, len(different), step)[:most]
    is_numbered = len(different) > step
    return [
        _row([_menu(different[i : i + step], f"{words} ({i + 1}–{i + step})" if is_numbered else words, taken)])
        for i in starts
    ]


def _menu(options: Sequence[Component], words: str, taken: set[str]) -> Component:
    custom_id = next(name for name in _menu_ids() if name not in taken)
    taken.add(custom_id)
    return {
        "type": SELECT,
        "custom_id": custom_id,
        "placeholder": label(words, limits.MENU_WORDS),
        "options": list(options),
    }


def _menu_ids() -> Iterator[str]:
    return (f"lw>{number}" for number in range(100))


def _option(words: str, value: str) -> Component:
    return {"label": words or "–", "value": value}


def _row(components: Sequence[Component]) -> Component:
    return {"type": ROW, "components": list(components)}

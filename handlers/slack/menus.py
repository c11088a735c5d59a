"""A card's actions as one row: the first as buttons, the others in the menu behind the dots."""

from collections.abc import Sequence
from typing import Any

from bot.types import Action
from handlers.slack import limits
from handlers.slack.mrkdwn import button

BUTTONS_BEFORE_MENU = 4
MENU = "ask:menu"


def command_row(
    actions: Sequence[Action], most: int, *, before_menu: int = BUTTONS_BEFORE_MENU
) -> list[dict[str, Any]]:
    """Return a block with at most `most` of the actions, or nothing; one that would not come back whole is left out."""
    buttons = (button(action.label, action.verb, action.argument, number) for number, action in enumerate(actions))
    whole = [one for one in buttons if one is not None][:most]
    in_menu = _menu(whole[before_menu:])
    kept = whole[:before_menu] + in_menu if in_menu else whole
    elements = kept[: limits.ACTION_ELEMENTS]
    return [{"type": "actions", "elements": elements}] if elements else []


def _menu(buttons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the menu, and as buttons again what it cannot hold; nothing when there is no need for one."""
    small = [one for one in buttons if len(one["value"]) <= limits.OPTION_VALUE]
    chosen = small[: limits.OVERFLOW_OPTIONS]
    if len(chosen) < 2:
        return []
    options = [{"text": one["text"], "value": one["value"]} for one in chosen]
    rest = [one for one in buttons if not any(one is other for other in chosen)]
    return [{"type": "overflow", "action_id": MENU, "options": options}, *rest]

"""A question before a command: the button knows the launch, the person says the rest. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.types import Command
from handlers.slack import limits
from handlers.slack.mrkdwn import plain

ANSWERED = "ask_prompt"
LONGEST_ANSWER = 500
LONGEST_ABOUT = 3_000  # Slack's limit of private_metadata
QUESTIONS = {  # verb: title, question, button
    "wrong": ("Report a wrong number", "Which number is wrong? For example: context 128K", "Report"),
}


def needs_prompt(command: Command) -> bool:
    """Return whether a button's command says of which launch, but not what."""
    return command.verb in QUESTIONS and bool(command.text) and "," not in command.text


def prompt_form(command: Command, place: str) -> dict[str, Any]:
    """Return the form that asks for the rest of a command."""
    title, question, submit = QUESTIONS[command.verb]
    answer = {"type": "plain_text_input", "action_id": "said", "multiline": True, "max_length": LONGEST_ANSWER}
    return {
        "type": "modal",
        "callback_id": ANSWERED,
        "title": plain(title, limits.VIEW_TITLE),
        "submit": plain(submit, limits.VIEW_TITLE),
        "close": plain("Cancel", limits.VIEW_TITLE),
        "private_metadata": f"{place or '-'} {command.verb} {command.text}"[:LONGEST_ABOUT],
        "blocks": [
            {"type": "context", "elements": [plain(command.text, 200)]},
            {"type": "input", "block_id": "said", "label": plain(question, limits.FIELD_TEXT), "element": answer},
        ],
    }


def prompted_command(view: Mapping[str, Any]) -> Command | None:
    """Return the whole command of a form that was sent; None when it says nothing, or is none of ours."""
    _, _, rest = str(view.get("private_metadata") or "").partition(" ")
    verb, _, about = rest.partition(" ")
    values = (view.get("state") or {}).get("values") or {}
    said = ((values.get("said") or {}).get("said") or {}).get("value") or ""
    if verb not in QUESTIONS or not about or not isinstance(said, str) or not said.strip():
        return None
    return Command(verb, f"{about}, {' '.join(said.split())}")

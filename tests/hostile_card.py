"""A card whose every foreign string is hostile, and what no message of any platform may hold."""

import json
import re
from typing import Any

from bot.types import Action, Card, CardNumber, CardQuote, Table
from handlers.discord.render import render as discord_message
from handlers.discord.render import render_text as discord_words
from handlers.slack.render import render as slack_message
from handlers.slack.render import render_text as slack_words
from handlers.web.render import card_html
from tests.fake_discord_limits import pings as discord_pings
from tests.fake_discord_limits import strings
from tests.fake_slack_limits import pings_in as slack_pings

HOSTILE = (
    "@everyone <!channel> <!here> <@U1> <#C1|x> <!subteam^S1> <@&1> <https://evil.example|bank.example> "
    "[bank.example](https://evil.example) ```` \u202e\u200b <script>alert(1)</script> &lt;!channel&gt;"
)


def hostile_card() -> Card:
    """A launch whose every foreign string is hostile."""
    return Card(
        key=HOSTILE[:40],
        title=HOSTILE,
        url="javascript:alert(1)",
        summary=HOSTILE,
        badges=(HOSTILE,),
        numbers=(CardNumber(HOSTILE, HOSTILE, 0),),
        more_numbers=(CardNumber(HOSTILE, HOSTILE),),
        table=Table((HOSTILE,), ((HOSTILE,),)),
        changes=(HOSTILE,),
        quotes=(CardQuote(HOSTILE, HOSTILE, "javascript:alert(1)", (0,)),),
        actions=(Action(HOSTILE[:30], "show", HOSTILE),),
        footer=HOSTILE,
        plain_text=HOSTILE,
    )


def check_harmless(card: Card) -> None:
    """Check that no platform's message of a card pings, runs a script or hides where a link leads."""
    for payload in (slack_message(card), slack_words(card)):
        check_slack(payload)
    for payload in (discord_message(card), discord_words(card)):
        check_discord(payload)
    html = card_html(card)
    assert "<script" not in html
    assert "javascript:" not in html
    assert 'href="https://evil' not in html


def check_slack(payload: dict[str, Any]) -> None:
    assert slack_pings(payload) == []
    for address, label in re.findall(r"<([^<>|]*)\|([^<>]*)>", json.dumps(payload, ensure_ascii=False)):
        assert address.startswith("http")
        assert "evil" not in address or "bank" not in label


def check_discord(payload: dict[str, Any]) -> None:
    assert discord_pings(payload) == []
    assert payload["allowed_mentions"] == {"parse": []}
    for text in strings(payload):
        assert not re.search(r"(?<!\\)\[(?:\\.|[^\]\\])*\]\(https://evil", text)

"""Digests and cards that call somebody: one normal digest, and any that hypothesis can think of."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from bot.types import Action, Card, CardNumber
from bot.types.card import CardItem, Mention
from tests.fake_slack_cards import cards, numbers, some, urls, words

MODELS = ("Zephyr 2", "Mistrel 9", "Boreas", "Tern Nano", "Quill 70B")
DIGEST = Card(
    key="digest:license:open",
    title="5 launches this week",
    url=None,
    tone="digest",
    badges=("April 6 to 12, 2026",),
    items=tuple(
        CardItem(
            key=f"norden labs/{name.casefold()}",
            title=name,
            url=f"https://news.example.com/{place}",
            badges=("Norden Labs", "Open weights"),
            numbers=(CardNumber("Parameters", f"{place + 1}B"), CardNumber("Context", "128K tokens")),
            changes=("Price: $0.25 → $0.20",) if place == 1 else (),
        )
        for place, name in enumerate(MODELS)
    ),
    actions=(Action("Pause", "pause", "3"), Action("Unsubscribe", "unsubscribe", "3")),
    footer="license:open · every Monday at 09:00",
    plain_text="5 launches this week\n" + "\n".join(MODELS),
)


def digest_of(count: int) -> Card:
    """Return a digest of so many launches, each with a name of its own."""
    item = DIGEST.items[0]
    items = (
        replace(
            item, key=f"norden labs/model-{place}", title=f"Model {place:03}", url=f"https://news.example.com/{place}"
        )
        for place in range(count)
    )
    return replace(DIGEST, title=f"{count} launches this week", items=tuple(items))


items = st.builds(CardItem, words, words, st.none() | urls, some(words), some(numbers), some(words))
mentions = st.builds(Mention, st.sampled_from(["role", "user"]), st.from_regex(r"[0-9]{17,20}", fullmatch=True) | words)


@st.composite
def any_cards(draw: st.DrawFn) -> Card:
    """Draw a card of any kind, with launches on it and somebody to call now and then."""
    more: dict[str, Any] = {"items": draw(st.just(()) | some(items)), "mention": draw(st.none() | mentions)}
    return replace(draw(cards), **more)

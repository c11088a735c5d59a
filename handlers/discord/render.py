"""A card or a reply becomes a Discord message: pure, never raising, always within Discord's limits."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.types import Action, Card, Density, Reply
from handlers.discord import limits
from handlers.discord.buttons import Component, menus, rows
from handlers.discord.embeds import embed_of, fits_embed
from handlers.discord.items import items_of, openings
from handlers.discord.mentions import NOBODY, allowed_mentions, mention_text
from handlers.discord.parts import Parts, parts_of
from handlers.discord.pictures import Picture
from handlers.discord.rungs import LADDER, Rung, ladder
from handlers.discord.words import clean, fit_lines

Payload = dict[str, Any]

CONTAINER, TEXT, GALLERY = 17, 10, 12
COLORS = {"launch": 0x2F7D5B, "update": 0x3B6FB5, "digest": 0x6B5BB5, "notice": 0x6D7683, "problem": 0xB5493B}
OPEN_LAUNCH = "Open a launch"
LONGEST_HEAD = 1_500  # characters of a reply's own words when cards follow


def render(card: Card, density: Density | None = None, picture: Picture | None = None) -> Payload:
    """Return the message in Components V2: the largest rung of the ladder that Discord takes, from `density` down.

    The card's own density holds unless another is given. A picture stands where the chart would be drawn as text.
    """
    for rung in _rungs(card, density or card.density):
        components = [*_called(card), *card_components(card, rung, set(), picture)]
        if fits(components):
            break
    return _native(components, picture, allowed_mentions(card))


def render_embed(card: Card, density: Density | None = None) -> Payload:
    """Return the message as an embed with rows of buttons, the step after a refusal of Components V2."""
    for rung in _rungs(card, "compact" if (density or card.density) == "compact" else "normal"):
        embed = embed_of(card, rung, COLORS[card.tone])
        if fits_embed(embed):
            break
    called = {"content": words} if (words := mention_text(card)) else {}
    below = _below(card, limits.BUTTONS_PER_ROW if card.items else limits.BUTTONS_PER_MESSAGE, set())
    return {
        **called,
        "embeds": [embed],
        "components": below[: limits.ROWS_PER_MESSAGE],
        "allowed_mentions": allowed_mentions(card),
    }


def render_text(card: Card) -> Payload:
    """Return the card as words alone, the last step before giving up."""
    called = mention_text(card)
    words = _words(plain_text(card), limits.CONTENT - len(called) - 1)
    return {
        **words,
        "content": f"{called}\n{words['content']}" if called else words["content"],
        "allowed_mentions": allowed_mentions(card),
    }


def render_reply(reply: Reply, picture: Picture | None = None) -> Payload:
    """Return an answer: its words, its cards and its buttons; one card is shown in full, several compactly."""
    for rung in ladder("full" if len(reply.cards) == 1 else "compact"):
        taken: set[str] = set()
        cards = [component for card in reply.cards for component in card_components(card, rung, taken, picture)]
        components = [*_head(reply), *cards, *_tail(reply.actions, taken)]
        if fits(components):
            return _native(components, picture)
    return _native(_as_many_as_fit(reply))


def render_reply_text(reply: Reply) -> Payload:
    """Return an answer as words alone."""
    parts = (reply.text, *(card.plain_text for card in reply.cards))
    return _words("\n\n".join(part for part in parts if clean(part)) or "Done.")


def plain_text(card: Card) -> str:
    """Return the words of a card, not yet escaped."""
    numbers = (f"{number.label}: {number.value}" for number in card.numbers)
    items = (" - ".join((item.title, *(f"{n.label} {n.value}" for n in item.numbers))) for item in card.items)
    spelled = "\n".join((card.title, *numbers, *card.changes, *items, card.url or "", card.footer))
    return next((text for text in (card.plain_text, spelled) if clean(text)), "A message of Launchwire")


def card_components(card: Card, rung: Rung, taken: set[str], picture: Picture | None = None) -> list[Component]:
    """Return the container of a card: title, badges, key numbers, then all that explains them, then buttons."""
    parts = parts_of(card if picture is None else replace(card, chart=None), rung)
    words = _merged(parts) if rung.is_merged else _spread(parts, [picture.gallery] if picture else [])
    inside = [*words, *_below(card, rung.actions, taken)] or [text_display("A message of Launchwire")]
    return [{"type": CONTAINER, "accent_color": COLORS[card.tone], "components": inside}]


def _rungs(card: Card, density: Density) -> Sequence[Rung]:
    """Return the rungs to try: those on which the list of a digest finds room whole, else the last.

    What finds none stands in the menus only.
    """
    rungs = ladder(density)
    return [rung for rung in rungs if items_of(card, rung)[1] == 0] or rungs[-1:]


def text_display(text: str) -> Component:
    """Return a component of already escaped text."""
    return {"type": TEXT, "content": text}


def fits(components: Sequence[Component]) -> bool:
    """Return whether Discord takes these components together."""
    return count(components) <= limits.COMPONENTS_PER_MESSAGE and weight(components) <= limits.MESSAGE_COMPONENTS_TEXT


def count(components: Sequence[Component]) -> int:
    """Return how many components there are, nested ones too."""
    return sum(1 + count(component.get("components", ())) for component in components)


def weight(components: Sequence[Component]) -> int:
    """Return how many characters of text the components show."""
    own = sum(len(component.get("content", "")) + len(component.get("label", "")) for component in components)
    return own + sum(weight(component.get("components", ())) for component in components)


def _called(card: Card) -> list[Component]:
    words = mention_text(card)
    return [text_display(words)] if words else []


def _below(card: Card, most_buttons: int, taken: set[str]) -> list[Component]:
    """Return what can be pressed: the menus of a digest, then the buttons."""
    return [*menus(openings(card.items), OPEN_LAUNCH, taken), *rows(card.actions, most_buttons, taken)]


def _spread(parts: Parts, gallery: list[Component]) -> list[Component]:
    head = "\n".join(filter(None, (_heading(parts), parts.badges)))
    above = _texts(head, parts.numbers, parts.changes, parts.summary, parts.items)
    return [*above, *gallery, *_texts(parts.figures, parts.quotes, parts.footer)]


def _texts(*texts: str) -> list[Component]:
    return [text_display(text) for text in texts if text]


def _merged(parts: Parts) -> list[Component]:
    texts = (_heading(parts), parts.badges, parts.numbers, parts.changes, parts.summary)
    text = "\n".join(filter(None, (*texts, parts.items, parts.figures, parts.quotes, parts.footer)))
    return [text_display(text)] if text else []


def _heading(parts: Parts) -> str:
    return f"### {parts.title}" if parts.title else ""


def _head(reply: Reply) -> list[Component]:
    words = fit_lines(reply.text, LONGEST_HEAD if reply.cards else limits.MESSAGE_COMPONENTS_TEXT - 500)
    return [text_display(words)] if words else ([] if reply.cards else [text_display("Done.")])


def _tail(actions: Sequence[Action], taken: set[str]) -> list[Component]:
    return rows(actions, limits.BUTTONS_PER_ROW, taken)


def _as_many_as_fit(reply: Reply) -> list[Component]:
    shown, taken = _head(reply), set[str]()
    tail = _tail(reply.actions, taken)
    for number, card in enumerate(reply.cards):
        left = [text_display(f"… and {len(reply.cards) - number} more")]
        grown = shown + card_components(card, LADDER[-1], taken)
        if not fits(grown + left + tail):
            return shown + left + tail
        shown = grown
    return shown + tail


def _native(components: Sequence[Component], picture: Picture | None = None, allowed: Payload = NOBODY) -> Payload:
    announced = {"attachments": [picture.attachment]} if picture and _shows_picture(components) else {}
    native = {"flags": limits.IS_COMPONENTS_V2, "components": list(components), "allowed_mentions": allowed}
    return {**native, **announced}


def _shows_picture(components: Sequence[Component]) -> bool:
    inside = (component.get("components", ()) for component in components)
    return any(component["type"] == GALLERY for component in components) or any(map(_shows_picture, inside))


def _words(text: str, most: int = limits.CONTENT) -> Payload:
    return {
        "content": fit_lines(text, most) or "–",
        "flags": limits.SUPPRESS_EMBEDS,
        "allowed_mentions": NOBODY,
    }

"""Several launches on one card: the best first, each with its first key numbers; nothing of a period is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.digests.card import card_of, title_of
from bot.digests.plain_text import card_text
from bot.types import Card, CardItem, Launch

NUMBERS_SHOWN = 3  # of each launch; the others are a button away


@dataclass(frozen=True, slots=True)
class Told:
    """A launch of a digest, the name of the interest that wants it, and whether the place was told of it before."""

    launch: Launch
    wanted_by: str
    is_update: bool = False


def digest_card(told: Sequence[Told], when: datetime, zone: str, *, left: int = 0) -> Card:
    """Return the card of a digest of the local day of `when`; `left` launches follow on further cards."""
    interests = list(dict.fromkeys(one.wanted_by for one in told if one.wanted_by))
    ranked = sorted(told, key=lambda one: (_place(one, interests), one.is_update, *_rank(one.launch)))
    named = len(interests) > 1
    items = tuple(_item(one, one.wanted_by if named else "") for one in ranked)
    day = when.astimezone(ZoneInfo(zone)).date()
    card = Card(
        key=f"digest {day.isoformat()}",
        title=_title(len(items), left, day.strftime("%-d %B %Y")),
        url=None,
        tone="digest",
        items=items,
        footer=f"for {', '.join(interests)}" if interests else "",
    )
    return replace(card, plain_text=card_text(card))


def _place(one: Told, interests: Sequence[str]) -> int:
    return interests.index(one.wanted_by) if one.wanted_by in interests else len(interests)


def _rank(launch: Launch) -> tuple[int, int, str]:
    """Order launches: those that more sources and more facts speak of come first."""
    return -len(launch.articles), -len(launch.view.facts), title_of(launch).casefold()


def _title(count: int, left: int, day: str) -> str:
    launches = "1 launch" if count == 1 else f"{count} launches"
    return f"Digest of {day}: {launches}" + (f", {left} more below" if left else "")


def _item(one: Told, interest: str) -> CardItem:
    card = card_of(one.launch)
    badges = [*([interest] if interest else []), *(["update"] if one.is_update else []), *card.badges[:2]]
    return CardItem(
        key=card.key,
        title=card.title,
        url=card.url,
        badges=tuple(badges),
        numbers=card.numbers[:NUMBERS_SHOWN],
        changes=one.launch.changes if one.is_update else (),
    )

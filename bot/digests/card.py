"""A launch as a card: the same for every platform, key numbers first, each with the sentence behind it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from bot.digests.numbers import key_numbers
from bot.digests.plain_text import card_text
from bot.digests.scores import chart_of
from bot.types import Action, Card, CardNumber, CardQuote, Dispute, Launch, View

MOST_QUOTES = 6
MOST_DOUBTS = 3
SUMMARY_LENGTH = 280
LONGEST_NAME = 100  # of a lab or model that a button's query can hold
_CAPABILITY_WORDS = {
    "tool_use": "tool use",
    "visual_chain_of_thought": "visual chain of thought",
    "multi_agent": "multi-agent",
}


def card_of(launch: Launch, *, matched: str = "", all_numbers: bool = False) -> Card:
    """Return the card of a launch as it stands; `matched` is the query that it answers, shown in the footer."""
    shown, more = key_numbers(launch.view)
    if all_numbers:
        shown, more = shown + more, ()
    card = Card(
        key=launch.key,
        title=title_of(launch),
        url=launch.articles[0].url if launch.articles else None,
        summary=_summary(launch),
        tone="update" if launch.revision > 1 else "launch",
        badges=(*_doubts(launch), *_badges(launch.view)),
        numbers=shown,
        more_numbers=more,
        chart=chart_of(launch.view),
        changes=launch.changes,
        quotes=_quotes(launch, shown),
        actions=_actions(launch),
        footer=_footer(launch, matched),
    )
    return _with_text(card)


def pointer_card(launch: Launch) -> Card:
    """Return what a second card of a launch is edited to, once two turned out to be one: it points to the first."""
    words = f"This is the same launch as {title_of(launch)}, told above; it is kept up to date there."
    card = Card(
        key=launch.key,
        title=title_of(launch),
        url=launch.articles[0].url if launch.articles else None,
        summary=words,
        tone="update",
        actions=_actions(launch),
    )
    return _with_text(card)


def title_of(launch: Launch) -> str:
    """Return "Lab: Name", or the article's title where reading found no name."""
    view = launch.view
    if launch.given_title:
        return launch.given_title
    if not view.name:
        return launch.title
    return view.name if not view.lab or view.lab.casefold() in view.name.casefold() else f"{view.lab} {view.name}"


def _doubts(launch: Launch) -> tuple[str, ...]:
    """Return what sources disagree on, in words, with the sites behind each number."""
    sites = {article.url: article.site for article in launch.articles}
    return tuple(_doubt(dispute, sites) for dispute in launch.view.disputes[:MOST_DOUBTS])


def _doubt(dispute: Dispute, sites: Mapping[str, str]) -> str:
    many = {2: "two", 3: "three", 4: "four"}.get(len(dispute.claims), str(len(dispute.claims)))
    values = " / ".join(claim.printed for claim in dispute.claims)
    places = [sites.get(claim.url, "") for claim in dispute.claims]
    told = f" ({' / '.join(places)})" if all(places) else ""
    return f"{many} sources disagree on {dispute.about}: {values}{told}"


def _badges(view: View) -> tuple[str, ...]:
    capabilities = (_CAPABILITY_WORDS.get(word, word.replace("_", " ")) for word in view.capabilities[:4])
    return tuple(badge for badge in (view.release_date, *capabilities) if badge)


def _summary(launch: Launch) -> str:
    """Return the beginning of the article's text, cut at a sentence or a word."""
    text = " ".join(launch.text.split())
    for title in sorted({launch.title, *(article.title for article in launch.articles)}, key=len, reverse=True):
        text = text.removeprefix(" ".join(title.split())).lstrip() if title else text  # a page begins with its headline
    if len(text) <= SUMMARY_LENGTH:
        return text
    head = text[:SUMMARY_LENGTH]
    end = head.rfind(". ") + 1
    return head[:end] if end > SUMMARY_LENGTH // 2 else head.rpartition(" ")[0] + " …"


def _quotes(launch: Launch, numbers: tuple[CardNumber, ...]) -> tuple[CardQuote, ...]:
    sites = {article.url: article.site for article in launch.articles}
    behind: dict[tuple[str, str], list[int]] = {}
    for number in numbers:
        if number.fact is not None:
            quote = launch.view.facts[number.fact].quote
            behind.setdefault((quote.text, quote.url), []).append(number.fact)
    quotes = (CardQuote(text, sites.get(url, ""), url, tuple(facts)) for (text, url), facts in behind.items())
    return tuple(quotes)[:MOST_QUOTES]


def _actions(launch: Launch) -> tuple[Action, ...]:
    """Return what one may do with a launch, the most asked for first: platforms show as many as they have room for."""
    key, named, by = launch.key, _family(launch.view.name or ""), launch.view.lab
    family, lab = _quoted(named), _quoted(by)
    return (
        Action("All numbers", "show", key),
        Action("Evidence", "evidence", key),
        Action("Compare", "compare", key),
        *((Action(f"Follow {named}", "subscribe", f"family:{family}"),) if family else ()),
        *((Action(f"Snooze {by} for 7 days", "snooze", f"lab:{lab} 7d"),) if lab else ()),
        *((Action(f"Mute {named}", "mute", f"family:{family}"),) if family else ()),
        *((Action(f"Mute {by}", "mute", f"lab:{lab}"),) if lab else ()),
        Action("Report a wrong number", "wrong", key),
    )


def _family(name: str) -> str:
    """Return the words of a name before its version: "Llama" of "Llama 4 Scout"; the whole name where none stands."""
    words = takewhile(lambda word: not any(c.isdigit() for c in word), re.split(r"[\s-]+", name))
    return " ".join(words) or name


def _quoted(name: str | None) -> str:
    """Return a name as a value of a query, "" where it cannot be one."""
    return f'"{name}"' if name and '"' not in name and len(name) <= LONGEST_NAME else ""


def _footer(launch: Launch, matched: str) -> str:
    sites = list(dict.fromkeys(article.site for article in launch.articles if article.site))
    parts = []
    if sites:
        parts.append(sites[0] + (f" and {len(sites) - 1} more" if len(sites) > 1 else ""))
    if matched:
        parts.append(f"matched {matched}")
    return " · ".join(parts)


def _with_text(card: Card) -> Card:
    return replace(card, plain_text=card_text(card))

"""Commands that trace a launch: its history (articles, revisions, decisions) and the evidence behind its numbers."""

from bot.commands.desk import Desk
from bot.commands.looking import one_launch
from bot.digests import card_of, title_of
from bot.store import decisions
from bot.store import launches as stored
from bot.types import Actor, ArticleRef, Card, CardQuote, Command, Decision, Fact, Launch, Reply

MOST_EVIDENCE = 20
MOST_ARTICLES = 15
_FIELDS = {
    "params_total": "size",
    "params_active": "active size",
    "context_tokens": "context",
    "output_tokens": "output length",
    "price_input": "input price",
    "price_output": "output price",
    "price_cached": "cached price",
    "license": "licence",
}
_DECIDED = {"merge": "merged with another launch", "split": "split", "retitle": "renamed", "wrong": "marked as wrong"}


async def history(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with a launch's articles, its revisions and what people decided about it."""
    launch = await one_launch(desk, command.text)
    if isinstance(launch, Reply):
        return launch
    rows = await desk.database.read(stored.revisions, launch.id or 0)
    told = [one for one in await desk.database.read(decisions.every_decision) if launch.key in one.names]
    lines = [(row.at, f"revision {row.revision}: {'; '.join(row.changes) or 'first seen'}") for row in rows]
    lines += [(one.at, _decision_words(one)) for one in told if one.at is not None]
    dated = [f"{at:%Y-%m-%d %H:%M} UTC, {words}" for at, words in sorted(lines)]
    head = f"{title_of(launch)}, revision {launch.revision}"
    return Reply("\n".join([head, *dated, *_articles(launch)]))


def _decision_words(one: Decision) -> str:
    what = {"retitle": f" {one.title}", "wrong": f": {one.field.replace('_', ' ')} {one.printed}"}.get(one.kind, "")
    return f"a person's decision: {_DECIDED[one.kind]}{what}"


def _articles(launch: Launch) -> list[str]:
    shown = [_article(one) for one in launch.articles[:MOST_ARTICLES]]
    more = len(launch.articles) - len(shown)
    return [*shown, *([f"and {more} more articles"] if more else [])]


def _article(one: ArticleRef) -> str:
    when = f"{one.published:%Y-%m-%d %H:%M} UTC, " if one.published else ""
    trust = {"official": "the lab's own, ", "press": "", "community": "community, "}[one.trust]
    return f"Article: {one.title} ({trust}{when}{one.site or 'no site'}) {one.url}".rstrip()


async def evidence(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with the sentence behind each number of a launch, article by article."""
    launch = await one_launch(desk, command.text)
    if isinstance(launch, Reply):
        return launch
    count = len(launch.articles)
    articles = "1 article" if count == 1 else f"{count} articles"
    head = f"Where each number of {title_of(launch)} comes from ({articles}, revision {launch.revision}):"
    return Reply("\n".join([head, *_articles(launch)]), cards=(_evidence_card(launch),))


def _evidence_card(launch: Launch) -> Card:
    card = card_of(launch)
    sites = {article.url: article.site for article in launch.articles}
    facts: dict[tuple[str, str], list[Fact]] = {}
    for fact in launch.view.facts:
        if fact.role in ("launch", "variant"):
            facts.setdefault((fact.quote.text, fact.quote.url), []).append(fact)
    shown = list(facts.items())[:MOST_EVIDENCE]
    quotes = tuple(CardQuote(text, sites.get(url, ""), url) for (text, url), _ in shown)
    lines = [f"{_said(found)}: {text}{_at(sites.get(url, ''))}" for (text, url), found in shown]
    badges = tuple(badge for badge in card.badges if "disagree" in badge)
    return Card(
        key=card.key, title=card.title, url=card.url, tone="notice", badges=badges, quotes=quotes, footer=card.footer,
        plain_text="\n".join([card.title, *badges, *lines]),
    )  # fmt: skip


def _said(facts: list[Fact]) -> str:
    words = (fact_words(fact) + (" (marked as wrong)" if fact.confidence == 0 else "") for fact in facts)
    return ", ".join(dict.fromkeys(words))


def _at(site: str) -> str:
    return f" ({site})" if site else ""


def fact_words(fact: Fact) -> str:
    """Return a fact in a few words: "context 128K", "GPQA Diamond 82.5"."""
    what = fact.measure or _FIELDS.get(fact.field, fact.field.replace("_", " "))
    return f"{what} {fact.printed}"

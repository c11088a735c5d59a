"""Of the days in a list of news, which one is the launch's."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.types import Fact

LATER = Decimal("0.05")  # more than what a day that is told twice gains

_CAME_OUT = re.compile(
    r"\b(?:releas\w+|open(?:ed|ing)?[- ]sourc\w*|launch\w*|weights|checkpoints?|introduc\w+|announc\w+|unveil\w+)\b|发布|开源|推出|公開",
    re.I,
)
_BESIDE_MODEL = re.compile(
    r"\b(?:reports?|papers?|demos?|spaces?|code|scripts?|api|blog|datasets?|benchmarks?|guides?|tutorials?|add-?ons?|plugins?|modules?|demonstrations?)\b",
    re.I,
)


_OF_DATA = re.compile(
    r"\b[Rr]eleas\w*\b[^.;]{0,60}\b(?:examples?|data|datasets?|pipelines?|scripts?|results|notebooks?)\b(?![^.;]*\b(?:weights|models?|checkpoints?)\b)"
)
_WEIGHTS = re.compile(r"\b(?:weights|checkpoints?|pre-?trained models?|(?:and|the) models?(?! [a-z]))\b", re.I)


def _is_of_model(news: Fact) -> bool:
    """Return whether a line of news is about a model, not only a paper, a demo or code beside it."""
    return not _BESIDE_MODEL.search(news.quote.text) or _WEIGHTS.search(news.quote.text) is not None


def _newest_version(page: Page, news: list[Fact]) -> str | None:
    """Return the day of the highest version where a list of news launches several of a line: "Knot-v2 released", "Knot-v1 released"."""
    name = page.subject.name or "-"
    if any(c.isdigit() for c in name):
        return None
    own = re.compile(rf"(?<![\w-]){re.escape(name)}[-_ ]?v?(\d+(?:\.\d+)*)(?![\w%]|[.-]\w)", re.I)
    days: dict[tuple[int, ...], str] = {}
    for one in news:
        if version := own.search(one.quote.text):
            days.setdefault(tuple(map(int, version[1].split("."))), str(one.value))
    newest = max(days, default=())
    return days[newest] if len(days) > 1 and days[newest] == max(days.values()) else None


_LISTED = re.compile(r"^\W*(?:[Nn]ews\W+)?$")


def of_news(page: Page, told: list[Fact]) -> Iterator[Fact]:
    """Yield dates, those of a list of news in order of trust: the first day on which the launch itself came out, then the others."""
    dated = [one for one in told if _LISTED.match(one.quote.text.partition(one.printed)[0])]
    came_out = [one for one in dated if _CAME_OUT.search(one.quote.text)]
    named = [one for one in came_out if fold(page.subject.name or "-") in fold(one.quote.text)] or came_out
    models = [*filter(_is_of_model, named)] or [*filter(_is_of_model, came_out)] or named
    first = _newest_version(page, named) or min((str(one.value) for one in models), default=None)
    own = fold(page.subject.name or "-")
    for one in told:
        if one in dated and _OF_DATA.search(one.quote.text) and own not in fold(one.quote.text):
            continue  # "2026/3/2: Release an example and data"
        is_later = first is not None and one in dated and (str(one.value) != first or one not in came_out)
        yield replace(one, confidence=one.confidence - LATER) if is_later else one

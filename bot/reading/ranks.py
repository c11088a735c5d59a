"""Places on a leaderboard, and the names ahead."""

from collections.abc import Iterator
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.benchmarks import benchmarks_in
from bot.reading.cues import Cued, lowered
from bot.reading.numerals import ORDINALS
from bot.reading.owners import owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_WORDS = "|".join(ORDINALS)
# In lower case, as what is searched: where letters of either case match, every way is tried at every place.
_RANK = Cued(
    rf"\b(?:(?<!per )(?<!every )(?<!each )(?<!/)(?P<o>{_WORDS}|\d{{1,3}}(?:st|nd|rd|th))(?P<tail> overall| place(?! (?:you|to|we|where|that|they|one|i)\b)| position|-place| spot| globally|(?: best)?(?: in the world)?(?= (?:on|among|in|behind|of) )|,? (?=behind)| only to)"
    rf"|(?:(?:rank(?:s|ed|ing)?|plac(?:es|ed|ing)|position(?:ed)?|comes in|came in|sits|lands?|landed|at|is|is now|currently|hits?|reach(?:es|ed)|seiz(?:es|ed)|claim(?:s|ed)|takes|took)\b(?: \w+){{0,3}} ?)(?:#|no\. ?|number )(?P<d>\d{{1,3}})\b(?! questions)"
    rf"|(?P<t>top[ -]?1)(?= (?:on|in|among|of|position|place|rank|spot)\b)"
    rf"|rank(?:s|ed|ing)? (?P<r>{_WORDS}|\d{{1,3}}(?:st|nd|rd|th))\b)"
    rf"|#(?P<h>\d{{1,3}}) (?:spot|place|position|rank(?:ing)?)\b",
    f"{' '.join(ORDINALS)} 9st 9nd 9rd 9th # no. number top",
)
_BEHIND = re.compile(r"\b(?:behind|second only to|trailing|after)\b")
_NOT_RANK = re.compile(r"(?:\b(?:its|the|their|our|a|an|his|her)|['’]s)\s+(?:very )?$", re.I)


def read_ranks(page: Page) -> Iterator[Fact]:
    """Yield ranks of the launch and of others, and the models that stand ahead of the launch."""
    for sentence in _RANK.among(page.sentences):
        for match in _RANK.regex.finditer(lowered(sentence.text)):
            fact = _rank(page, sentence, match)
            if fact is None:
                continue
            yield fact
            if fact.role == "launch":
                yield from _ahead(page, sentence, match.end(), fact.measure)


def _rank(page: Page, sentence: Sentence, match: re.Match[str]) -> Fact | None:
    group = next(name for name in ("o", "d", "h", "t", "r") if match[name])
    printed = match[group]
    value = ORDINALS.get(printed) or int(re.sub(r"\D", "", printed))
    tail = match["tail"] or ""
    if (
        group == "o"
        and _NOT_RANK.search(sentence.text[: match.start()])
        and not tail.strip(" -").startswith(("place", "spot", "position"))
    ):
        return None
    benches = benchmarks_in(page, sentence)
    has_board = bool(benches) or re.search(
        r"\b(?:leaderboard|ranking|arena|index|overall|benchmark|models)\b", sentence.text, re.I
    )
    if not has_board:
        return None
    start, end = sentence.start + match.start(group), sentence.start + match.end(group)
    before = [bench for bench in benches if bench.end <= start]
    bench = before[-1] if before else (benches[0] if benches else None)
    owner = owner_at(page, start, end, sentence)
    return page.fact(
        "ranks.place", "rank", Decimal(value), "rank", (start, end), sentence,
        owner=owner.name, role=owner.role, measure=bench.name if bench else "overall", qualifier="exact",
    )  # fmt: skip


def _ahead(page: Page, sentence: Sentence, start: int, measure: str | None) -> Iterator[Fact]:
    """Yield the models listed directly behind "behind", up to the end of the list."""
    cue = _BEHIND.search(sentence.text, max(0, start - 8))
    if cue is None or cue.start() > start + 40:
        return
    end = sentence.start + cue.end()
    for mention in page.mentions_in(end, sentence.end):
        if not re.fullmatch(
            r"[\s,]*(?:and|&|only|both|the|models?|[A-Z][\w.]*'s|[A-Z]\w+)*[\s,]*(?:and )?(?:the )?(?:[A-Z][\w]*(?:'s)? )?",
            page.text[end : mention.start],
        ):
            return
        place = (mention.start, mention.end)
        yield page.fact(
            "ranks.behind", "behind", mention.name, None, place, sentence, measure=measure, qualifier="exact"
        )
        end = mention.end

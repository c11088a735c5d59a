"""The day of a launch, as precise as the text says it; never guessed."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.cues import Choice, Cued
from bot.reading.front_matter import front_matter
from bot.reading.name_shape import NAME_RUN, trimmed
from bot.reading.names import Mention
from bot.reading.news_dates import of_news
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.tables import Cell, Grid
from bot.types import Fact

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero", "february feb februar février febrero", "march mar märz mars marzo",
            "april apr avril abril", "may mai mayo", "june jun juni juin junio", "july jul juli juillet julio",
            "august aug août agosto", "september sep sept septembre septiembre", "october oct oktober octobre octubre",
            "november nov novembre noviembre", "december dec dezember décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH_WORDS = " ".join(_MONTHS)
_DATES = (
    Cued(rf"\b(?P<m>{_M})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>20\d\d)\b", "9999", _MONTH_WORDS, flags=re.I),
    Cued(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)?\.? (?:de )?(?P<m>{_M})\.?,? (?:de )?(?P<y>20\d\d)\b",
        "9999",
        _MONTH_WORDS,
        flags=re.I,
    ),
    Cued(
        r"(?<![\d/-])(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?![\d/-])",
        "9999-9 9999/9 9999.9",
        "9-9 9/9 9.9",
    ),
    Cued(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)(?![\d.]\d)", "9.9", "9.9999"),
    Cued(r"\[(?P<y>20\d\d)[-/.](?P<m>\d{1,2})\](?P<d>)", "9999-9 9999/9 9999.9"),
    # Day and month tell each other apart where one of them is above twelve.
    Cued(r"(?<![\d/])(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>20\d\d)(?![\d/])", "9/9", "9/9999"),
    Cued(r"(?<![\d/])(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])/(?P<y>20\d\d)(?![\d/])", "9/9", "9/9999"),
    Cued(r"(?P<y>20\d\d) ?[年년] ?(?P<m>\d{1,2}) ?[月월](?: ?(?P<d>\d{1,2}) ?[日일])?", "9999", "年 년", "月 월"),
    Cued(rf"\b(?P<m>{_M})\.?,? (?:of )?(?:de )?(?P<y>20\d\d)\b(?P<d>)", "9999", _MONTH_WORDS, flags=re.I),
)
_CHOICE = Choice(_DATES, lambda pattern: pattern)
_LAUNCH_CUE = re.compile(
    r"\b(?:launch\w*|releas\w*|announc\w*|introduc\w*|unveil\w*|dévoil\w*|annonc\w*|anunci\w*|angekündigt\w*|publish\w*|open[ -]?sourc\w*|available|debut\w*|ship\w*|drop\w*|roll(?:s|ed|ing) out|veröffentlicht\w*|freigegeben|freigibt|vorgestellt\w*|stellt\w*|lanc\w+|publi\w+|present\w*|lanz\w+|News|date[ds]?(?! (?:format|expression|notation)))\b|发布|推出|开源|公開|発表|リリース|공개|출시|发表",
    re.I,
)
_OTHER_CUE = re.compile(
    r"\b(?:trained|collected|evaluated|measured) (?:between|from|in|on|during)\b[^.;]{0,30}$|\bbetween\b[^.;]{0,30}$|\b(?:knowledge cut-?off|cut-?off|training data|data (?:up )?(?:to|until)|until|before|since|founded|deprecat\w*|retir\w*|end of life|sunset|raised|lawsuit|filed|scheduled|slated|due (?:in|on|for|to)|set (?:for|to)|expected|plans?|will|promised|copyright|accessed|archived?|updated|as of)\b[^.;]{0,30}$|\b(?:through|by)\b[^.;]{0,10}$",
    re.I,
)
_POSTED = re.compile(r"^\W*(?:Posted|Published|Written|Veröffentlicht|Publié|Publicado|Pubblicato)\b[^.;]{0,60}$")
_HEADED = re.compile(
    r"\b(?:release|launch|publication) date\W*$|\bdate of (?:release|publication)\W*$|\breleased(?: on)?:\W*$", re.I
)
_TO_COME = re.compile(r",? (?:we|it|they|the [a-z]+) (?:will|plans?|expects?|intends?|hopes?)\b", re.I)
# "In November the company released its first version of Tern": an earlier one than what is launched.
_ITS_FIRST = re.compile(
    r"[^.;]{0,50}\b(?:its|their) (?:very )?(?:first|original|initial|previous|earlier) (?:version|release|generation|iteration)s?\b"
)
# "Following the release of Tern 1 in August 2023, we launch": the day of an earlier one.
_AFTER_ANOTHER = re.compile(
    r"\b(?:[Ff]ollowing|[Aa]fter|[Ss]ince|[Bb]uilding on) (?:the |our |its )?(?:[a-z]+ ){0,2}(?:release|launch|debut|introduction) of [^.;,]{0,60}$"
)
# 2021年4月から公開してきた tells since when, 2023年7月にRavel社が公開した of what somebody else published.
_LONG_AGO = re.compile(r" ?(?:から|以降|まで|以来|起|至今|부터|까지|に[^、。]{1,16}が)")
_DATELINE = re.compile(r"^\W*(?:[A-Z][A-Za-z .,]{2,40}[,-] ?)?$")
# What blogs and changelogs name the day that a text came out: Hugo, Jekyll, Docusaurus, Fern and others.
_FRONT_KEYS = frozenset(
    {
        "date",
        "release_date",
        "released",
        "published",
        "pubdate",
        "createdat",
        "created_at",
        "publishdate",
        "publish_date",
        "publishedat",
        "published_at",
    }
)

BEHIND = Decimal("0.02")


def read_dates(page: Page) -> Iterator[Fact]:
    """Yield release dates: those beside a word of launching, and a front matter's; a cut-off or a plan is none."""
    told = list(of_news(page, list(_told(page))))
    yield from told
    days = [one for one in told if one.rule == "dates.prose" and len(str(one.value)) == len("2026-01-31")]
    for fact in _front_matter(page):
        # A post of the same month as the launch that it tells of: the day it tells is the launch's.
        told_before = [
            one for one in days if str(one.value)[:7] == str(fact.value)[:7] and str(one.value) < str(fact.value)
        ]
        confidence = min([fact.confidence, *(one.confidence - BEHIND for one in told_before)])
        yield replace(fact, confidence=confidence)


_UPDATES = re.compile(r"[^.;]{0,30}\b(?:updat\w+|support\w*|thank\w*|fix\w*|add(?:s|ed)?|integrat\w+|you can)\b", re.I)


def _told(page: Page) -> Iterator[Fact]:
    for sentence, patterns in _CHOICE.among(page.sentences):
        for pattern in patterns:
            for match in pattern.finditer(sentence):
                value = _value(match)
                rule = _rule(page, sentence, match) if value else None
                if value and rule:
                    place = (sentence.start + match.start(), sentence.start + match.end())
                    yield page.fact(rule, "release_date", value, None, place, sentence, qualifier="exact")


def _rule(page: Page, sentence: Sentence, match: re.Match[str]) -> str | None:
    """Return the rule by which a date is the launch's: said so, or the dateline of the news itself."""
    behind = sentence.text[match.end() :]
    if _TO_COME.match(behind) or _LONG_AGO.match(behind) or _ITS_FIRST.match(behind):
        return None
    if _AFTER_ANOTHER.search(sentence.text[: match.start()]):
        return None
    if _QUOTED_WHOLE.match(sentence.text) and not page.mentions_in(sentence.start, sentence.end):
        return None
    if _is_of_another_lab(page, sentence.start + match.end(), sentence):
        return None
    if _is_of_launch(page, sentence, match) or _is_headed(page, sentence):
        return "dates.prose"
    named = page.mentions_in(sentence.start + match.end(), sentence.end)
    if named and not page.is_subject(named[0].name):
        return None  # a line of news about another model
    before = sentence.text[: match.start()]
    is_item = re.match(r"\s*:\W*[A-Za-z]", sentence.text[match.end() :])  # of a list of news: its own words decide
    is_dateline = (
        sentence.line <= 3
        and not is_item
        and len(before) <= 48
        and len(sentence.text) <= 110
        and not _OTHER_CUE.search(before)
    )
    is_dateline = is_dateline or _stands_alone_early(page, sentence, match)
    is_posted = sentence.line <= 4 and _POSTED.match(before)
    is_wire = sentence.line <= 4 and re.match(r"^[A-Z][A-Z .,-]{2,30}[,(] ?$", before)
    is_lead = (
        re.match(r"^\W*(?:\*\*)?[A-Z][\w &.-]{1,40}, $", before)
        and re.match(r"\W{1,4}(?:[—–,-]|\s)", sentence.text[match.end() :])
        and sentence.line <= 3
    )
    return "dates.line" if page.subject.name and (is_dateline or is_posted or is_wire or is_lead) else None


EARLY, LONGEST_HEAD = 9, 110


def _stands_alone_early(page: Page, sentence: Sentence, match: re.Match[str]) -> bool:
    """Return whether a line is a day and nothing else, between headline and text: labels and authors may stand beside it."""
    if sentence.line > EARLY or sentence.text.strip(" *_#:[]()-.") != match[0].strip() or not match["d"]:
        return False
    return all(len(one.text) <= LONGEST_HEAD for one in page.sentences if one.start < sentence.start)


def _is_headed(page: Page, sentence: Sentence) -> bool:
    """Return whether a line stands below "Model Release Date:"."""
    place = bisect_left(page.sentences, sentence.start, key=lambda one: one.start)
    before = page.sentences[place - 1] if place else None
    return before is not None and sentence.line == before.line + 1 and _HEADED.search(before.text) is not None


def _front_matter(page: Page) -> Iterator[Fact]:
    if page.document.is_teaser:
        return
    for stated in front_matter(page.original):
        if len(stated.keys) != 1 or stated.keys[0].lower() not in _FRONT_KEYS:
            continue
        match = next((found for pattern in _DATES if (found := pattern.regex.search(stated.text))), None)
        value = _value(match) if match else None
        if match and value:
            place = (stated.start + match.start(), stated.start + match.end())
            sentence = Sentence(f"{stated.keys[0]}: {stated.text}", stated.start, stated.end, 0, is_heading=False)
            yield page.fact(
                "dates.card", "release_date", value, None, place, sentence, quote=sentence.text, is_original=True
            )
            return


def _heads_the_launch(page: Page, sentence: Sentence) -> bool:
    """Return whether a line that is a date stands over a line that tells of the launch: a list of news."""
    below = next((one for one in page.sentences if one.start > sentence.start), None)
    if below is None or not _LAUNCH_CUE.search(below.text):
        return False
    return any(page.is_subject(one.name) for one in page.mentions_in(below.start, below.end)[:1])


def _value(match: re.Match[str]) -> str | None:
    month = int(match["m"]) if match["m"].isdigit() else _MONTHS[match["m"].casefold()]
    day = int(match["d"]) if match["d"] else 0
    if not 1 <= month <= 12 or day > 31:
        return None
    return f"{match['y']}-{month:02}-{day:02}" if day else f"{match['y']}-{month:02}"


def _opens_with_subject(page: Page, sentence: Sentence, begin: int) -> bool:
    """Return whether the first name behind a list's date is the launch's, or none is there: else it is another's day."""
    for match in NAME_RUN.finditer(sentence.text, begin):
        name = trimmed(match[0], page.catalogue)
        if name and any(c.isdigit() for c in name) and "-" in name:
            return page.is_subject(name) or fold(page.subject.name or "-") in fold(name)
    return True


def _is_of_launch(page: Page, sentence: Sentence, match: re.Match[str]) -> bool:
    before = sentence.text[: match.start()]
    if _OTHER_CUE.search(before):
        return False
    own = page.subject.name
    if not own:
        return False
    start = sentence.start + match.start()
    nearby = page.text[max(sentence.start, start - 140) : min(sentence.end, start + 140)]
    if sentence.text.strip(" *_#:[]()-.") == match[0].strip():
        return _heads_the_launch(page, sentence)
    names = page.mentions_in(sentence.start, sentence.end)
    subject_here = any(page.is_subject(one.name) for one in names) or not names
    is_list_date = re.match(r"^\W*$", before) is not None
    if (
        names
        and not _is_of_our_line(page, names)
        and not any(page.is_subject(one.name) and one.start < start for one in names)
    ):
        return False
    last = next((one for one in reversed(names) if one.end <= start), None)
    if last and not page.is_subject(last.name) and _CAME.fullmatch(page.text[last.end : start]):
        return False
    if is_list_date and not _opens_with_subject(page, sentence, match.end()):
        return False
    return subject_here and bool(
        _LAUNCH_CUE.search(nearby)
        or (is_list_date and _DATELINE.match(before) and bool(names) and not _UPDATES.match(sentence.text, match.end()))
    )


# An example of speech or text, quoted whole: "The ferry was announced for May 3, 2024."
_QUOTED_WHOLE = re.compile(r"^\W{0,4}[\"“„«][^\"”“»]{12,}[\"”“»]\W{0,3}$")


def _is_of_our_line(page: Page, names: Sequence[Mention]) -> bool:
    """Return whether the first name of a sentence is the launch's, or its line's with the launch behind it: "the Knot family: Knot-Say 1"."""
    first, *more = names
    is_line = fold(page.subject.name or "").startswith(fold(first.name))
    return page.is_subject(first.name) or (is_line and any(page.is_subject(one.name) for one in more))


def _is_of_another_lab(page: Page, end: int, sentence: Sentence) -> bool:
    """Return whether another lab did something on a day: "On 3 May 2026, Norvale released a test set"."""
    hits = page.hits_in(end, sentence.end, "lab")[:1] if page.subject.lab else []
    return any(hit.start - end < 4 and hit.entry.name != page.subject.lab for hit in hits)


# "After Tern 1, which was released in": the day of the name directly before.
_CAME = re.compile(
    r",? ?(?:\(|(?:which|that) )?(?:(?:was|were|had been|has been) )?(?:first )?(?:released|launched|introduced|announced|unveiled|published|debuted|shipped|came out)?(?: (?:back|late|early|mid))*,? ?(?:in|on|from|of)? ?(?:early |late |mid-?)?"
)


_DATE_LABEL = re.compile(
    r"\W*(?:model )?(?:release date|released(?: on)?|launch date|date of release|发布日期|公開日)\W*", re.I
)


def read_table_dates(page: Page, grids: Iterable[Grid]) -> Iterator[Fact]:
    """Yield the release date that a table gives: beside "Release date", or below it where all rows have one day."""
    for grid in grids:
        head = next((number for number, cell in enumerate(grid.rows[0]) if _DATE_LABEL.fullmatch(cell.text)), None)
        beside = [row[1] for row in grid.rows if len(row) == 2 and _DATE_LABEL.fullmatch(row[0].text)]
        below = [row[head] for row in grid.rows[1:]] if head else []
        facts = [fact for cell in (*beside, *below) if (fact := _in_cell(page, cell))]
        if facts and len({fact.value for fact in facts}) == 1:
            yield facts[0]


def _in_cell(page: Page, cell: Cell) -> Fact | None:
    match = next((found for pattern in _DATES if (found := pattern.regex.search(cell.text))), None)
    value = _value(match) if match else None
    start = page.original.find(match[0], cell.start, cell.end) if match else -1
    if match is None or value is None or start < 0 or page.subject.name is None:
        return None
    place = (start, start + len(match[0]))
    sentence = Sentence(f"Release date: {cell.text}", *place, 0, is_heading=False)
    return page.fact(
        "tables.date", "release_date", value, None, place, sentence, quote=sentence.text, qualifier="exact", is_original=True
    )  # fmt: skip

"""What everyday words mean as a query: patterns over lower-case text, the first ones before the later ones."""

import re
from collections.abc import Callable
from dataclasses import dataclass

Build = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the term that it stands for; `group` is what may be offered as alternatives to each other."""

    pattern: re.Pattern[str]
    build: Build


_SIZE = r"(?P<n>\d+(?:\.\d+)?) ?(?P<u>billion|million|b|m)\b(?: ?-? ?(?:parameters?|params?))?"
_MOST = r"(?:under|below|less than|fewer than|smaller than|up to|at most|no more than|no bigger than|not more than|max(?:imum)?|<=?)"
_LEAST = r"(?:over|above|more than|greater than|bigger than|larger than|at least|no less than|not less than|from|min(?:imum)?|>=?)"
_WINDOW = r"(?P<n>\d+(?:\.\d+)?) ?(?P<u>k|m|thousand|million)\b"
_UNITS = {"billion": "B", "million": "M", "b": "B", "m": "M", "k": "k", "thousand": "k"}
_COUNTS = {"two": "2", "three": "3", "four": "4", "eight": "8", "a": "1", "one": "1", "single": "1"}


def _rule(pattern: str, term: str | Build) -> Rule:
    fixed = term
    build: Build = (lambda _: fixed) if isinstance(fixed, str) else fixed
    return Rule(re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])"), build)


def _sized(form: str) -> Build:
    return lambda found: form.format(found["n"] + _UNITS[found["u"]])


def _between(found: re.Match[str]) -> str:
    unit = _UNITS[found["u"]]
    first = _UNITS.get(found["u1"] or "", unit)
    return f"params:{found['n1']}{first}..{found['n']}{unit}"


def _money(found: re.Match[str]) -> str:
    key = "out" if "output" in found[0] else "price"
    sign = found["sign"] or ("€" if found["word"] == "euro" else "$")
    return f"{key}:<={sign}{found['n']}"


def _score(found: re.Match[str]) -> str:
    return f'score:"{found["name"].strip()}">={found["n"]}'


def _fits(found: re.Match[str]) -> str:
    return f"fits:{found['n']}GB"


def _beats(found: re.Match[str]) -> str:
    return f'beats:"{found["name"]}@{found["on"]}"' if found["on"] else f'beats:"{found["name"]}"'


RULES = (
    _rule(r"(?:under|below|less than|at most|no more than|cheaper than|up to|max(?:imum)?) (?P<sign>[$€£])?(?P<n>\d+(?:\.\d+)?)"
          r"(?(sign)| (?:dollars?|usd|(?P<word>euro)s?))"
          r"(?: ?(?:/|per|a) ?(?:1 ?m|m|million|1 million)\b(?: (?:input|output))?(?: tokens?)?(?: (?:of )?(?:input|output))?)?", _money),
    _rule(rf"between (?P<n1>\d+(?:\.\d+)?) ?(?P<u1>billion|million|b|m)? (?:and|to) {_SIZE}", _between),
    _rule(rf"(?P<n1>\d+(?:\.\d+)?) ?(?P<u1>billion|million|b|m)? ?(?:-|to|\.\.) ?{_SIZE}", _between),
    _rule(rf"{_MOST} {_WINDOW}(?: tokens?)?(?: of)? context(?: window| length)?", _sized("context:<={}")),
    _rule(rf"(?:{_LEAST} )?{_WINDOW}\+?(?: ?-?tokens?)?(?: of)? (?:long )?(?:context|window|tokens?)(?: window| length)?", _sized("context:>={}")),
    _rule(rf"context(?: window| length)? (?:of |is )?(?:{_LEAST} )?{_WINDOW}(?: tokens?)?", _sized("context:>={}")),
    _rule(r"(?:a )?million[- ]tokens?(?: of)?(?: context)?(?: window)?", "context:>=1M"),
    _rule(r"(?:very )?long[- ]context(?: window)?|(?:large|big|long) context(?: window)?", "context:>=128k"),
    _rule(rf"{_MOST} {_SIZE} active|{_MOST.replace('<', '<')} active {_SIZE.replace('?P<n>', '?P<n0>').replace('?P<u>', '?P<u0>')}",
          lambda found: f"active:<={(found['n'] or found['n0'])}{_UNITS[found['u'] or found['u0']]}"),
    _rule(rf"{_MOST} {_SIZE}", _sized("params:<={}")),
    _rule(rf"{_LEAST} {_SIZE}", _sized("params:>={}")),
    _rule(rf"{_SIZE} (?:or|and) (?:less|smaller|fewer|under|below)", _sized("params:<={}")),
    _rule(rf"{_SIZE}(?:\+| (?:or|and) (?:more|larger|bigger|up|above))", _sized("params:>={}")),
    _rule(_SIZE, _sized("params:{}")),
    _rule(rf"(?:{_LEAST} )?(?P<n>\d+)\+? languages", lambda found: f"langs:>={found['n']}"),
    _rule(r"(?:many|several|multiple) languages|multilingual", "langs:>=2"),
    _rule(r"cheap|inexpensive|low[- ]cost|affordable", "price:<=$1"),
    _rule(r"(?:scor\w+ |score of )?(?:at least |over |above |more than |>=? ?)(?P<n>\d+(?:\.\d+)?) ?%? (?:on|in|at) (?P<name>[a-z0-9][\w+.τ²-]*(?: (?:hard|diamond|verified|pro|v?\d[\d.]*))?)", _score),
    _rule(r"(?P<name>[a-z][\w+.τ²-]*(?: (?:hard|diamond|verified|pro))?) (?:score )?(?:of )?(?:at least|over|above|more than|>=?) ?(?P<n>\d+(?:\.\d+)?) ?%?(?! ?(?:b|m|k|gb|billion|million|languages|dollars?|usd|euros?)\b)", _score),
    _rule(r"(?:beat(?:s|ing)?|better than|outperform(?:s|ing)?|ahead of|stronger than) (?P<name>[a-z][\w.]*(?:[- ](?:\d[\w.]*|[a-z]+-?\d[\w.]*))*)(?: (?:on|in|at) (?P<on>[a-z][\w+.-]*(?: (?:hard|diamond|verified|pro))?))?", _beats),
    _rule(r"(?P<n>\d+) ?gb(?: (?:of )?(?:v?ram|memory|gpus?|cards?|graphics cards?|macs?|macbooks?|laptops?|machines?))*", _fits),
    _rule(r"(?:my |a |the |your )?(?:laptops?|notebooks?|macbooks?)", "fits:laptop"),
    _rule(r"(?:my |a |the |your )?(?:smart)?phones?|on[- ]device|mobile devices?|(?:my |an )?iphones?", "fits:phone"),
    _rule(r"(?:a |one |single |my |consumer |gaming )+(?:gpus?|graphics cards?)", "fits:24GB"),
    _rule(r"run(?:s|ning)? local(?:ly)?|local(?:ly)?", "fits:24GB"),
    _rule(r"non-?commercial", "license:nc"),
    _rule(r"permissive(?:ly)?(?: licen[cs]ed?)?|commercial(?:ly)? us(?:e|able)|open[- ]licen[cs]ed?|open[- ]sourced?", "license:open"),
    _rule(r"open[- ]weights?|downloadable|weights available|with weights|open weight models?", "weights:open"),
    _rule(r"apache(?:[- ]?2(?:\.0)?)?(?: licen[cs]ed?)?", "license:apache-2.0"),
    _rule(r"mit[- ]licen[cs]ed?|mit", "license:mit"),
    _rule(r"proprietary|closed(?:[- ]source|[- ]weights?)?", "is:closed"),
    _rule(r"open", "is:open"),
    _rule(r"tiny|very small", "params:<=3B"),
    _rule(r"small(?:er)?|lightweight|compact|mini", "is:small"),
    _rule(r"large|big|huge|frontier", "params:>=70B"),
    _rule(r"mixture[- ]of[- ]experts?|moe", "is:moe"),
    _rule(r"dense", "is:dense"),
    _rule(r"(?:machine )?translat(?:ion|ions|e|es|ing|ors?)", "type:translation"),
    _rule(r"cod(?:ing|e|ers?)|programming|software engineering|developers?", "type:code"),
    _rule(r"embeddings?|embedders?", "type:embed"),
    _rule(r"rerank(?:ing|ers?)?", "type:rerank"),
    _rule(r"image[- ]generat(?:ion|ors?|ing)|text[- ]to[- ]image|generat(?:e|es|ing) images?|image models?|images?[- ]making", "type:image"),
    _rule(r"video[- ]generat(?:ion|ors?|ing)|text[- ]to[- ]video|generat(?:e|es|ing) videos?|video models?", "type:video"),
    _rule(r"speech[- ]recognition|speech[- ]to[- ]text|transcri(?:ption|be|bing)|dictation|asr|stt", "type:asr"),
    _rule(r"text[- ]to[- ]speech|speech synthesis|voice (?:cloning|synthesis|generation)|tts|voices?", "type:tts"),
    _rule(r"music", "type:music"),
    _rule(r"robot(?:s|ics)?", "type:robotics"),
    _rule(r"safety|moderation|guard(?:rails?)?", "type:safety"),
    _rule(r"ocr|document (?:parsing|understanding)|scans?", "type:ocr"),
    _rule(r"reasoning|thinking", "is:reasoning"),
    _rule(r"maths?|mathematics|mathematical", "type:math"),
    _rule(r"agents?|agentic", "type:agents"),
    _rule(r"health|medical|medicine", "type:health"),
    _rule(r"chat(?:bots?|ting)?|assistants?", "type:chat"),
    _rule(r"multi-?modal", "is:multimodal"),
    _rule(r"(?:understand|see|read|accept|take)(?:s|ing)? (?:images?|pictures?|photos?)|vision|images?|pictures?|photos?", "in:image"),
    _rule(r"(?:understand|hear|accept|take)(?:s|ing)? (?:audio|speech)|audio", "in:audio"),
    _rule(r"(?:understand|watch|accept|take)(?:s|ing)? videos?|videos?", "in:video"),
    _rule(r"price (?:change|cut|drop|update|increase)s?|prices?", "event:price"),
    _rule(r"deprecat(?:ed|ions?)|retire(?:d|ments?)|shutdowns?", "event:deprecation"),
    _rule(r"rumou?rs?|leaks?", "is:rumour"),
    _rule(r"benchmark (?:results?|news)", "event:benchmark"),
    _rule(r"updates?", "is:update"),
    _rule(r"official(?:ly)?(?: announced| announcements?)?", "is:official"),
    _rule(r"(?:via |by |with |through )?(?:an |the )?apis?(?: access)?", "access:api"),
    _rule(r"previews?", "is:preview"),
    _rule(r"quanti[sz]ed|quanti[sz]ations?", "quant:*"),
    _rule(r"this week|last week|past week", "age:<=7d"),
    _rule(r"today", "age:<1d"),
)  # fmt: skip
FILLERS = frozenset(
    """
    a able about access ai alert alerts all already also an and announced announcement announcements any
    anything are as at be but by can comes coming computer context could do every everything excluded for from
    get give good great hardware has have having i i'd i'm if in interested into is it its just keep know
    language latest launch launched launches launching licence licenced licences license licensed licenses
    like llm llms machine made make makes me model models my need new newest news notify of on one ones only
    or our out own parameters params please post posted posts ready recent release released releases releasing
    run running runs score scores show so some speak speaking speaks subscribe such support supporting
    supports tell that that's the their them there there's these they this those to token tokens too under up
    update us use used uses using via want we weights what when whenever which will with works would you your
    """.split()
)
NEGATIONS = frozenset({"no", "not", "without", "except", "excluding", "exclude", "never", "isn't", "aren't", "non"})
EXCLUDED = frozenset({"excluded", "excluding"})  # behind what is not wanted
ALTERNATIVE = "or"
# Before a name that is only compared with, and behind a language that is a country's: such names are not used.
COMPARED = re.compile(
    r"(?:alternatives? to|like|similar to|instead of|compared (?:to|with)|comparable to|rivals? of|based on)$"
)
PEOPLE = re.compile(r"[- ]?(?:labs?|compan(?:y|ies)|startups?|firms?|made|built|developers?|teams?)\b")

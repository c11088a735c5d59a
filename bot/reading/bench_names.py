"""Names that a document uses as benchmarks, known or not: what a score is "on", what is called a test."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.bench_lists import chained_tests, may_chain
from bot.reading.cues import Choice, Cued
from bot.reading.numerals import IN_DIGITS
from bot.reading.sentences import Sentence
from bot.reading.subject import Subject

CAPITAL = r"[A-ZÀ-Þτ][\w'+²-]*(?:\.\d+)?"
NAME = rf"{CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*|of|the|in)){{0,5}}"
SCORE_VERB = r"(?:scor(?:e[sd]?|ing)|achiev(?:e[sd]?|ing)|reach(?:e[sd]|ing)?|gets?|got|hits?|hitting|posts?|posted|records?|recorded|attains?|attained|lands?|landed|manages?|managed|earns?|earned|logs?|logged|delivers?|notche[sd]|comes in at|came in at|sits at|stands at|answers|answered|resolve[sd]?|solve[sd]?|finishe[sd]|reports?|erreicht|erzielt|atteint|obtient|alcanza|obtiene|logra)"
N = r"(?:a |an )?(?:(?:average |mean |overall )?(?:AUC|AUROC|F1|accuracy|BLEU|WER|pass rate|success rate) of )?(?:score of |result of |mark of |about |around |roughly |over |just |only )?\d{1,4}(?:[.,]\d{1,3})?(?: ?%| percent| per ?cent| Prozent| points)?"
_QUOTE = r"[\"'“”„「《«]?"
_VERB_WORDS = "scor achiev reach get got hit post record attain land manage earn log deliver notche comes came sits stands answer resolve solve finishe report erreicht erzielt atteint obtien alcanza logra"
TASKS = (
    "issues|tasks|questions|problems|scenarios|episodes|needles|objects|cases|items|prompts|images|samples|instances"
    "|challenges|puzzles|tests|clips|pages|bugs|exercises|games|levels|rows|sentences|queries"
)  # what a test counts, so that "57.3% of the episodes" is a score
# What a number is of: "83% accuracy", "a 78% non-hallucination rate", "66% average pass rate".
MEASURED = r"(?:(?:(?:[a-z]+-)?[a-z]+ ){0,2}?(?:accuracy|rate|ratio|average|F1|recall|precision)|(?:box |mask )?m?AP(?:50|75)?|mIoU|BLEU|top-1(?: accuracy)?)"
_PATTERNS = (
    Cued(rf"\b(?=[OoIiABSE])(?:^|(?<=[.;,:] )|(?<=and )|(?<=while ))(?:[Oo]n|[Ii]n|Auf|Bei|Sur|En) (?:the |dem |der |le |el |la )?{_QUOTE}(?P<b>{NAME})(?: (?:benchmark|test|suite|leaderboard|index|exam|evaluation))?{_QUOTE}(?: \([^)]{{1,60}}\))?,? [^.;]{{1,90}}?\b(?:{SCORE_VERB}|at|with|have|has|contained|liegt|steht) {N}", IN_DIGITS, "on_ in_ auf_ bei_ sur_ en_", f"{_VERB_WORDS} at_ with_ have_ has_ contained liegt steht"),
    Cued(rf"\b{SCORE_VERB} {N} (?:on|in|at|for|of) (?:the |issues in )?{_QUOTE}(?P<b>{NAME})", IN_DIGITS, _VERB_WORDS),
    Cued(rf"\b\d{{1,4}}(?:[.,]\d{{1,3}})?(?: ?%| percent| points)?(?: {MEASURED})?(?: of (?:the )?(?:\w+ ){{0,2}}?(?:{TASKS}))? (?:on|sur|auf|su) (?:the )?{_QUOTE}(?P<b>{NAME}(?:/{CAPITAL})?)", IN_DIGITS, "_on_ _sur_ _auf_ _su_"),
    Cued(rf"(?:^|(?<=[.;:] ))(?:[Oo]n|Bei|Auf|Sur) (?:the )?{_QUOTE}(?P<b>{NAME}){_QUOTE},? \d{{1,3}}(?:[.,]\d{{1,3}})? ?(?:%|percent)", IN_DIGITS, "% percent", "on_ bei_ auf_ sur_"),
    Cued(rf"^\W*[Oo]n (?:the )?{_QUOTE}(?P<b>{NAME}){_QUOTE}(?:,| the) [^.;]{{1,110}}?\b\d{{1,3}}(?:\.\d{{1,3}})?%? for [A-Z]", IN_DIGITS, "on_", "_for_"),
    Cued(rf"\b[Oo]n the (?:[a-z-]+ ){{1,4}}(?:of|from|in) (?P<b>{NAME})(?: it| the model)? {SCORE_VERB} {N}", IN_DIGITS, "on_the_", _VERB_WORDS),
    Cued(r"\b(?P<b>[A-Z]\w*[A-Z0-9]\w*(?:-\d+)?) (?:test|tests)\b(?! set| suite)", "_test"),
    Cued(rf"(?<![\w-]){_QUOTE}(?P<b>{NAME}){_QUOTE} (?:[Bb]enchmark|[Ll]eaderboard|test suite|test set|eval(?:uation)?\b|board|metric|episodes?|set\b(?! (?:an?|the|its|new|up|out)\b))", "benchmark leaderboard test eval board metric episode set"),
    Cued(rf"\b(?:benchmark|test|leaderboard|suite|evaluation|Test|Benchmark|prueba|épreuve) (?:called |named )?{_QUOTE}(?P<b>{NAME})", "benchmark test leaderboard suite evaluation prueba épreuve"),
    Cued(rf"\bon (?:the )?{_QUOTE}(?P<b>{NAME})(?: set)? (?:is|was|of) {N}", IN_DIGITS, "on_", "_is_ _was_ _of_"),
    Cued(rf"(?:\b[Aa]n?|\b[Tt]he|\b[Ii]ts) (?P<b>(?!E(?:lo|LO) |(?:[\w-]+ )?F1 ){CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*)){{0,4}}) (?:score|rating|accuracy|result) of {N}", IN_DIGITS, "score_of rating_of accuracy_of result_of"),
    Cued(rf"\b(?:tops|topped|leads|led|wins|won) (?:the )?(?P<b>{CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*)){{0,4}}) (?:with|at) (?:about |an? )?\d{{1,3}}(?:\.\d{{1,2}}|\.\d{{1,2}} ?%| ?%)", IN_DIGITS, "tops topped leads led wins won", "with_ at_"),
    Cued(rf"(?<=, )(?:and )?on (?P<b>{CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*(?!\.?\d* ?%))){{0,4}}) (?:it (?:scored|scores|got|gets|reached|reaches) )?\d{{1,3}}(?:\.\d{{1,2}}|\.\d{{1,2}} ?%| ?%)(?![\w.]*\w)", IN_DIGITS, "on_"),
    Cued(rf"\b\d{{3,4}} E(?:lo|LO)(?: points| rating| score)? (?:on|in) (?:the )?(?P<b>{CAPITAL}(?: {CAPITAL}){{0,3}}(?:\.[a-z]{{2,3}}\b)?)", IN_DIGITS, "elo"),
    Cued(r"(?:^|(?<=[;,:] )|(?<= and ))(?P<b>(?=[\w² -]{0,20}[A-Z0-9²][\w²-]{0,12}[A-Z0-9²]|[A-Z][\w²]* [A-Z])[A-Z][\w²-]*(?: [A-Z][\w²-]*){0,2}) (?:rose|rises|improved|improves|climbed|climbs|jumped|jumps|went|goes|increased|moved|grew) from \d{1,2}\.\d{1,2} ?%? to \d{1,3}\.\d", IN_DIGITS, "from_", "_to_"),
    Cued(r"(?P<b>[A-Z]\w*[Bb]ench(?: \d\.\d)?)", "bench"),
    Cued(r"[「“《](?P<b>[\u4e00-\u9fff\u30a0-\u30ff]{2,12})[」”》](?:评测|ベンチ|测试|で |に|基准)", "」 ” 》"),
    Cued(rf"(?<![\w-])(?P<b>{NAME}) ?(?:벤치마크|리더보드|ベンチマーク|基准|基準)(?: ?(?:점수|평가|테스트|スコア|测试|測試))?[^.。,，、\d]{{0,8}}\d", "벤치마크 리더보드 ベンチマーク 基准 基準", IN_DIGITS),
    Cued(rf"^\W*(?P<b>{CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*)){{0,4}})(?: \([^)]{{1,40}}\))?\s*[:=]\s*(?={N}(?![\w.]*[:=)]))", ": ="),
)  # fmt: skip
_CHOICE = Choice(_PATTERNS, lambda pattern: pattern)
# What a specification lists in the same form as a result: "Attention heads: 48", "Temperature: 0.6".
_SPECIFIED = re.compile(
    r"(?:layers?|heads?|size|dimensions?|dim|experts?|vocab\w*|steps?|epochs?|rate|batch|width|depth|length|penalty|temperature|top[-_ ]?[pk]|dropout|decay|seed|version|tokens?|params?|parameters?|shots?|gpus?|memory|vram|hours|users?|price|cost|latency|speed|threshold|ratio|weight|count|number|levels?|stars?|downloads?)$",
    re.I,
)
_IS_A_MODELS = re.compile(
    r"(?!\w*(?:[Bb]ench|Eval|Arena|Exam))[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2} \d{1,2}(?:\.\d)?[a-z]?"
)  # "Gull 3: 86.0"
_NO_BENCH = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december"
    " scores results benchmarks evaluations accuracy the it our we api this that these those average total all standard internal and of in price input output tokens release version params parameters context size"
    " training paper pass table figure section step layer top year day week launch hugging github linux windows android ios mac rtf numbers lower higher latency speed voices languages"
    " i he she they you a an as at by for from to with is are was asia europe africa america nvidia cpu gpu gpus one two three four five"
    " cuda rocm python pytorch torch torchvision torchaudio gcc cmake ubuntu driver docker node seed temperature epochs epoch batch steps fps disk memory vram ram resolution duration port threads answer answers question title result results example prompt solution note hint option".split()
)

# A tier behind a version makes a model: "Tassel 2.5 Pro"; a benchmark's name says that it is one.
_TIERED = re.compile(
    r"\b\d+(?:\.\d+)?[a-z]? (?:Pro|Flash|Mini|Nano|Max|Opus|Sonnet|Haiku|Ultra|Turbo|Instruct|Chat|Preview|Thinking|mini|nano)\b"
)
_JOINED_BENCH = re.compile(r"-(?:[Bb]ench|Eval|QA|Arena)$")  # "All-Sides-Bench"
_SIZED = re.compile(r"(?<!@)[ -]\d+(?:\.\d+)?[BM]\b")  # "Gull 7B"; "Reeds @ 1M" is a test at a length
_SAYS_BENCH = re.compile(r"[Bb]ench|Eval|QA|Arena|Exam|Index|Test")


def bench_names(sentences: Iterable[Sentence], subject: Subject, catalogue: Catalogue) -> frozenset[str]:
    """Return the folded names of every benchmark that the sentences speak of by grammar."""
    return frozenset(fold(name) for one in sentences for name, _ in named_benchmarks(one, subject, catalogue))


def named_benchmarks(sentence: Sentence, subject: Subject, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """Return names of benchmarks by grammar, with the place of each in the text."""
    if not (_CHOICE.worth_trying(sentence) or may_chain(sentence)):
        return ()
    return _named_in(sentence, subject, catalogue)


@lru_cache(maxsize=1024)
def _named_in(sentence: Sentence, subject: Subject, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """Return what `named_benchmarks` returns of a sentence that may name some; it is asked twice of each."""
    found = tuple(_named(sentence, _CHOICE.worth_trying(sentence), subject, catalogue))
    chained = ((sentence.text[start:end], start) for start, end in chained_tests(sentence))
    return (*found, *(one for one in chained if is_benchmark_name(one[0], subject, catalogue)))


def _named(
    sentence: Sentence, patterns: Iterable[Cued], subject: Subject, catalogue: Catalogue
) -> Iterator[tuple[str, int]]:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            lead = re.match(r"(?:(?:On|In|At|For|The|Its|Their|Our|This|An?) )?(?:the )?", match["b"])
            skipped = lead.end() if lead else 0
            skipped += makers_length(match["b"][skipped:], catalogue)
            name = re.sub(r"(?: (?:of|the|in))+$", "", match["b"][skipped:])
            if pattern is _PATTERNS[-1] and (_SPECIFIED.search(name) or _IS_A_MODELS.fullmatch(name)):
                continue
            if pattern is _PATTERNS[0] and _IN.match(match[0]) and not _is_plainly_one(name, catalogue):
                continue
            if is_benchmark_name(name, subject, catalogue):
                yield name, match.start("b") + skipped


_IN = re.compile(r"[Ii]n ")  # "In ShelfMate it reached 99% success": a product, sooner than a test


def _is_plainly_one(name: str, catalogue: Catalogue) -> bool:
    return bool(catalogue.benchmark(name)) or _SAYS_BENCH.search(name) is not None or any(map(str.isdigit, name))


_MAKERS = re.compile(r"([A-Z][\w.]*(?: [A-Z][\w.]*)?)'s ")


def makers_length(name: str, catalogue: Catalogue) -> int:
    """Return how long the maker of a benchmark stands before its name: "Norvale's " of "Norvale's Quill-Bench"."""
    maker = _MAKERS.match(name)
    return maker.end() if maker and catalogue.lab(maker[1]) else 0


@lru_cache(maxsize=1024)
def is_benchmark_name(name: str, subject: Subject, catalogue: Catalogue) -> bool:
    """Return whether a name can be a benchmark's: nothing else that is known, no ordinary word."""
    head = re.split(r"[ .-]", name)[0].casefold()
    return bool(catalogue.benchmark(name)) or (
        (head not in _NO_BENCH or _JOINED_BENCH.search(name) is not None)
        and is_label_of_benchmark(name, subject, catalogue)
    )


@lru_cache(maxsize=1024)
def is_label_of_benchmark(name: str, subject: Subject, catalogue: Catalogue) -> bool:
    """Return whether the head of a table's row or column can name a benchmark: nothing else that is known by name."""
    if catalogue.benchmark(name):
        return True
    is_numbered = re.fullmatch(r"[A-Z]\d{3}", name)  # K400: no member of a family of one letter
    family = (
        None
        if is_numbered
        else catalogue.family(re.split(r"[ -]", name)[0]) or catalogue.family(re.sub(r"[-\d.].*$", "", name))
    )
    is_other = (
        catalogue.lab(name) or catalogue.licence(name) or catalogue.chip(name) or (family and not family.is_common_word)
    )
    own = fold(subject.name or "-")
    is_own = fold(name).startswith(own) or (subject.lab is not None and fold(name) == fold(subject.lab))
    return (
        not (is_other or is_own)
        and any(c.isalpha() for c in name)
        and not re.fullmatch(r"[A-Z]\w?|[A-Z]?\d{1,2}(?:\.\d+)?[A-Za-z]?|\d+(?:\.\d+)?\w?", name)
        and not _SIZED.search(name)
        and not name.endswith("'s")
        and not (_TIERED.search(name) and not _SAYS_BENCH.search(name))
    )

"""What an article may count, rule by rule: a number with the words that say what it is, and whose it is by nature."""

from collections.abc import Callable
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Choice, Cued
from bot.reading.numerals import A_NUMBER, AMOUNT, DIGITS, IN_DIGITS

Measure = Callable[[re.Match[str], str], str]
_OWN_SCALE = rf"(?P<n>{DIGITS})(?P<p>\+)?(?P<s>)"  # a number without a scale behind it
_START = r"(?:(?<![A-Za-z0-9_.$€£¥-])|(?<=\d[-–])(?<!\d[-–]\d\d[-–])(?<!\d\d\d\d-)(?<![A-Za-z]\d\d\d-))(?<!\d,)(?<!\d:)"  # at the end of "3-10 seconds", too
_START_OR_SUB = r"(?:(?<![A-Za-z0-9_.$€£¥-])|(?<=[Ss]ub-))(?<!\d,)(?<!\d:)"  # "sub-300ms"
_PEOPLE = (
    r"physicians|doctors|clinicians|(?:human|domain|medical|legal|external|outside|independent|subject[- ]matter|safety|security|industry|clinical|policy) experts|people|specialists|engineers|researchers|scientists|annotators|translators|linguists|employees"
    r"|staff|evaluators|raters|contributors|teachers|lawyers|nurses|volunteers|authors|reviewers|professionals|testers|radiologists|judges|ambassadors|participants|students|artists|musicians"
)
_USERS = r"(?:monthly |daily |weekly |active |registered |paying |global )*(?:users|developers|customers|subscribers|installs|creators|players|listeners|members)"
_PEOPLE_WORDS = (
    "physicians doctors clinicians experts people specialists engineers researchers scientists annotators translators linguists"
    " employees staff evaluators raters contributors teachers lawyers nurses volunteers authors reviewers professionals testers"
    " radiologists judges ambassadors participants students artists musicians"
)
_COUNTED = (
    r"modes|experts|layers|tasks|voices|speakers|(?:programming|coding|additional|further|new|more) languages|accents|(?:quality )?tiers|(?:major|target|source|minority|official|spoken|European|African|Indic|Asian) languages"
    r"|benchmarks|steps|(?:sub-?)?agents|(?:attention |query |kv |key-value )?heads|domains|datasets|presets|prompts|questions|problems|test cases|samples|examples|clips|frames(?! per)|images|videos"
    r"|documents|repositories|countries|categories|language pairs|pairs|variants|dimensions|tool calls|tools|iterations|epochs|rollouts|nodes|(?:key|data) points|web pages|codebooks|dialects|styles|emotions|stages|tiles|reports|games|environments|(?:environment|training) configurations|companies|businesses|organi[sz]ations|enterprises|teams|streams|connections|sessions|trajectories|episodes|demonstrations|triplets|genomes|proteins|utterances|channels?|conversations|messages|timbres|checkpoints|links|task types|blocks|books|songs|tracks|characters|credits|modalities"
    r"|instructions|guidelines|abstracts|papers|articles|classes|actions|masks|annotations|captions|scenes|shapes|molecules|cells|species|theorems|proofs|files|skills|candidates"
    r"|(?:latent|visual|image|video|audio|speech|discrete|special|different) tokens"
)
_COUNTED_WORDS = (
    "accents tiers modes experts layers tasks voices speakers languages benchmarks steps agents heads domains datasets presets prompts"
    " questions problems cases samples examples clips frames images videos documents repositories countries categories pairs"
    " variants dimensions calls tools iterations epochs rollouts nodes points pages codebooks dialects styles emotions stages tiles reports games environments configurations companies"
    " businesses organi enterprises teams streams connections sessions trajectories episodes demonstrations triplets genomes proteins utterances tokens channel conversations messages timbres checkpoints links types blocks books songs tracks characters credits modalities"
    " instructions guidelines abstracts papers articles classes actions masks annotations captions scenes shapes molecules cells species theorems proofs files skills candidates"
)
# Up to two words between a number and what it counts; "extension 2209 for questions" and "10-second clips" count neither.
_ADJECTIVES = r"(?:(?!(?:for|of|in|on|and|to|with|or|the|from|by|at|as|than|is|are|seconds?|minutes?|hours?|days?|months?|years?|points?|times|percent|per)\b)[A-Z]?[a-z][a-z-]*(?:-[A-Z]{2,5})? ){0,3}?"
_VENDOR = r"(?:Nvidia|NVIDIA|AMD|Google|Huawei|Ascend|Cerebras|Intel)"
_OF_SPEECH = r"(?:audio|speech|music|videos?|footage|data|recordings?|sound|songs|film|broadcasts?|conversations?|dialogues?|podcasts?|driving|gameplay|playtime)"


class CountRule(NamedTuple):
    """A rule: `pattern` has the groups n, p and s of AMOUNT; `unit` may name a group of the pattern, as "<u>".

    `cue` has to stand in the 90 characters before the number or the 60 behind it, `refused` must not stand in the 24 behind it; `is_own`
    says that such a number is the launch's own by nature, `is_of_lab` that it is its company's.
    """

    rule: str
    unit: str
    pattern: Cued
    measure: Measure
    is_own: bool = False
    is_of_lab: bool = False
    cue: re.Pattern[str] | None = None
    refused: re.Pattern[str] | None = None


def _word(name: str) -> Measure:
    return lambda match, _text: " ".join(match[name].split())


def _fixed(words: str) -> Measure:
    return lambda _match, _text: words


def _moved(match: re.Match[str], _text: str) -> str:
    """Return what rose or fell: "stock rose" of "Meta stock rose 9%"."""
    return f"{match['what']} {match['verb']}"


_MEMORY = re.compile(r"\W*(?:of )?(?:V?RAM|memory|GPU|unified|VRAM)\b", re.I)


# "One 40GB A100 is enough": what the chip has, and no size of the model.
_CHIP = re.compile(
    r" ?(?:(?:NVIDIA|Nvidia|AMD|Intel|Apple) )?(?:(?:Tesla|GeForce|Instinct) )?(?:[AHBVL]\d{2,3}S?|GH?B?200|RTX|MI\d{3}X?|TPU|T4|M\d (?:Pro|Max|Ultra))\b"
)


def _size_of(match: re.Match[str], text: str) -> str:
    if _CHIP.match(text, match.end()):
        return "chip memory"
    if _MEMORY.match(text[match.end() : match.end() + 40]):
        return "memory"
    return "size after quantization" if re.search(r"quanti|compress|bit\b", text, re.I) else "size"


_SPED = re.compile(
    r"\b(?:inference speed|decoding speed|generation speed|training speed|throughput|inference|speed(?:-?ups?)?|acceleration|latency|memory|compute|costs?|size|param\w+ count)\b",
    re.I,
)


def _speed(match: re.Match[str], text: str) -> str:
    if match["what"]:
        return " ".join(match["what"].split()).rstrip(".")
    near = _SPED.search(text[max(0, match.start() - 50) : match.end() + 40])
    return near[0].lower() if near else ""


def _rule(
    rule: str,
    unit: str,
    pattern: str,
    cues: tuple[str, ...],
    measure: str | Measure,
    *,
    anywhere: bool = False,
    **more: object,
) -> CountRule:
    """Return a rule that begins where a number does, or `anywhere`; `measure` is "<group>" or the words themselves."""
    say: Measure = measure if callable(measure) else _word(measure[1:-1]) if measure[0] == "<" else _fixed(measure)
    number = A_NUMBER if AMOUNT in pattern or "|two|" in pattern else IN_DIGITS
    cued = Cued(pattern, number, *cues) if anywhere else AtNumbers(_START + pattern, number, *cues)
    return CountRule(rule, unit, cued, say, **more)  # type: ignore[arg-type]


_MADE = re.compile(
    r"\b(?:generat|produc|creat|synthes|process|transcri|record|clips?\b|video|audio|speech|music|song|footage|conversation|limit|up to|respon[ds]|repl(?:y|ies)|answer|first token|latency|delay|takes?\b|\bruns?\b|render|within|requires? only|in (?:about|under|less than|just|only)\b)",
    re.I,
)
_TRAINED = re.compile(r"\b(?:train|pre-?train|took|built|develop|fine-?tun)\w*", re.I)
_BETTER = re.compile(r"\b(?:improv|increas|gain|boost|better|faster)", re.I)
_OTHER_TIME = re.compile(
    r"\W{0,2}(?:ago|later|earlier|read\b|reads?\b|per (?:day|week)|a (?:day|week|month)|from now|free|trial|notice|before|after|into)",
    re.I,
)
_QUANTIZED = re.compile(r"quanti|weights|precision|checkpoint|format|bit\b", re.I)

_RULES: tuple[CountRule, ...] = (
    _rule("counts.users", "users", rf"{AMOUNT} (?:[a-z-]*[a-rt-z] )?(?P<what>{_USERS})\b", ("users developers customers subscribers installs creators players listeners members",), "<what>"),
    _rule("counts.people", "people", rf"{AMOUNT} {_ADJECTIVES}(?P<what>{_PEOPLE})\b", (_PEOPLE_WORDS,), "<what>", is_of_lab=True),
    _rule("counts.downloads", "downloads", rf"{AMOUNT}[ -](?:[a-z]+ )?downloads?\b", ("download",), "downloads"),
    _rule(
        "counts.months", "months",
        rf"\b(?:took|takes|after|over|in|within|spent|lasted|spanning)(?: [a-z]+)? {AMOUNT}[ -](?P<what>months?)\b(?! ago| later| from)",
        ("month",), "duration", anywhere=True, is_of_lab=True,
    ),
    _rule("counts.days", "<u>", rf"{AMOUNT}[ -](?P<u>[Dd]ays|[Ww]eeks)\b", ("day week",), "training time", cue=_TRAINED, refused=_OTHER_TIME),
    _rule("counts.hours", "GPU hours", rf"{AMOUNT}[ -](?:(?:[A-Z][\w-]{{0,12}} ){{0,2}})(?P<what>(?:GPU|TPU|accelerator|chip|node)[ -]hours)\b", ("hours", "gpu tpu accelerator chip node"), "<what>"),
    _rule("counts.hours", "hours", rf"{AMOUNT}\+?[ -](?P<what>hours? of (?:(?:[\w-]+,? ){{0,5}}?){_OF_SPEECH})\b", ("hour",), "<what>"),
    _rule("counts.hours", "hours", rf"{AMOUNT}\+?[ -](?P<what>hour (?:corpus|dataset|data set|recordings?))\b", ("hour",), "<what>"),
    _rule("counts.hours", "hours", rf"{AMOUNT}\+?[ -](?P<what>hours)\b", ("hours",), "of work", cue=re.compile(r"\b(?:autonomous|straight|nonstop|continuous|unattended|independent|maintain(?:s|ed|ing)? (?:its )?focus|stays? (?:focus|on task)|work(?:s|ing)? for|sustain)", re.I)),
    _rule("counts.hours", "hours", rf"{AMOUNT}\+?[ -](?P<what>hours)\b", ("hours",), "training data", cue=re.compile(r"\b(?:pre-?)?train(?:ed|ing) (?:on|over|with)\b|\b(?:audio|speech|recordings|transcripts)\b", re.I)),
    _rule("counts.length", "<u>", rf"{AMOUNT}[ -]?(?P<u>seconds?|minutes?|min)\b", ("second min",), "time", cue=_MADE, refused=_OTHER_TIME),
    _rule("counts.length", "<u>", rf"{_OWN_SCALE}(?P<u>s)\b", ("9s +s",), "time", cue=_MADE, refused=_OTHER_TIME),
    _rule("counts.frequency", "<u>", rf"{_OWN_SCALE}[ -]?(?P<u>[kK]?Hz)\b", ("hz",), "frequency"),
    _rule("counts.frames", "fps", rf"{_OWN_SCALE}[ -]?(?:fps|FPS|frames per second|frames a second)\b", ("fps frames",), "frame rate"),
    _rule("counts.resolution", "MP", rf"{_OWN_SCALE}[ -]?(?:megapixels?|MP)\b", ("megapixel 9mp 9_mp 9-mp +mp +_mp +-mp",), "resolution"),
    _rule("counts.resolution", "p", r"(?P<n>\d{3,4})(?P<p>)(?P<s>)[pP]\b", ("9p",), "resolution"),
    _rule(
        "counts.chips", "chips", rf"{AMOUNT}x? (?:{_VENDOR} ){{0,2}}(?P<what>(?:[A-Z][\w-]*\d[\w-]* |\d{{3}}[A-Z]? )?(?:GPUs|TPUs|NPUs|accelerators|chips|processors))\b",
        ("gpus tpus npus accelerators chips processors",), "<what>",
    ),
    _rule(
        "counts.chips", "chips",
        rf"(?P<n>{DIGITS}|two|four|eight)(?P<p>)(?P<s>)x? (?:{_VENDOR} )?(?P<what>(?:MI|GB|H|A|B|V)\d{{2,4}}[A-Z]{{0,2}}s?)\b(?! ?(?:GPU|TPU)?(?:s\b|[ -]?hours?\b))",
        ("mi9 gb9 h9 a9 b9 v9",), "<what>",
    ),
    _rule(
        "counts.moved", "%",
        rf"(?P<what>(?:[A-Za-z]+ ){{0,3}}(?:[Ss]tock|[Ss]hares|revenue|usage|traffic|adoption|consumption|prices?|costs?|latency|throughput|sales|time|tokens?|day|demand|errors?))(?: price)? (?P<verb>rose|fell|jumped|gained|climbed|dropped|surged|slid|grew|increased|decreased)(?: by| another| a further| about| nearly| roughly| around| almost| more than| over)* {AMOUNT}(?:%| percent| per cent)",
        ("% cent", "rose fell jumped gained climbed dropped surged slid grew increased decreased"), _moved, anywhere=True, is_of_lab=True,
    ),
    _rule(
        "counts.saved", "%",
        rf"{AMOUNT}(?:%| percent| per cent) (?P<what>(?:faster|slower|cheaper|fewer|less|lower|smaller|higher|more|better|discount|off)(?: [a-z-]+)?|(?:(?:(?!(?:and|or|of|on|in|to|the|with|for)\b)[a-z]+|[A-Z][a-z]+ Input) )?(?:reduction|decrease|increase|improvement|gain|drop|rise|cut|saving|jump|boost|[Dd]iscount|uplift)s?(?: (?:in|of|on|over) (?:the )?[A-Za-z]+(?: [a-z]+)?)?|of (?:the |its )?[a-z-]+(?: [a-z-]+)?)",
        ("% cent", "faster slower cheaper fewer less lower smaller higher more better discount off reduction decrease increase improvement gain drop rise cut saving jump boost uplift of"), "<what>",
    ),
    _rule(
        "counts.changed", "%",
        rf"\b(?P<what>(?:[Rr]educ|[Ll]ower|[Cc]ut|[Rr]ais|[Ii]ncreas|[Ii]mprov|[Bb]oost|[Ss]av|[Dd]ecreas|[Ss]peed|[Oo]utperform|[Ss]urpass|[Bb]eat|[Ll]ead|[Ss]hr[iau]nk)[a-z]*(?: (?!by\b|from\b)[\w.-]+){{0,6}}) by (?:an average of |another |up to |over |about |nearly |roughly |more than |as much as )?{AMOUNT}(?:%| percent| per cent)(?! ?(?:to|points?)\b)",
        ("% cent",), "<what>", anywhere=True,
    ),
    _rule(
        "counts.changed", "%",
        rf"\b(?P<what>(?:(?:[a-z]+ )?(?:improvement|gain|increase|reduction|decrease|drop|rise|saving|discount|growth)s?)) of (?:up to |over |about |nearly |roughly |around |more than |as much as )?{AMOUNT}(?:\\?%| percent| per cent)",
        ("% cent", "improvement gain increase reduction decrease drop rise saving discount growth"), "<what>", anywhere=True,
    ),
    _rule(
        "counts.share", "%",
        rf"\b(?P<what>(?:win|acceptance|success|hit|preference|approval|retention|error|refusal) rates?) (?:of|at|above|over|up to|below|under|reaching) (?:about |around |nearly |over |up to )?{AMOUNT}(?:%| percent)(?! on\b)",
        ("% percent", "_rate"), "<what>", anywhere=True,
    ),
    _rule("counts.changed", "%", rf"\((?P<what>down|up)(?: by)? (?:about |nearly |over )?{AMOUNT}(?:%| percent)", ("(down (up", "% percent"), "<what>", anywhere=True),
    _rule(
        "counts.share", "%",
        rf"{AMOUNT}(?:%| percent| per cent) (?P<what>(?:[a-z-]+ ){{0,2}}(?:data|code|text|language|content|ratio|documents|tokens))\b",
        ("% cent", "data code text language content ratio documents tokens"), "<what>", cue=re.compile(r"\b(?:train\w*|pre-?train\w*|corpus|mixture|composition|composed|consist\w*|compris\w*|tokens)\b"),
    ),
    _rule("counts.emissions", "t CO2", rf"{AMOUNT} (?:(?:metric )?(?:tons|tonnes|t) (?:of )?|t)CO(?:2|₂)", ("co9 co₂",), "emissions"),
    _rule("counts.modes", "count", rf"{AMOUNT}\+?[ -]{_ADJECTIVES}(?P<what>{_COUNTED})\b", (_COUNTED_WORDS,), "<what>", is_own=True),
    _rule("counts.part", "count", rf"{_OWN_SCALE} (?:out )?of (?:the |all )?\d{{1,4}} {_ADJECTIVES}(?P<what>{_COUNTED})\b", (_COUNTED_WORDS, "of"), "<what>", is_own=True),
    _rule("counts.points", "points", rf"\bby [^.;\d]{{0,40}}?{AMOUNT}(?:(?:,| and|,? or) \d+(?:\.\d+)?)* (?:percentage |absolute |accuracy |E(?:LO|lo) )?points?\b", ("point", "by"), "difference", anywhere=True),
    _rule("counts.points", "points", rf"{AMOUNT} (?:percentage |E(?:LO|lo) )?points? (?P<what>below|above|ahead of|behind|higher than|lower than|more than|better than|short of)\b", ("point", "below above ahead behind higher lower more better short"), "difference"),
    _rule("counts.points", "points", rf"{AMOUNT}-point (?:E(?:LO|lo) )?(?P<what>jump|gain|lead|improvement|increase|drop|margin|gap|edge|advantage)\b", ("point",), "<what>"),
    _rule("counts.points", "points", rf"(?<=\d) and {AMOUNT} (?:percentage |absolute |accuracy )?points?\b", ("point", "_and_"), "difference", anywhere=True),
    _rule("counts.modes", "count", rf"{AMOUNT}-(?P<what>dimensional|page|channel|layer|step|voice|speaker)\b", ("dimensional page channel layer step voice speaker",), "<what>", is_own=True),
    _rule("counts.modes", "count", rf"{_OWN_SCALE} (?P<what>languages (?:for|in|with) [a-z][\w.]*(?: [a-z]+)?)", ("languages",), "<what>", is_own=True),
    _rule(
        "counts.points", "points",
        rf"\b(?P<what>within|margin|increases?|improvement|gains?|lead|rises?|ahead)(?: of| by)?(?: an)?(?: average)?(?: about| over| nearly| up to| more than| only| just)? {AMOUNT}(?: (?:and|to) \d+(?:\.\d+)?)?(?: percentage)?[ -]points?\b(?! out of\b)",
        ("point", "within margin increase improvement gain lead rise ahead"), "difference", anywhere=True,
    ),
    _rule(
        "counts.factor", "x",
        rf"\b(?P<what>(?:[a-z-]*compression|[a-z]*sampling|scaling|reduction|expansion) (?:factor|ratio|rate)s?)(?: of| is|:)? (?:up to |about )?{_OWN_SCALE}(?:x|×)?(?![\w%]|\.\d)",
        ("factor ratio rate", "compression sampling scaling reduction expansion"), "<what>", anywhere=True,
    ),
    _rule(
        "counts.factor", "x",
        rf"\b(?:expand|extend|grow|increas|rais|cut|reduc|shrink)[a-z]* (?:the |its )?(?P<what>context|memory|throughput|latency|(?:context|batch|model) (?:window|length|size)) (?:by )?{_OWN_SCALE}(?:x\b|×)",
        ("9x +x ×", "expand extend grow increas rais cut reduc shrink"), "<what>", anywhere=True,
    ),
    _rule("counts.factor", "x", rf"\bby (?:a|an estimated) (?P<what>factor) of (?:up to |about |over |nearly |roughly )?{AMOUNT}(?![\w%]|\.\d)", ("factor", "by"), "<what>", anywhere=True),
    _rule("counts.power", "W", rf"{_OWN_SCALE} ?W\b", ("9w +w 9_w +_w",), "power", cue=re.compile(r"\b(?:TDP|power|watts?|consum\w+)\b")),
    _rule(
        "counts.family", "count",
        rf"\b(?:[Tt]here are|series of|family of|suite of|set of|collection of|comprises|consists of|includes|available in|comes? in|[Ww]e (?:also )?(?:provide|introduce|release|offer|present|open-source)) {AMOUNT} {_ADJECTIVES}(?P<what>models)\b",
        ("models",), "<what>", anywhere=True, is_own=True,
    ),
    CountRule(
        "counts.family", "count",
        Cued(
            rf"\b(?:its|(?:comes?|available) in|offer(?:s|ing)|releas(?:es|ed|ing)|launch(?:es|ed|ing)|introduc(?:es|ed|ing)|unveil(?:s|ed|ing)|announc(?:es|ed|ing)) (?:all )?(?P<n>two|three|four|five|six|seven|eight|nine|ten)(?P<p>)(?P<s>) {_ADJECTIVES}(?P<what>models|versions|variants|sizes|editions)\b",
            "two three four five six seven eight nine ten", "models versions variants sizes editions",
        ),
        _word("what"), is_own=True,
    ),
    _rule("counts.window", "tokens", rf"\bsliding[- ]window(?: attention| size)?(?: of| \(|:)? ?(?P<n>{DIGITS})(?P<p>)(?P<s>K\b)?", ("sliding",), "sliding window", anywhere=True, is_own=True),
    _rule("counts.grown", "count", rf"\b(?P<what>{_COUNTED}) from (?:{DIGITS}) to {AMOUNT}", (_COUNTED_WORDS, "from_9"), "<what>", anywhere=True, is_own=True),
    _rule(
        "counts.label", "count",
        rf"^\W*(?:(?:[Nn]umber|[Nn]um\.|No\.|#) (?:of )?)?(?P<what>[Ll]ayers|(?:[A-Za-z]+ )?[Hh]eads|(?:[A-Za-z]+ )?[Ee]xperts|[Vv]ocab(?:ulary)?(?: [Ss]ize)?|[Vv]oices|(?:[Ee]mbedding |[Hh]idden )(?:[Ss]ize|[Dd]imensions?))(?: \([^)]{{0,30}}\))? ?[:=|] {{0,3}}(?P<n>{DIGITS})(?P<p>\+)?(?P<s>[KM]\b)?",
        ("layers heads experts vocab voices size dimension",), "<what>", anywhere=True, is_own=True,
    ),
    _rule(
        "counts.vocabulary", "tokens",
        r"\b(?:[Vv]ocab(?:ulary)?(?: size)?|[Tt]okeni[sz]er)\b[^.;\d]{0,24}?(?P<n>\d{1,3}(?:,\d{3})+|\d{4,7}|\d{1,3}(?:\.\d{1,2})?(?=[KkM]\b))(?P<p>\+)?(?P<s>[KkM]\b)?(?! ?(?:%|x\b|hours?\b)|[\d-])",
        ("vocab tokeni",), "vocabulary", anywhere=True, is_own=True,
    ),
    CountRule(
        "counts.active", "count",
        Cued(r"\bexperts\b[^.;]{0,30}?(?:\bof which|\bwith|\bonly|,) (?P<n>\d{1,3}|two|four|eight)(?P<p>)(?P<s>) (?:of them )?(?:are |is )?(?:active|activated|used|selected|routed)\b", "experts", "activ used selected routed"),
        _fixed("active experts"), is_own=True,
    ),
    _rule(
        "counts.speed", "x",
        rf"(?P<n>{DIGITS}|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:[xX]\b|×| ?times\b|-fold\b| ?倍)(?:[ -](?P<what>(?:as )?(?:faster|higher|speed-?up|speed|throughput|more|less|fewer|smaller|larger|longer|cheaper|lower|better|realtime|real-time|fast|as (?:many|much)|the (?:number|amount|speed|throughput|compute|memory|context|size|price|cost|(?:output |total |training )?tokens)|(?:its|their)(?: own)? size\b)(?:[ -](?!\d)[^\s,;()]{{1,40}}){{0,4}}))?(?P<p>)(?P<s>)",
        ("9x × times fold 倍 ox ex rx nx tx xx",), _speed,
    ),
    _rule("counts.size", "<u>", rf"{_OWN_SCALE} ?(?P<u>[MGT]i?B|GByte|MByte|gigabytes|megabytes)(?:\b|(?=x\d))", ("mb gb tb mib gib tib byte",), _size_of, is_own=True),
    _rule("counts.size", "<u>", rf"(?<=\dx){_OWN_SCALE} ?(?P<u>[MGT]B)\b", ("mb gb tb",), _size_of, anywhere=True, is_own=True),
    _rule("counts.size", "GB", r"\b[AHBVL]\d{2,3}S?-(?P<n>\d{2,3})(?P<p>)(?P<s>) ?GB?\b", ("a9 h9 b9 v9 l9", "9g 9_g"), "memory", anywhere=True, is_own=True),
    _rule("counts.parameters", "params", rf"{AMOUNT} (?:are )?(?P<what>(?:non-)?embedding param(?:eter)?s)\b", ("embedding",), "<what>"),
    _rule("counts.size", "GB", rf"{_OWN_SCALE}(?:G|Gb)\b", ("9g +g",), "memory", is_own=True, cue=re.compile(r"\b(?:V?RAM|GPU|memory)\b")),
    _rule("counts.bits", "bit", rf"{_OWN_SCALE}(?:-| )?[Bb]its?\b(?!-? ?(?:HDR|colou?r|audio|PCM|depth|integer|operating|Windows|microcontroller))", ("bit",), "quantization", is_own=True),
    _rule("counts.bits", "bit", r"(?<![\w-])W(?P<n>\d{1,2})A\d{1,2}\b(?P<p>)(?P<s>)", ("w9",), "weight bits", anywhere=True, is_own=True),
    _rule("counts.bits", "bit", r"(?<![\w-])(?:INT|MXFP|NVFP|FP|NF|Int|int)(?P<n>[48])\b(?P<p>)(?P<s>)", ("int9 fp9 nf9",), "quantization", anywhere=True, is_own=True, cue=_QUANTIZED),
    CountRule("counts.latency", "ms", AtNumbers(rf"{_START_OR_SUB}{_OWN_SCALE}[ -]?(?:ms|milliseconds?)\b", IN_DIGITS, "ms millisecond"), _fixed("latency")),
    CountRule(
        "counts.speed", "x",
        Cued(r"\b(?P<n>[Tt]wice)(?P<p>)(?P<s>) (?P<what>as (?:fast|quick|quickly|efficient|cheap|large|big|long|much|many)\b|the (?:[a-z-]+ )?(?:speed|throughput|size|context|length|number|performance|efficiency|resolution|parameters)\b)", "twice"),
        _speed,
    ),
    _rule("counts.downloads", "downloads", rf"\b[Dd]ownloaded (?:over |more than |about |nearly |almost |some |around )?{AMOUNT} times\b", ("download", "times"), "downloads", anywhere=True),
    _rule("counts.downloads", "stars", rf"{AMOUNT} (?:(?i:github) stars|stars on (?i:github))\b", ("stars",), "stars"),
    _rule("counts.realtime", "rtf", r"\b(?:RTF|[Rr]eal-?time factor)\b[^.;\d]{0,24}(?P<n>\d{1,2}\.\d{1,4})(?P<p>)(?P<s>)", ("rtf factor",), "real-time factor", anywhere=True),
    _rule("counts.rate", "tokens/s", rf"(?:\d{{1,5}}-)?{AMOUNT} ?(?:(?:(?:output|total|generated) )?[Tt]ok(?:en)?s?(?: per (?:GPU|chip|user))?(?: ?/ ?s(?:ec(?:onds?)?)?\b| [Pp]er [Ss]econd| a second)|TPS\b)", ("tok tps", "/s /_s second tps"), "speed"),
    _rule("counts.compute", "<u>", rf"{_OWN_SCALE} ?(?P<u>[GTPE]FLOPS|[GTPE]FLOP/s|TOPS)\b", ("flop tops",), "compute"),
    _rule("counts.share", "%", rf"{AMOUNT}(?:%| percent) (?P<what>(?:[a-z]+ )?(?:efficiency|utili[sz]ation|MFU|sparsity))\b", ("% cent", "efficiency utili mfu sparsity"), "<what>"),
    _rule("counts.share", "%", rf"\b(?P<what>(?:[a-z]+ )?(?:efficiency|utili[sz]ation|sparsity)) of (?:up to |over |about |nearly |around )?{AMOUNT}(?:%| percent)", ("% cent", "efficiency utili sparsity"), "<what>", anywhere=True),
    _rule("counts.share", "%", rf"{AMOUNT}(?:%| percent) (?P<what>(?:[a-z-]+ ){{0,3}}?(?:code|language|text|data|English|Chinese|math(?:ematics)?|web))\b", ("% cent", "code language text data english chinese math web"), "<what>", cue=_TRAINED),
    _rule("counts.changed", "%", rf"(?<=\+){AMOUNT}%", ("%",), "gain", anywhere=True, cue=_BETTER),
    _rule("counts.rate", "<u>/s", rf"{_OWN_SCALE} (?P<u>pages|images|requests|characters|words|samples|it|iterations)(?:/s\b| per second| a second|/sec\b)", ("pages images requests characters words samples it", "/s second"), "speed"),
)  # fmt: skip
RULES = Choice(_RULES, lambda rule: rule.pattern)

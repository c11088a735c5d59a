"""What the head of a table's row or column states: a specification, a benchmark with its setting, or nothing we keep."""

from functools import lru_cache

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.page import Page

_SETTING = re.compile(
    r"[ ,]*[(\[]?\b(?P<s>pass@\d+(?:-\w+)?|cons@\d+|maj@\d+|avg@\d+|\d+-shot|EM|F1|Acc(?:[._]norm|,none|\.)?|CoT|no tools|with tools|Prompt Strict|Resolved|LC-winrate|Percentile|Rating|thinking|non-thinking)\b[)\]]?\s*$",
    re.I,
)
PARENTHESIS = re.compile(r"\s*[(\[](?P<s>[^()\[\]]{1,40})[)\]]\s*$")
MODEL_HEADER = re.compile(
    r"^(?:models?|name|variants?|model name|versions?|checkpoint|modelle?|modelo|modèle|模型|モデル|모델)\b", re.I
)
BENCH_HEADER = re.compile(
    r"bench|eval|metric|dataset|task|test|capability|category|topic|subject|domain|^$|基准|ベンチ", re.I
)
SETTING_HEADER = re.compile(
    r"^\W*(?:(?:eval(?:uation)? )?metrics?|settings?|(?:(?:num(?:ber of)?|no\.?|few)[ -])?shots?|mode|[nk]-shots?|measure|split|指标)\W*$",
    re.I,
)
_OVERALL = re.compile(
    r"^\W*(?:(?:overall|averaged?|avg\.?|total|score|accuracy|acc\.?|mean|平均|总分)\W*(?:score|acc\w*|result|SR)?"
    r"|(?:(?:overall|average|avg\.?|task|final) )?(?:success|pass|resolved?|solved?|completion|accuracy) ?(?:rate|ratio)|SR|(?:% ?)?(?:resolved|solved))\W*(?:\((?:pass@1|SR|acc|avg|\d+(?: \w+)?)\))?\W*$",
    re.I,
)
NAMES_BENCHMARKS = re.compile(r"^\W*(?:benchmarks?|datasets?|tasks?|eval(?:uation)?s?|tests?)\b|基准|ベンチ", re.I)
_INPUT, _OUTPUT = "(?:input|in|prompt)", "(?:output|out|completion)"
_EACH = r"(?:\W{1,4}(?:USD|US\$|\$|€|¥|per|price|cost|1?M(?:Tok)?|million|tokens?|tok|cache-?d? ?-?miss|uncached)\b){0,6}\W{0,4}"  # "Input ($/M tokens)"
_OF_WHAT = r"(?:(?:price|pricing|costs?|USD|US\$|[$€¥])\W*(?:(?:/|per) ?(?:1 ?M|1 million|million|MTok)(?: tok(?:en)?s?)?\W*)?)?"  # "$/1M input", "Price per 1M input tokens"
_PAIR_OF_PRICES = rf"^(?:api )?(?:pric\w+|costs?)\b.*\b{_INPUT}\b\W*(?:and |or )?\b{_OUTPUT}\b|^{_INPUT}\W*/\W*{_OUTPUT}\b.*(?:pric|cost|\$|/)"
_SPECS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("", re.compile(r"non-emb|embedding|draft|vocab|hidden|layer|head|expert|\bdim(?:ension)?s?\b|\bTFLOPs?\b", re.I)),
    ("params_total", re.compile(r"\bemb\w*\W+activ", re.I)),
    ("", re.compile(r"\b(?:vision|visual|language|text|audio|speech|image|LLM|ViT|encoder|decoder|backbone|connector|projector|adapter|trainable)s?\b[- ](?:(?:model|part|tower|encoder|decoder)s? )?(?:#? ?param|size)", re.I)),
    ("params_active", re.compile(r"\bactiv\w*|^# ?AP$|激活|活性|활성", re.I)),
    ("params_total", re.compile(r"param|^# ?TP$|^size(?: ?\((?:in )?[BM]\w*\))?$|^total$|model size|参数|模型大小|模型规模|^(?:大小|规模|尺寸)$|パラメータ|モデルサイズ|파라미터|모델 ?크기|taille|größe|tamaño", re.I)),
    ("context_tokens", re.compile(r"^max(?:imum|\.)? length$", re.I)),
    ("output_tokens", re.compile(r"(?:max\w*|output) (?:output|length|tokens)\b(?!.*(?:price|\$))", re.I)),
    ("context_tokens", re.compile(r"context|\bmax(?:imum|\.)? (?:input|sequence|prompt)|上下文|コンテキスト|컨텍스트|seq(?:uence|\.)? ?len", re.I)),
    ("license", re.compile(r"licen[sc]e|许可|ライセンス|라이선스|lizenz", re.I)),
    ("", re.compile(r"batch|cach\w+ (?:write|writing|storage|creation)|write to cache|\b(?:audio|image|video)\b.*(?:price|cost|input|output|token)|(?:input|output).*\b(?:audio|images?|video)\b(?!.*text)", re.I)),
    ("price_pair", re.compile(rf"{_PAIR_OF_PRICES}|^(?:api )?(?:pric(?:es?|ing)|costs?)(?: ?\([^()]*\))?$", re.I)),
    ("price_cached", re.compile(r"cache(?!d? ?-?miss)|缓存命中", re.I)),
    ("price_input", re.compile(rf"^{_OF_WHAT}(?:(?:uncached|standard|base|text) )?{_INPUT}(?: tokens?)?{_EACH}$|{_INPUT} (?:token )?(?:price|cost)|prompt (?:price|cost)|输入|入力", re.I)),
    ("price_output", re.compile(rf"^{_OF_WHAT}(?:(?:standard|base|text) )?{_OUTPUT}(?: tokens?)?{_EACH}$|{_OUTPUT} (?:token )?(?:price|cost)|completion (?:price|cost)|输出|出力", re.I)),
    ("languages", re.compile(r"^languages?$", re.I)),
    ("training_tokens", re.compile(r"train\w* tokens|\btokens (?:seen )?(?:during|in|for) (?:pre-?)?training", re.I)),
    ("", re.compile(r"price|cost|latency|speed|throughput|date|release|download|architecture|memory|vram|gpu|tie |link|demo|best for|feature|rank|average rank|^(?:(?:avg|average|mean)\W{1,2})?lengths?$|samples?|#|hours|(?<!\d[ -])steps|epochs|batch|lr\b|learning"
        r"|\b(?:votes|wins|battles|organi[sz]ation|warm-?up|dropout|decay|temperature|top[-_ ]?[pk]|random seed|fps|seconds?|secs?|ms|minutes?|time|power|energy|carbon|codebook|bit-?rate|k?hz|reso(?:lution)?|threads?|concurrency|disk|bits?|bpw|year|codec|width|depth|size)\b|tok(?:ens?)?/s", re.I)),
)  # fmt: skip


@lru_cache(maxsize=1024)  # a label stands in many rows, and is asked for each of its cells
def spec_of(text: str) -> str | None:
    """Return the field that a row or column of this label states; "" for one that states nothing we keep; None if a score."""
    bare = text.strip(" *")
    return next((field for field, pattern in _SPECS if pattern.search(bare)), None)


_PART = re.compile(r"-(?:[A-Z]{1,3}|[A-Z][a-z]{2,8}|[a-z]{2}|\d{1,2})$")  # MTEB-R, MTEB-Code, MMLU-5


def is_known_benchmark(page: Page, text: str) -> bool:
    """Return whether a label is a benchmark of the catalogue, or is built like one."""
    return _is_benchmark(text, page.catalogue)


@lru_cache(maxsize=1024)
def _is_benchmark(text: str, catalogue: Catalogue) -> bool:
    name, _ = bench_name(text)
    known = catalogue.benchmark
    return (
        known(name) is not None
        or has_shape(name)
        or any(known(part.sub("", name)) for part in (_PART, _PART_IN_WORDS, _VERSION))
    )


_VERSION = re.compile(r"(?<=\d)\.\d{1,2}$")
_PART_IN_WORDS = re.compile(
    r" (?:(?i:score|accuracy|acc|results?|clean|other|average|avg|total|overall)|[A-Z][a-z]{2,14}|[a-z]{2})(?: (?i:score|accuracy))?$"
)


_ARROW = re.compile(r"[↑↓⬆⬇](?![^(]*[A-Za-z])")


def is_ranked(text: str) -> bool:
    """Return whether a label says by an arrow which of its values are the better ones."""
    return _ARROW.search(text) is not None


def is_overall(text: str) -> bool:
    """Return whether a label is the total of a test that stands elsewhere: in the heading above the table."""
    return bool(_OVERALL.match(text))


def has_shape(text: str) -> bool:
    """Return whether a label is built as benchmarks' names are: SomethingBench, CodeEval."""
    return bool(re.search(r"(?:[Bb]ench|Eval|QA|Arena|Exam|MMLU|Index)\b", text))


_BETWEEN_PARTS, _APART = re.compile(r"\s*[|/]\s*"), re.compile(r"\s+[|/]\s+")


def parts_of(label: str, count: int) -> list[str]:
    """Return what each of several values below one label is on: "Reeds clean | other", "Reeds (en/zh)"; empty if it says not."""
    inside = PARENTHESIS.search(label)
    text = inside["s"] if inside else label.strip()
    apart = _APART.split(text)  # "w/o sub / w/ sub"
    pieces = apart if len(apart) == count else _BETWEEN_PARTS.split(text)
    if len(pieces) != count or not all(pieces):
        return []
    if inside:
        return [f"{label[: inside.start()]} ({piece})" for piece in pieces]
    first = pieces[0].split(" ")
    shared = [" ".join(first[: max(0, len(first) - len(piece.split(" ")))]) for piece in pieces]
    return [pieces[0], *(f"{lead} {piece}".strip() for lead, piece in zip(shared[1:], pieces[1:], strict=True))]


@lru_cache(maxsize=1024)
def bench_name(text: str) -> tuple[str, str | None]:
    """Return a benchmark's name and the setting that stands behind it: "MMLU (Pass@1)" -> MMLU, Pass@1."""
    name, setting = text.strip(" *^†‡§↑↓⬆⬇\\").lstrip("-–—•└↳ "), None
    for pattern in (PARENTHESIS, _SETTING):
        match = pattern.search(name)
        if match and match.start() > 0:
            setting, name = setting or match["s"], name[: match.start()].strip(" ,-/")
    return name, setting

"""What it takes to run a model; what it was trained on is another matter."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.cues import Cued, one_of_cues
from bot.reading.numerals import IN_DIGITS, WORDS
from bot.reading.owners import owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_RUN = re.compile(
    r"\b(?:run|runs|running|ran|fit|fits|fitting|deploy\w*|inference|serve[ds]?|serving|host\w*|hosted|works?|operates?|requires?|needs?|läuft|tourne|funciona|ejecut\w+|executes?|loads?|locally)\b|运行|部署|動作|実行|실행",
    re.I,
)
_TRAIN = re.compile(r"\b(?:train\w*|pre-?train\w*|fine-?tun\w*|cluster|GPU[- ]hours|compute used|data cent\w+)\b", re.I)
_COUNT = re.compile(
    r"(?P<n>\d{1,4}|one|a single|single|two|four|eight|sixteen|a|an)(?:x| x|-)? ?(?:[A-Z][A-Za-z]+ )?$", re.I
)
_MEMORY = Cued(
    r"(?<![\d.,])(?:\b(?P<q>single|one|a) )?(?P<n>\d{1,4}(?:\.\d{1,2})?) ?GB (?:of )?(?P<w>(?:V?RAM|memory|GPU|graphics|unified memory|consumer GPU|laptop|Mac\w*)(?: of memory)?)\b",
    IN_DIGITS,
    "gb",
)
_GENERIC = Cued(
    r"\b(?P<n>a single|single|one|two|four|eight|a) (?P<w>(?:consumer |standard |high-end |24GB |80GB |gaming )*(?:GPUs?|laptop|MacBook|phone|smartphone|CPU|workstation|desktop))\b",
    "gpu laptop macbook phone cpu workstation desktop",
)

_KINDS = (_MEMORY, _GENERIC)
_A_KIND = one_of_cues(*_KINDS)


def read_hardware(page: Page) -> Iterator[Fact]:
    """Yield chips and memory that a sentence says the launch runs on."""
    for sentence in page.sentences:
        is_told = _A_KIND.worth_trying(sentence) or page.hits_in(sentence.start, sentence.end, "chip")
        if is_told and _RUN.search(sentence.text):
            yield from list(_chips(page, sentence)) or _memory(page, sentence)


def _is_to_run(sentence: Sentence, start: int) -> bool:
    before = sentence.text[max(0, start - 90) : start]
    around = sentence.text[max(0, start - 60) : start + 40]
    return bool(_RUN.search(before) or _RUN.search(around)) and not _TRAIN.search(before)


def _chips(page: Page, sentence: Sentence) -> Iterator[Fact]:
    for hit in page.hits_in(sentence.start, sentence.end, "chip"):
        start = hit.start - sentence.start
        if not _is_to_run(sentence, start):
            continue
        before = sentence.text[:start]
        count = _COUNT.search(before)
        begin = count.start() if count else start
        number = _number(count["n"]) if count else None
        vendor = re.search(r"(?:Nvidia|NVIDIA|AMD|Intel|Apple|Google|Huawei|Qualcomm) $", before)
        name = (vendor[0] if vendor else "") + page.text[hit.start : hit.end]
        owner = owner_at(page, hit.start, hit.end, sentence)
        yield page.fact(
            "hardware.chip", "hardware", f"{number}x {name}" if number else name, None, (sentence.start + begin, hit.end), sentence,
            owner=owner.name, role=owner.role, qualifier="exact",
        )  # fmt: skip


def _memory(page: Page, sentence: Sentence) -> Iterator[Fact]:
    for pattern in _KINDS:
        for match in pattern.finditer(sentence):
            if not _is_to_run(sentence, match.start()):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            owner = owner_at(page, start, end, sentence)
            value = match[0] if pattern is _MEMORY else _counted(_number(match["n"]), match["w"])
            yield page.fact(
                "hardware.memory",
                "hardware",
                value,
                None,
                (start, end),
                sentence,
                owner=owner.name,
                role=owner.role,
                qualifier="exact",
            )
            return


def _counted(number: int, what: str) -> str:
    """Return "2x GPUs", but "phone" for a phone: one of what a person owns is not counted."""
    return what if number == 1 and not re.search(r"GPU", what) else f"{number}x {what}"


def _number(word: str) -> int:
    words = word.lower().replace("a single", "single")
    return int(words) if words.isdigit() else WORDS.get(words, 16 if words == "sixteen" else 1)

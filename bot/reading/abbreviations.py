"""A headline's name in short: "TAW" of "Tern at Work, a Model of Tides", where the text has "Tern at Work (TAW)"."""

from itertools import islice

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.name_shape import NOT_NAMES, UPPER

_BRACKETED = re.compile(r" \((?P<short>[A-Z][A-Za-z]{0,6}[A-Z])\)")
_WORD = re.compile(r"[\w-]+")
_CAPITAL = re.compile(rf"\W*{UPPER}")
# Kinds of models, and ways to make one.
_KINDS = frozenset(
    "llm slm vlm mllm vla lrm lmm tts asr stt ocr nlp gpt moe rag rlhf rlvr grpo dpo ppo mtp mla gqa dit cot mcp".split()
)
OPENING, MOST = 4000, 20  # characters in which a name is spelt out; brackets looked at
IN_FULL, ALONE = 80, 40  # characters of a name in full; of a headline that is a name alone


def short_of(title: str, text: str) -> str:
    """Return the abbreviation that a text gives for the name at its headline's head, if it calls that a model; "" if none."""
    if not _CAPITAL.match(title):
        return ""
    for match in islice(_BRACKETED.finditer(text, 0, OPENING), MOST):
        short, before = match["short"], text[max(0, match.start() - IN_FULL) : match.start()]
        is_kind = short.casefold() in _KINDS or short.casefold() in NOT_NAMES
        if not is_kind and _heads(title, before, short) and (len(title) < ALONE or _is_model(short, text)):
            return short
    return ""


def _is_model(short: str, text: str) -> bool:
    return re.search(rf"(?<!\()\b{short} models?\b", text) is not None


def _heads(title: str, before: str, short: str) -> bool:
    """Return whether a headline begins with the words before a bracket, of which the bracket has letters in turn."""
    words, called = _WORD.findall(before), fold(title)
    for count in range(2, min(len(words), len(short) + 2) + 1):
        full = "".join(words[-count:])
        rest = iter(full.casefold())
        if called.startswith(fold(full)) and full[0] == short[0] and all(one in rest for one in short.casefold()):
            return True
    return False

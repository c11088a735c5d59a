"""Sizes told of another model than the launch in a sentence that does not name the launch: no list of models knows the other."""

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.name_shape import NOT_NAMES
from bot.reading.page import Page
from bot.reading.sentences import Sentence

_NAME = r"(?P<n>[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})"
# "Knot Guard, on the other hand, is a small 279M parameter classifier", "Stage A contains 20 million parameters"
_SUBJECT = re.compile(
    rf"(?:^\W*|[.;] )(?:[A-Z][a-z]+(?: [a-z]+)?, )?(?:[Tt]he (?:(?:[a-z]+ ){{1,3}}(?:for|of) )?)?{_NAME}(?:, (?:on the other hand|meanwhile|in turn|however|in contrast|by contrast),)?"
    r" (?:is|was|has|contains|uses|counts|packs|features|comes with|comes in|amounts? to|have)\b[^.;]{0,60}$"
)
# "The 300M parameter Sedge C delivers"
_BEHIND = re.compile(rf"[ -]param(?:eter)?s? {_NAME}(?! [Mm]odel)(?= [a-z])")
# "It uses marl/KNOT, a 9.6M-param enhancer": a tool's.
_TOOL = re.compile(
    r"\b(?:uses|using|employ(?:s|ing)|leverag(?:es|ing)|relies on) (?:the )?(?=[^,.;]*[A-Z/])[\w./-]+(?: [\w./-]+){0,3} ?, (?:an? |the )(?:[\w-]+ ){0,2}$"
)
_IN_A_PART = re.compile(r"[ -]param(?:eter)?s? (?:resid|locat|allocat|reserv|dedicat|devot|belong)\w* (?:in|to|for)\b")
_KINDS = frozenset(
    "moe llm llms vlm slm mllm vla dit mmdit vit ai gpt bert cnn mamba transformer transformers mixture ssm rnn tts asr lm".split()
)


def is_of_another(page: Page, sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a size of a sentence belongs to what the sentence names and the launch is not: another model, a tool, a stage."""
    so_far, behind = sentence.text[: start - sentence.start], sentence.text[end - sentence.start :]
    if _IN_A_PART.match(behind):
        return True
    if sentence.is_heading or any(page.is_subject(one.name) for one in page.mentions_in(sentence.start, sentence.end)):
        return _uses_a_tool(page, sentence, so_far)
    after = _BEHIND.match(behind)
    if after is not None and _is_another(page, after["n"], is_short=True):
        return True
    opening = _SUBJECT.search(so_far)
    return (opening is not None and _is_another(page, opening["n"])) or _uses_a_tool(page, sentence, so_far)


def _uses_a_tool(page: Page, sentence: Sentence, so_far: str) -> bool:
    said = _TOOL.search(so_far)
    begin = sentence.start + said.start() if said else 0
    return said is not None and not any(
        page.is_subject(one.name) for one in page.mentions_in(begin, sentence.start + len(so_far))
    )


def _is_another(page: Page, name: str, *, is_short: bool = False) -> bool:
    """Return whether capital words are a name, of two words or with a digit, and neither the launch's nor its lab's."""
    words = name.split(" ")
    if len(words) < 2 and not (is_short and any(c.isdigit() for c in name)):
        return False
    key, own, lab = fold(name), fold(page.subject.name or "-"), fold(page.subject.lab or "-")
    is_ours = key in own or own in key or key in lab or lab in key
    is_known_lab = page.catalogue.lab(name) is not None or page.catalogue.lab(words[0]) is not None
    return not (is_ours or is_known_lab or words[0] == "A" or any(_is_common(word) for word in words))


def _is_common(word: str) -> bool:
    return len(word) > 1 and (word.casefold() in NOT_NAMES or word.casefold() in _KINDS)

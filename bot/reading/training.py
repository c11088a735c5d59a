"""Tokens a model was trained on."""

from collections.abc import Iterator
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Cued, one_of_cues
from bot.reading.numerals import A_NUMBER, AMOUNT, value_of
from bot.reading.owners import owner_at
from bot.reading.page import Page
from bot.types import Fact

_TOKENS = AtNumbers(
    rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT}[ -](?:(?:(?!param|per\b)[a-z-]+|Unicode|English|text|code) ){{0,4}}tokens?\b|(?<![A-Za-z0-9_.$])(?<!\d,){AMOUNT.replace('<n>', '<n2>').replace('<p>', '<p2>').replace('<s>', '<s2>')} ?(?:个|文本|高质量|条)?(?:トークン|Token|jetons|词元|tokens?)",
    A_NUMBER,
    "token トークン jetons 词元",
    flags=re.I,
)
_TRAINED = Cued(
    r"\b(?:train\w*|pre-?train\w*|fine-?tun(?:ed|ing)|high-quality|corpus|dataset|trained|saw|seen|learn\w*|data|trainiert|entraîn\w+|entren\w+|vortrain\w*)\b|训练|学習|학습",
    "train finetun fine-tun high-quality corpus dataset saw seen learn data entraîn entren 训练 学習 학습",
    flags=re.I,
)
# What a study took, what a corpus holds, and what one stage adds, is not what the model was trained on.
_OF_A_PART = re.compile(
    r"\b(?:every|each|per|after (?:only|just)(?= $)|ablation\w*|experiment\w*|subsets?|consists? of|hold(?:s|ing)?|contain(?:s|ing)?|compris\w+|filtered|retain\w*|generated?|available|fine-?tun\w+)\b(?:[^.;]|\.(?=\d)){0,48}$",
    re.I,
)
_NOT_TRAINING = re.compile(r"\b(?:context|window(?! size)|output|per second|per million|price\w*|input)\b", re.I)
SMALLEST = Decimal(10**9)


def read_training(page: Page) -> Iterator[Fact]:
    """Yield training tokens: a billion at least, with a word of training in the sentence."""
    is_below = False  # a heading of training
    for sentence in page.sentences:
        if not (sentence.is_heading or _COUNTED.worth_trying(sentence)):
            continue
        is_item = is_below and _TOKENS_ITEM.match(sentence.text) is not None
        if sentence.is_heading and not is_item:
            is_below = _TRAINS_HEAD.search(sentence.text) is not None
        if not is_item and not _TRAINED.search(sentence):
            continue
        for match in _GIGATOKENS.finditer(sentence):
            start, end = sentence.start + match.start("n"), sentence.start + match.end("s")
            owner = owner_at(page, start, end, sentence)
            yield page.fact(
                "training.tokens", "training_tokens", value_of(match["n"]) * SMALLEST, "tokens", (start, end), sentence,
                owner=owner.name, role=owner.role,
            )  # fmt: skip
        for match in _TOKENS.finditer(sentence):
            group = "" if match["n"] else "2"
            if not match[f"s{group}"]:
                continue
            grown = (
                _GROWN.match(sentence.text, match.end()) if sentence.text.endswith("from ", 0, match.start()) else None
            )
            value = value_of(match[f"n{group}"], match[f"s{group}"])
            before = sentence.text[max(0, match.start() - 30) : match.start()]
            cue = max((one.end() for one in _TRAINED.regex.finditer(before)), default=0)
            around = before[cue:] + sentence.text[match.start() : match.end() + 20].partition(" and a ")[0]
            if value < SMALLEST or _NOT_TRAINING.search(around) or _COULD.search(sentence.text[: match.start()]):
                continue
            is_data = not is_item and not _TRAINING.search(sentence.text) and not _HOLDS_DATA.search(before)
            is_tuning = _OF_TUNING.search(sentence.text, 0, match.start()) is not None
            added = "fine-tuning" if is_tuning else "additional training" if _ADDED.search(before) else None
            added = added or ("tokens" if _INCLUDED.search(before) else None)
            added = added or _of_a_stage(sentence.text, match.start())
            if not added and (is_data or _is_of_a_part(sentence.text, match)):
                added = None if _OF_A_STEP.search(before) and "tun" not in before else "tokens"
                if added is None:
                    continue
            start = sentence.start + match.start(f"n{group}")
            end = sentence.start + match.end(f"s{group}")
            if grown is not None:  # "went from 12 trillion tokens to 38 trillion"
                value = value_of(grown["n"], grown["s"])
                start, end = sentence.start + grown.start("n"), sentence.start + grown.end("s")
            owner = owner_at(page, start, end, sentence)
            rule, field = ("training.added", "count") if added else ("training.tokens", "training_tokens")
            yield page.fact(
                rule, field, value, "tokens", (start, end), sentence, owner=owner.name, role=owner.role,
                measure=added,
            )  # fmt: skip


_GROWN = re.compile(rf" to (?:over |about |around |more than )?{AMOUNT}(?= tokens\b|[.,;)]|$)")
_TRAINS_HEAD = re.compile(r"\b(?:pre-?)?train", re.I)
_TOKENS_ITEM = re.compile(r"^\W*(?:[A-Z][a-z]+ )?(?:[Tt]okens|[Dd]ata)\W{0,3}:\W{0,3}\d")  # "Scaling tokens: 8T tokens"
# "Trained on", or "Data: 3T tokens": a sentence that only tells of a data set's tokens tells of no training.
_TRAINING = re.compile(
    r"train|fine-?tun|entren|entraîn|vortrain|learn|high-quality|synthetic|\bsaw\b|\bseen\b|训练|学習|학습", re.I
)
_HOLDS_DATA = re.compile(r"\bcorp(?:us|ora)\b[^.;]{0,24}$|\bdata(?:sets?)?\W{0,3}:[^.;]{0,12}$", re.I)
# TII counts tokens by the "GT", a billion of them.
_GIGATOKENS = Cued(r"(?<![\w.$])(?P<n>\d{1,3}(?:,\d{3})?|\d{4,5}) ?(?P<s>GT)\b", "gt", "9")
_COUNTED = one_of_cues(_TOKENS, _GIGATOKENS)
_COULD = re.compile(
    r"\b(?:after|once|upon) (?:completing|completion|finishing)\b[^.;]{0,40}$|\b(?:you|one|anyone|users) (?:can|could|may) (?:also |even )?(?:pre-?)?train\b[^.;]*(?:\.\d[^.;]*)*$",
    re.I,
)
_OF_TUNING = re.compile(r"^\W*(?:supervised )?fine-?tuning\b[^.;:]{0,20}:", re.I)  # a line on that stage alone
_ADDED = re.compile(r"\b(?:additional|another|extra|further)\W{1,3}$", re.I)
# "This long-context stage was performed using 500B tokens": the stage's, not all that the model has seen.
_STAGE = re.compile(
    r"\b(?:this|the|an?|first|second|third|final|last) (?:[a-z-]+ ){0,3}(?:stage|phase)\b (?:[a-z]+ ){0,3}(?:using|us(?:es|ed)|on|with|over|for|of|consum\w+|took|takes|spans?) (?:[a-z]+ ){0,3}$",
    re.I,
)
_INCLUDED = re.compile(r"\b(?:including|of which)\b(?:\W+(?:over|about|more than|nearly|around|roughly))?\W+$", re.I)
_OF_A_STEP = re.compile(r"(?:every|each|per|after (?:only|just))\W{1,3}$|ablation|experiment|fine-?tun", re.I)
_TRAINS = re.compile(r"\b(?:pre-?)?train(?:ed|ing|s)?\b(?:[^.;]|\.(?=\d)){0,24}$", re.I)


# "We trained Tern on a diverse corpus comprising": all of what it was trained on.
_ON_A_CORPUS = re.compile(
    r"\b(?:pre-?)?train(?:ed|ing|s)?\b[^.;,]{0,60}? (?:on|with|over) (?:an? |our |the )[^.;,]{0,60}?\b(?:corpus|data ?set|data|mixture)\b,? (?:of|(?:which |that )?(?:compris|contain|consist|total)\w*(?: of)?|with)(?: (?:over|about|around|roughly|approximately|more than|nearly|some))? $",
    re.I,
)


def _of_a_stage(text: str, start: int) -> str | None:
    """Return what tokens at a place are counted as where a stage of the training took them; else None."""
    return "training stage" if _STAGE.search(text[max(0, start - 110) : start]) else None


def _is_of_a_part(text: str, match: re.Match[str]) -> bool:
    """Return whether tokens are those of a study, a corpus or a stage: no word of training stands nearer."""
    before = text[max(0, match.start() - 64) : match.start()]
    if _OF_A_PART.search(before) is None or _ON_A_CORPUS.search(text[max(0, match.start() - 140) : match.start()]):
        return False
    return _TRAINS.search(before) is None or _OF_A_STEP.search(before) is not None

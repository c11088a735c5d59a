"""Names in a headline: each cut back to the longest beginning that the body uses, but where the headline is a sentence."""

from collections.abc import Iterator
from functools import lru_cache

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.cues import lowered
from bot.reading.hubs import COPY
from bot.reading.launch_grammar import points_of
from bot.reading.name_shape import TITLE_RUN, is_name, trimmed
from bot.reading.places import LETTER, whole_places
from bot.reading.sentences import Sentence
from bot.reading.tally import Tally
from bot.reading.word_lists import one_of

MOST_WORDS_OF_A_NAME = 5


_WORDS = r"(?:[\w-]+/)?(?P<{}>[\w.·+-]*[A-Z0-9][\w.·+-]*(?: [\w.·+-]+){{0,3}}?)"
_CARD = re.compile(
    rf"Model [Cc]ards?(?: for| of|:| [-–—])? (?:the )?{_WORDS.format('behind')}(?: [Mm]odels?)?|{_WORDS.format('before')}(?: [Mm]odels?)? Model [Cc]ard"
)
_NO_NAMES = frozenset("template details name overview example examples guidelines".split())


def named_on_card(title: str) -> str:
    """Return whose card a heading says that this is, however the text writes it: "Model Card for Tern-2"; "" if it does not."""
    card = _CARD.fullmatch(title)
    name = (card["behind"] or card["before"]) if card else ""
    return "" if name.casefold() in _NO_NAMES else name


_OWN_WORD = r"(?P<name>(?=[\w.-]*[A-Z][\w.-]*[A-Z])[A-Za-z][\w.-]{2,23})"  # two capitals: "WADER", "TernGPT"
_NOT_OF = r"(?!(?:for|of|to|in|on|with|from|by|and|via|using|into|towards?|is|are|the|an?) |[A-Z][a-z]+ing )"
_IS_A_MODEL = re.compile(
    rf"{_OWN_WORD}(?: ?[:,–—]| -) (?:[Aa]n? |[Tt]he )?(?:{_NOT_OF}[\w-]+ ){{0,6}}(?:Model|model|LLM|VLM)(?= \(|$| for | with | that )(?: \(|[^:|]*$)"
)
_MODELS = re.compile(rf"{_OWN_WORD}(?: (?:multilingual|monolingual|language|foundation|base))* [Mm]odels?")
_CARD_HEADING = re.compile(
    r"^[#* ]*(?:Model (?:developers?|type|details|date)|(?:Primary )?[Ii]ntended uses?)\b", re.MULTILINE
)
_NAME_ALONE = re.compile(
    r"(?P<name>(?=[\w.-]*(?:[A-Z][\w.-]*[A-Z]|\d))(?=[\w.-]*[A-Za-z]{2})[A-Za-z][\w.-]{3,39})(?: \([^()]{1,30}\)){0,3}"
)
_OPENS_AS_MODEL = re.compile(
    rf"^(?:This is )?(?:An?|an?|The|the) (?:(?!quanti|convert|merge){_NOT_OF}[\w.,/-]+ ){{0,8}}(?:model|LLM|VLM)(?=[.,;(:]|$| \(| (?:that|which|with|for|trained|pre-?trained|based|fine-?tuned|built|designed|distilled|from)\b)",
    re.MULTILINE,
)
OPENING = 1500  # characters
_KINDS = frozenset(
    "llm llms vlm vlms mllm lm lms tts asr ocr nlp gpt moe api ai ml onnx gguf mlx gpu cpu rag sota".split()
)


def named_as_model(title: str, text: str) -> str:
    """Return what a heading says is a model: "WADER - A Reading Model for Maps", on a model's card also "WADER models"; "" if none.

    A heading that is a name alone may be all there is of it: "# heron-lite-50", and below "A 50M-parameter language model".
    """
    named = _IS_A_MODEL.fullmatch(title) or (_MODELS.fullmatch(title) if _CARD_HEADING.search(text) else None)
    alone = _NAME_ALONE.fullmatch(title) if named is None else None
    if alone and not COPY.search(alone["name"]) and _OPENS_AS_MODEL.search(text[:OPENING]):
        named = alone
    name = named["name"] if named else ""
    has_version = re.search(rf"(?<![\w-]){re.escape(name)}[ -](?:v\d|\d+\.\d+(?![\dB]))", text) if named else None
    return "" if has_version or name.casefold() in _KINDS else name


def read_title(headline: Sentence, body: str, tally: Tally, catalogue: Catalogue) -> None:
    """Give a headline's names points, each cut back to the longest beginning that the body uses."""
    title, low = headline.text, lowered(body)
    is_sentence = _is_sentence(title)
    for run, begin in _runs(title, catalogue):
        name = trimmed(run, catalogue)
        if name is None:
            continue
        start = begin + max(run.find(name), 0)
        if _DOING.match(title, start):
            continue
        cut = _cut_back(name, body, low) if body.strip() else name
        is_last = not title[start + len(name) :].strip(" .!") and _VERSION_AT_END.search(name) is not None
        has_version = is_last or (is_sentence and any(c.isdigit() for c in name))  # a sentence runs on behind no name
        has_version |= cut is None and _is_told(name, title, start)
        if has_version and (_ends_in(name, body) if cut else points_of(name, start, headline, catalogue)[1]):
            cut = name
        if cut is None:
            continue
        cut = _numbered_rest(cut, name, body) or cut
        start = title.find(cut, start) if cut in title[start:] else start
        if title.startswith(cut, start):
            cut = _with_small_tier(cut, title[start + len(cut) :], body, catalogue)
        points, is_verb = points_of(title[start : start + len(cut)], start, headline, catalogue)
        if is_verb and (_OF_IT.match(title, start + len(cut)) or _is_family(cut, name, body)):
            points, is_verb = 0, False
        is_head = not title[:start].strip("#*>-•[]🐦✨🚀🔥 ") and _HEAD_ENDS.match(title[start + len(cut) :])
        tally.add(cut, points + 2 + (2.5 if is_head else 0), is_verb=is_verb, is_news=True)


_DOING = re.compile(r"[A-Z][a-z]+ing (?:the|an?|our|your|its|how|what|why)\b")  # "Unlocking the Potential of Reading"
_VERSION_AT_END = re.compile(r" v?\d+\.\d+$")
_WITH_NUMBER = re.compile(r"[A-Za-z]{2}[A-Za-z -]*\d+(?:\.\d+)?[a-z]?")
_TELLS = re.compile(r" ?: (?:an?|the) ", re.I)


def _is_told(name: str, title: str, start: int) -> bool:
    """Return whether a headline says behind a numbered name what that is, though the body never names it: "Unveils Tern-3: A Model"."""
    return _WITH_NUMBER.fullmatch(name) is not None and _TELLS.match(title, start + len(name)) is not None


def _numbered_rest(cut: str, name: str, body: str) -> str | None:
    """Return what stands behind a cut of a run without a number, where the body has that with its number: "Knot 2B" of "Marlin Knot 2B"."""
    rest = name[len(cut) :].strip()
    if any(c.isdigit() for c in cut) or not _SIZE_OR_VERSION.search(rest) or not is_name(rest):
        return None
    return next((one for one in (rest, rest.replace(" ", "-")) if whole_places(one, body, LETTER)), None)


_SIZE_OR_VERSION = re.compile(r"[A-Za-z]{3}.*\d(?:\.\d+)?[BM]?$")


def _is_family(cut: str, name: str, body: str) -> bool:
    """Tell whether a name cut back stands in the body only as the head of others: "Knot Trilogy" of Knot-Hear-1."""
    return len(cut) < len(name) and cut.isalpha() and not whole_places(cut, body, _MORE)


_MORE = re.compile(r"[\w-]")


@lru_cache(maxsize=4)
def _verbs(catalogue: Catalogue) -> re.Pattern[str]:
    """Return how a headline in title case writes a verb of launching: "Unveils"; not "Release", which may be a noun."""
    inflected = {verb for verb in catalogue.words.launch_verbs if verb.endswith(("s", "ed", "ing", " out", " up"))}
    return re.compile(rf"(?:^| )(?:{one_of(verb.title() for verb in inflected)})(?: |$)")


def _runs(title: str, catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Yield the capital runs of a headline with their places; a verb of launching parts one: "Tarn Unveils Auk 2"."""
    for match in TITLE_RUN.finditer(title):
        place = match.start()
        for verb in _verbs(catalogue).finditer(match[0]):
            end = match.start() + verb.start()
            if end > place:
                yield title[place:end], place
            place = match.start() + verb.end()
        if place < match.end():
            yield title[place : match.end()], place


_OF_IT = re.compile(
    r"['’]s (?=[A-Z])(?!(?:New |Open )?(?:Weights|Checkpoints|Models?)\b)"
)  # "Unveils Tern 2's Safeguards"


# What may stand behind a name at the head of a headline: nothing, what it is a name of, a colon, a comma.
_HEAD_ENDS = re.compile(
    r"(?: (?:open|models?|family|series|language|moe|llms?|suite|collection)\b){1,3}\W*$|\W*(?:$|[:|(]| - |, |\d* ?,)",
    re.I,
)
_SMALL_WORD = re.compile(r" ([a-z]{3,8})\b(?!-)")


def _with_small_tier(name: str, after: str, body: str, catalogue: Catalogue) -> str:
    """Return a headline's name with the tier that stands behind it in small letters, where the body has it with a capital."""
    word = _SMALL_WORD.match(after)
    if word is None or word[1] not in catalogue.words.tiers:
        return name
    whole = f"{name} {word[1].capitalize()}"
    return whole if whole_places(whole, body, LETTER) else name


def _is_sentence(title: str) -> bool:
    """Return whether a headline is written as a sentence: its words go on in small letters, its names are its capitals."""
    words = [word for word in title.split() if word[0].isalpha()]
    return 2 * sum(word[0].islower() for word in words) > len(words) > MOST_WORDS_OF_A_NAME


def _ends_in(name: str, body: str) -> bool:
    """Return whether the body uses a name without its first word, as its short form: "Sonata 4.5" of "Wren Sonata 4.5"."""
    rest = name.partition(" ")[2]
    return " " in rest and any(c.isdigit() for c in rest) and bool(whole_places(rest, body, LETTER))


def _cut_back(name: str, body: str, low: str) -> str | None:
    """Return the longest beginning of a name that the body uses, in letters of either case if it is of several words."""
    words = name.split(" ")
    for length in range(len(words), 0, -1):
        cut = " ".join(words[:length])
        places = whole_places(*((lowered(cut), low) if length > 1 else (cut, body)), LETTER)
        if is_name(cut) and places and not (len(words) > length == 1 and _only_begins(cut, places, body)):
            return cut
    return None


_WORD_ALONE, _GOES_ON = re.compile(r"[A-Z][a-z]+"), re.compile(r" [A-Z]")


def _only_begins(word: str, places: list[int], body: str) -> bool:
    """Return whether a body has an ordinary word only as the first one of longer names: "Evolving Reed Nets" of "Evolving"."""
    return _WORD_ALONE.fullmatch(word) is not None and all(_GOES_ON.match(body, place + len(word)) for place in places)

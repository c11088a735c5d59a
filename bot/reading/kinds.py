"""What a text calls a name: a model, or an app, a library, a test, a company. The head of the noun phrase tells."""

from collections.abc import Iterator
from itertools import islice

from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.reading.places import LATIN, WORD, places_of, whole_places
from bot.reading.title_names import named_on_card

MOST, MEMBERS = 40, 6  # mentions and variants that are looked at
_MODELS = frozenset(
    "model llm vlm mllm slm moe transformer checkpoint weight generator embedder embedding modell modello modèle modelo mixture-of-experts flagship".split()
)
_OTHERS = frozenset(
    "app application software tool toolkit toolbox library package platform engine runtime server sdk api cli plugin extension"
    " interface browser editor ide parser benchmark dataset corpus leaderboard index compiler service product website feature"
    " fund initiative programme program partnership conference course standard chip processor accelerator gpu superchip supercomputer"
    " startup start-up company firm lab laboratory organization organisation bot newsletter marketplace workspace environment middleware metric language".split()
)
WAYS = frozenset("architecture algorithm technique mechanism paradigm".split())  # of making a model
_EVENTS = frozenset(
    "retirement deprecation shutdown rollout alliance agreement deal pact acquisition merger lawsuit settlement ruling funding"
    " round outage summit hackathon event challenge prize award ban investment project strategy framework policy charter constitution guideline".split()
)
_WEIGHTS_OF = re.compile(r" models? (?:weights|checkpoints?)\b", re.I)
_GROUPS = frozenset("family series collection suite line set range herd lineup generation version member pair".split())
_SAID = re.compile(
    r"(?: \([^)\n]{1,60}\))?(?:,| [—–-]|:| is| are| was)+ (?:now |also |still )?(?:an?|the|our|its|another|one of the) (?:new )?((?:[^.;:()\n—–]|\([A-Z][\w-]{1,8}\)){3,140})",
    re.I,
)
_BEFORE = re.compile(
    r"(?:([A-Za-z][\w-]+),? (?:called|named|dubbed|known as)|\b(app|software|tool|browser|startup|start-up|company|firm)) [\"'“”‘’]?$"
)
_MODEL_BEHIND = re.compile(
    r"(?:,? (?:and|or) [\w.+-]+)?(?: (?:multilingual|multimodal|large|small|base|instruct|chat|language|vision|vision-language|speech|audio|text|text-only|code|image|video|foundation|embedding|series|family|open|open-weight|pretrained|generative|reasoning|dense|natural|generation|diffusion|world|coding|translation|AI|of)){0,6} (?:model|LLM|VLM|checkpoint)s?\b|\. (?:The|Its|This) (?:[\w'’-]+ ){0,4}(?:model|LLM)\b",
    re.I,
)
_MODEL_ABROAD = re.compile(
    r"[^.。!！?？\n]{0,60}?(?:模型|モデル|모델|\b[Mm]od(?:ell|èle|elo|ello)\w*|\bsistema d[ei] (?:IA|AI)\b|\bsystème d['’]IA\b)"
)
_MIXTURE = re.compile(r"\bmixture of (?:\w+ )?experts\b", re.I)
_MODEL_BEFORE = re.compile(
    r"\b(?:models?|LLMs?|VLMs?|AI|generators?|checkpoints?)(?: (?:series|family|line))?(?:,? (?:called|named|dubbed)|(?: (?:in|on|at|under|for|via) [^.:;]{1,30})?:)?,? [\"'“”‘’]?$|(?:模型|モデル|모델|\b[Mm]od(?:ell|èle|elo|ello)\w*)[^。、，,.\n]{0,24}$"
)
_SPELT_OUT = re.compile(r" \((?:(?:[A-Z][\w-]*|of|for|and) ){1,8}(?:Model|LLM|Transformer|Network)s?\)")
_BEHIND = (_MODEL_BEHIND, _MODEL_ABROAD, _SPELT_OUT)
_ENDS = re.compile(
    r" (?:that|which|who|whose|for|designed|built|with|to|from|by|in|on|where|when|trained|based on|developed|created|made|optimi[sz]ed|capable|tailored|aimed|released|is|are|was|and (?:is|has|can))\b"
)


_THIS_MODEL = re.compile(r"^\W*This model (?:is|was|has)\b")


def called_otherwise(page: Page) -> str | None:
    """Return what a document calls its subject, where that is no model and it calls it one less often."""
    own = _singular((page.subject.name or "").rsplit(" ", 1)[-1])
    if own in _OTHERS or own in _EVENTS or own == "chatbot":  # "Quill Platform", "Lokale Chatbots"
        return own
    nouns = _nouns(page)
    others = [noun for noun in nouns if noun in _OTHERS or noun in WAYS]
    if others:  # "This model is named tern-2": what was called software once is one
        nouns += ["model" for one in page.sentences if _THIS_MODEL.match(one.text)]
    return others[0] if 2 * len(others) > len(nouns) and not _has_weights(page) else None


def _has_weights(page: Page) -> bool:
    """Return whether a text speaks of the weights of a model of its subject's name: "Wren model weights are under"."""
    text, name = page.text[page.start : page.end], page.subject.name or ""
    return any(_WEIGHTS_OF.match(text, place + len(name)) for place in islice(whole_places(name, text, WORD), MOST))


def called_a_model(page: Page) -> bool:
    """Return whether a document calls its subject or a member of it a model, by any such word."""
    names = (page.subject.name or "", *page.subject.variants[:MEMBERS])
    return (
        named_on_card(page.document.title) in names[:1]
        or any(_is_called_one(name, page.text[page.start : page.end]) for name in names)
        or any(noun in _MODELS for noun in _nouns(page))
    )


def _is_called_one(name: str, text: str) -> bool:
    places = (place for place in places_of(name, text, LATIN) if not LATIN.match(text, place + len(name)))
    for place in islice(places, MOST):
        before, end = text[max(0, place - 40) : place], place + len(name)
        if any(one.match(text, end) for one in _BEHIND) or _MODEL_BEFORE.search(before):
            return True
    return any(noun in _MODELS for noun in _nouns_of(name, text))


def _nouns(page: Page) -> list[str]:
    text, name = page.text[page.start : page.end], page.subject.name or ""
    stem = re.sub(r"[ -]v?\d+(?:\.\d+)*$", "", name)
    return [noun for one in dict.fromkeys((name, stem)) for noun in _nouns_of(one, text)]


def _nouns_of(name: str, text: str) -> Iterator[str]:
    """Yield the known noun that each of a name's places calls it by, if any."""
    for place in islice(whole_places(name, text, WORD), MOST):
        said = _SAID.match(text, place + len(name))
        noun = _head(said[1]) if said else None
        if noun is None and (before := _BEFORE.search(text[max(0, place - 40) : place])):
            noun = _known(before[1] or before[2])
        if noun is not None:
            yield noun


# A line may end within "a Large Language Model".
_MODEL_CUT_SHORT = re.compile(r"(?:neural network|\b(?:large|small|vision)[ -]language)$", re.I)


def _head(phrase: str) -> str | None:
    """Return the head of a noun phrase, looking through "family of" and past adjectives between commas."""
    words = _MIXTURE.sub("mixture-of-experts", _ENDS.split(phrase, maxsplit=1)[0])
    for part in words.split(","):
        head, _, inner = part.strip().partition(" of ")
        last = _singular(head.rsplit(" ", 1)[-1])
        is_model = _MODEL_CUT_SHORT.search(head) is not None
        noun = _head(inner) if inner and last in _GROUPS else "model" if is_model else _known(last)
        if noun is not None:
            return noun
    return None


def _known(word: str) -> str | None:
    single = _singular(word)
    return single if single in _MODELS or single in _OTHERS or single in WAYS else None


def _singular(word: str) -> str:
    low = word.lower().strip("'\"“”‘’*_")
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and low not in _GROUPS else low

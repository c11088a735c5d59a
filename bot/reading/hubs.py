"""The models that a text links on a hub or loads in its code, with who published them there: nobody names them more exactly.

https://huggingface.co/docs/hub/repositories: a model stands at ORGANISATION/NAME.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re

LONGEST_READ = 200_000  # characters; a card names its model long before
MOST_LINKS, LONGEST_LINK = 400, 120  # the latter in characters, on either side of its last slash
_SLASH = re.compile(r"/(?<=[\w.-]/)(?=[A-Za-z0-9])")
_QUOTE = r"(?:[\"']|&quot;)?"
_KEY = rf"(?:_?(?:name|id|path|type|dir))?(?:_or_path)?\s{{0,3}}[=:]\s{{0,3}}{_QUOTE}"
_LINK = re.compile(
    # Each form begins with a letter of its own: a search jumps from one to the next.
    rf"(?:huggingface\.co/|hf\.co/|modelscope\.cn/models/|wisemodel\.cn/models/|from_pretrained\(\s{{0,8}}{_QUOTE}|model{_KEY}|repo{_KEY}"
    rf"|--model(?:[-_](?:name|path|id))?[ =]{_QUOTE}|serve(?<!\wserve) {_QUOTE}|download(?<!\wdownload) {_QUOTE}|`|<code>)"
    r"(?P<org>[A-Za-z0-9][\w.-]{1,40})/(?P<name>[A-Za-z0-9][\w.-]{1,80}?)(?:\.git)?(?=[\s\"'`)>\]<,;:?#/&]|\.(?:\s|$)|$)"
)
# Places of a hub that are no organisation, and organisations that publish copies of others' models.
NO_ORG = frozenset(
    "spaces datasets collections papers blog docs join models organizations settings tasks learn posts api resolve"
    " unsloth thebloke mlx-community bartowski lmstudio-community ggml-org onnx-community redhatai neuralmagic comfy-org iic ai-modelscope llm-research path".split()
)
# In code marks alone, what has a version or size and is no file: "`marl/knot-4.0-tiny`", not "`src/knot_4.py`".
_MARKED = re.compile(
    r"(?=[\w.-]*[a-z][-_.]?v?\d)[\w.-]*(?<!\.py)(?<!\.md)(?<!\.sh)(?<!\.json)(?<!\.yaml)(?<!\.txt)$", re.I
)
# A copy in another precision or format is no model of its own.
COPY = re.compile(
    r"(?:^|[-_.])(?:fp8|fp4|nvfp4|mxfp4|int[48]|[248]-?bit|q[48]\w*|w\d+a\d+|gguf|awq|gptq|mlx|onnx|bf16|fp16|imat|bnb|hf|diffusers|pytorch|candle|safetensors|lora|eagle\d*|(?:intermediate-)?checkpoints?)(?:$|[-_.])",
    re.I,
)
_SIZE = re.compile(r"(?:^|[-_.])a?\d+(?:\.\d+)?[bm](?:$|[-_.])", re.I)
_TUNED = re.compile(r"(?:[-_.](?:base|instruct|inst|chat|it|pt|sft|dpo|rl|preview|\d{4}|\d+p))+$", re.I)


@dataclass(frozen=True, slots=True)
class Published:
    """A model on a hub: the organisation, and the name as printed."""

    org: str
    name: str


def links_in(original: str) -> Iterator[re.Match[str]]:
    """Yield where a text links or loads a model: groups "org" and "name"."""
    found = (match for stretch in _stretches(original) for match in _LINK.finditer(original, *stretch))
    for match in islice(found, MOST_LINKS):
        is_path = match[0][0] in "`<" and not _MARKED.match(match["name"])
        if match["org"].lower() not in NO_ORG and any(c.isalpha() for c in match["name"]) and not is_path:
            yield match


def _stretches(original: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text around its slashes: nowhere else can ORGANISATION/NAME stand."""
    begin, end = 0, 0
    for slash in _SLASH.finditer(original, 0, LONGEST_READ):
        place = slash.start()
        if place - LONGEST_LINK >= end:
            if end:
                yield begin, end
            begin = max(place - LONGEST_LINK, 0)
        end = place + LONGEST_LINK
    if end:
        yield begin, min(end, LONGEST_READ)


def published_in(original: str) -> Counter[Published]:
    """Return the models that a text links or loads, with how often."""
    return counted(links_in(original))


def counted(links: Iterable[re.Match[str]]) -> Counter[Published]:
    """Return the models of some links, with how often."""
    return Counter(Published(match["org"], match["name"]) for match in links)


def stems_of(published: Iterable[Published]) -> set[str]:
    """Return every beginning of the published names that could be the model's: "dots.llm1", "dots" of "dots.llm1.inst"."""
    return {
        one.name[: cut.start()]
        for one in published
        for cut in re.finditer(r"[-_.](?=\w)|$", one.name)
        if sum(c.isalpha() for c in one.name[: cut.start()]) >= 3
    }


_WHOLE = re.compile(r"(?<=\d)\.0$")


def as_published(name: str) -> str:
    """Return a name folded as its repository begins: "auk3" for "Auk 3.0"."""
    return fold(_WHOLE.sub("", name))


_KIND_AT_END = re.compile(r"[-_ ](?:LMs?|LLMs?|VLMs?|MLLMs?|[Mm]odels|[Ss]eries|[Ff]amily)$")
FEWEST_MEMBERS = 3


def as_on_hubs(name: str, published: Iterable[Published]) -> str:
    """Return a family's name without the kind at its end where three models and more go by the rest alone: "Auk" of "Auk-LM"."""
    stem = _KIND_AT_END.sub("", name)
    own, begun = as_published(name), fold(stem)
    keys = {fold(one.name) for one in published}
    is_short = stem != name and len(begun) > 2 and not any(key.startswith(own) for key in keys)
    return stem if is_short and sum(key.startswith(begun) for key in keys) >= FEWEST_MEMBERS else name


def publishers_of(name: str, published: Counter[Published], catalogue: Catalogue) -> Counter[str]:
    """Return who published a model of this name, or one that begins with it, as the lab's name where that is known."""
    own, found = as_published(name), Counter[str]()
    for one, times in published.items():
        key = fold(one.name)
        if len(own) > 2 and (key.startswith(own) or (len(key) > 4 and own.startswith(key))):
            lab = catalogue.publisher(one.org)
            found[lab.name if lab else one.org] += times
    return found or _known_publishers(name, published, catalogue)


_LETTERS = re.compile(r"[a-z]{3,}")


def _known_publishers(name: str, published: Counter[Published], catalogue: Catalogue) -> Counter[str]:
    """Return the known lab that published models whose names begin with the same word: "auk-math-1b" beside "Auk-1"."""
    own, found = _LETTERS.match(fold(name)), Counter[str]()
    for one, times in published.items():
        lab = catalogue.publisher(one.org)
        if own and lab and re.split(r"[-_.]", one.name.lower())[0] == own[0]:
            found[lab.name] += times
    return found


def is_published(name: str, published: Iterable[Published]) -> bool:
    """Return whether one organisation publishes two models or more whose names begin with this one."""
    own = fold(name)
    members = Counter(one.org for one in published if fold(one.name).startswith(own))
    return len(own) > 2 and max(members.values(), default=0) > 1


def variants_on_hubs(
    name: str, lab: str | None, published: Iterable[Published], catalogue: Catalogue
) -> tuple[str, ...]:
    """Return the names under which the lab publishes several models of a family; none where it is one model in two tunings."""
    words = catalogue.words
    known = {*words.product_lines, *words.tiers, *words.tuning}
    between = r"(?:[-_. ]?|[-_. ]\d+(?:\.\d+)?[bm][-_. ])"  # a size may stand inside: "auk-3b-code-base" of "Auk Code"
    own = re.compile(between.join(map(re.escape, re.split(r"[-_. ]", name))) + r"[-_.](.+)", re.I)
    sizes = set(_SIZE.findall(name))
    found = dict.fromkeys(
        one.name
        for one in published
        if (match := own.fullmatch(one.name))
        and not COPY.search(match[1])
        and _is_by(one.org, lab, catalogue)
        and (
            set(_SIZE.findall(one.name)) - sizes
            or all(len(w) == 1 or w.lower() in known for w in re.split(r"[-_.]", match[1]))
        )
    )
    models = {fold(_TUNED.sub("", one)) for one in found}
    return tuple(found) if len(models) > 1 else ()


def by_others(name: str, lab: str | None, published: Iterable[Published], catalogue: Catalogue) -> set[str]:
    """Return the folded names that only others than the lab publish, where it publishes the model itself: tunings, ports."""
    own = fold(name)
    ours: set[str] = set()
    theirs: set[str] = set()
    for one in published:
        (ours if _is_by(one.org, lab, catalogue) else theirs).add(fold(one.name))
    return theirs - ours if any(key.startswith(own) for key in ours) else set()


def _is_by(organisation: str, lab: str | None, catalogue: Catalogue) -> bool:
    known = catalogue.publisher(organisation)
    return known.name == lab if known else lab is not None and fold(organisation) == fold(lab)

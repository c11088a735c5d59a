"""The models that a text links on a hub or loads in its code, with who published them there: nobody names them more exactly.

https://huggingface.co/docs/hub/repositories: a model stands at ORGANISATION/NAME.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.catalogue import Catalogue, fold

LONGEST_READ = 200_000  # characters; a card names its model long before
MOST_LINKS = 400
_LINK = re.compile(
    r"(?:(?:huggingface\.co|hf\.co|modelscope\.cn/models|wisemodel\.cn/models)/|"
    r"(?:from_pretrained\(\s{0,8}|(?:model|repo)(?:_?(?:name|id|path|type|dir))?(?:_or_path)?\s{0,3}[=:]\s{0,3}|--model(?:[-_](?:name|path|id))?[ =]|\bserve |\bdownload )[\"']?)"
    r"(?P<org>[A-Za-z0-9][\w.-]{1,40})/(?P<name>[A-Za-z0-9][\w.-]{1,80}?)(?=[\s\"'`)>\]<,;:?#/]|\.(?:\s|$)|$)"
)
# Places of a hub that are no organisation, and organisations that publish copies of others' models.
_NO_ORG = frozenset(
    "spaces datasets collections papers blog docs join models organizations settings tasks learn posts api resolve"
    " unsloth thebloke mlx-community bartowski lmstudio-community ggml-org onnx-community redhatai neuralmagic comfy-org iic ai-modelscope llm-research path".split()
)


@dataclass(frozen=True, slots=True)
class Published:
    """A model on a hub: the organisation, and the name as printed."""

    org: str
    name: str


def links_in(original: str, start: int = 0, end: int = LONGEST_READ) -> Iterator[re.Match[str]]:
    """Yield where a text links or loads a model: groups "org" and "name"."""
    for match in islice(_LINK.finditer(original, start, min(end, LONGEST_READ)), MOST_LINKS):
        if match["org"].lower() not in _NO_ORG and any(c.isalpha() for c in match["name"]):
            yield match


def published_in(original: str) -> Counter[Published]:
    """Return the models that a text links or loads, with how often."""
    return Counter(Published(match["org"], match["name"]) for match in links_in(original))


def stems_of(published: Iterable[Published]) -> set[str]:
    """Return every beginning of the published names that could be the model's: "dots.llm1", "dots" of "dots.llm1.inst"."""
    return {
        one.name[: cut.start()]
        for one in published
        for cut in re.finditer(r"[-_.](?=\w)|$", one.name)
        if sum(c.isalpha() for c in one.name[: cut.start()]) >= 3
    }


def publishers_of(name: str, published: Counter[Published], catalogue: Catalogue) -> Counter[str]:
    """Return who published a model of this name, or one that begins with it, as the lab's name where that is known."""
    own, found = fold(name), Counter[str]()
    for one, times in published.items():
        key = fold(one.name)
        if len(own) > 2 and (key.startswith(own) or (len(key) > 4 and own.startswith(key))):
            lab = catalogue.publisher(one.org)
            found[lab.name if lab else one.org] += times
    return found

"""Which of the labs that a document may speak for is the launch's, by the name that the catalogue has for it."""

from collections.abc import Collection, Mapping

from bot.catalogue import Catalogue, Lab, fold
from bot.reading import lazy_re as re
from bot.reading.lab_names import LAB_SHAPE, PUBLISHED
from bot.reading.name_shape import HOSTS, LANGUAGES, PLACES

CERTAIN = 6
LEAST = 0.9  # points; a lab that is only named somewhere below has less
SHOUTED = 7  # letters from which capitals are no acronym

_CORPORATE = re.compile(
    r"(?: (?:Electronics|Platforms|Technologies|LLC|Corporation|Corp|Inc|Group|Holdings|Ltd|Limited|Co|Company|Cloud|AG|SE|GmbH))+$"
)


_DEPARTMENT = re.compile(r"(?: (?:AI|Research|Labs?|Team|Intelligence))+$")  # "Norvale AI Research" of Norvale


def _is_shouted(lab: str) -> bool:
    """Return whether a name is a word or more in Latin capitals alone: a heading, no lab."""
    is_latin = all(c < "\u0100" and c != "-" and not "a" <= c <= "z" for c in lab)
    return len(lab) >= SHOUTED and is_latin and any("A" <= c <= "Z" for c in lab)


# A paper's title goes on behind "by" and "from": "by Augmenting Pretrained Encoders", "from Captions for Pathology".
_OF_A_PAPER = re.compile(
    r"^[A-Z][a-z]+ing (?:[\w-]+ )+[\w-]*[a-z]|\b(?:Using|Tuning|Via|Captions|Encoders?|Decoders?|Videos|Images|Pre-?[Tt]rain\w*|Instructions?|Transformers?|Representations?|Supervision|Feedback)\b"
)


def _is_line_or_host(lab: str, catalogue: Catalogue) -> bool:
    """Return whether a name that no lab bears is a line of models or a cloud: "Gull", "the Gull AI assistant"."""
    return lab.casefold() in HOSTS or catalogue.family(lab.removesuffix(" AI")) is not None


_OF_A_TEST = re.compile(r"[Bb]ench|Eval")
# What says of which kind something is, and no one's name; a headline with its verb.
_NO_MAKER = re.compile(
    r"(?:Un)?[Oo]fficial|State-of-the-Art|SOTA|RAG|OCR|TTS|ASR|VQA?|VLM|VLA|LLMs?|MLLM|API|.+ (?:Turns|Brings|Makes|Gets|Takes|Enters|Beats) .+"
)


def _may_be(lab: str, points: float, name: str | None, catalogue: Catalogue) -> bool:
    """Return whether a name may be a lab's, beside a model of this name; what the catalogue knows as one is less doubted."""
    own = fold(name or "")
    if fold(lab) == own or _NO_MAKER.fullmatch(lab) or _OF_A_TEST.search(lab) or _is_shouted(lab):
        return False
    if lab.casefold() in LANGUAGES:
        return False
    if catalogue.lab(lab):
        return lab.casefold() not in PLACES or points >= CERTAIN
    if lab.casefold() in PLACES or _OF_A_PAPER.search(lab) or _is_line_or_host(lab, catalogue):
        return False
    return not (name and (own.startswith(fold(lab)) or lab.startswith(f"{name} ")))


def known_lab(
    labs: Mapping[str, float], catalogue: Catalogue, name: str | None, publishers: Collection[str] = ()
) -> str | None:
    """Return the lab with most points: its family's when the name has a known one, a full form before a short one.

    A known lab that publishes the model or its code is no guess: a family whose lab is not named gives way to it.
    """
    found = {lab: points for lab, points in labs.items() if points >= LEAST and _may_be(lab, points, name, catalogue)}
    family = _family_lab(name, catalogue, labs) if name else None
    certain = PUBLISHED if any(lab in found and catalogue.lab(lab) for lab in publishers) else CERTAIN
    if family and (not found or family in found or max(found.values()) < certain):
        return family
    if not found:
        return None
    best = max(found, key=lambda lab: (found[lab] + 0.5 * bool(catalogue.lab(lab)), -len(lab)))
    longer = [
        lab
        for lab in found
        if lab.startswith(f"{best} ") and LAB_SHAPE.regex.search(lab) and found[lab] >= found[best] / 2
    ]
    chosen = min(longer, key=len) if longer else best
    known = (
        catalogue.lab(chosen)
        or _known_within(chosen, catalogue)
        or catalogue.lab(_CORPORATE.sub("", chosen))
        or catalogue.lab(chosen.partition(" for ")[0])  # "Marl Institute for Artificial Intelligence"
        or catalogue.lab(_DEPARTMENT.sub("", chosen))
        or _known_before(chosen, catalogue)
        or (catalogue.lab(best) if longer else None)
    )
    return known.name if known else chosen


def _known_before(lab: str, catalogue: Catalogue) -> Lab | None:
    """Return the lab with whose name a headline's run of capitals begins: "Norvale Stock Jumps After", "Norvale Just"."""
    words = lab.split(" ")
    heads = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
    return (
        None if LAB_SHAPE.regex.search(lab) else next((known for one in heads if (known := catalogue.lab(one))), None)
    )


def _known_within(lab: str, catalogue: Catalogue) -> Lab | None:
    """Return the lab whose name in Chinese, Japanese or Korean stands within a longer one: a team's, a branch's."""
    hits = () if lab.isascii() else catalogue.find(lab)
    return next((hit.entry for hit in hits if isinstance(hit.entry, Lab)), None)


def _has_version(name: str, family: str) -> bool:
    return re.match(rf"{re.escape(family)}[ -]?v?\d", name, re.I) is not None


def _family_lab(name: str, catalogue: Catalogue, labs: Mapping[str, float]) -> str | None:
    """Return the lab of a name's family; of a family named by a common word only where the document names the lab."""
    words = re.split(r"[ -]", name)
    for length in range(min(3, len(words)), 0, -1):
        for joined in (" ".join(words[:length]), re.sub(r"[\d.]+$", "", words[0]) if length == 1 else ""):
            family = catalogue.family(joined) if joined else None
            if family and (not family.is_common_word or family.lab in labs or _has_version(name, joined)):
                return family.lab
    return None

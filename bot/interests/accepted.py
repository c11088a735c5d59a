"""A typed name as every way it may be written: `lab:meta` accepts each alias that the catalogue has."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.catalogue import Catalogue, Licence, fold
from bot.interests import languages
from bot.interests.text import slug_glob, tokens_of

LICENCE_CLASSES = ("open", "restricted", "nc", "proprietary")
PROPRIETARY = frozenset({"proprietary", "closed", "closedsource"})
# What reading calls a use, and words of a product's name ("name:coder") that give it away.
USES = {
    "chat": ("chat", "dialogue", "conversation", "assistant", "name:chat", "name:instruct"),
    "code": ("code", "coding", "code_generation", "programming", "name:coder", "name:code", "name:codex"),
    "embed": ("embed", "embedding", "embeddings", "name:embedding", "name:embeddings", "name:embed"),
    "rerank": ("rerank", "reranking", "reranker", "name:rerank", "name:reranker"),
    "image": ("image", "image_generation", "text_to_image", "image_editing", "emits:image", "name:image"),
    "video": ("video", "video_generation", "text_to_video", "emits:video", "name:video"),
    "audio": ("audio", "audio_generation", "emits:audio", "name:audio"),
    "music": ("music", "music_generation", "name:music"),
    "asr": ("asr", "speech_recognition", "speech_to_text", "transcription", "name:asr", "name:transcribe"),
    "tts": ("tts", "text_to_speech", "speech_synthesis", "voice_cloning", "name:tts"),
    "translation": ("translation", "machine_translation", "name:mt", "name:translate"),
    "robotics": ("robotics", "robot", "name:robotics"),
    "safety": ("safety", "moderation", "guardrails", "name:guard", "name:shield", "name:safety"),
    "ocr": ("ocr", "document_parsing", "name:ocr"),
    "vision": ("vision", "image_understanding", "visual_understanding", "name:vl", "name:vision"),
    "reasoning": ("reasoning", "thinking", "chain_of_thought", "visual_chain_of_thought",
        "name:thinking", "name:reasoning"),
    "math": ("math", "mathematics", "name:math"),
    "agents": ("agents", "agentic", "agent", "multi_agent"),
    "health": ("health", "medical", "medicine", "name:med"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a value stands for: its name in words, and the folded ways it is written."""

    label: str
    names: frozenset[str]


def lab_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return the lab of this name, alias or family."""
    lab = catalogue.lab(value)
    if lab is None and (family := catalogue.family(value)) is not None:
        lab = catalogue.lab(family.lab)
    if lab is None:
        return Accepted(value, frozenset({fold(value)}))
    return Accepted(lab.name, frozenset(fold(name) for name in (lab.name, *lab.aliases)))


def licence_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a class of licences, one licence, or all whose name begins so ("apache")."""
    folded = fold(value)
    if folded in LICENCE_CLASSES:
        return Accepted(folded, frozenset({f"class:{folded}", *_of_class(folded, catalogue)}))
    one = catalogue.licence(value)
    if one is not None:
        return Accepted(one.name, _written(one))
    same = [
        licence for licence in catalogue.licences if folded and any(n.startswith(folded) for n in _written(licence))
    ]
    names = frozenset(name for licence in same for name in _written(licence))
    return Accepted(value, names | {folded})


def _of_class(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the licences of a class, for launches that state a licence but no class."""
    written = {n for licence in catalogue.licences if licence.licence_class == name for n in _written(licence)}
    return frozenset(f"named:{n}" for n in (written | PROPRIETARY if name == "proprietary" else written))


def _written(licence: Licence) -> frozenset[str]:
    return frozenset(fold(n) for n in (licence.name, *licence.aliases, *((licence.id,) if licence.id else ())))


def use_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a kind of use and everything that shows it."""
    plain = value.casefold().replace("-", "_").replace(" ", "_")
    use = next((use for use, names in USES.items() if plain == use or plain in names), None)
    listed = catalogue.words.capabilities.get(plain, ())
    names = {plain, *listed, *(USES[use] if use else ())}
    return Accepted((use or value).replace("_", " "), frozenset(_folded_use(name) for name in names))


def _folded_use(name: str) -> str:
    mark, colon, rest = name.rpartition(":")
    return mark + colon + fold(rest)


def modality_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a kind of input or output by any of its names."""
    plain = value.casefold()
    for kind, names in catalogue.words.modalities.items():
        if plain == kind or plain in names:
            return Accepted(kind, frozenset(fold(name) for name in (kind, *names)))
    return Accepted(plain, frozenset({fold(plain)}))


def chip_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a chip by any of its names, as words that stand in a text."""
    chip = catalogue.chip(value)
    names = (value,) if chip is None else (chip.name, *chip.aliases)
    return Accepted(chip.name if chip else value, frozenset(" ".join(tokens_of(name)) for name in names))


def language_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a language by its code or any of its names."""
    names = languages.names_of(value.casefold())
    code = next((languages.CODE_OF[name] for name in names if name in languages.CODE_OF), None)
    return Accepted(languages.NAMES[code][0].capitalize() if code else value, names)


def site_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a site by its title or its host."""
    host = value.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").strip("/")
    return Accepted(value, frozenset({host, fold(host)}))


def model_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a model's or family's name as a slug."""
    return Accepted(value, frozenset({slug_glob(value)}))


def benchmark_names(value: str, catalogue: Catalogue) -> Accepted:
    """Return a benchmark by any of its names."""
    one = catalogue.benchmark(value)
    if one is None:
        return Accepted(value, frozenset({fold(value)}))
    return Accepted(one.name, frozenset(fold(name) for name in (one.name, *one.aliases)))


ACCEPTED: dict[str, Callable[[str, Catalogue], Accepted]] = {
    "lab": lab_names,
    "family": model_names,
    "model": model_names,
    "license": licence_names,
    "type": use_names,
    "in": modality_names,
    "emits": modality_names,
    "lang": language_names,
    "gpu": chip_names,
    "source": site_names,
}
SLUG_KEYS = frozenset({"family", "model"})

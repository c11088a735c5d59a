"""Every key of the query language: what it means, which values it takes, and an example."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["names", "choice", "number", "date", "score", "beats"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key; `missing` is what a launch fails to say when it is unknown, for "launches with no stated size"."""

    name: str
    kind: Kind
    what: str
    example: str
    missing: str
    choices: tuple[str, ...] = ()
    unit: Literal["", "count", "tokens", "bytes", "money", "days", "bits"] = ""


IS = (
    "open", "closed", "moe", "dense", "reasoning", "multimodal", "preview", "ga", "update", "rumour", "official",
    "small",
)  # fmt: skip
EVENTS = (
    "launch", "weights", "price", "benchmark", "quant", "license", "deprecation", "update", "rumour", "all",
)  # fmt: skip
TYPES = (
    "chat", "code", "embed", "rerank", "image", "video", "audio", "music", "asr", "tts", "translation",
    "robotics", "safety", "ocr", "vision", "reasoning", "math", "agents", "health",
)  # fmt: skip

_ALL = (
    Key("lab", "names", "developer, by any of its names", "lab:qwen,mistral", "lab"),
    Key("family", "names", "family of models", "family:llama", "name"),
    Key("model", "names", "name of the launch or of one variant", "model:llama-4*", "name"),
    Key("is", "choice", "short for other keys, see below", "is:small", "", IS),
    Key("event", "choice", "what happened; launches only unless said", "event:price,weights", "", EVENTS),
    Key("params", "number", "parameters in total, of one variant", "params:<=10B", "size", unit="count"),
    Key("active", "number", "active parameters, of one variant", "active:<=4B", "active size", unit="count"),
    Key("context", "number", "tokens of input", "context:>=128k", "context", unit="tokens"),
    Key("output", "number", "most tokens of output", "output:>=32k", "output length", unit="tokens"),
    Key("license", "names", "SPDX id, name, or open, restricted, nc, proprietary", "license:open", "licence"),
    Key("weights", "choice", "open, closed, or promised for later", "weights:open", "weights",
        ("open", "closed", "later")),
    Key("access", "choice", "how it can be had", "access:api", "access",
        ("weights", "api", "preview", "waitlist", "app", "unreleased")),
    Key("type", "names", "what it is for", "type:code,translation", "type", TYPES),
    Key("in", "names", "what it takes in", "in:image", "input kinds"),
    Key("emits", "names", "what it puts out", "emits:audio", "output kinds"),
    Key("lang", "names", "a language that it is said to speak", "lang:german", "languages"),
    Key("langs", "number", "how many languages", "langs:>=20", "number of languages"),
    Key("score", "score", "the launched model's own score", 'score:"HealthBench Hard">=40', "score"),
    Key("beats", "beats", "a higher score than that model's on the same benchmark", "beats:gpt-5.4@gpqa",
        "comparison"),
    Key("price", "number", "per million input tokens, US dollars unless said", "price:<=1", "price", unit="money"),
    Key("out", "number", "per million output tokens", "out:<=€10", "output price", unit="money"),
    Key("cached", "number", "per million cached input tokens", "cached:<0.5", "cached price", unit="money"),
    Key("quant", "number", "bits of a quantised form, or its name", "quant:<=4", "quantisation", unit="bits"),
    Key("size", "number", "size of a file", "size:<=8GB", "file size", unit="bytes"),
    Key("gpu", "names", "hardware that the text says it runs on", "gpu:h100", "hardware"),
    Key("fits", "number", "memory it would need at 4 bits, estimated from its size", "fits:24GB", "size", unit="bytes"),
    Key("released", "date", "day of release", "released:>=2026-04-01", "release date"),
    Key("age", "number", "time since its release", "age:<7d", "release date", unit="days"),
    Key("source", "names", "site that reports it", "source:blog.google", "source"),
    Key("sources", "number", "independent sources that report it", "sources:>=2", "sources"),
    Key("official", "choice", "whether the lab itself has said so", "official:yes", "source", ("yes", "no")),
    Key("conflict", "choice", "whether sources disagree on a number", "conflict:yes", "numbers", ("yes", "no")),
)  # fmt: skip

KEYS = {key.name: key for key in _ALL}
OTHER_NAMES = {"licence": "license", "language": "lang", "languages": "langs", "input": "in", "developer": "lab"}
DIRECTIVES = ("to", "when", "tz", "wait", "view", "thread", "mention-for", "mention", "name")
SPELLINGS = {"rumor": "rumour", "licence": "license", "noncommercial": "nc", "non-commercial": "nc"}


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that this one is most likely meant to be."""
    return next(iter(difflib.get_close_matches(word[:40], list(known), n=1, cutoff=cutoff)), None)

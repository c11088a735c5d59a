"""What the catalogue knows of each kind of name."""

from dataclasses import dataclass
from typing import Literal

LicenceClass = Literal["open", "restricted", "nc", "proprietary"]


@dataclass(frozen=True, slots=True)
class Lab:
    """A developer of models."""

    name: str
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    hubs: tuple[str, ...] = ()  # its organisations on model hubs, where no name or alias is one


@dataclass(frozen=True, slots=True)
class Family:
    """A line of models; a common word counts as a name only with a version or tier behind it."""

    name: str
    lab: str
    is_common_word: bool = False


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A test that models are scored on; scores are read on `unit`'s scale."""

    name: str
    unit: Literal["%", "elo", "index", "score"]
    aliases: tuple[str, ...] = ()
    is_saturated: bool = False
    higher_is_better: bool = True  # False: an error rate or a distance


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms under which weights may be used; `id` is SPDX's where SPDX has one."""

    name: str
    licence_class: LicenceClass
    id: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A processor or machine with the memory a model may fill."""

    name: str
    vendor: str
    memory_gb: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists that reading and placing use; lower case."""

    product_lines: tuple[str, ...]
    tiers: tuple[str, ...]
    tuning: tuple[str, ...]
    precisions: tuple[str, ...]
    launch_verbs: tuple[str, ...]
    model_nouns: tuple[str, ...]
    capabilities: dict[str, tuple[str, ...]]
    modalities: dict[str, tuple[str, ...]]

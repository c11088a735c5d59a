"""What the catalogue knows of each kind of name."""

from typing import Literal, NamedTuple

LicenceClass = Literal["open", "restricted", "nc", "proprietary"]


class Lab(NamedTuple):
    """A developer of models."""

    name: str
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    hubs: tuple[str, ...] = ()  # its organisations on model hubs, where no name or alias is one


class Family(NamedTuple):
    """A line of models; a common word counts as a name only with a version or tier behind it."""

    name: str
    lab: str
    is_common_word: bool = False


class Benchmark(NamedTuple):
    """A test that models are scored on; scores are read on `unit`'s scale."""

    name: str
    unit: Literal["%", "elo", "index", "score"]
    aliases: tuple[str, ...] = ()
    is_saturated: bool = False
    higher_is_better: bool = True  # False: an error rate or a distance


class Licence(NamedTuple):
    """Terms under which weights may be used; `id` is SPDX's where SPDX has one."""

    name: str
    licence_class: LicenceClass
    id: str | None = None
    aliases: tuple[str, ...] = ()


class Chip(NamedTuple):
    """A processor or machine with the memory a model may fill."""

    name: str
    vendor: str
    memory_gb: int
    aliases: tuple[str, ...] = ()


class Words(NamedTuple):
    """Word lists that reading and placing use; lower case."""

    product_lines: tuple[str, ...]
    tiers: tuple[str, ...]
    tuning: tuple[str, ...]
    precisions: tuple[str, ...]
    launch_verbs: tuple[str, ...]
    model_nouns: tuple[str, ...]
    capabilities: dict[str, tuple[str, ...]]
    modalities: dict[str, tuple[str, ...]]

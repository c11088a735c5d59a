"""The names that hold for a variant on each key: its lab, licence, uses, sites, and what `is:` asks."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from bot.interests.text import folded, has_sequence, is_glob_match, tokens_of
from bot.interests.traits import Names, Variant
from bot.types import Fact

UNKNOWN = Names(frozenset(), is_known=False)
PRECISION_BITS = {
    **dict.fromkeys(("fp4", "nvfp4", "mxfp4", "int4", "w4a4", "w4a16", "q4"), 4),
    **dict.fromkeys(("fp8", "int8", "w8a8", "q8"), 8),
    **dict.fromkeys(("bf16", "fp16"), 16),
}
PRECISIONS = frozenset({*PRECISION_BITS, "gguf", "awq", "gptq", "mlx", "exl2", "exl3"})
_HARDWARE_WORDS = 5
_WEIGHTS = re.compile(r"weights|open[- ]?sourc|open model|download", re.IGNORECASE)


def names_on(variant: Variant, key: str) -> Names:
    """Return the names that hold on a key."""
    found = variant.names.get(key)
    if found is None:
        found = variant.names[key] = NAMES[key](variant)
    return found


def is_named(names: Names, accepted: frozenset[str], globs: tuple[str, ...]) -> bool:
    """Say whether one of the accepted names holds."""
    if not names.values.isdisjoint(accepted):
        return True
    return any(is_glob_match(glob, value) for glob in globs for value in names.values)


def _lab(variant: Variant) -> Names:
    return _known({folded(variant.shared.view.lab or "")})


def _known(values: Iterable[str]) -> Names:
    found = frozenset(value for value in values if value)
    return Names(found, is_known=bool(found))


def _model(variant: Variant) -> Names:
    return _known(variant.name_slugs)


def _family(variant: Variant) -> Names:
    """Every beginning of a name: "llama-4-scout" is of the families llama, llama-4 and llama-4-scout."""
    beginnings: set[str] = set()
    for name in variant.name_slugs:
        parts = name.split("-")
        beginnings |= {"-".join(parts[: i + 1]) for i in range(len(parts))}
    return _known(beginnings)


def _event(variant: Variant) -> Names:
    return Names(frozenset({variant.shared.view.event}), is_known=True)


def _license(variant: Variant) -> Names:
    view, own = variant.shared.view, variant.model.license
    written = folded(own or view.license or "")
    if own is None and view.license_class:
        return _known({written, f"class:{view.license_class}"})
    return _known({written, f"named:{written}" if written else ""})


def _weights(variant: Variant) -> Names:
    view = variant.shared.view
    if view.availability == "open_weights" or "open_weights" in view.access:
        return _known({"open"})
    if any(_promises_weights(fact) for fact in view.facts):
        return _known({"later"})
    is_closed = "no_open_weights" in view.access or _is_proprietary(variant)
    if is_closed or view.availability in ("api", "preview", "waitlist", "app", "closed"):
        return _known({"closed"})
    return UNKNOWN


def _promises_weights(fact: Fact) -> bool:
    is_promise = fact.qualifier == "promised" or fact.value == "later"
    return is_promise and fact.field == "access" and bool(_WEIGHTS.search(fact.quote.text))


def _is_proprietary(variant: Variant) -> bool:
    return bool(names_on(variant, "license").values & {"class:proprietary", "named:proprietary", "named:closed"})


_ACCESS = {
    "open_weights": "weights",
    "api": "api",
    "preview": "preview",
    "private_preview": "preview",
    "public_preview": "preview",
    "waitlist": "waitlist",
    "app": "app",
    "announced": "unreleased",
    "later": "unreleased",
    "closed": "unreleased",
    "not_released": "unreleased",
}


def _access(variant: Variant) -> Names:
    view = variant.shared.view
    return _known({_ACCESS.get(one, "") for one in (view.availability, *view.access)})


def _type(variant: Variant) -> Names:
    view = variant.shared.view
    stated = {folded(one) for one in view.capabilities} | {f"emits:{folded(one)}" for one in view.modalities_out}
    in_name = {f"name:{token}" for name in variant.name_slugs for token in name.split("-")}
    return Names(frozenset(stated | in_name), is_known=bool(stated))


def _in(variant: Variant) -> Names:
    return _known(folded(one) for one in variant.shared.view.modalities_in)


def _emits(variant: Variant) -> Names:
    return _known(folded(one) for one in variant.shared.view.modalities_out)


def _lang(variant: Variant) -> Names:
    return Names(variant.shared.spoken, is_known=False)


def _quant_names(variant: Variant) -> Names:
    return Names(PRECISIONS & variant.shared.words, is_known=False)


def _gpu(variant: Variant) -> Names:
    words = tokens_of(variant.shared.view.hardware or "")
    spans = range(1, _HARDWARE_WORDS + 1)
    return _known(" ".join(words[at : at + n]) for at in range(len(words)) for n in spans)


def _source(variant: Variant) -> Names:
    found: set[str] = set()
    for article in variant.shared.launch.articles:
        host = host_of(article.url)
        parts = host.split(".")
        found |= {folded(article.site), article.site.casefold(), *(".".join(parts[i:]) for i in range(len(parts) - 1))}
        found |= set(parts[:-1])
    return _known(found)


def host_of(url: str) -> str:
    """Return the host of an address without "www.", or "" if it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _official(variant: Variant) -> Names:
    articles = variant.shared.launch.articles
    if not articles:
        return UNKNOWN
    return _known({"yes" if any(article.trust == "official" for article in articles) else "no"})


def _conflict(variant: Variant) -> Names:
    view = variant.shared.view
    if not view.facts and not view.disputes:
        return UNKNOWN
    return _known({"yes" if view.disputes else "no"})


def _yes(is_true: bool, is_false: bool) -> Names:
    return _known({"yes"}) if is_true else Names(frozenset(), is_known=is_false)


def _is_open(variant: Variant) -> Names:
    weights = names_on(variant, "weights").values
    licence = names_on(variant, "license").values
    return _yes("open" in weights or "class:open" in licence, "closed" in weights)


def _is_moe(variant: Variant) -> Names:
    """Go by the sizes, else by what the title calls it: a text speaks of other models' experts too."""
    model = variant.model
    if model.params_active and model.params_total:
        return _yes(model.params_active < model.params_total, is_false=True)
    title = tokens_of(variant.shared.launch.title)
    is_said = "moe" in title or has_sequence(title, ("mixture", "of", "experts"))
    return _yes(bool(model.params_active) or is_said, is_false=False)


def _is_dense(variant: Variant) -> Names:
    model = variant.model
    if model.params_active and model.params_total:
        return _yes(model.params_active >= model.params_total, is_false=True)
    is_said = "dense" in tokens_of(variant.shared.launch.title)
    return _yes(is_said and not model.params_active, is_false=bool(model.params_active))


def _is_multimodal(variant: Variant) -> Names:
    kinds = variant.shared.view.modalities_in
    return _yes(len(set(kinds)) > 1 or "multimodal" in variant.shared.view.capabilities, is_false=bool(kinds))


def _is_preview(variant: Variant) -> Names:
    is_named = any("preview" in name.split("-") for name in variant.name_slugs)
    access = names_on(variant, "access")
    return _yes(is_named or "preview" in access.values, access.is_known)


def _is_ga(variant: Variant) -> Names:
    access = names_on(variant, "access")
    return _yes(bool(access.values & {"weights", "api", "app"}), access.is_known)


NAMES: dict[str, Callable[[Variant], Names]] = {
    "lab": _lab,
    "family": _family,
    "model": _model,
    "event": _event,
    "license": _license,
    "weights": _weights,
    "access": _access,
    "type": _type,
    "in": _in,
    "emits": _emits,
    "lang": _lang,
    "quant": _quant_names,
    "gpu": _gpu,
    "source": _source,
    "official": _official,
    "conflict": _conflict,
    "is:open": _is_open,
    "is:moe": _is_moe,
    "is:dense": _is_dense,
    "is:multimodal": _is_multimodal,
    "is:preview": _is_preview,
    "is:ga": _is_ga,
}

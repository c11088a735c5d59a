"""Whose a score, price or size is: of one variant, of several, or of the launch as a whole."""

from functools import lru_cache

from bot.interests.text import slug
from bot.types import View


def is_of(name: str, variant: str, view: View) -> bool:
    """Say whether what the text gives to `name` holds for a variant: it is named, or no other variant is."""
    if len(view.models) <= 1 or not name:
        return True
    named = _slug(name)
    if view.name and named == _slug(view.name):
        return True
    variants = tuple(_slug(model.name) for model in view.models)
    owners = _owners(named, variants)
    return not owners or _slug(variant) in owners


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return slug(name)


def _owners(named: str, variants: tuple[str, ...]) -> frozenset[str]:
    """Return the variants that a name means: that one, the one it adds words to, or the one whose tail it is."""
    if named in variants:
        return frozenset({named})
    longer = [one for one in variants if one and named.startswith(f"{one}-")]
    if longer:
        return frozenset({max(longer, key=len)})
    return frozenset(one for one in variants if one.endswith(f"-{named}"))


def is_inside(name: str, view: View) -> bool:
    """Say whether a name is the launch's, or that of one of its variants, in full or in part."""
    named = _slug(name)
    ours = {_slug(one) for one in (view.name or "", *(model.name for model in view.models)) if one}
    return any(named == one or named.startswith(f"{one}-") or one.endswith(f"-{named}") for one in ours)

"""Frozen dataclasses with slots that are made by the thousand: each field is set by its slot, in half the time.

A card with tables holds thousands of facts and quotes, and making them was an eighth of what reading it took.
"""

from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def set_directly(cls: type[T]) -> type[T]:
    """Give a frozen dataclass with slots an __init__ that looks no setter up; it takes and does what it did.

    The class may have plain defaults, but no default factory, no keyword-only field and no __post_init__.
    """
    made: Any = cls  # that it is a dataclass, its type does not tell
    names: dict[str, Any] = {}
    parameters, body = ["self"], []
    for one in fields(made):
        names[f"_set_{one.name}"] = getattr(cls, one.name).__set__
        body.append(f"_set_{one.name}(self, {one.name})")
        if one.default is MISSING:
            parameters.append(one.name)
        else:
            names[f"_default_{one.name}"] = one.default
            parameters.append(f"{one.name}=_default_{one.name}")
    exec(f"def __init__({', '.join(parameters)}):\n    {'; '.join(body)}", names)  # noqa: S102 - of names of fields alone, as dataclasses do it
    type.__setattr__(cls, "__init__", names["__init__"])
    return cls

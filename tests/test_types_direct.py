"""A class whose fields are set directly is the frozen dataclass that it was."""

from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from bot.types.direct import set_directly


@set_directly
@dataclass(frozen=True, slots=True)
class Tern:
    name: str
    size: int = 7


def test_fields_are_set_by_place_by_name_and_by_default() -> None:
    assert Tern("Auk") == Tern(name="Auk", size=7) == replace(Tern("Gull"), name="Auk")
    assert repr(Tern("Auk", 3)) == "Tern(name='Auk', size=3)"
    assert hash(Tern("Auk")) == hash(Tern("Auk", 7))


def test_it_stays_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Tern("Auk").size = 3  # type: ignore[misc]  # frozen


def test_a_field_without_a_default_is_needed() -> None:
    with pytest.raises(TypeError):
        Tern()  # type: ignore[call-arg]  # too few

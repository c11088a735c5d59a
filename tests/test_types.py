"""The types of `bot.types` are imported when they are asked for."""

import subprocess
import sys

import pytest

import bot.types


@pytest.mark.parametrize("name", bot.types.__all__)
def test_a_type_is_found_by_its_name(name: str) -> None:
    assert getattr(bot.types, name) is not None


def test_what_is_no_type_is_not_found() -> None:
    with pytest.raises(AttributeError, match="Heron"):
        bot.types.Heron  # type: ignore[attr-defined]  # noqa: B018 - it is not there


def test_reading_does_not_import_what_the_store_and_the_cards_are_made_of() -> None:
    code = "import sys, bot.reading; print(*(name for name in sys.modules if name.startswith('bot.types.')))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set(run.stdout.split()) == {"bot.types.fact", "bot.types.article", "bot.types.direct"}

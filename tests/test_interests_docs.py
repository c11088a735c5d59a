"""docs/queries.md and the program say the same: every key, every example."""

import re
from pathlib import Path

import pytest

from bot.catalogue import load_catalogue
from bot.interests import Directives, in_words, parse, split_directives
from bot.interests.accepted import USES
from bot.interests.keys import DIRECTIVES, KEYS, TYPES

PAGE = (Path(__file__).parent.parent / "docs" / "queries.md").read_text(encoding="utf-8")
CATALOGUE = load_catalogue()
FENCED = [line for block in re.findall(r"```query\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
DIRECTIVE_LINES = [
    line for block in re.findall(r"```directives\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
IN_TABLES = re.findall(r"^\|.*\| `([^`]+)` \|$", PAGE, re.MULTILINE)
IN_PROSE = [code for code in re.findall(r"`([^`\n]+)`", PAGE) if re.match(r"[-!]?[a-z]+:\S", code)]


def test_table_holds_every_key_with_its_meaning_and_example() -> None:
    rows = re.findall(r"^\| `(\w+):` \| (.+?) \| `(.+)` \|$", PAGE, re.MULTILINE)
    assert [name for name, _, _ in rows] == list(KEYS)
    for name, what, example in rows:
        assert what.startswith(KEYS[name].what)
        assert example == KEYS[name].example
        choices = KEYS[name].choices if name != "type" else ()
        assert not choices or what.endswith(f": {', '.join(choices)}")


@pytest.mark.parametrize("query", [*FENCED, *IN_TABLES, *IN_PROSE])
def test_every_example_is_understood(query: str) -> None:
    rest, _ = split_directives(query)
    assert in_words(parse(rest, CATALOGUE))


@pytest.mark.parametrize("line", DIRECTIVE_LINES)
def test_every_directive_is_understood(line: str) -> None:
    rest, directives = split_directives(line)
    assert rest == ""
    assert directives != Directives() or line in ("when:now",)


def test_every_directive_is_shown() -> None:
    assert {line.partition(":")[0] for line in DIRECTIVE_LINES} == set(DIRECTIVES)


def test_every_type_is_listed_and_known() -> None:
    listed = re.search(r"^`type:` takes (.*?), or any", PAGE, re.MULTILINE | re.DOTALL)
    assert listed is not None
    assert tuple(listed[1].replace("\n", " ").split(", ")) == TYPES
    assert set(TYPES) == set(USES)

"""Documents and program say the same: commands, promises, links, rooms."""

import ast
import re
from pathlib import Path

import pytest

from bot.commands import VERBS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_lists_exactly_the_commands() -> None:
    rows = dict(re.findall(r"^\| `/launches ([^`]+)` \| (.+) \|$", README, re.MULTILINE))
    assert rows == {verb.usage: verb.what for verb in VERBS.values()}


def test_every_promise_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", README)
    assert len(named) == 8
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_make_lists_every_target_that_readme_and_contributing_name() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bmake ([a-z]+)\b", pages)) - {"and"} <= targets


def test_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in (ROOT / "bot").iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert {room for room in rooms if f"bot/{room}" not in text} == set()

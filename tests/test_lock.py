"""The lock: every package pinned by hash, none by address, and nothing that pyproject.toml asks for left out."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        m[1].lower().replace("_", "-").replace(".", "-"): m[2]
        for m in re.finditer(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks), "a package without a hash"
    assert "://" not in text
    assert "--index" not in text


def test_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [line for extra in project["project"]["optional-dependencies"].values() for line in extra]
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"], *extras]
    names = {re.split(r"[\[<>=!~ ]", line)[0].lower().replace(".", "-") for line in wanted}
    assert names <= set(_locked("requirements.lock"))


def test_development_lock_agrees_with_the_lock_that_runs() -> None:
    running, developing = _locked("requirements.lock"), _locked("requirements-dev.lock")
    assert {name: developing.get(name) for name in running} == running

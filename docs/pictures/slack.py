"""Draws docs/images/slack-*.png: real payloads, turned into HTML by slack.mjs and shown by a headless Chromium.

Run with: npm install --prefix /tmp/pictures slack-blocks-to-jsx@1.1.1 react@18 react-dom@18
          python docs/pictures/slack.py /tmp/pictures [FOLDER]
Debian's packages nodejs, npm and chromium are enough.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playground import COMMAND_A, MUSE_SPARK

from bot.types import Action, Card, CardItem, CardNumber, Reply, Table
from handlers.slack import render
from handlers.slack.form import Draft, subscribe_form
from handlers.slack.home import home_view

HERE = Path(__file__).resolve().parent
WIDTH = 720
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2"]


def subscription(number: int, channel: str, query: str, *numbers: CardNumber) -> Card:
    """Return a subscription as `/launches mine` shows it."""
    actions = (
        Action("Pause", "pause", str(number)),
        Action("Edit", "edit", f"{number} {query}"),
        Action("Remove", "unsubscribe", str(number)),
    )
    title = f"{number}. {query}"
    key = f"subscription:{number}:{channel}"
    return Card(key=key, title=title, url=None, tone="notice", numbers=numbers, actions=actions)


MINE = Reply(
    "",
    cards=(
        subscription(
            1, "", "license:open params:<=10B",
            CardNumber("Speaks", "every day at 09:00 Europe/Berlin"),
            CardNumber("Next digest", "Thursday 9 April, 09:00 Europe/Berlin"),
        ),
        subscription(2, "C0MODELS", "lab:meta", CardNumber("Speaks", "at once, changes that matter in a thread, too")),
    ),
)  # fmt: skip
ACTIONS = (
    Action("All numbers", "show", "muse spark"),
    Action("Evidence", "evidence", "muse spark"),
    Action("Compare", "compare", "muse spark"),
    Action("Follow Muse Spark", "subscribe", "family:muse-spark"),
    Action("Snooze Meta for 7 days", "snooze", "lab:meta 7d"),
    Action("Report a wrong number", "wrong", "muse spark"),
)


def item_of(card: Card) -> CardItem:
    """Return a launch as a digest shows it."""
    return CardItem(card.key, card.title, card.url, card.badges[:2], card.numbers[:3])


COMPARED = Card(
    key="compare",
    title="Muse Spark vs Command A+",
    url=None,
    tone="notice",
    table=Table(
        ("", "Muse Spark", "Command A+"),
        (("Availability", "Proprietary", "Open weights"), ("Size", "not stated", "218B / 25B active")),
    ),
    chart=MUSE_SPARK.chart,
    footer="Scores as each launch's own sources state them; settings may differ.",
)
UPDATE = replace(MUSE_SPARK, tone="update", changes=("HealthBench Hard: 41.9 → 42.8", "New: API in private preview"))
PREVIEW = "Open weights AND at most 10B parameters.\nAbout 2 a week in the last 90 days: Hy-MT2, Zephyr 2, Boreas Mini"


def payloads() -> dict[str, list[dict[str, Any]]]:
    """Return the blocks of each picture."""
    digest = Card(
        key="digest 2026-04-08",
        title="Digest of 8 April 2026: 2 launches",
        url=None,
        tone="digest",
        items=(item_of(MUSE_SPARK), item_of(COMMAND_A)),
        footer="for license:open, lab:meta",
    )
    return {
        "card": render(replace(MUSE_SPARK, actions=ACTIONS))["blocks"],
        "compact": render(MUSE_SPARK, "compact")["blocks"],
        "update": render(UPDATE)["blocks"],
        "compare": render(COMPARED, "full", is_native=False)["blocks"],
        "digest": render(digest)["blocks"],
        "modal": subscribe_form(Draft("license:open params:<=10B", channel="C0MODELS"), "", PREVIEW)["blocks"],
        "home": home_view(MINE, Reply("", cards=(MUSE_SPARK, COMMAND_A)))["blocks"],
    }


def draw(modules: Path, folder: Path) -> None:
    """Draw every picture into `folder`; `modules` is where npm installed the packages."""
    for name, blocks in payloads().items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
            page = Path(scratch) / "page.html"
            told = json.dumps({"blocks": blocks, "framed": name in ("modal", "home")})
            page.write_text(_run("node", str(HERE / "slack.mjs"), str(modules), told=told), encoding="utf-8")
            flags = [*FLAGS, f"--user-data-dir={scratch}/profile"]
            measured = _run("chromium", *flags, f"--window-size={WIDTH},800", "--dump-dom", page.as_uri())
            height = int(re.findall(r"<title>(\d+)</title>", measured)[0])
            shot = f"--screenshot={folder / f'slack-{name}.png'}"
            _run("chromium", *flags, f"--window-size={WIDTH},{height}", shot, page.as_uri())


def _run(program: str, *arguments: str, told: str = "") -> str:
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"No {program} here: apt-get install chromium nodejs npm")
    done = subprocess.run(  # noqa: S603 - our own pages, found programs
        [path, *arguments], input=told, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else HERE.parent / "images")

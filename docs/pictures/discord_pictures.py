"""Draws docs/images/discord-*.png: real payloads as Discord's desktop client shows them, in a headless Chromium.

Run with: python docs/pictures/discord_pictures.py [FOLDER]. Debian's package chromium is enough. (A file called
discord.py beside it would hide the library.)
"""

import asyncio
import base64
import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playground import COMMAND_A, IMAGES, MUSE_SPARK, browsing
from slack import COMPARED, PREVIEW, UPDATE

from bot.charts import drawer
from bot.types import Card, Reply
from bot.types.card import CardItem, Mention
from handlers.discord.form import Draft, subscribe_form, with_choices
from handlers.discord.pictures import Picture, chart_words
from handlers.discord.render import render, render_reply

HERE = Path(__file__).resolve().parent
WIDTH = 720
PAGE = """<!doctype html><meta charset="utf-8"><style>{style}</style><body>{body}</body>"""
MARK = (IMAGES.parents[1] / "handlers" / "web" / "static" / "icon.svg").as_uri()
TOKENS = re.compile(r"\\(?P<plain>.)|\*\*(?P<bold>.+?)\*\*|\[(?P<said>(?:\\.|[^\]])+)\]\((?P<url>[^)]+)\)", re.DOTALL)
FENCED = re.compile(r"```\n(.*?)\n```", re.DOTALL)
CALLED = re.compile(r"<@&\d+>")
LINES = (("### ", "h3"), ("-# ", "small"), ("> ", "blockquote"), ("- ", "li"), ("  ", "div"))


def digest() -> Card:
    """Return a digest of twelve launches, the first two of which are real."""
    real = [
        CardItem(
            one.key, one.title, one.url, one.badges[:2], one.numbers[:3], ("HealthBench Hard: 41.9 → 42.8",) * first
        )
        for one, first in ((MUSE_SPARK, 1), (COMMAND_A, 0))
    ]
    names = "Zephyr 2, Boreas Mini, Tern Nano, Quill 70B, Heron, Plover, Marzipan 4, Fennec Nano, Icarus, Bisque 3"
    others = (
        replace(real[1], key=name, title=name, badges=("Open weights",), numbers=COMMAND_A.numbers[:2])
        for name in names.split(", ")
    )
    return Card(
        key="digest",
        title="12 launches this week",
        url=None,
        tone="digest",
        badges=("April 6 to 12, 2026",),
        items=(*real, *others),
        footer="license:open · every Monday at 09:00",
        mention=Mention("role", "300000000000000004"),
    )


def drawn(card: Card) -> Picture | None:
    """Return the picture of a card's chart."""
    draw = drawer()
    data = draw(card.chart) if draw and card.chart else None
    return Picture(data, chart_words(card.chart)) if data and card.chart else None


def pages() -> dict[str, str]:
    """Return the body of each picture's page."""
    latest = Reply("The latest 2 launches:", cards=(MUSE_SPARK, COMMAND_A))
    draft = Draft("license:open params:<=10B", cadence="daily", at="09:00 Europe/Berlin")
    preview = with_choices(Reply(PREVIEW), draft)
    return {
        "card": _message(render(MUSE_SPARK, picture=drawn(MUSE_SPARK)), drawn(MUSE_SPARK)),
        "digest": _message(render(digest())),
        "compact": _message(render(MUSE_SPARK, "compact")),
        "update": _message(render(UPDATE)),
        "compare": _answer("compare", render(COMPARED, "full", drawn(COMPARED)), drawn(COMPARED)),
        "latest": _answer("latest", render_reply(latest)),
        "form": _form(subscribe_form(draft, is_channel=True)),
        "preview": _answer("subscribe", render_reply(preview)),
    }


def _message(payload: dict[str, Any], picture: Picture | None = None, note: str = "") -> str:
    parts = "".join(map(_component, payload["components"]))
    if picture is not None:
        source = f"data:image/png;base64,{base64.b64encode(picture.data).decode()}"
        parts = parts.replace("attachment://chart.png", source)
    return (
        f'<article><img class="avatar" src="{MARK}"><div class="said"><p class="who"><b>Launchwire</b>'
        f'<span class="app">✓ APP</span><time>Today at 10:04 AM</time></p>{parts}{note}</div></article>'
    )


def _answer(verb: str, payload: dict[str, Any], picture: Picture | None = None) -> str:
    asked = f'<p class="asked"><b>ada</b> used <span class="command">/launches {verb}</span></p>'
    note = '<p class="only">◉ Only you can see this · <span>Dismiss message</span></p>'
    return f'<div class="private">{asked}{_message(payload, picture, note)}</div>'


def _component(part: dict[str, Any]) -> str:
    inside = "".join(map(_component, part.get("components", [])))
    match part["type"]:
        case 1:
            return f'<div class="row">{inside}</div>'
        case 2:
            return f"<button>{escape(part['label'])}</button>"
        case 3:
            return f'<div class="menu">{escape(part["placeholder"])}<i>⌄</i></div>'
        case 12:
            shown = part["items"][0]
            return f'<img class="chart" src="{shown["media"]["url"]}" alt="{escape(shown["description"])}">'
        case 10:
            return f'<div class="text">{_markdown(part["content"])}</div>'
        case 17:
            return f'<section style="--accent:#{part["accent_color"]:06x}">{inside}</section>'
        case other:
            raise ValueError(f"no picture of component {other} yet")


def _markdown(text: str) -> str:
    """Return as much of Discord's Markdown as our renderer writes."""
    parts = FENCED.split(text)
    return "".join(f"<pre>{escape(part)}</pre>" if place % 2 else _lines(part) for place, part in enumerate(parts))


def _lines(text: str) -> str:
    return "".join(_line(line) for line in text.strip("\n").split("\n") if line)


def _line(line: str) -> str:
    if CALLED.fullmatch(line):
        return '<p><span class="command">@Model watchers</span></p>'
    tag, rest = next(((tag, line.removeprefix(mark)) for mark, tag in LINES if line.startswith(mark)), ("p", line))
    return f"<{tag}>{_inline(rest)}</{tag}>"


def _inline(text: str) -> str:
    done, end = [], 0
    for token in TOKENS.finditer(text):
        done.append(escape(text[end : token.start()]))
        end = token.end()
        if token["plain"]:
            done.append(escape(token["plain"]))
        elif token["bold"]:
            done.append(f"<b>{_inline(token['bold'])}</b>")
        else:
            done.append(f"<a>{_inline(token['said'])}</a>")
    return "".join([*done, escape(text[end:])])


def _form(form: dict[str, Any]) -> str:
    return (
        f'<div class="form"><h2><img src="{MARK}">{escape(form["title"])}<i>✕</i></h2>'
        '<p class="warn">This form will be submitted to <b>Launchwire</b>. Do not share passwords.</p>'
        f"{''.join(_inputs(form['components']))}"
        '<div class="send"><button>Cancel</button><button class="go">Submit</button></div></div>'
    )


def _inputs(labels: Iterable[dict[str, Any]]) -> Iterable[str]:
    for one in labels:
        field = one["component"]
        options = {option["default"]: option["label"] for option in field.get("options", [])}
        shown = f"{escape(options[True])}<i>⌄</i>" if options else escape(field.get("value", ""))
        hint = f"<small>{escape(one['description'])}</small>" if one.get("description") else ""
        yield f'<label><b>{escape(one["label"])}</b>{hint}<span class="field">{shown}</span></label>'


async def draw(folder: Path) -> None:
    """Draw every picture into `folder`."""
    style = (HERE / "discord_pictures.css").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        for name, body in pages().items():
            page.write_text(PAGE.format(style=style, body=body), encoding="utf-8")
            async with browsing(page.as_uri()) as browser:
                await browser.show(WIDTH, 100, "dark")
                await browser.wait_for("document.readyState === 'complete' && document.body")
                height = await browser.run("Math.ceil(document.body.getBoundingClientRect().height)")
                await browser.show(WIDTH, height, "dark")
                await browser.picture(folder / f"discord-{name}.png")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES))

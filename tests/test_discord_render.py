"""Cards as Discord messages: golden files, Slack's words on Discord too, and every monstrous card within the limits."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.types import Action, Card, CardNumber, CardQuote, Density, Reply
from bot.types.card import Mention
from handlers.discord.buttons import pressed
from handlers.discord.render import render, render_embed, render_reply, render_reply_text, render_text
from handlers.discord.words import VISIBLE, clean, escape, fit, fit_lines, label, link, safe_url
from handlers.slack import render as render_for_slack
from tests.fake_digest_cards import DIGEST, any_cards, digest_of
from tests.fake_discord_limits import pings, problems, strings
from tests.fake_slack_cards import COMPARED, NORMAL, cards, replies, urls, words

GOLDEN = Path(__file__).parent / "golden" / "discord"
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)")
UNSEEN = re.compile("[\\u200b\\\\]")
densities = st.sampled_from(get_args(Density))


def shown(payload: dict[str, Any]) -> str:
    """Return what a person reads, without the escapes."""
    return UNSEEN.sub("", "\n".join(strings(payload)))


def agrees(name: str, payload: dict[str, Any]) -> bool:
    golden, drawn = GOLDEN / name, json.dumps(payload, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(drawn, encoding="utf-8")
    return drawn == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("density", get_args(Density))
def test_a_card_looks_like_its_golden_file(density: Density) -> None:
    assert agrees(f"card-{density}.json", render(NORMAL, density))


def test_a_comparison_looks_like_its_golden_file() -> None:
    assert agrees("compare.json", render(COMPARED, "full"))


def test_an_embed_looks_like_its_golden_file() -> None:
    assert agrees("card-embed.json", render_embed(NORMAL))


@pytest.mark.parametrize("card", [NORMAL, COMPARED, DIGEST], ids=["launch", "compare", "digest"])
@pytest.mark.parametrize("density", get_args(Density))
def test_slack_and_discord_say_the_same(card: Card, density: Density) -> None:
    here, there = shown(render(card, density)), " ".join(strings(render_for_slack(card, density)["blocks"]))
    there = there.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    said = [*(text for number in card.numbers for text in (number.label, number.value)), card.title, card.footer]
    if density != "compact":
        said += [*card.changes, *(quote.text for quote in card.quotes), *(cell for row in _rows(card) for cell in row)]
    for item in card.items:
        said += [item.title, *item.badges, *(text for one in item.numbers for text in (one.label, one.value))]
    for text in said:
        assert text in here, text
        assert text in there, text


def _rows(card: Card) -> tuple[tuple[str, ...], ...]:
    return card.table.rows if card.table else ()


def test_a_digest_looks_like_its_golden_file() -> None:
    assert agrees("digest.json", render(DIGEST))
    assert agrees("digest-embed.json", render_embed(DIGEST))


@PATIENT
@given(any_cards(), densities)
def test_any_card_however_monstrous_is_a_valid_message_that_calls_its_mention_alone(
    card: Card, density: Density
) -> None:
    for payload in (render(card, density), render_embed(card, density), render_text(card)):
        assert problems(payload) == []
        assert problems(payload, "MessageEditRequestPartial") == []
        assert pings(payload, card.mention) == []
        json.dumps(payload).encode()


@PATIENT
@given(replies)
def test_any_answer_however_monstrous_is_a_valid_message_that_cannot_ping(reply: Reply) -> None:
    for payload in (render_reply(reply), render_reply_text(reply)):
        assert problems(payload, "IncomingWebhookUpdateRequestPartial") == []
        assert pings(payload) == []
        json.dumps(payload).encode()


@PATIENT
@given(any_cards(), densities)
def test_every_link_leads_where_it_says(card: Card, density: Density) -> None:
    for text in _written(render(card, density)):
        for said, address in LINK.findall(text):
            assert safe_url(address) == address
            assert "://" not in UNSEEN.sub("", said) or UNSEEN.sub("", said) == address


def _written(payload: dict[str, Any]) -> Iterator[str]:
    return (text for text in strings(payload) if "](" in text)


@PATIENT
@given(cards, densities)
def test_every_button_comes_back_as_the_command_it_stands_for(card: Card, density: Density) -> None:
    wanted = {(action.verb, action.argument) for action in card.actions}
    wanted |= {("show", clean(item.key or item.title)[:95]) for item in card.items}
    for used in _uses(render(card, density)):
        command = pressed(used)
        assert command is not None
        assert (command.verb, command.text) in wanted


def _uses(node: Any) -> Iterator[dict[str, Any]]:
    """Return what Discord sends for every button, and for every option of every menu."""
    if isinstance(node, dict):
        if "options" in node:
            yield from ({"custom_id": node["custom_id"], "values": [one["value"]]} for one in node["options"])
        elif "custom_id" in node:
            yield {"custom_id": node["custom_id"]}
        for value in node.values():
            yield from _uses(value)
    elif isinstance(node, list):
        for value in node:
            yield from _uses(value)


@given(words)
def test_a_string_reads_as_it_was_written(text: str) -> None:
    escaped = fit(text, 100_000)
    assert re.sub(r"\\(.)", r"\1", escaped).replace("@\u200b", "@") == " ".join(_visible(text).split())


def _visible(text: str) -> str:
    return text.translate(VISIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "**bold**", "__under__", "~~gone~~", "||spoiler||", "`code`", "```\nblock", "# heading", "-# small", "> quote",
        "[text](https://evil.example)", "<https://evil.example>", "<@123456789012345678>", "<@&1>", "<#1>", "@everyone",
        "@here", "<:a:1>", "<a:b:2>", "<t:0:R>", "</launches list:1>", "<id:guide>", "- list", "+ list", "1. list",
        "2) list", "* list",
    ],
)  # fmt: skip
def test_no_markdown_of_a_foreign_string_works(text: str) -> None:
    escaped = escape(text)
    bare = re.sub(r"\\.", "x", escaped)
    assert not re.search(r"[*_~|`\[\]<>#]|@(?!\u200b)|^\s*\d*[-+.)] ", bare), escaped


@given(urls)
def test_an_address_is_linked_only_when_it_is_plain_http(url: str) -> None:
    safe = safe_url(url)
    assert safe is None or re.fullmatch(r"https?://[a-z0-9.:\[\]-]+(/[^\s()<>\"\\]*|[?#][^\s()<>\"\\]*)?", safe)


def test_a_title_that_reads_like_another_address_is_replaced_by_the_host() -> None:
    assert link("https://evil.example/x", "bank.example", 500) == "[evil.example](https://evil.example/x)"


@pytest.mark.parametrize("text", ["@everyone", "<@1>"])
def test_a_label_cannot_ping_either(text: str) -> None:
    assert "@everyone" not in label(text, 80)
    assert "<@" not in label(text, 80)


def test_what_a_card_leaves_out_is_counted() -> None:
    numbers = tuple(CardNumber(f"Benchmark {i}", f"{i}.5") for i in range(300))
    payload = render(replace(NORMAL, numbers=numbers, more_numbers=()), "full")
    assert re.search(r"and \d+ more numbers", shown(payload))


def test_lines_that_find_no_room_are_counted() -> None:
    assert fit_lines("line\n" * 100, 60).endswith("more lines")


def test_numbers_stand_before_what_explains_them() -> None:
    for density in get_args(Density):
        text = shown(render(NORMAL, density))
        assert text.index("42.8") < text.index(NORMAL.footer)
        assert NORMAL.title in text[: text.index("42.8")]


def test_the_density_of_the_card_itself_holds() -> None:
    assert render(replace(NORMAL, density="compact")) == render(NORMAL, "compact")
    assert render(replace(NORMAL, density="full")) == render(NORMAL, "full")
    assert render(NORMAL) == render(NORMAL, "normal")


def test_an_answer_with_one_card_shows_it_in_full_and_several_compactly() -> None:
    one, several = Reply("", cards=(NORMAL,)), Reply("", cards=(NORMAL,) * 3)
    assert "Languages" in shown(render_reply(one))
    assert NORMAL.quotes[0].text not in shown(render_reply(several))


def test_more_cards_than_fit_are_counted() -> None:
    reply = Reply("All of them:", cards=tuple(replace(NORMAL, key=str(i)) for i in range(40)))
    assert re.search(r"and \d+ more", shown(render_reply(reply)))


def test_a_button_too_long_for_discord_is_left_out_not_cut() -> None:
    card = replace(NORMAL, actions=(Action("Long", "show", "x" * 200), Action("Short", "show", "x")))
    assert [use["custom_id"] for use in _uses(render(card))] == ["lw:show:x"]


def test_the_same_button_twice_is_shown_once() -> None:
    card = replace(NORMAL, actions=(Action("A", "show", "x"), Action("B", "show", "x")))
    assert [use["custom_id"] for use in _uses(render(card))] == ["lw:show:x"]


def test_a_quote_without_an_address_still_names_its_site() -> None:
    card = replace(NORMAL, quotes=(CardQuote("It has 7B.", "paper.example", ""),))
    assert "paper.example" in shown(render(card))


def test_words_alone_carry_the_numbers_and_the_address() -> None:
    text = render_text(NORMAL)["content"]
    assert "128K tokens" in text
    assert "https://news.example.com/zephyr-2" in text


@pytest.mark.parametrize("count", [1, 5, 25, 26, 60, 200, 375])
@pytest.mark.parametrize("density", get_args(Density))
def test_a_digest_loses_no_launch(count: int, density: Density) -> None:
    digest = digest_of(count)
    payload = render(digest, density)
    assert problems(payload) == []
    assert all(item.title in shown(payload) for item in digest.items)
    opened = [command.text for use in _uses(payload) if (command := pressed(use)) and command.verb == "show"]
    assert opened == [item.key for item in digest.items]


def test_a_digest_shows_less_of_each_launch_before_it_shows_fewer() -> None:
    few, some, many = ("\n".join(strings(render(digest_of(count)))) for count in (5, 30, 200))
    assert "**Parameters** 1B" in few
    assert "**Parameters** 1B" not in many
    assert all(f"**Model {place:03}**" in some or f"**[Model {place:03}](" in some for place in range(30))
    assert "more launch" not in some
    assert "more launches" in many


def test_a_digest_in_plain_words_names_every_launch() -> None:
    payload = render_embed(digest_of(40))
    assert all(f"Model {place:03}" in shown(payload) for place in range(40))
    assert problems(payload) == []


@pytest.mark.parametrize(
    ("mention", "text", "allowed"),
    [
        (
            Mention("role", "300000000000000004"),
            "<@&300000000000000004>",
            {"parse": [], "roles": ["300000000000000004"]},
        ),
        (
            Mention("user", "300000000000000003"),
            "<@300000000000000003>",
            {"parse": [], "users": ["300000000000000003"]},
        ),
        (Mention("role", "@everyone"), "", {"parse": []}),
        (Mention("role", "1> <@&2"), "", {"parse": []}),
        (None, "", {"parse": []}),
    ],
)
def test_the_mention_of_a_card_is_the_only_ping(mention: Mention | None, text: str, allowed: dict[str, Any]) -> None:
    card = replace(NORMAL, mention=mention)
    for payload in (render(card), render_embed(card), render_text(card)):
        assert payload["allowed_mentions"] == allowed
        assert text in "".join(strings(payload))
        assert pings(payload, mention) == []


def test_an_answer_pings_nobody_even_when_it_shows_a_card_that_does() -> None:
    payload = render_reply(Reply("Here:", cards=(replace(NORMAL, mention=Mention("role", "300000000000000004")),)))
    assert payload["allowed_mentions"] == {"parse": []}
    assert pings(payload) == []


def test_more_buttons_than_fit_stand_in_a_menu() -> None:
    actions = tuple(Action(f"Pause {number}", "pause", str(number)) for number in range(12))
    uses = list(_uses(render_reply(Reply("Which?", actions=actions))))
    assert [command.text for use in uses if (command := pressed(use))] == [action.argument for action in actions]

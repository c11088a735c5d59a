"""Cards as Block Kit: golden files, what a person must find on them, and every monstrous card within the limits."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.types import Action, Card, CardItem, CardNumber, CardQuote, Density, Mention, Reply, Table
from handlers.slack import render, render_reply
from handlers.slack.calls import called
from handlers.slack.items import keys_of
from handlers.slack.render import plain_text
from tests.fake_slack_cards import COMPARED, DIGEST, NORMAL, cards, replies
from tests.fake_slack_limits import complaints, pings_in, text_weight

GOLDEN = Path(__file__).parent / "golden" / "slack"
MOST_TEXT = 9_000
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def texts_of(payload: dict[str, Any]) -> str:
    return json.dumps(payload["blocks"], ensure_ascii=False)


@pytest.mark.parametrize("density", get_args(Density))
def test_a_normal_card_looks_like_its_golden_file(density: Density) -> None:
    drawn = json.dumps(render(NORMAL, density), ensure_ascii=False, indent=2) + "\n"
    golden = GOLDEN / f"card-{density}.json"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_a_comparison_looks_like_its_golden_file() -> None:
    drawn = json.dumps(render(COMPARED, "full"), ensure_ascii=False, indent=2) + "\n"
    golden = GOLDEN / "compare.json"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def without_its_call(payload: dict[str, Any], card: Card) -> dict[str, Any]:
    """Return a payload after taking out, once from words and blocks, whom the subscriber wants called."""
    call = called(card.mention)
    if not call:
        return payload
    assert payload["text"].startswith(f"{call} ")
    assert payload["blocks"][0] == {"type": "section", "text": {"type": "mrkdwn", "text": call}}
    return {"text": payload["text"].removeprefix(call), "blocks": payload["blocks"][1:]}


@pytest.mark.parametrize("density", get_args(Density))
def test_a_digest_looks_like_its_golden_file(density: Density) -> None:
    drawn = json.dumps(render(DIGEST, density), ensure_ascii=False, indent=2) + "\n"
    golden = GOLDEN / f"digest-{density}.json"
    if os.environ.get("GOLDEN") == "write":
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


@PATIENT
@given(cards, st.sampled_from(get_args(Density)), st.booleans())
def test_any_card_however_monstrous_is_a_valid_message_that_cannot_ping(
    card: Card, density: Density, is_native: bool
) -> None:
    payload = render(card, density, is_native=is_native)
    assert complaints(payload["blocks"]) == []
    assert text_weight(payload["blocks"]) <= MOST_TEXT
    assert 0 < len(payload["text"]) <= 4_000
    assert pings_in(without_its_call(payload, card)) == []
    json.dumps(payload).encode()


@PATIENT
@given(replies)
def test_any_answer_however_monstrous_is_a_valid_message_that_cannot_ping(reply: Reply) -> None:
    payload = render_reply(reply)
    assert complaints(payload["blocks"]) == []
    assert text_weight(payload["blocks"]) <= MOST_TEXT
    assert 0 < len(payload["text"]) <= 4_000
    assert pings_in(payload) == []


@pytest.mark.parametrize("density", get_args(Density))
def test_every_key_number_of_a_normal_card_is_shown_before_anything_that_explains_it(density: Density) -> None:
    blocks = render(NORMAL, density)["blocks"]
    first_fields = next(i for i, block in enumerate(blocks) if "fields" in block)
    fields = json.dumps(blocks[first_fields]["fields"], ensure_ascii=False)
    assert all(number.label in fields for number in NORMAL.numbers)
    assert first_fields <= 2  # after the title and the badges


def test_numbers_that_find_no_room_are_counted() -> None:
    card = replace(NORMAL, numbers=tuple(CardNumber(f"Benchmark {i}", f"{i}.5") for i in range(300)), more_numbers=())
    payload = render(card, "full")
    shown = texts_of(payload).count("*Benchmark")
    assert f"{300 - shown} more numbers" in texts_of(payload)
    assert shown >= 10


def test_what_a_density_leaves_out_is_counted() -> None:
    assert "2 more numbers" in texts_of(render(NORMAL, "normal"))
    assert " more" not in texts_of({"blocks": render(NORMAL, "full")["blocks"][-1:]}).replace("2 more sources", "")
    assert "2 more numbers, 3 more scores" in texts_of(render(NORMAL, "compact"))


def test_the_chart_of_an_alert_is_drawn_as_text_with_its_subject_marked() -> None:
    text = texts_of(render(NORMAL))
    assert "data_visualization" not in text
    assert "Zephyr 2  ████████████████ 42.8 ◂" in text


def test_the_title_links_to_the_source_by_an_address_that_cannot_break_out() -> None:
    card = replace(NORMAL, url="https://a.example/x|y>z <!channel>?q=1&r=2")
    title = render(card)["blocks"][0]["text"]["text"]
    assert title == "*<https://a.example/x%7Cy%3Ez%20%3C%21channel%3E?q=1&amp;r=2|Zephyr 2>*".replace("%21", "!")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://user@a.example/", "data:text/html,x", "https://", None]
)
def test_an_address_that_is_not_plain_http_is_no_link(url: str | None) -> None:
    assert render(replace(NORMAL, url=url, quotes=()))["blocks"][0]["text"]["text"] == "*Zephyr 2*"


def test_a_title_that_reads_like_another_address_is_not_a_link_to_elsewhere() -> None:
    payload = render(replace(NORMAL, title="https://bank.example/login"))
    assert payload["blocks"][0]["text"]["text"].startswith(
        "*<https://news.example.com/zephyr-2?a=1&amp;b=2|news.example.com>"
    )


def test_the_longest_address_still_reaches_the_card() -> None:
    url = "https://a.example/" + "p" * 1_900
    assert url in texts_of(render(replace(NORMAL, url=url, title="T" * 500), "compact"))


def test_mentions_in_every_string_lose_their_force_but_stay_readable() -> None:
    card = replace(
        NORMAL, title="<!channel> Zephyr", footer="<@U1>", quotes=(CardQuote("<#C1|x>", "s", "https://s.example"),)
    )
    payload = render(card)
    assert pings_in(payload) == []
    assert "&lt;!channel&gt; Zephyr" in texts_of(payload)


def test_slack_is_kept_from_linking_by_itself_what_an_article_says() -> None:
    for text in ("see evil.example.com", "@channel", "#general", "http://evil"):
        card = replace(NORMAL, numbers=(CardNumber("Note", text),), title="Zephyr 2")
        assert render(card)["blocks"][2]["fields"][0]["verbatim"] is True
    assert "verbatim" not in render(NORMAL)["blocks"][2]["fields"][0]


def test_text_that_turns_or_vanishes_is_stripped() -> None:
    assert "\u202e" not in texts_of(render(replace(NORMAL, title="Zephyr \u202eexe.2")))


def test_buttons_carry_their_command_and_one_that_would_not_come_back_whole_is_left_out() -> None:
    elements = next(block for block in render(NORMAL)["blocks"] if block["type"] == "actions")["elements"]
    assert [element["value"] for element in elements] == [
        "show zephyr-2",
        "evidence zephyr-2",
        "snooze params:&lt;=10B 7d",
    ]
    assert len({element["action_id"] for element in elements}) == 3
    long = replace(NORMAL, actions=(replace(NORMAL.actions[0], argument="x" * 2_000),))
    assert "actions" not in {block["type"] for block in render(long)["blocks"]}


def test_a_sentence_names_the_numbers_that_were_read_from_it() -> None:
    quotes = next(
        b["text"]["text"] for b in render(NORMAL)["blocks"] if b.get("text", {}).get("text", "").startswith(">")
    )
    assert quotes.splitlines()[1].startswith(">_Parameters · <https://news.example.com/zephyr-2|news.example.com>_")


def test_the_words_of_a_card_are_complete_and_a_cut_is_counted() -> None:
    assert plain_text(NORMAL) == NORMAL.plain_text
    long = replace(NORMAL, plain_text="\n".join(f"Number {i}: {i}" for i in range(2_000)))
    shown = plain_text(long).splitlines()
    assert shown[-1] == f"… and {2_000 - len(shown) + 1} more lines"


def test_a_card_without_words_of_its_own_spells_out_its_numbers() -> None:
    assert "Context: 128K tokens" in plain_text(replace(NORMAL, plain_text=""))


def test_a_table_and_a_chart_are_native_blocks_or_drawn_with_the_same_numbers() -> None:
    native, drawn = render(COMPARED), render(COMPARED, is_native=False)
    assert {"table", "data_visualization"} <= {block["type"] for block in native["blocks"]}
    assert not {"table", "data_visualization"} & {block["type"] for block in drawn["blocks"]}
    for value in ("42.8", "40.1", "20.6", "64K", "9B"):
        assert value in texts_of(native)
        assert value in texts_of(drawn)


def test_no_block_of_an_alert_is_unknown_to_slacks_own_models() -> None:
    assert all(block is not None for block in Block.parse_all(render(NORMAL, "full")["blocks"]))


def launches(count: int) -> Card:
    items = (
        CardItem(
            f"key-{i}", f"Launch Number {i}", f"https://a.example/{i}", ("Lab",), (CardNumber("Size", f"{i}B"),) * 5
        )
        for i in range(count)
    )
    return replace(DIGEST, items=tuple(items), plain_text="")


@pytest.mark.parametrize("density", get_args(Density))
@pytest.mark.parametrize("count", [1, 7, 45, 120, 400, 1_500])
def test_a_digest_loses_no_launch_whatever_finds_no_line_is_behind_a_button(count: int, density: Density) -> None:
    payload = render(launches(count), density)
    assert complaints(payload["blocks"]) == []
    assert text_weight(payload["blocks"]) <= MOST_TEXT
    named = set(re.findall(r"Launch Number \d+", texts_of(payload)))
    elements = [e for block in payload["blocks"] if block["type"] == "actions" for e in block["elements"]]
    keys = [key for e in elements if e.get("value", "").startswith("several ") for key in keys_of(e["value"])]
    assert len(named) + len(keys) == count
    assert len({*keys}) == len(keys)


def test_the_launches_of_a_short_digest_have_their_numbers_their_link_and_a_button() -> None:
    payload = render(launches(10))
    first = next(block for block in payload["blocks"] if "accessory" in block)
    assert first["text"]["text"] == (
        "*<https://a.example/0|Launch Number 0>* · Lab\nSize *0B* · Size *0B* · Size *0B* · Size *0B* · 1 more number"
    )
    assert first["accessory"]["value"] == "show key-0"


def test_the_words_of_a_long_digest_name_every_launch() -> None:
    text = render(launches(150))["text"]
    assert all(f"Launch Number {i}" in text for i in range(150))


@pytest.mark.parametrize(
    ("mention", "call"),
    [
        (Mention("role", "S0TEAM"), "<!subteam^S0TEAM>"), (Mention("user", "U0ANN"), "<@U0ANN>"),
        (Mention("user", "W0ANN"), "<@W0ANN>"), (Mention("role", "U0ANN"), ""), (Mention("user", "everyone"), ""),
        (Mention("role", "S1> <!channel"), ""), (Mention("user", "U1\n"), ""), (None, ""),
    ],
)  # fmt: skip
def test_a_card_calls_whom_its_subscriber_named_and_nobody_else(mention: Mention | None, call: str) -> None:
    payload = render(replace(NORMAL, mention=mention))
    assert pings_in(payload) == ([call + " " + plain_text(NORMAL), call] if call else [])


def test_an_answer_calls_nobody() -> None:
    assert pings_in(render_reply(Reply("Here:", cards=(replace(NORMAL, mention=Mention("user", "U0ANN")),)))) == []


def test_the_first_actions_are_buttons_and_the_others_stand_in_a_menu() -> None:
    actions = tuple(Action(f"Act {i}", "show", str(i)) for i in range(9))
    row = next(b for b in render(replace(NORMAL, actions=actions))["blocks"] if b["type"] == "actions")
    assert [e["type"] for e in row["elements"]] == ["button"] * 4 + ["overflow"]
    assert [option["value"] for option in row["elements"][4]["options"]] == [f"show {i}" for i in range(4, 9)]


def test_a_row_that_is_too_short_or_too_long_does_not_break_the_table() -> None:
    card = replace(NORMAL, table=Table(("a", "b"), (("1",), ("1", "2", "3"))))
    assert complaints(render(card)["blocks"]) == []


def test_an_answer_with_more_cards_than_fit_counts_the_rest() -> None:
    payload = render_reply(Reply("Many.", cards=(NORMAL,) * 60))
    assert complaints(payload["blocks"]) == []
    assert " more" in texts_of({"blocks": payload["blocks"][-1:]})


def test_one_card_in_an_answer_is_shown_in_full() -> None:
    assert "Training tokens" in texts_of(render_reply(Reply("All of it:", cards=(NORMAL,))))

"""Words, slugs and globs, as queries compare them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interests.text import has_sequence, is_glob_match, lower, slug, slug_glob, tokens_of

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SLOW_TOKEN = re.compile(rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}]|(?<=\d)\.(?=\d))+\+*")
PRINTED = st.text(st.sampled_from("aZé9.+-_ \n“”–…\u00a0\u2011ß海1"), max_size=60)


@given(st.one_of(st.text(), PRINTED))
def test_words_are_what_the_plain_pattern_finds(text: str) -> None:
    assert tokens_of(text) == SLOW_TOKEN.findall(lower(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Command A+ beats 3.1. It's v4.0!", ["command", "a+", "beats", "3.1", "it", "s", "v4.0"]),
        ("C++ and +5.8 points", ["c++", "and", "5.8", "points"]),
        ("“Muse”—Spark…", ["muse", "spark"]),
        ("1.5B. 2", ["1.5b", "2"]),
        ("ends 3. 4 begins", ["ends", "3", "4", "begins"]),
        ("开源 model", ["开", "源", "model"]),
        ("snake_case a.b", ["snake", "case", "a", "b"]),
    ],
)
def test_words_of_a_text(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Qwen2.5-Coder", "qwen-2.5-coder"),
        ("Llama 4 Scout", "llama-4-scout"),
        ("Hy-MT2 30B-A3B", "hy-mt-2-30-b-a-3-b"),
        ("Command A+", "command-a+"),
        ("", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert slug_glob(name) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("llama-4*", "llama-4*"),
        ("qwen2.5*", "qwen-2.5*"),
        ("*-coder", "*-coder"),
        ("llama-*-scout", "llama-*-scout"),
        ("*", "*"),
    ],
)
def test_slug_of_a_glob_keeps_its_stars(typed: str, expected: str) -> None:
    assert slug_glob(typed) == expected


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_glob_is_what_a_pattern_would_match(glob: str, text: str) -> None:
    assert is_glob_match(glob, text) == bool(re.fullmatch(re.escape(glob).replace(r"\*", ".*"), text))


def test_hostile_glob_takes_linear_steps() -> None:
    assert not is_glob_match("*a" * 200 + "*b", "a" * 100_000)


@given(
    st.lists(st.sampled_from(["a", "ab", "b"]), max_size=6),
    st.lists(st.sampled_from(["a", "a*", "*b", "b"]), min_size=1, max_size=3),
)
def test_sequence_is_found_wherever_it_stands(tokens: list[str], wanted: list[str]) -> None:
    places = range(len(tokens) - len(wanted) + 1)
    expected = any(all(map(is_glob_match, wanted, tokens[at:])) for at in places)
    assert has_sequence(tokens, wanted) == expected

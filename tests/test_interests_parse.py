"""What people type: understood, or refused with its column and what would work; never anything else."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.errors import QueryError
from bot.interests import in_words, parse, split_directives
from bot.interests.keys import KEYS, Key
from bot.interests.query import And, Node, Not, Or, Term

CATALOGUE = load_catalogue()
PIECES = [
    *(f"{name}:" for name in KEYS),
    *(key.example for key in KEYS.values()),
    *(
        "(",
        ")",
        '"',
        "-",
        "!",
        "NOT ",
        " OR ",
        " AND ",
        "|",
        "&&",
        ",",
        "..",
        "<=",
        ">",
        "?",
        "*",
        " ",
        "10B",
        "128k",
        "\u200f",
        "🚀",
        "“",
        "—",
    ),
]


def meaning(node: Node | None) -> object:
    """Return a tree without places and without how its values are shown."""
    if isinstance(node, Term):
        fields = {field.name: getattr(node.predicate, field.name) for field in dataclasses.fields(node.predicate)}
        return (type(node.predicate), {name: value for name, value in fields.items() if name != "shown"})
    if isinstance(node, Not):
        return (Not, meaning(node.part))
    return None if node is None else (type(node), [meaning(part) for part in node.parts])


def refused(text: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, CATALOGUE)
    return caught.value


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.name)
def test_example_of_every_key_is_understood(key: Key) -> None:
    assert parse(key.example, CATALOGUE).text == key.example


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("params:≤10B", "params:<=10B"),
        ("params:⩽10B", "params:<=10B"),
        ("params:&lt;=10B", "params:<=10B"),
        ("params&gt;=10B", "params:>=10B"),
        ("params <= 10B", "params:<=10B"),
        ("params: <=10b", "params:<=10B"),
        ("params:10,000,000,000", "params:10B"),
        ("params:10_000M", "params:10B"),
        ("params:10..40B", "params:10B..40B"),
        ("params:10B…40B", "params:10B..40B"),
        ("PARAMS:<=10B", "params:<=10B"),
        ("Lab:META", "lab:meta"),
        ("lab:qwen, mistral", "lab:qwen,mistral"),
        ("licence:open", "license:open"),
        ("“chain of thought”", '"chain of thought"'),
        ("«chain of thought»", '"chain of thought"'),
        ("—type:tts", "-type:tts"),
        ("−type:tts", "-type:tts"),
        ("NOT type:tts", "-type:tts"),
        ("not type:tts", "-type:tts"),
        ("!type:tts", "-type:tts"),
        ("--type:tts", "type:tts"),
        ("lab:meta or lab:qwen", "lab:meta OR lab:qwen"),
        ("lab:meta|lab:qwen", "lab:meta OR lab:qwen"),
        ("lab:meta and type:code", "lab:meta type:code"),
        ("lab:meta &amp;&amp; type:code", "lab:meta type:code"),
        ("lab:\u200bmeta\u200f", "lab:meta"),
        ("lab:\u00a0meta", "lab:meta"),
        ("score:gpqa ≥ 80%", "score:gpqa>=80"),
        ("score:“HealthBench Hard”>=40", 'score:"HealthBench Hard">=40'),
        ("size:<8000MB", "size:<8GB"),
    ],
)
def test_ways_of_typing_the_same(one: str, other: str) -> None:
    assert meaning(parse(one, CATALOGUE).tree) == meaning(parse(other, CATALOGUE).tree)


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("parms:<=10B", 1, "params:<=10B"),
        ("lab:meta parms:<=10B", 10, "lab:meta params:<=10B"),
        ("lab:meta (licnse:mit OR x)", 11, "lab:meta (license:mit OR x)"),
        ("foo:bar", 1, None),
        (">=10B lab:meta", 1, "params>=10B lab:meta"),
        ("lab:meta params!=7B", 16, "lab:meta -params:7B"),
        ("lab:meta to:dm", 10, None),
        ("params:<=10", 8, "params:<=10B"),
        ("params:40B..10B", 8, "params:10B..40B"),
        ("context:>=128", 9, "context:>=128k"),
        ("params:<=big", 8, None),
        ("released:>=2026-13", 10, None),
        ("price:<=¥5", 7, None),
        ("is:smal", 4, "is:small"),
        ("type:translaton", 6, "type:translation"),
        ("lab:", 5, "lab:qwen,mistral"),
        ("lab:>=3", 5, "lab:qwen,mistral"),
        ("fits:toaster", 6, "fits:24GB"),
        ("&lt; lab:meta", 1, None),
        ("a (b", 3, None),
        ("a b)", 4, None),
        ("a ()", 3, None),
        ('lab:meta "chain', 10, None),
        ("a OR", 3, None),
        ("OR a", 1, None),
        ("a OR OR b", 6, None),
        ("a NOT", 3, None),
        ("-", 1, None),
        ("🚀", 1, None),
        ("\u200f\u200flab:meta parms:1B", 12, None),
        ("((((((((( a", 9, None),
    ],
)
def test_refusal_names_the_column_and_what_would_work(text: str, column: int, suggestion: str | None) -> None:
    error = refused(text)
    assert error.column == column
    if suggestion is not None:
        assert error.suggestion == suggestion
        assert parse(suggestion, CATALOGUE)


def test_unknown_key_is_never_taken_as_text() -> None:
    assert "no key parms" in str(refused("parms:<=10B"))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 501,
        " ".join(["a"] * 41),
        "(" * 9 + "a" + ")" * 9,
        "NOT " * 10_000 + "a",
        "x" * 1_000_000,
        '"' * 999_999,
        "lab:meta " * 100_000,
        "(" * 500,
        "a:" * 250,
        "&lt;" * 100_000,
    ],
    ids=lambda text: f"{text[:8]}... of {len(text)}",
)
def test_too_much_is_refused(text: str) -> None:
    assert refused(text).column >= 1


def test_many_nots_within_the_cap_are_understood() -> None:
    assert parse("!" * 498 + "ab", CATALOGUE).tree == parse(" " * 498 + "ab", CATALOGUE).tree


def test_text_is_kept_as_typed_and_trimmed() -> None:
    assert parse("  lab:meta   “open  weights”\n", CATALOGUE).text == "lab:meta “open  weights”"
    assert parse("params:&lt;=1B a\x00b", CATALOGUE).text == "params:<=1B a b"
    assert parse("a\ud800 lab:meta", CATALOGUE).text == "a\ufffd lab:meta"


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=600), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_string_gets_a_query_or_an_error_with_its_place(text: str) -> None:
    try:
        rest, _ = split_directives(text)
        query = parse(rest, CATALOGUE)
    except QueryError as error:
        refusal = error
    else:
        query.text.encode()
        assert "\x00" not in query.text
        assert parse(query.text, CATALOGUE).text == query.text
        assert in_words(query)
        return
    assert str(refusal)
    assert 1 <= refusal.column <= len(text) + 501


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from([key.example for key in KEYS.values()] + ["a OR b", '"c d"', "-e", "!(f g)"]),
        min_size=1,
        max_size=8,
    )
)
def test_query_read_again_from_its_text_means_the_same(pieces: list[str]) -> None:
    query = parse(" ".join(pieces), CATALOGUE)
    again = parse(query.text, CATALOGUE)
    assert again == query


def test_positions_frame_the_term_in_the_text() -> None:
    text = 'lab:meta (score:"HealthBench Hard">=40 OR -params:<=10B?)'
    tree = parse(text, CATALOGUE).tree
    assert isinstance(tree, And)
    either = tree.parts[1]
    assert isinstance(either, Or)
    assert isinstance(either.parts[1], Not)
    terms = (tree.parts[0], either.parts[0], either.parts[1].part)
    assert [text[term.start : term.end] for term in terms if isinstance(term, Term)] == [
        "lab:meta",
        'score:"HealthBench Hard">=40',
        "params:<=10B?",
    ]

"""Which names are one launch: a table of pairs, most of them invented, and the properties that hold for all of them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.launches.identity import NameWords, Relation, blocks, identity_of, relation

KNOWN = NameWords(
    lines=frozenset({"coder", "math", "vl", "v", "omni", "embedding", "guard", "mt", "mini", "audio", "ocr", "tts"}),
    attributes=frozenset({"instruct", "base", "it", "chat", "fp8", "gguf", "preview"}),
    labs=frozenset({"tencent", "cohere", "meta", "orbweaver", "halcyon"}),
)
HOUR, DAY = 1, 24

PAIRS = [
    # one launch
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern-2"), 0, "same"),
    (("Halcyon", "Tern2"), ("Halcyon", "Tern 2"), 3 * HOUR, "same"),
    (("Halcyon", "Halcyon Tern 2"), ("Halcyon", "Tern 2"), 2 * DAY, "same"),
    ((None, "Tern 2"), ("Halcyon", "Tern 2"), DAY, "same"),
    (("Halcyon", "Tern 2 8B Instruct"), ("Halcyon", "Tern-2-70B"), DAY, "same"),
    (("Halcyon", "Tern 2 FP8"), ("Halcyon", "Tern 2"), DAY, "same"),
    (("Tencent", "Hy-MT2"), ("Tencent", "Hy-MT2-30B-A3B"), DAY, "same"),
    (("Cohere", "Command A+"), ("Cohere", "Command A Plus"), 6 * DAY, "same"),
    (("Orbweaver", "Silk 3.5"), ("Orbweaver", "silk-3.5-chat"), 13 * DAY, "same"),
    (("Halcyon", "Tern 2-0324"), ("Halcyon", "Tern 2"), DAY, "same"),
    # an umbrella and one of its variants
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2 Ridge"), 3 * HOUR, "umbrella"),
    (("Halcyon", "Tern 2"), (None, "Tern 2 Ridge"), 3 * HOUR, "umbrella"),
    # siblings are linked, not merged
    (("Halcyon", "Tern 2 Ridge"), ("Halcyon", "Tern 2 Valley"), 3 * HOUR, "siblings"),
    # another launch
    (("Halcyon", "Tern 2 Ridge"), ("Halcyon", "Tern 2 Valley"), 40 * HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2 Ridge"), 37 * DAY, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 3"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2.1"), HOUR, "different"),
    (("Halcyon", "Tern"), ("Halcyon", "Tern 2"), HOUR, "different"),
    (("Cohere", "Command A"), ("Cohere", "Command A+"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2 Coder"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2V"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2 mini"), HOUR, "different"),
    (("Tencent", "Hy 2"), ("Tencent", "Hy-MT2"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Orbweaver", "Tern 2"), HOUR, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Tern 2"), 30 * DAY, "later"),
    (("Halcyon", "Tern 2-0324"), ("Halcyon", "Tern 2-0528"), HOUR, "different"),
    (("Halcyon", "Tern 2-0324"), ("Halcyon", "Tern 2"), 60 * DAY, "different"),
    (("Halcyon", "Tern 2"), ("Halcyon", "Gull 2"), HOUR, "different"),
]


@pytest.mark.parametrize(("one", "other", "hours", "wanted"), PAIRS, ids=str)
def test_pair_stands_as_labelled_in_both_orders(
    one: tuple[str | None, str], other: tuple[str | None, str], hours: int, wanted: str
) -> None:
    here, there = identity_of(*one, KNOWN), identity_of(*other, KNOWN)
    apart = timedelta(hours=hours)
    assert relation(here, there, apart, KNOWN) is Relation(wanted)
    assert relation(there, here, apart, KNOWN) is Relation(wanted)


@pytest.mark.parametrize(("one", "other", "hours", "wanted"), PAIRS, ids=str)
def test_names_of_one_launch_share_a_block(
    one: tuple[str | None, str], other: tuple[str | None, str], hours: int, wanted: str
) -> None:
    if wanted in ("same", "umbrella"):
        assert set(blocks(identity_of(*one, KNOWN))) & set(blocks(identity_of(*other, KNOWN)))


@pytest.mark.parametrize(
    ("lab", "name", "key"),
    [
        ("Meta", "Muse Spark", "meta/muse spark"),
        ("Cohere", "Command A+", "cohere/command a+"),
        (None, "Tern 2", "unknown/tern 2"),
        ("Halcyon", "Tern-2-0324", "halcyon/tern 2@0324"),
    ],
)
def test_key_names_lab_and_model(lab: str | None, name: str, key: str) -> None:
    assert identity_of(lab, name, KNOWN).key == key


names = st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


@given(names, names, st.integers(0, 1000))
def test_any_two_names_relate_the_same_way_in_both_orders(one: str, other: str, hours: int) -> None:
    here, there = identity_of(None, one, KNOWN), identity_of("lab", other, KNOWN)
    apart = timedelta(hours=hours)
    assert relation(here, there, apart, KNOWN) is relation(there, here, apart, KNOWN)


@given(names)
def test_any_name_is_the_same_as_itself(name: str) -> None:
    identity = identity_of("lab", name, KNOWN)
    assert identity.words
    assert relation(identity, identity, timedelta(0), KNOWN) is Relation.SAME

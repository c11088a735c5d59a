"""The index finds what asking each query one by one finds, and keeps in step with what is added and removed."""

from bot.catalogue import load_catalogue
from bot.interests import Index, parse
from tests.interest_launches import HERON, NOW, TERN

CATALOGUE = load_catalogue()


def test_added_query_is_seen_by_the_next_launch_and_removed_is_not() -> None:
    index = Index(CATALOGUE)
    assert index.match(TERN, NOW) == []
    index.add(7, parse("lab:halcyon", CATALOGUE))
    index.add(3, parse("", CATALOGUE))
    assert index.match(TERN, NOW) == [3, 7]
    assert index.match(HERON, NOW) == [3]
    index.remove(3)
    index.remove(99)
    assert index.match(TERN, NOW) == [7]
    assert len(index) == 1


def test_query_added_again_replaces_the_earlier_one() -> None:
    index = Index(CATALOGUE)
    index.add(1, parse("lab:halcyon", CATALOGUE))
    index.add(1, parse("lab:meta", CATALOGUE))
    assert index.match(TERN, NOW) == []
    assert len(index) == 1

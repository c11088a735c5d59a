"""Patterns that compile themselves when first used find what `re`'s find."""

import re

import pytest

from bot.reading import lazy_re

TEXT = "Tern 4 has 7B parameters, Tern 5 has 12b."


@pytest.mark.parametrize(("pattern", "flags"), [(r"(\d+)B", 0), (r"(?P<n>\d+)b", re.IGNORECASE), (r"^x|(Tern)", re.I)])
def test_a_pattern_finds_what_re_finds(pattern: str, flags: int) -> None:
    late, early = lazy_re.compile(pattern, flags), re.compile(pattern, flags)
    assert (late.pattern, late.flags) == (pattern, flags)
    for use in ("search", "match", "fullmatch"):
        found = [getattr(one, use)(TEXT) for one in (late, early)]
        assert [match and match.span() for match in found] == [found[1] and found[1].span()] * 2
    assert [match.span() for match in late.finditer(TEXT)] == [match.span() for match in early.finditer(TEXT)]
    assert late.findall(TEXT) == early.findall(TEXT)
    assert late.split(TEXT) == early.split(TEXT)
    assert late.sub("-", TEXT) == early.sub("-", TEXT)


def test_a_pattern_in_a_call_finds_what_re_finds() -> None:
    for use in ("search", "match", "fullmatch", "findall", "split"):
        late, early = (getattr(module, use)(r"Tern (\d)", TEXT) for module in (lazy_re, re))
        assert str(late).replace("lazy_", "") == str(early)
    assert [match.span() for match in lazy_re.finditer("tern", TEXT, re.I)] == [(0, 4), (26, 30)]
    assert lazy_re.sub("tern", lambda match: match[0].upper(), TEXT, re.I).startswith("TERN 4")


def test_a_broken_pattern_is_told_at_its_first_use() -> None:
    broken = lazy_re.compile("(")
    with pytest.raises(re.error):
        broken.search(TEXT)
    with pytest.raises(AttributeError):
        _ = broken.groupindex

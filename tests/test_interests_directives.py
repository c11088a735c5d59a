"""Directives: where, when and how alerts are sent, taken out of a query wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.interests import Directives, split_directives


@pytest.mark.parametrize(
    ("text", "rest", "directives"),
    [
        ("", "", Directives()),
        ("lab:meta", "lab:meta", Directives()),
        ("lab:meta to:dm", "lab:meta", Directives(to="dm")),
        ("lab:meta to:me", "lab:meta", Directives(to="dm")),
        ("lab:meta to:here when:now", "lab:meta", Directives(to="here")),
        ("a to:#general", "a", Directives(to="#general")),
        ("a to:<#C01AB|general>", "a", Directives(to="<#C01AB|general>")),
        ("when:daily@09:00", "", Directives(cadence="daily", at="09:00")),
        ("when:daily", "", Directives(cadence="daily", at="09:00")),
        ("when:daily@7", "", Directives(cadence="daily", at="07:00")),
        ("when:weekly@mon-08:30", "", Directives(cadence="weekly", at="08:30", weekday=0)),
        ("when:weekly@Sunday", "", Directives(cadence="weekly", at="09:00", weekday=6)),
        ("when:weekly", "", Directives(cadence="weekly", at="09:00", weekday=0)),
        ("tz:Europe/Zurich", "", Directives(zone="Europe/Zurich")),
        ("tz:europe/zurich", "", Directives(zone="Europe/Zurich")),
        ("view:compact", "", Directives(density="compact")),
        ("wait:10m", "", Directives(wait_seconds=600)),
        ("thread:material", "", Directives(thread="material")),
        ("mention:<!subteam^S42|@models>", "", Directives(mention="role:S42")),
        ("mention:<@U7>", "", Directives(mention="user:U7")),
        ("mention:off", "", Directives(mention="", mention_query="")),
        ('mention:<@&42> mention-for:"lab:meta"', "", Directives(mention="role:42", mention_query="lab:meta")),
        ("mention:<@&42>", "", Directives(mention="role:42")),
        ("name:“small open” a", "                  a", Directives(name="small open")),
        ('"to:dm" a', '"to:dm" a', Directives()),
        ("(lab:meta to:dm)", "(lab:meta      )", Directives(to="dm")),
        ("to:dm to:here", "", Directives(to="here")),
    ],
)
def test_directives_are_taken_out(text: str, rest: str, directives: Directives) -> None:
    assert split_directives(text) == (rest, directives)


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("a to:dmm", 6, "a to:dm"),
        ("to:everyone", 4, None),
        ("when:dayly@09:00", 6, "when:daily@09:00"),
        ("when:daily@25:00", 6, "when:daily@09:00"),
        ("when:weekly@foo-08:30", 6, "when:weekly@mon-09:00"),
        ("a tz:Europe/Zurch", 6, "a tz:Europe/Zurich"),
        ("tz:zurich b", 4, "tz:Europe/Zurich b"),
        ("tz:../../etc/passwd", 4, None),
        ("view:tiny", 6, None),
        ("wait:99h", 6, "wait:10m"),
        ("wait:31m", 6, "wait:10m"),
        ("mention:@everyone", 9, None),
        ("thread:maybe", 8, None),
        ("mention:role", 9, None),
        ("name:", 6, None),
        ("to:", 4, None),
        ("x" * 20_000, 501, None),
    ],
)
def test_bad_value_is_refused_with_its_column(text: str, column: int, suggestion: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        split_directives(text)
    assert caught.value.column == column
    if suggestion is not None:
        assert caught.value.suggestion == suggestion
        split_directives(suggestion)


@given(st.text(max_size=300))
def test_what_is_left_keeps_its_columns(text: str) -> None:
    try:
        rest, _ = split_directives(text)
    except QueryError:
        return
    assert len(rest) <= len(text)
    for at, character in enumerate(rest):
        assert character in (" ", text[at]) or "&" in text or 0xD800 <= ord(text[at]) < 0xE000

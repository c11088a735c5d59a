"""Turns that are counted: never more than so many in any window, whatever is late, and as many as that allows."""

from bisect import insort
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.store import turns
from bot.store.turns import Rule

RULE = Rule(most=10, window_seconds=1.0, catch_up=1.5)
STEPS = st.tuples(
    st.floats(0.0, 0.7), st.integers(0, 12), st.booleans()
)  # time that passes, turns wanted, one was missed


def most_in_a_window(taken: list[float], seconds: float) -> int:
    return max((sum(first <= one < first + seconds for one in taken) for first in taken), default=0)


def test_turns_are_even_when_all_goes_well() -> None:
    found = list(islice(turns.following([], 100.0, 100.0, RULE), 30))
    assert found[0] == 100.0
    assert {round(after - before, 6) for before, after in pairwise(found)} == {0.1}


def test_after_a_pause_turns_come_faster_until_they_are_where_they_would_have_been() -> None:
    taken = [100.0 + place / 10 for place in range(10)]
    found = list(islice(turns.following(taken, 101.3, 101.0, RULE), 20))
    assert round(found[1] - found[0], 6) == round(0.1 / 1.5, 6)
    assert round(found[19], 6) == round(101.0 + 1.9, 6), "caught up"


def test_a_missed_turn_is_changed_for_the_first_moment_with_room() -> None:
    taken = [100.0 + place / 10 for place in range(10)]
    left = turns.without(taken, 100.9)
    assert len(left) == 9
    assert turns.soonest(left, 100.95, RULE) == 100.95
    assert turns.soonest(taken, 100.95, RULE) == 101.0, "a full window: when its first has left it"


def test_a_turn_that_was_given_up_long_ago_takes_none_away() -> None:
    taken = [100.0, 100.1]
    assert turns.without(taken, 93.0) == taken
    assert turns.without([100.0, 100.0, 100.0], 100.0) == [100.0, 100.0]


def test_a_clock_set_back_forgets_turns_of_the_future() -> None:
    assert turns.lately([500.0], 100.0, RULE) == []
    assert turns.lately([98.0, 99.5, 100.4], 100.0, RULE) == [99.5, 100.4]


@given(st.lists(STEPS, max_size=40))
def test_no_window_ever_holds_more_than_the_most(steps: list[tuple[float, int, bool]]) -> None:
    now, due, taken, used = 100.0, 0.0, list[float](), list[float]()
    for passes, wanted, is_missed in steps:
        now += passes
        taken = turns.lately(taken, now, RULE)
        begins_due = max(due, now - 1.0) if taken else max(due, now)
        given_now = [one for one in islice(turns.following(taken, now, begins_due, RULE), wanted) if one <= now + 0.4]
        due = begins_due + len(given_now) * RULE.gap
        taken += given_now
        used += given_now
        gone = [one for one in used if now - 0.5 < one < now]
        if is_missed and gone:
            used.remove(gone[0])
            taken = turns.without(taken, gone[0])
            again = turns.soonest(taken, now, RULE)
            insort(taken, again)
            insort(used, again)
    assert most_in_a_window(used, RULE.window_seconds - 0.001) <= RULE.most

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import deferred_oracle as oracle

from supportops.capacity.deferred import backlog_path, growth_streak, oldest_age
from supportops.errors import DomainError

TENTHS = st.integers(0, 50).map(lambda tenths: tenths / 10)
FLOWS = st.lists(st.tuples(TENTHS, TENTHS), max_size=9)


def exact(values):
    return [Fraction(str(value)) for value in values]


def test_what_is_not_handled_waits_for_the_next_slot():
    path = backlog_path(10, [6, 0, 9], capacity=8)
    assert path.closing.tolist() == [8, 0, 1]
    assert path.handled.tolist() == [8, 8, 8]
    assert oldest_age(10, [6, 0, 9], capacity=8).tolist() == [1, 0, 1]


@given(opening=TENTHS, flows=FLOWS)
@settings(max_examples=100)
def test_the_path_and_the_ages_are_those_of_a_queue_slot_by_slot(opening, flows):
    inflow, capacity = [new for new, _ in flows], [most for _, most in flows]
    path = backlog_path(opening, inflow, capacity=capacity)
    closing, handled, ages = oracle.backlog(Fraction(str(opening)), exact(inflow), exact(capacity))
    assert path.closing.tolist() == [float(value) for value in closing]
    assert path.handled.tolist() == [float(value) for value in handled]
    assert oldest_age(opening, inflow, capacity=capacity).tolist() == ages


def test_a_backlog_that_is_cleared_on_paper_is_nothing():
    assert backlog_path(0.1, [0.2], capacity=0.3).closing.tolist() == [0.0]
    assert oldest_age(0.1, [0.2], capacity=0.3).tolist() == [0]


def test_a_number_holds_for_each_slot():
    assert backlog_path(1, 2, capacity=[1, 3]) == backlog_path(1, [2, 2], capacity=[1, 3])
    assert backlog_path(1, [2, 2], capacity=3) == backlog_path(1, np.array([2, 2]), capacity=[3, 3])


def test_no_slots_make_an_empty_path():
    path = backlog_path(5, [], capacity=1)
    assert path.closing.size == path.handled.size == 0
    assert str(path).splitlines()[0] == "BacklogPath: 0 slots"
    assert oldest_age(5, [], capacity=1).tolist() == []


def test_a_path_is_a_value_that_explains_itself():
    path = backlog_path(10, [6], capacity=8)
    assert hash(path) == hash(backlog_path(10, [6], capacity=8))
    assert path != backlog_path(10, [6], capacity=7)
    assert path != 8
    assert repr(path) == "BacklogPath(closing=array([8.]), handled=array([8.]))"
    assert [step.value for step in path.explain()] == [10.0, 6.0, 8.0, 8.0, 8.0]
    assert str(path).splitlines()[0] == "BacklogPath: 1 slot, closing at 8"
    assert path.to_markdown().splitlines()[-1] == "| 0 | 8 | 8 |"
    assert "<td>8</td>" in path._repr_html_()


@pytest.mark.parametrize(
    ("series", "steps"),
    [
        ([], 0),
        ([4], 0),
        ([4, 4], 0),
        ([4, 5], 1),
        ([5, 4], 0),
        ([50, 40, 44, 45, 60], 3),
        ([1, 2, 3, 3], 0),
        ([-2, -1], 1),
    ],
)
def test_the_streak_counts_the_last_steps_that_grew(series, steps):
    assert growth_streak(series) == steps
    assert growth_streak(np.array(series)) == steps


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: backlog_path(-1, [1], capacity=1), "opening is -1; give a finite number >= 0"),
        (lambda: backlog_path([1], [1], capacity=1), "opening is an array of shape (1,); give one number"),
        (lambda: backlog_path(1, [1, np.nan], capacity=1), "inflow[1] is nan; give a finite number >= 0"),
        (lambda: backlog_path(1, [1, 2], capacity=[1, 2, 3]), "inflow (2,), capacity (3,)"),
        (lambda: backlog_path(1, 2, capacity=3), "inflow is one number; give a series"),
        (lambda: oldest_age(1, [1], capacity=-1), "capacity is -1; give a finite number >= 0"),
        (lambda: growth_streak([1, np.inf]), "series[1] is inf; give a finite number"),
        (lambda: growth_streak(3), "series is one number; give a series, one number for each slot"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(DomainError) as error:
        call()
    assert words in str(error.value)

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.headcount import RAMP, effective, productivity
from supportops.errors import DomainError

RAMPS = st.lists(st.sampled_from([0.0, 0.25, 0.4, 0.5, 0.75, 1.0]), max_size=9)


def test_the_published_ramp_delivers_four_and_a_quarter_weeks_in_eight():
    # WE-23: 17/4 weeks of a full agent, 17/32 on average, full load from week 7.
    worth = effective(0, [1], weeks=8)
    assert worth.sum() == 4.25
    assert worth.mean() == 0.53125
    assert worth[:6].mean() == 0.375
    assert [week for week in range(1, 9) if productivity(week) == 1] == [7, 8]


@pytest.mark.parametrize(
    ("week", "start", "share"),
    [(0, 1, 0), (1, 1, 0), (3, 1, 0.25), (8, 1, 1), (9, 1, 1), (999, 1, 1), (4, 2, 0.25), (1, 2, 0), (2, 0, 0.25)],
)  # fmt: skip
def test_an_agent_takes_nothing_before_the_start_and_all_after_the_ramp(week, start, share):
    found = productivity(week, start_week=start)
    assert found == share
    assert type(found) is float


def test_a_ramp_that_ends_under_full_steps_up_to_full_work_after_it():
    assert [productivity(week, ramp=(0.2, 0.4)) for week in (1, 2, 3, 50)] == [0.2, 0.4, 1.0, 1.0]


def test_without_a_ramp_an_agent_is_full_from_the_first_week():
    assert productivity(1, ramp=()) == 1
    assert productivity(1, start_week=2, ramp=()) == 0


def test_hires_add_up_by_the_week_of_each():
    assert effective(6, [1, 1, 3], weeks=6).tolist() == [6, 6, 6.5, 7, 7.75, 8]


def test_a_team_without_hires_or_weeks_is_what_it_is():
    assert effective(6.5, [], weeks=2).tolist() == [6.5, 6.5]
    assert effective(6, [1], weeks=0).shape == (0,)
    assert effective([6, 5, 4], [2], weeks=3, ramp=(0.5,)).tolist() == [6, 5.5, 5]


def test_an_array_keeps_its_shape_and_broadcasts():
    assert productivity(np.array([5])).shape == (1,)
    assert productivity(np.array([[3], [4]]), start_week=np.array([1, 2])).tolist() == [[0.25, 0], [0.5, 0.25]]
    assert productivity(3, start_week=np.array([1, 2])).tolist() == [0.25, 0]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 10), RAMPS)
def test_a_number_is_what_the_element_of_an_array_is(weeks, start, ramp):
    found = productivity(np.array(weeks, dtype=float), start_week=start, ramp=ramp)
    assert found.tolist() == [productivity(week, start_week=start, ramp=ramp) for week in weeks]


@settings(max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=5), st.integers(0, 12), RAMPS)
def test_one_more_hire_never_makes_a_team_weaker(starts, extra, ramp):
    fewer = effective(3, starts, weeks=12, ramp=ramp)
    assert (effective(3, [*starts, extra], weeks=12, ramp=ramp) >= fewer).all()


@pytest.mark.parametrize(
    ("call", "field", "index", "words"),
    [
        (lambda: productivity(-1), "week", None, "week is -1; give a finite number >= 0"),
        (lambda: productivity(2.5), "week", None, "week is 2.5; give a whole number >= 0"),
        (lambda: productivity(np.array([1, 2.5])), "week", 1, "week[1] is 2.5; give a whole number >= 0"),
        (lambda: productivity(np.array([[1, 2.5]])), "week", None, "week[0, 1] is 2.5; give a whole number >= 0"),
        (lambda: productivity(float("nan")), "week", None, "week is nan; give a finite number >= 0"),
        (lambda: productivity("3 weeks"), "week", None, "week is '3 weeks'"),
        (lambda: productivity(3, start_week=-2), "start_week", None, "start_week is -2"),
        (lambda: productivity(3, ramp=(0.5, 1.5)), "ramp", 1, "ramp[1] is 1.5; give a finite number >= 0 and <= 1"),
        (lambda: productivity(3, ramp=0.5), "ramp", None, "ramp is 0.5; give one share a week"),
        (lambda: effective(-1, [], weeks=3), "tenured", None, "tenured is -1"),
        (lambda: effective([1, 2], [], weeks=3), "tenured", None, "give one number, or one for each of 3 weeks"),
        (lambda: effective(1, [1, -3], weeks=3), "starts", 1, "starts[1] is -3"),
        (lambda: effective(1, 3, weeks=3), "starts", None, "starts is no list"),
        (lambda: effective(1, [], weeks=2.5), "weeks", None, "weeks is 2.5; give a whole number"),
        (lambda: effective(1, [], weeks=-1), "weeks", None, "weeks is -1"),
    ],
)
def test_what_is_no_week_or_share_is_refused_by_name(call, field, index, words):
    with pytest.raises(DomainError) as refused:
        call()
    assert words in str(refused.value)
    assert (refused.value.field, refused.value.index) == (field, index)


def test_weeks_and_starts_of_other_lengths_do_not_broadcast():
    with pytest.raises(DomainError, match=r"do not broadcast: week \(2,\), start_week \(3,\)"):
        productivity(np.ones(2), start_week=np.ones(3))


def test_the_ramp_starts_at_nothing_and_never_falls():
    assert RAMP[0] == 0
    assert list(RAMP) == sorted(RAMP)
    assert len(RAMP) == 8

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import deferred_oracle as oracle

from supportops.capacity.deferred import max_lateness, required_rate
from supportops.errors import DomainError

TENTHS = st.integers(0, 80).map(lambda tenths: tenths / 10)
WORK = st.lists(TENTHS | st.just(0.0), max_size=9)
DUE = st.integers(1, 6)


def exact(values):
    return [Fraction(str(value)) for value in values]


def test_what_comes_in_a_burst_is_spread_up_to_its_deadline():
    assert required_rate([0, 60, 0, 0, 30], due=4) == 15.0
    assert max_lateness([0, 60, 0, 0, 30], due=4, rate=15) == 0
    assert max_lateness([0, 60, 0, 0, 30], due=4, rate=10) == 2


@pytest.mark.parametrize(
    ("work", "due", "rate"),
    [
        ([], 3, 0.0),
        ([0, 0], 3, 0.0),
        ([5], 1, 5.0),
        ([5], 4, 1.25),
        ([2, 9, 2], 1, 9.0),
        ([2, 9, 2], 2, 4.5),
        ([6, 6, 6], 2, 4.5),
        (np.array([8, 0, 0, 8]), 2, 4.0),
        ([0.1, 0.2, 0.3], 1, 0.3),
        ([0.1] * 10, 1, 0.1),
        ([1.0], 3, 1 / 3),
    ],
)
def test_the_least_rate_of_small_series_by_hand(work, due, rate):
    assert required_rate(work, due=due) == rate


@given(work=WORK, due=DUE)
@settings(max_examples=100)
def test_the_least_rate_is_the_largest_demand_of_all_spans(work, due):
    assert required_rate(work, due=due) == float(oracle.required_rate(exact(work), due))


@given(work=WORK, due=DUE, rate=st.integers(1, 60).map(lambda tenths: tenths / 10))
@settings(max_examples=100)
def test_lateness_is_that_of_the_slots_done_one_by_one(work, due, rate):
    assert max_lateness(work, due=due, rate=rate) == oracle.max_lateness(exact(work), due, Fraction(str(rate)))


@given(work=st.lists(st.floats(0, 1e6), min_size=1, max_size=9), due=DUE)
@settings(max_examples=100)
def test_nothing_is_late_exactly_from_the_least_rate_on(work, due):
    rate = required_rate(work, due=due)
    if rate < 1e-300:
        return
    assert max_lateness(work, due=due, rate=rate) == 0
    assert max_lateness(work, due=due, rate=np.nextafter(rate, np.inf)) == 0
    assert max_lateness(work, due=due, rate=np.nextafter(rate, 0.0)) == 1


@given(work=WORK, due=DUE)
@settings(max_examples=50)
def test_more_time_never_asks_for_more_and_more_rate_is_never_later(work, due):
    assert required_rate(work, due=due + 1) <= required_rate(work, due=due)
    late = [max_lateness(work, due=due, rate=rate) for rate in (0.5, 1, 2, 4)]
    assert late == sorted(late, reverse=True)


def test_a_third_as_a_float_is_a_third():
    assert max_lateness([1.0], due=3, rate=1 / 3) == 0
    assert max_lateness([1.0], due=2, rate=1 / 3) == 1


def test_without_work_nothing_is_late_at_any_rate():
    assert max_lateness([], due=1, rate=0) == 0
    assert max_lateness([0, 0], due=1, rate=0) == 0


def test_numbers_of_every_size_are_added_exactly():
    assert required_rate([1e300, 1e-300], due=1) == 1e300
    assert required_rate([1e-300] * 3, due=1) == 1e-300
    assert required_rate([1.7e308, 1.7e308], due=1) == 1.7e308


def test_a_year_of_hours_is_answered_from_exact_sums():
    day = [0.1] * 23 + [24.7]
    assert required_rate(day * 365, due=1) == 24.7
    assert required_rate(day * 365, due=10**6) == pytest.approx(365 * 27 / (8759 + 10**6), rel=1e-15)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: required_rate([1, -2], due=1), "work[1] is -2; give a finite number >= 0"),
        (lambda: required_rate([1, np.nan], due=1), "work[1] is nan; give a finite number >= 0"),
        (lambda: required_rate(3, due=1), "work is one number; give a series, one number for each slot"),
        (lambda: required_rate(np.ones((2, 2)), due=1), "work is an array of shape (2, 2); give a series"),
        (lambda: required_rate([1], due=0), "due is 0; give a finite number >= 1"),
        (lambda: required_rate([1], due=1.5), "due is 1.5; give a whole number >= 1"),
        (lambda: required_rate([1], due="8h"), "due is '8h'; give a finite number >= 1"),
        (lambda: max_lateness([1], due=1, rate=-1), "rate is -1; give a finite number >= 0"),
        (
            lambda: max_lateness([1], due=1, rate=0),
            "rate is 0, and the work is then never done; give a finite number > 0",
        ),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(DomainError) as error:
        call()
    assert words in str(error.value)
    assert error.value.field in words

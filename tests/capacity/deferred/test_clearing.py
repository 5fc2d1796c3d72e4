from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.deferred import agents_to_clear, backlog_path, days_to_clear
from supportops.errors import DomainError

TENTHS = st.integers(0, 900).map(lambda tenths: tenths / 10)


@pytest.mark.parametrize(
    ("backlog", "inflow", "capacity", "days"),
    [
        (120, 50, 80, 4.0),
        (120, 80, 80, inf),
        (120, 90, 80, inf),
        (0, 90, 80, 0.0),
        (0, 0, 0, 0.0),
        (1, 0.1, 0.3, 5.0),
        (100, 0, 30, 100 / 30),
        (1e-300, 0, 1e300, 0.0),
        (1e300, 0, 1e-300, inf),
    ],
)
def test_the_days_to_clear_by_hand(backlog, inflow, capacity, days):
    found = days_to_clear(backlog, inflow=inflow, capacity=capacity)
    assert found == days
    assert type(found) is float
    assert days_to_clear([backlog], inflow=inflow, capacity=[capacity]).tolist() == [days]


def test_arrays_keep_their_shape():
    found = days_to_clear(np.ones((2, 1)), inflow=0, capacity=np.array([1.0, 2.0, 4.0]))
    assert found.tolist() == [[1.0, 0.5, 0.25]] * 2
    assert days_to_clear(np.array([]), inflow=0, capacity=1).shape == (0,)


@given(backlog=TENTHS, inflow=TENTHS, gain=st.integers(1, 300).map(lambda tenths: tenths / 10))
@settings(max_examples=100)
def test_the_path_is_clear_on_the_day_and_not_before(backlog, inflow, gain):
    capacity = round(inflow + gain, 1)
    days = days_to_clear(backlog, inflow=inflow, capacity=capacity)
    closing = backlog_path(backlog, np.full(int(-(-days // 1)) + 1, inflow), capacity=capacity).closing
    assert next(day for day, left in enumerate(closing, start=1) if not left) == max(int(-(-days // 1)), 1)


def test_agents_clear_the_backlog_beside_the_inflow():
    agents = agents_to_clear(backlog=120, days=10, inflow=50, handle_time="30m", hours="6h")
    assert agents.exact == 31 / 6
    assert agents.rounded == 6
    assert agents.binding == "workload"
    assert [step.value for step in agents.explain()] == [62.0, 30.0, 6.0, 31 / 6, 6]


@pytest.mark.parametrize(
    ("given", "exact"),
    [
        ({"backlog": 0}, 50 / 12),
        ({"inflow": 0}, 1.0),
        ({"backlog": 0, "inflow": 0}, 0.0),
        ({"handle_time": None, "handle_time_s": 0}, 0.0),
        ({"days": 0.5}, 290 / 12),
    ],
)
def test_agents_to_clear_by_hand(given, exact):
    asked = {"backlog": 120, "days": 10, "inflow": 50, "handle_time": "30m", "hours": "6h", **given}
    assert agents_to_clear(**asked).exact == exact


def test_a_whole_number_on_paper_is_not_rounded_up():
    agents = agents_to_clear(backlog=0.3, days=0.1, inflow=0.6, handle_time="1h", hours_s=0.1 * 3600)
    assert (agents.exact, agents.rounded) == (36.0, 36)


@pytest.mark.parametrize(
    ("backlog", "days", "words"),
    [(1e30, 1, "agents; check the units"), ([1, 1e30], 1, "agents; check the units"), (1e300, 1e-100, "any float")],
)
def test_more_agents_than_can_be_counted_are_refused(backlog, days, words):
    with pytest.raises(DomainError, match=words):
        agents_to_clear(backlog=backlog, days=days, inflow=50, handle_time="30m", hours="6h")


def test_agents_for_arrays_are_those_of_each_element():
    backlog, times = np.array([0.0, 10.0, 333.0]), np.array([60.0, 1800.0, 4321.5])
    many = agents_to_clear(backlog=backlog, days=7, inflow=12.5, handle_time_s=times, hours="7h30m")
    each = [
        agents_to_clear(backlog=b, days=7, inflow=12.5, handle_time_s=t, hours="7h30m")
        for b, t in zip(backlog.tolist(), times.tolist(), strict=True)
    ]
    assert many.exact.tolist() == [one.exact for one in each]
    assert many.rounded.tolist() == [one.rounded for one in each]


@given(backlog=TENTHS, inflow=TENTHS, days=st.integers(1, 30))
@settings(max_examples=100)
def test_the_whole_agents_clear_it_in_time(backlog, inflow, days):
    agents = agents_to_clear(backlog=backlog, days=days, inflow=inflow, handle_time="20m", hours="5h")
    assert days_to_clear(backlog, inflow=inflow, capacity=agents.rounded * 15) <= days * (1 + 1e-9)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"backlog": -1}, "backlog is -1; give a finite number >= 0"),
        ({"days": 0}, "days is 0; give a finite number > 0"),
        ({"days": [1, 0]}, "days[1] is 0; give a finite number > 0"),
        ({"inflow": np.nan}, "inflow is nan; give a finite number >= 0"),
        ({"handle_time": 20}, "handle_time is 20; write it with its unit"),
        ({"handle_time": None}, "neither is given of handle_time and handle_time_s"),
        ({"hours": "0h"}, "hours is '0h'; give more than no time"),
        ({"backlog": [1, 2], "inflow": [1, 2, 3]}, "these arrays do not broadcast"),
    ],
)
def test_bad_input_is_named(given, words):
    asked = {"backlog": 120, "days": 10, "inflow": 50, "handle_time": "30m", "hours": "6h", **given}
    with pytest.raises(DomainError) as error:
        agents_to_clear(**asked)
    assert words in str(error.value)
    with pytest.raises(DomainError):
        days_to_clear(1, inflow=-1, capacity=2)

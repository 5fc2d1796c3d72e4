import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import erlang_oracle

from supportops.capacity import erlang
from supportops.errors import DomainError

GRID = [
    (load, load + more)
    for load in (0.01, 0.5, 1.3, 7.3, 10.0, 99.5, 1000.0)
    for more in (1e-6 * load, 0.01 * load, 0.5, 1.0, 3.7, math.sqrt(load), 6 * math.sqrt(load))
]
LARGE = [(1e4, 10_001), (99_999.0, 100_000), (1e5, 100_300.5), (1e5, 101_000)]


@pytest.mark.parametrize(("load", "agents"), GRID + LARGE)
def test_all_figures_agree_with_fifty_digits(load, agents):
    # Near the load a share of n / (n - A) of the rounding of the load itself is in the result.
    near = 1e-13 * max(1.0, 0.1 * agents / (agents - load))
    assert erlang.erlang_c(load, agents) == pytest.approx(float(erlang_oracle.p_wait(load, agents)), rel=1e-12)
    late = 1 - erlang.service_level(load, agents, handle_time_s=100.0, within_s=25.0)
    assert late == pytest.approx(float(erlang_oracle.late(load, agents, 0.25)), rel=1e-11, abs=2e-16)
    wanted = float(erlang_oracle.asa(load, agents))
    assert erlang.asa_s(load, agents, handle_time_s=1.0) == pytest.approx(wanted, rel=max(1e-12, near))
    assert erlang.queue_length(load, agents) == pytest.approx(wanted * load, rel=max(1e-12, near))


def test_one_agent_waits_as_often_as_it_is_busy():
    assert erlang.erlang_c(0.2, 1) == pytest.approx(0.2, rel=1e-15)
    assert erlang.asa_s(0.5, 1, handle_time="3m") == pytest.approx(180.0)
    assert erlang.wait_if_waiting_s(10.0, 14, handle_time="3m") == 45.0


@pytest.mark.parametrize("agents", [0, 3, 9.999, 10])
def test_overload_is_an_answer(agents):
    times = {"handle_time": "3m"}
    assert erlang.erlang_c(10.0, agents) == 1.0
    assert erlang.service_level(10.0, agents, within="1h", **times) == 0.0
    assert erlang.asa_s(10.0, agents, **times) == math.inf
    assert erlang.wait_if_waiting_s(10.0, agents, **times) == math.inf
    assert erlang.wait_quantile_s(10.0, agents, q=0.5, **times) == math.inf
    assert erlang.wait_quantile_s(10.0, agents, q=0.0, **times) == 0.0
    assert erlang.queue_length(10.0, agents) == math.inf


@pytest.mark.parametrize("agents", [0, 1, 2.5])
def test_without_work_nobody_waits(agents):
    times = {"handle_time": "0m"}
    assert erlang.erlang_c(0.0, agents) == 0.0
    assert erlang.service_level(0.0, agents, within="0s", **times) == 1.0
    assert erlang.asa_s(0.0, agents, **times) == 0.0
    assert erlang.wait_if_waiting_s(0.0, agents, **times) == 0.0
    assert erlang.wait_quantile_s(0.0, agents, q=0.99, **times) == 0.0
    assert erlang.queue_length(0.0, agents) == 0.0


def test_without_handle_time_a_wait_is_over_at_once():
    assert erlang.service_level(1.0, 2, handle_time="0s", within="0s") == pytest.approx(2 / 3)
    assert erlang.service_level(1.0, 2, handle_time="0s", within="1s") == 1.0
    assert erlang.asa_s(1.0, 2, handle_time="0s") == 0.0


def test_a_quantile_is_the_wait_that_the_service_level_reaches():
    for q in (0.85, 0.9, 0.99):
        wait = erlang.wait_quantile_s(10.0, 14, q=q, handle_time="3m")
        assert erlang.service_level(10.0, 14, handle_time="3m", within_s=wait) == pytest.approx(q, rel=1e-14)
    assert erlang.wait_quantile_s(10.0, 14, q=0.8, handle_time="3m") == 0.0


def test_a_quantile_that_is_met_on_paper_is_no_wait_at_all():
    # C is 0.2, and 1 - 0.8 is 0.2.
    assert erlang.wait_quantile_s(0.2, 1, q=0.8, handle_time="1h") == pytest.approx(0.0, abs=1e-12)


@given(st.floats(0.0, 200.0), st.floats(0.0, 200.0), st.floats(0.0, 20.0))
def test_more_agents_never_make_it_worse(load, agents, more):
    few, many = (erlang.describe(load, n, handle_time_s=60, within_s=20) for n in (agents, agents + more))
    slack = 1 + 1e-12
    assert many.p_wait <= few.p_wait * slack
    assert many.asa_s <= few.asa_s * slack
    assert many.queue_length <= few.queue_length * slack
    assert many.service_level >= few.service_level - 1e-12


@given(st.lists(st.tuples(st.floats(0.0, 150.0), st.floats(0.0, 200.0)), min_size=17, max_size=25))
def test_arrays_are_the_numbers(rows):
    load, agents = np.array(rows).T
    found = erlang.service_level(load, agents, handle_time_s=60.0, within_s=20.0)
    single = [erlang.service_level(a, n, handle_time_s=60.0, within_s=20.0) for a, n in rows]
    assert found.tolist() == pytest.approx(single, rel=1e-14, abs=1e-15)
    assert erlang.erlang_c(load, agents).tolist() == [erlang.erlang_c(a, n) for a, n in rows]


def test_seconds_may_differ_by_row():
    found = erlang.wait_quantile_s([10.0, 10.0], 14, q=[0.9, 0.95], handle_time_s=[180.0, 90.0])
    assert found.tolist() == [
        erlang.wait_quantile_s(10.0, 14, q=q, handle_time_s=h) for q, h in ((0.9, 180), (0.95, 90))
    ]
    assert erlang.asa_s([10.0], 14, handle_time="3m").shape == (1,)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"handle_time": 180, "within": "20s"}, "handle_time is 180; write it with its unit"),
     ({"handle_time_s": -1, "within": "20s"}, "handle_time_s is -1; give a finite number >= 0"),
     ({"within": "20s"}, "neither is given of handle_time and handle_time_s"),
     ({"handle_time": "3m", "within": "20s", "within_s": 20}, "both are given of within and within_s"),
     ({"handle_time_s": [1, 2, 3], "within": "20s"}, "do not broadcast")],
)  # fmt: skip
def test_times_without_a_unit_are_refused(more, words):
    with pytest.raises(DomainError, match=words):
        erlang.service_level([10.0, 11.0], 14, **more)


@pytest.mark.parametrize("q", [1.0, -0.1, math.nan])
def test_a_share_that_no_wait_reaches_is_refused(q):
    with pytest.raises(DomainError, match=r"q is .*; give a finite number >= 0 and < 1"):
        erlang.wait_quantile_s(10.0, 14, q=q, handle_time="3m")

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import erlang_oracle

from supportops.capacity.erlang._excess import between, excess, excesses, far, log_inverse

LOADS = st.floats(1e-3, 2000.0)


def wanted(load, agents):
    with mpmath.workdps(50):
        return float(erlang_oracle.inverse_blocking(load, agents) - 1)


@pytest.mark.parametrize(
    ("load", "agents", "value"), [(1.0, 0.0, 0.0), (1.0, 1.0, 1.0), (2.0, 2.0, 1.5), (1.0, 3.0, 15)]
)
def test_it_is_the_sum_on_paper(load, agents, value):
    assert excess(load, agents) == value


@pytest.mark.parametrize(
    ("load", "agents"),
    [(1e4, 1e4), (1e5, 100_000.0), (1e5, 99_999.5), (1e5, 101_000.25), (1e5, 5e4), (1e5, 3.5), (1e5, 103_000.0),
     (1e3, 1500.0), (0.3, 0.31), (0.178, 0.0021), (1.0, 0.5), (81.0, 80.5), (1e-6, 0.25), (1e-300, 0.999),
     (7.0, 100.9)],
)  # fmt: skip
def test_it_agrees_with_fifty_digits(load, agents):
    assert excess(load, agents) == pytest.approx(wanted(load, agents), rel=1e-12, abs=1e-15)


@given(LOADS, st.floats(0.0, 1.6))
def test_it_agrees_with_fifty_digits_anywhere(load, share):
    agents = load * share + share
    assert excess(load, agents) == pytest.approx(wanted(load, agents), rel=1e-12, abs=1e-14)


@given(st.floats(1e-2, 300.0), st.floats(1e-6, 1.0))
def test_less_than_one_agent_is_the_integral(load, agents):
    assert between(load, agents) == pytest.approx(wanted(load, agents), rel=1e-11, abs=1e-14)


@given(st.lists(st.tuples(LOADS, st.floats(0.0, 4000.0)), min_size=17, max_size=40))
def test_arrays_are_the_numbers_to_the_last_bit(rows):
    load, agents = np.array(rows).T
    assert excesses(load, agents).tolist() == [excess(*row) for row in rows]
    assert excesses(load[:3], agents[:3]).tolist() == [excess(*row) for row in rows[:3]]


def test_it_is_infinite_only_where_blocking_is_no_float():
    for load in (1e-4, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e8):
        assert excess(load, far(load) + 1.0) == math.inf
        assert -log_inverse(load, far(load)) < math.log(5e-324)
    many = np.full(20, 10.0)
    assert excesses(many, many * 1e4).tolist() == [math.inf] * 20


@pytest.mark.parametrize(
    ("load", "agents"), [(1.0, 1000.0), (10.5, 2000.3), (1e5, 130_000.0), (1e4, 99_999.0), (1e-3, 50_000.0), (5.0, 7.0)]
)
def test_the_logarithm_goes_on(load, agents):
    with mpmath.workdps(50):
        a, n = mpmath.mpf(load), mpmath.mpf(agents)
        log = mpmath.loggamma(n + 1) + a - n * mpmath.log(a) + mpmath.log(mpmath.gammainc(n + 1, a, regularized=True))
    assert log_inverse(load, agents) == pytest.approx(float(log), rel=1e-13)


@given(st.floats(1e-3, 0.999), st.floats(0.0, 1e-12))
def test_next_to_no_agents_block_no_more_than_everybody(load, agents):
    assert 0.0 <= excess(load, agents) < 1e-10

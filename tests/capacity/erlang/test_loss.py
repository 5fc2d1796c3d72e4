import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import erlang_oracle

from supportops.capacity.erlang import ExtendedB, erlang_b, extended_erlang_b, log_erlang_b
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("load", "agents", "blocking"), [(1.0, 1, 0.5), (2.0, 2, 0.4), (1.0, 3, 1 / 16), (5.0, 0, 1.0), (0.0, 3, 0.0)]
)
def test_blocking_is_that_on_paper(load, agents, blocking):
    assert erlang_b(load, agents) == pytest.approx(blocking, rel=1e-15)


@given(st.floats(1e-3, 500.0), st.floats(0.0, 700.0))
def test_blocking_agrees_with_fifty_digits(load, agents):
    assert erlang_b(load, agents) == pytest.approx(float(erlang_oracle.blocking(load, agents)), rel=1e-12, abs=1e-300)


@given(st.floats(1e-3, 500.0), st.floats(0.0, 700.0))
def test_its_logarithm_is_the_logarithm(load, agents):
    assert log_erlang_b(load, agents) == pytest.approx(erlang_oracle.log_blocking(load, agents), rel=1e-11, abs=1e-15)


def test_the_logarithm_exists_where_blocking_is_zero():
    assert erlang_b(1.0, 1000) == 0.0
    assert log_erlang_b(1.0, 1000) == pytest.approx(-5913.128178488163, rel=1e-14)
    assert log_erlang_b([0.0, 1.0], 1).tolist() == [-math.inf, math.log(0.5)]


@given(st.floats(0.0, 300.0), st.floats(0.0, 300.0), st.floats(0.0, 50.0))
def test_more_lines_never_block_more(load, agents, more):
    assert erlang_b(load, agents + more) <= erlang_b(load, agents) * (1 + 1e-14)


def test_arrays_broadcast_and_a_single_element_stays_an_array():
    table = erlang_b(np.array([[1.0], [2.0]]), np.array([1, 2, 3]))
    assert table.shape == (2, 3)
    assert table[1, 1] == erlang_b(2.0, 2)
    assert type(erlang_b(2.0, 2)) is float
    assert erlang_b([2.0], 2).shape == (1,)


@given(st.floats(0.0, 200.0), st.floats(0.5, 200.0), st.floats(0.0, 0.99))
def test_the_total_load_is_what_is_offered_and_what_tries_again(load, agents, retry):
    found = extended_erlang_b(load, agents, retry=retry)
    assert found.blocking == pytest.approx(erlang_b(found.total_load, agents), abs=1e-12)
    assert found.total_load == pytest.approx(load + retry * found.blocking * found.total_load, rel=1e-9, abs=1e-12)


def test_without_retries_it_is_erlang_b():
    assert extended_erlang_b(10.0, 14, retry=0.0) == ExtendedB(erlang_b(10.0, 14), 10.0)


def test_when_all_try_again_and_the_load_is_too_much_nobody_gets_through():
    assert extended_erlang_b(10.0, 10, retry=1.0) == ExtendedB(1.0, math.inf)
    assert extended_erlang_b(0.0, 0, retry=1.0) == ExtendedB(0.0, 0.0)
    found = extended_erlang_b(9.0, 10, retry=1.0)
    assert found.total_load * (1 - found.blocking) == pytest.approx(9.0)
    assert extended_erlang_b([10.0, 9.0, 1.0], [10, 10, 5000], retry=1.0).total_load.tolist() == pytest.approx(
        [math.inf, found.total_load, 1.0]
    )
    assert extended_erlang_b(5.0, 0, retry=0.5) == ExtendedB(1.0, 10.0)


@pytest.mark.parametrize(
    ("given", "words"),
    [((-1.0, 2), "load is -1.0; give a finite number >= 0"), ((1.0, -2), "agents is -2; give a finite number >= 0"),
     ((math.nan, 2), "load is nan"), (([1.0, math.inf], 2), r"load\[1\] is inf"),
     (([1.0, 2.0], [1, 2, 3]), "do not broadcast")],
)  # fmt: skip
def test_what_is_no_queue_is_refused(given, words):
    for formula in (erlang_b, log_erlang_b):
        with pytest.raises(DomainError, match=words):
            formula(*given)


def test_a_share_over_one_does_not_try_again():
    with pytest.raises(DomainError, match=r"retry is 1.5; give a finite number >= 0 and <= 1"):
        extended_erlang_b(1.0, 2, retry=1.5)


def test_a_load_far_over_the_lines_takes_few_steps():
    # Everybody tries again until served: the last line is busy all but once in 1e15.
    found = extended_erlang_b(1e10 * (1 - 2.0**-50), 1e10, retry=1)
    assert found.total_load * (1.0 - found.blocking) == pytest.approx(1e10, rel=1e-6)
    assert erlang_b(1e10, 5e9) == pytest.approx(0.5, rel=1e-9)


@pytest.mark.parametrize("formula", [erlang_b, log_erlang_b])
def test_a_load_or_a_team_larger_than_any_is_refused(formula):
    with pytest.raises(DomainError, match=r"load is 10000000000000\.0; give a finite number >= 0 and <= 1e"):
        formula(1e13, 5)
    with pytest.raises(DomainError, match=r"agents is 1e\+306"):
        formula(1, 1e306)

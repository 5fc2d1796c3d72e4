import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.capacity.erlang import halfin_whitt, required_agents, square_root_agents
from supportops.errors import DomainError


@given(st.floats(0.0, 35.0))
def test_the_limit_is_that_of_fifty_digits(beta):
    with mpmath.workdps(50):
        wanted = 1 / (1 + beta * mpmath.ncdf(beta) / mpmath.npdf(beta))
    assert halfin_whitt(beta) == pytest.approx(float(wanted), rel=1e-12)


def test_the_limit_falls_from_one():
    found = halfin_whitt(np.linspace(0.0, 45.0, 200))
    assert found[0] == 1.0
    assert (np.diff(found[:150]) < 0.0).all()
    assert found[-1] == 0.0


def test_arrays_in_are_whole_numbers_out():
    found = square_root_agents(np.array([0.0, 100.0]), 0.2)
    assert found.tolist() == [0, 111]
    assert found.dtype == np.int64
    assert type(square_root_agents(100.0, 0.2)) is int
    assert square_root_agents(2.5, 1.0) == 3


@pytest.mark.parametrize("p_wait", [0.1, 0.2, 0.5])
def test_it_is_within_one_of_the_exact_answer(p_wait):
    loads = np.array([1.0, 5.0, 10.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 1e4])
    exact = required_agents(load=loads, max_p_wait=p_wait).rounded
    assert np.abs(square_root_agents(loads, p_wait) - exact).max() <= 1


def test_what_has_no_square_root_rule_is_refused():
    with pytest.raises(DomainError, match=r"beta is -1; give a finite number >= 0"):
        halfin_whitt(-1)
    with pytest.raises(DomainError, match=r"p_wait is 0; give a finite number > 0 and <= 1"):
        square_root_agents(5.0, 0)
    assert math.isfinite(square_root_agents(5.0, 1e-300))

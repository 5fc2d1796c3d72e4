from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import deferred
from supportops.capacity.deferred._units import as_floats, in_units, ratio


@given(values=st.lists(st.floats(0, allow_infinity=False) | st.integers(0, 10**6).map(lambda n: n / 1000), max_size=6))
@settings(max_examples=100)
def test_units_are_the_shortest_decimals(values):
    scale, (units,) = in_units(np.array(values))
    assert [Fraction(unit, scale) for unit in units] == [Fraction(repr(value)) for value in values]
    assert as_floats(units, scale).tolist() == values


@pytest.mark.parametrize(
    ("values", "scale"), [([], 1), ([3.0], 1), ([0.5], 10), ([1e-9], 10**9), ([1e-10], 10**10), ([1e14, 0.125], 8)]
)
def test_the_unit_is_small_enough_for_all(values, scale):
    assert in_units(np.array(values))[0] == scale


def test_a_quotient_past_all_floats_is_infinite():
    assert ratio(10**400, 1) == float("inf")
    assert ratio(1, 3) == 1 / 3


def test_every_name_of_the_package_is_there():
    assert all(hasattr(deferred, name) for name in deferred.__all__)
    with pytest.raises(AttributeError, match="no attribute 'backlog_size'"):
        deferred.backlog_size  # noqa: B018

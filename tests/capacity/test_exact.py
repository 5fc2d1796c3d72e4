from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops._formulas import decimal
from supportops.capacity._exact import exact, nearest, staffed
from supportops.errors import DomainError

_numbers = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False) | st.decimals(-1000, 1000, places=4).map(float)


@given(a=_numbers, b=_numbers, c=_numbers.filter(lambda number: abs(number) > 1e-200))
@settings(max_examples=100)
def test_a_formula_gives_the_float_nearest_to_what_fractions_give(a, b, c):
    x, y, z = (exact(np.asarray(number)) for number in (a, b, c))
    p, q, r = map(decimal, (a, b, c))
    assert nearest((1 - x) * (y + 2) / z - x) == float((1 - p) * (q + 2) / r - p)
    assert nearest(x * Fraction(1, 3)) == float(p * Fraction(1, 3))


def test_arrays_keep_their_shape_and_broadcast():
    found = nearest(exact(np.array([[0.1], [0.2]])) * exact(np.array([3.0, 0.3])))
    assert np.asarray(found).tolist() == [[0.3, 0.03], [0.6, 0.06]]
    assert np.asarray(nearest(exact(np.zeros(0)) * 2)).shape == (0,)
    assert isinstance(nearest(exact(np.asarray(2.0))), float)
    assert np.asarray(nearest(exact(np.array([2.0])))).shape == (1,)


def test_a_large_whole_float_is_what_is_written():
    assert nearest(exact(np.asarray(1e23)) / 10**23) == 1.0


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(DomainError, match="larger than any float; check the units"):
        nearest(exact(np.asarray(1e300)) * 10**30)
    with pytest.raises(DomainError, match=r"the answer is 1e\+30 agents; check the units"):
        staffed(exact(np.array([1.0, 1e30])))

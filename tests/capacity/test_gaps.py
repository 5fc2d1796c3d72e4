from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops._formulas import decimal
from supportops.capacity.gaps import coverage_gaps
from supportops.errors import DomainError


def test_steps_under_half_of_what_is_required_are_gaps():
    found = coverage_gaps([4, 2, 1, 0, 0], [6, 4, 3, 0, 1])
    assert found.tolist() == [2, 4]
    assert found.dtype.kind == "i"
    assert coverage_gaps([4, 2], 6, floor=1.0).tolist() == [0, 1]
    assert coverage_gaps(np.zeros(0), np.zeros(0)).tolist() == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8), st.integers(0, 100))
@settings(max_examples=100)
def test_the_border_is_that_of_paper(pairs, percent):
    there, wanted = ([pair[side] / 10 for pair in pairs] for side in (0, 1))
    floor = percent / 100
    paper = [
        place for place, (a, b) in enumerate(zip(there, wanted, strict=True))
        if b > 0 and decimal(a) / decimal(b) < Fraction(percent, 100)
    ]  # fmt: skip
    assert coverage_gaps(there, wanted, floor=floor).tolist() == paper


def test_what_is_out_of_range_is_refused():
    with pytest.raises(DomainError, match=r"do not broadcast: scheduled \(2,\), required \(3,\)"):
        coverage_gaps([1, 2], [1, 2, 3])
    with pytest.raises(DomainError, match=r"required\[0\] is -1"):
        coverage_gaps([1, 2], [-1, 2])
    with pytest.raises(DomainError, match=r"scheduled has the shape \(1, 1\)"):
        coverage_gaps([[1]], [[1]])
    with pytest.raises(DomainError, match=r"floor is -0\.5"):
        coverage_gaps([1], [1], floor=-0.5)

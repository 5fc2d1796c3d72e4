from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from supportops._arrays import amounts_us, instants_us, microseconds
from supportops._instants import MAX_US, MIN_US
from supportops.errors import DomainError, NaiveDatetimeError

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NINE_US = 1_772_442_000_000_000


def test_one_instant_is_a_scalar_array_whatever_its_zone():
    for instant in (NINE, NINE.astimezone(timezone(timedelta(hours=5, minutes=30)))):
        us = instants_us(instant, name="start")
        assert (us.shape, int(us)) == ((), NINE_US)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_instants_of_any_unit_are_microseconds(unit):
    us = instants_us(np.array(["2026-03-02T09:00"], dtype=f"M8[{unit}]"), name="start")
    assert us.tolist() == [NINE_US]
    assert us.dtype == np.int64


def test_one_amount_is_a_scalar_array_and_arrays_keep_their_shape():
    assert int(amounts_us(timedelta(hours=-1), name="amount")) == -3_600_000_000
    hours = np.array([[1, 2], [3, 4]], dtype="m8[h]")
    assert amounts_us(hours, name="amount").tolist() == [[3.6e9, 7.2e9], [1.08e10, 1.44e10]]


def test_a_missing_instant_is_named_by_its_index():
    values = np.array([["2026-03-02", "2026-03-03"], ["2026-03-04", "NaT"]], dtype="M8[us]")
    with pytest.raises(DomainError, match=r"start\[\(1, 1\)\] is NaT"):
        instants_us(values, name="start")
    with pytest.raises(DomainError, match=r"start\[1\] is NaT"):
        instants_us(values[1], name="start")


def test_another_dtype_is_refused_with_what_is_needed():
    with pytest.raises(DomainError, match="dtype float64; a datetime64"):
        instants_us(np.array([1.5]), name="start")
    with pytest.raises(DomainError, match="convert them to UTC"):
        instants_us(np.array([NINE], dtype=object), name="start")
    with pytest.raises(DomainError, match="a timedelta64"):
        amounts_us(np.array([3600]), name="amount")
    with pytest.raises(NaiveDatetimeError):
        instants_us(datetime(2026, 3, 2), name="start")


@pytest.mark.parametrize("unit", ["Y", "M", "W", "D", "h", "m", "s", "ms", "25s"])
def test_what_microseconds_cannot_count_stays_far_away(unit):
    far = np.array([2**62, -(2**62)], dtype=np.int64).view(f"M8[{unit}]")
    late, early = microseconds(far)
    assert late > MAX_US
    assert early < MIN_US
    near = np.array([3, np.iinfo(np.int64).min, -7], dtype=np.int64).view(f"M8[{unit}]")
    assert (microseconds(near) == near.astype("M8[us]").view(np.int64)).all()
    swapped = near.astype(near.dtype.newbyteorder())
    assert (microseconds(swapped) == microseconds(near)).all()

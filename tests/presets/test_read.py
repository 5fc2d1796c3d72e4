from datetime import timedelta

import pytest

from supportops.durations import BusinessDays
from supportops.presets import load
from supportops.presets._read import by, days, minutes, number, texts


def test_minutes_become_an_amount_and_nothing_stays_nothing():
    assert minutes(7.5) == timedelta(seconds=450)
    assert minutes(None) is None


def test_days_become_business_days_and_nothing_stays_nothing():
    assert days(5) == BusinessDays(5)
    assert days(None) is None


@pytest.mark.parametrize("cell", ["15", None, True])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(TypeError, match="is no number"):
        number(cell)


def test_one_text_is_a_row_of_one():
    assert texts("a") == ("a",)
    assert texts(("a", "b")) == ("a", "b")
    assert texts(None) == ()


def test_rows_are_found_by_a_column():
    assert by("level", load("sla_warning_levels"))["orange"]["elapsed_fraction"] == 0.8

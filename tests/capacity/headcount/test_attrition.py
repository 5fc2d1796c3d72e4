import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.headcount import monthly_attrition, remaining
from supportops.errors import DomainError

RATES = st.floats(0, 0.99)


@pytest.mark.parametrize(
    ("annual", "monthly"),
    # 1 - 0.9 ** 12 and 1 - 0.5 ** 12 are short decimals, so the answers are known.
    [(0, 0.0), (0.717570463519, 0.1), (0.999755859375, 0.5), (1, 1.0)],
)
def test_twelve_months_make_the_year(annual, monthly):
    assert monthly_attrition(annual) == pytest.approx(monthly, rel=1e-12)


def test_a_tiny_rate_keeps_its_digits():
    assert monthly_attrition(1.2e-15) == pytest.approx(1e-16, rel=1e-12)
    assert str(monthly_attrition(0)) == "0.0"


def test_who_remains_is_the_rest_after_the_months():
    assert remaining(20, 0.25, months=12) == 15
    assert remaining(20, 0.25, months=0) == 20
    assert remaining(20, 0, months=120) == 20
    assert remaining(0, 0.3, months=5) == 0
    assert (remaining(20, 1, months=0), remaining(20, 1, months=1)) == (20, 0)


@settings(max_examples=60)
@given(RATES, st.integers(0, 60))
def test_month_by_month_is_the_same_as_at_once(rate, months):
    left = 100.0
    for _ in range(months):
        left *= 1 - monthly_attrition(rate)
    assert remaining(100, rate, months=months) == pytest.approx(left, rel=1e-9)


@settings(max_examples=60)
@given(RATES, RATES, st.floats(0, 60), st.floats(0, 60))
def test_more_attrition_or_more_time_never_leaves_more(one, other, months, later):
    low, high = sorted((one, other))
    assert remaining(50, high, months=months) <= remaining(50, low, months=months)
    assert remaining(50, one, months=months + later) <= remaining(50, one, months=months)


@pytest.mark.parametrize(
    ("call", "field", "words"),
    [
        (lambda: monthly_attrition(1.1), "annual_rate", "annual_rate is 1.1; give a finite number >= 0 and <= 1"),
        (lambda: monthly_attrition(-0.1), "annual_rate", "annual_rate is -0.1"),
        (lambda: monthly_attrition([0.1, 0.2]), "annual_rate", "give one number"),
        (lambda: remaining(-1, 0.1, months=1), "agents", "agents is -1"),
        (lambda: remaining(1, float("nan"), months=1), "annual_rate", "annual_rate is nan"),
        (lambda: remaining(1, 0.1, months=-1), "months", "months is -1"),
    ],
)
def test_a_rate_outside_its_range_is_refused_by_name(call, field, words):
    with pytest.raises(DomainError) as refused:
        call()
    assert words in str(refused.value)
    assert refused.value.field == field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

TIMERS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 10_000)), max_size=8)


@pytest.mark.parametrize(
    ("probability", "credit", "cap", "risk"),
    [
        ([0.9, 0.5, 0.1], 100, None, 150),
        ([0.9, 0.5, 0.1], [100, 20, 1_000], None, 200),
        ([0.9, 0.5, 0.1], 100, 120, 120),
        ([0.9, 0.5, 0.1], 100, 150, 150),
        ([0.9, 0.5, 0.1], 100, 0, 0),
        (0.25, 80, None, 20),
        (0.5, [10, 30], None, 20),
        ([], 100, None, 0),
        ([1, 1], 99.99, 1e9, 199.98),
    ],
)
def test_the_credits_at_risk_are_the_expected_ones_up_to_the_cap(probability, credit, cap, risk):
    found = cost.credits_at_risk(probability, credit=credit, cap=cap)
    assert found == risk
    assert type(found) is float


def test_arrays_of_any_shape_are_summed():
    assert cost.credits_at_risk(np.full((2, 3), 0.5), credit=np.array([10, 20, 30])) == 60


@settings(max_examples=60)
@given(TIMERS, st.floats(0, 20_000))
def test_a_cap_never_raises_the_credits_and_a_timer_never_lowers_them(timers, cap):
    chances, amounts = [chance for chance, _ in timers], [amount for _, amount in timers]
    free = cost.credits_at_risk(chances, credit=amounts)
    assert cost.credits_at_risk(chances, credit=amounts, cap=cap) == min(free, cap)
    assert cost.credits_at_risk([*chances, 0.5], credit=[*amounts, 10]) >= free
    assert free == pytest.approx(sum(chance * amount for chance, amount in timers))


@pytest.mark.parametrize(
    ("probability", "change", "field", "index", "words"),
    [
        ([0.5, 1.5], {}, "probability", 1, "probability[1] is 1.5; give a finite number >= 0 and <= 1"),
        (-0.1, {}, "probability", None, "probability is -0.1"),
        ([0.5], {"credit": [-1]}, "credit", 0, "credit[0] is -1"),
        ([0.5], {"cap": -1}, "cap", None, "cap is -1"),
        ([0.5, 0.5], {"credit": [1, 2, 3]}, None, None, "do not broadcast: probability (2,), credit (3,)"),
    ],
)
def test_what_is_no_chance_or_amount_is_refused_by_name(probability, change, field, index, words):
    with pytest.raises(DomainError) as refused:
        cost.credits_at_risk(probability, **{"credit": 100} | change)
    assert words in str(refused.value)
    assert (refused.value.field, refused.value.index) == (field, index)


def test_the_sum_is_rounded_once():
    assert cost.credits_at_risk([0.1, 0.1, 0.1], credit=1) == 0.3
    assert cost.credits_at_risk([0.7], credit=[0.1]) == 0.07
    with pytest.raises(DomainError, match="larger than any float"):
        cost.credits_at_risk([1, 1], credit=1e308)

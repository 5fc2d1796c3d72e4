import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from supportops.capacity.forecast._recursion import Constants, States, additive
from supportops.capacity.forecast._states import Given, _responses, best_states

Y = [31.0, 22, 20, 12, 35, 25, 21, 16, 36, 30, 24, 15, 40, 29]


def sse(states, constants):
    return sum(error**2 for error in additive(Y, constants, states)[0])


@pytest.mark.parametrize("constants", [Constants(0.3), Constants(0.4, 0.2, 0.3), Constants(0.2, 0.3, 0.1, 0.9)])
@pytest.mark.parametrize("exact", [True, False])
def test_no_other_states_have_less_squared_errors(constants, exact):
    found, total = best_states(Y, constants, Given(None, None, None, 4), exact=exact)
    assert total == pytest.approx(sse(found, constants))
    assert sum(found.season) == pytest.approx(0)

    def other(x):
        return sse(States(x[0], x[1], tuple(x[2:])), constants)

    lowest = min(minimize(other, np.full(6, begin), method="BFGS").fun for begin in (0.0, 20.0))
    assert total == pytest.approx(lowest, rel=1e-6)


@settings(max_examples=60)
@given(*[st.floats(0, 1)] * 3, st.sampled_from([1.0, 0.9]), st.integers(2, 5), st.integers(8, 300))
def test_a_response_is_what_one_more_in_that_state_does(alpha, beta, gamma, phi, period, n):
    constants = Constants(alpha, beta, gamma * (1 - alpha), phi)

    def alone(state):
        return -np.array(additive([0.0] * n, constants, States(state[0], state[1], tuple(state[2:])))[0])

    level, trend, *season = np.eye(2 + period)
    expected = [alone(level), alone(trend), *(alone(one - season[-1]) for one in season[:-1])]
    found = _responses(n, constants, Given(None, None, None, period))
    assert found == pytest.approx(np.column_stack(expected), abs=1e-8)


def test_what_is_given_stays():
    constants = Constants(0.3, 0.2, 0.4)
    season = (9.0, 1.0, -2.0, -8.0)
    found, total = best_states(Y, constants, Given(20.0, None, season, 4), exact=True)
    assert (found.level, found.season) == (20.0, season)
    assert total <= sse(States(20.0, found.trend + 0.01, season), constants)
    assert best_states(Y, constants, Given(20.0, 1.0, season, 4), exact=True)[0] == States(20.0, 1.0, season)


def test_a_state_without_effect_is_0():
    found, _ = best_states(Y, Constants(0.3, 0.2, 0.0, 0.0), Given(None, None), exact=True)
    assert found.trend == 0.0


def test_the_free_states_are_counted():
    assert Given(None).free == 1
    assert Given(None, None, None, 7).free == 8
    assert Given(3.0, None, (0.0,) * 7, 7).free == 1

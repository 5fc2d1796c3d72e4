import numpy as np
import pytest

from supportops.capacity.forecast._made import DRAWS, sigma, simulated
from supportops.capacity.forecast._options import Options
from supportops.capacity.forecast._student import deviate


def options(confidence=0.8, rng=None):
    return Options(2, confidence, 0.0, None, "1d", rng)


def test_sigma_counts_the_degrees_of_freedom():
    assert (sigma(8.0, 2), sigma(8.0, 0), sigma(0.0, -1)) == (2.0, np.inf, np.inf)


def test_simulated_errors_are_centred_and_cover_their_share():
    errors = np.random.default_rng(4).normal(7, 2, 2000)
    found = simulated(options(), np.array([50.0, 50.0]), errors, lambda step, drawn: 50 + drawn)
    half = deviate(0.8) * errors.std()
    assert found.lower == pytest.approx([50 - half] * 2, rel=0.02)
    assert found.upper == pytest.approx([50 + half] * 2, rel=0.02)
    assert f"quantiles of {DRAWS} futures" in found.rule


def test_the_mean_stays_inside_a_skewed_interval():
    errors = np.array([-1.0] * 9 + [9.0])
    found = simulated(options(0.01), np.array([50.0]), errors, lambda step, drawn: 50 + drawn)
    assert (found.lower[0], found.upper[0]) == (49.0, 50.0)


def test_no_confidence_draws_nothing():
    assert simulated(options(None), np.array([1.0]), np.array([1.0, 2.0]), lambda step, drawn: drawn) is None

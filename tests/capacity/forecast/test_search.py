import numpy as np
import pytest

from supportops.capacity.forecast._search import lowest


def test_the_lowest_place_is_found_inside_and_on_the_border():
    grid = (0.0, 0.3, 0.6, 1.0)
    assert lowest(lambda x: (x[0] - 0.37) ** 2, [grid]) == pytest.approx([0.37], abs=1e-6)
    assert lowest(lambda x: (x[0] + 1) ** 2 + (x[1] - 2) ** 2, [grid, grid]) == pytest.approx([0, 1], abs=1e-6)


def test_a_bent_valley_is_followed_to_its_end():
    """Rosenbrock (1960)."""

    def valley(x):
        return (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2

    assert lowest(valley, [(-2.0, 0.0, 2.0), (-2.0, 0.0, 2.0)]) == pytest.approx([1, 1], abs=1e-4)


def test_of_two_dips_the_deeper_one_is_found():
    def dips(x):
        return min((x[0] - 0.2) ** 2, (x[0] - 0.9) ** 2 - 0.01)

    assert lowest(dips, [np.linspace(0, 1, 6)]) == pytest.approx([0.9], abs=1e-6)


def test_a_number_without_effect_does_no_harm():
    found = lowest(lambda x: abs(x[0] - 0.5), [(0.0, 1.0), (0.0, 1.0)])
    assert found[0] == pytest.approx(0.5, abs=1e-6)
    assert 0 <= found[1] <= 1

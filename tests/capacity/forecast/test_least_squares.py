import numpy as np
import pytest

from supportops.capacity.forecast._least_squares import least_squares


def test_the_line_is_that_of_the_normal_equations():
    rng = np.random.default_rng(8)
    columns, future = rng.normal(50, 9, (30, 3)), rng.normal(50, 9, (4, 3))
    y = 20 + columns @ [1.5, -2.0, 0.3] + rng.normal(0, 2, 30)
    line = least_squares(y, columns, future=future, names=("a", "b", "c"))
    design, ahead = np.column_stack([np.ones(30), columns]), np.column_stack([np.ones(4), future])
    inverse = np.linalg.inv(design.T @ design)
    effects = inverse @ design.T @ y
    errors = y - design @ effects
    assert [line.intercept, *line.slopes] == pytest.approx(effects)
    assert line.fitted == pytest.approx(design @ effects)
    assert line.mean == pytest.approx(ahead @ effects)
    assert (line.dof, line.sse) == (26, pytest.approx(errors @ errors))
    assert line.sigma == pytest.approx(np.sqrt(errors @ errors / 26))
    assert line.spread == pytest.approx(line.sigma * np.sqrt(1 + np.einsum("ij,jk,ik->i", ahead, inverse, ahead)))
    assert line.r_squared == pytest.approx(1 - errors @ errors / ((y - y.mean()) @ (y - y.mean())))


def test_a_far_origin_loses_no_digits():
    """Instants in seconds: the values vary by a thousandth of a thousandth of their size."""
    time = 1_760_000_000.0 + 86_400.0 * np.arange(30)
    line = least_squares(5 + np.arange(30.0), time[:, None], future=time[-1:, None] + 86_400, names=("t",))
    assert line.mean == pytest.approx([35.0], rel=1e-12)
    assert line.sse == pytest.approx(0, abs=1e-18)

import pytest
from scipy import stats

from supportops.capacity.forecast._student import deviate, student


@pytest.mark.parametrize("dof", [1, 2, 3, 4, 5, 10, 31, 100, 999, 1000, 1001, 20_000])
@pytest.mark.parametrize("confidence", [0.1, 0.5, 0.8, 0.95, 0.999])
def test_the_quantile_is_that_of_scipy(dof, confidence):
    assert student(confidence, dof) == pytest.approx(stats.t.ppf((1 + confidence) / 2, dof), rel=1e-11)


@pytest.mark.parametrize(
    ("confidence", "dof", "table"),
    [(0.8, 1, 3.078), (0.9, 5, 2.015), (0.95, 10, 2.228), (0.99, 30, 2.750)],
)
def test_the_quantile_is_that_of_the_printed_tables(confidence, dof, table):
    """Abramowitz and Stegun (1964), table 26.10."""
    assert student(confidence, dof) == pytest.approx(table, abs=5e-4)


def test_with_many_degrees_of_freedom_it_is_normal():
    assert student(0.8, 10**9) == pytest.approx(deviate(0.8), rel=1e-8)
    assert deviate(0.95) == pytest.approx(1.959963984540054)

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.triage.matrix import Matrix
from supportops.vocabulary import P1_TO_P5, Scale

IMPACT = Scale("low", "high", name="impact", top="last")
URGENCY = Scale("now", "soon", "later", name="urgency")


def matrix(cells, *, name="", rows=IMPACT, columns=URGENCY, scale=P1_TO_P5):
    return Matrix(name=name, rows=rows, columns=columns, cells=cells, scale=scale)


@st.composite
def matrices(draw):
    tops = st.sampled_from(["first", "last"])
    rows = Scale(*"abcd"[: draw(st.integers(1, 4))], top=draw(tops))
    columns = Scale(*"vwxyz"[: draw(st.integers(1, 5))], top=draw(tops))
    scale = Scale(*"123", top=draw(tops))
    answers = st.sampled_from([None, None, *scale])
    drawn = {row: {column: draw(answers) for column in columns} for row in rows}
    cells = {row: {column: cell for column, cell in line.items() if cell} for row, line in drawn.items()}
    return matrix(cells if any(cells.values()) else {"a": {"v": "1"}}, rows=rows, columns=columns, scale=scale)


def worse(grid, one, other):
    """Whether the first place is a worse input on both axes, or on one with the other equal."""
    return one != other and all(
        axis.rank(a) <= axis.rank(b) for axis, a, b in zip((grid.rows, grid.columns), one, other, strict=True)
    )


def there(grid):
    return [(row, column) for row, line in grid.cells.items() for column in line]


def contradicting(grid):
    """Every contradicting pair, by comparing each cell with each."""
    rank = grid.scale.rank
    return {
        (one, other)
        for one, other in product(there(grid), repeat=2)
        if worse(grid, one, other) and rank(grid[one]) > rank(grid[other])
    }


@given(matrices())
def test_monotone_is_what_comparing_every_pair_says(grid):
    assert grid.check().monotone == (not contradicting(grid))


@given(matrices())
def test_the_contradictions_are_those_with_no_cell_between(grid):
    expected = {
        (one, other)
        for one, other in contradicting(grid)
        if not any(worse(grid, one, between) and worse(grid, between, other) for between in there(grid))
    }
    found = grid.check().contradictions
    assert set(found) == expected
    assert len(found) == len(expected)


@given(matrices())
def test_what_is_missing_is_what_is_not_there(grid):
    check = grid.check()
    assert set(check.missing) == set(product(grid.rows, grid.columns)) - set(there(grid))
    assert check.complete == (not check.missing)
    assert check.size == len(check.missing) + len(there(grid))


def test_a_complete_and_monotone_matrix_has_no_finding():
    check = matrix(
        {"high": {"now": "P1", "soon": "P2", "later": "P2"}, "low": {"now": "P2", "soon": "P2", "later": "P5"}}
    ).check()
    assert (check.complete, check.monotone, check.missing, check.findings) == (True, True, (), ())
    assert str(check) == check.to_markdown() == "complete, monotone"


def test_missing_cells_are_told_row_by_row_worst_first():
    check = matrix({"low": {"soon": "P3"}}, name="grid").check()
    assert check.missing == (
        ("high", "now"), ("high", "soon"), ("high", "later"), ("low", "now"), ("low", "later"),
    )  # fmt: skip
    assert check.findings == (
        "impact 'high' has no cell for urgency 'now', 'soon', 'later'",
        "impact 'low' has no cell for urgency 'now', 'later'",
    )
    assert str(check).splitlines()[0] == "grid: 5 of 6 cells missing, monotone"


def test_a_contradiction_names_both_cells_even_across_absent_ones():
    check = matrix({"high": {"now": "P4"}, "low": {"later": "P2"}}).check()
    assert not check.monotone
    assert check.contradictions == ((("high", "now"), ("low", "later")),)
    assert check.findings[-1] == (
        "impact 'high' with urgency 'now' gives 'P4', but the milder impact 'low' with urgency 'later' gives 'P2'"
    )


def test_cells_that_cannot_be_compared_do_not_contradict():
    assert matrix({"high": {"later": "P5"}, "low": {"now": "P1"}}).check().monotone


@pytest.mark.parametrize("top", ["first", "last"])
def test_worse_is_nearer_the_top_of_each_scale(top):
    order = Scale("a", "b", top=top)
    check = matrix({"a": {"a": "x"}, "b": {"a": "y"}}, rows=order, columns=Scale("a"), scale=Scale("x", "y")).check()
    assert check.monotone == (top == "first")


def test_findings_are_escaped_for_markdown_and_html():
    rows = Scale("a|b", "c", name="<i>")
    check = matrix({"a|b": {"now": "P1"}}, rows=rows, columns=Scale("now", "later", name="u"), name="x|y").check()
    assert check.to_markdown().splitlines() == [
        "x\\|y: 3 of 4 cells missing, monotone",
        "- <i> 'a\\|b' has no cell for u 'later'",
        "- <i> 'c' has no cell for u 'now', 'later'",
    ]
    html = check._repr_html_()
    assert html.startswith("<div><p>x|y: 3 of 4 cells missing, monotone</p><ul><li>&lt;i&gt; ")
    assert "<ul>" not in matrix(dict.fromkeys(IMPACT, dict.fromkeys(URGENCY, "P1"))).check()._repr_html_()

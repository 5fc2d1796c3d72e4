import pickle
from enum import Enum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import ConfigurationError, DomainError, NoMatchError
from supportops.triage.matrix import Matrix
from supportops.triage.scales import Impairment, UsersAffected
from supportops.vocabulary import P0_TO_P4, P1_TO_P5, SEV1_TO_SEV5, Scale

CELLS = {
    "complete_block": {"all": "SEV1", "multiple": "SEV2", "one": "SEV3"},
    "major_impairment": {"all": "SEV2", "multiple": "SEV3", "one": "SEV4"},
    "minor_impairment": {"all": "SEV3", "multiple": "SEV4", "one": "SEV5"},
}
SEVERITY = Matrix(name="severity", rows=Impairment, columns=UsersAffected, cells=CELLS, scale=SEV1_TO_SEV5)
IMPACT = Scale("high", "low", name="impact")
URGENCY = Scale("later", "now", name="urgency", top="last")
GAPPY = Matrix(rows=IMPACT, columns=URGENCY, cells={"high": {"now": "P1"}, "low": {"later": "P5"}}, scale=P1_TO_P5)


class Size(Enum):
    BIG = "big"
    SMALL = "small"


@st.composite
def matrices(draw, *, absent=True):
    rows = Scale(*"abcd"[: draw(st.integers(1, 4))], name=draw(st.sampled_from(["", "rows", "x"])))
    columns = Scale(*"wxyz"[: draw(st.integers(1, 4))], top=draw(st.sampled_from(["first", "last"])))
    answers = st.sampled_from([None, *P1_TO_P5] if absent else list(P1_TO_P5))
    drawn = {row: {column: draw(answers) for column in columns} for row in rows}
    cells = {row: {column: cell for column, cell in line.items() if cell} for row, line in drawn.items()}
    if not any(cells.values()):
        cells = {rows.labels[0]: {columns.labels[0]: "P1"}}
    return Matrix(rows=rows, columns=columns, cells=cells, scale=P1_TO_P5)


def test_a_pair_of_labels_has_its_answer():
    assert SEVERITY["complete_block", "all"] == "SEV1"
    assert SEVERITY[Impairment.MINOR_IMPAIRMENT, UsersAffected.ONE] == "SEV5"


def test_enum_classes_become_scales_and_their_members_texts():
    sizes = Matrix(rows=Size, columns=Size, cells={Size.BIG: {Size.SMALL: "P1"}}, scale=P1_TO_P5)
    assert sizes.rows == Scale("big", "small")
    assert sizes.rows.name == "size"
    assert sizes.cells == {"big": {"small": "P1"}}
    assert sizes[Size.BIG, Size.SMALL] == sizes["big", "small"] == "P1"


def test_a_label_that_is_not_on_its_axis_names_the_axis():
    with pytest.raises(DomainError, match=r"^users_affected: 'zero' is not on this scale; allowed: all") as caught:
        SEVERITY["complete_block", "zero"]
    error = caught.value
    assert (error.field, error.value, error.allowed) == ("users_affected", "zero", ("all", "multiple", "one"))
    with pytest.raises(DomainError, match="did you mean 'complete_block'") as caught:
        SEVERITY["complete_blok", "all"]
    assert caught.value.field == "impairment"


@pytest.mark.parametrize("label", [1, None, ["all"], Size.BIG])
def test_what_is_no_label_is_refused(label):
    with pytest.raises(DomainError) as caught:
        SEVERITY["complete_block", label]
    assert caught.value.field == "users_affected"


@pytest.mark.parametrize("key", ["complete_block", 1, ("complete_block", "all", "one")])
def test_an_answer_needs_a_row_and_a_column(key):
    with pytest.raises(DomainError, match=r"is no row and column; write matrix\[row, column\]"):
        SEVERITY[key]


@pytest.mark.parametrize(
    ("rows", "columns", "names"),
    [
        (Scale("a"), Scale("b"), ("rows", "columns")),
        (P1_TO_P5, P0_TO_P4, ("rows", "columns")),
        (P1_TO_P5, Scale("b"), ("priority", "columns")),
        (Scale("a", name="columns"), Scale("b"), ("rows", "columns")),
        (Scale("a"), P1_TO_P5, ("rows", "priority")),
    ],
)
def test_an_axis_without_a_name_of_its_own_is_rows_or_columns(rows, columns, names):
    matrix = Matrix(rows=rows, columns=columns, cells={rows.label(1): {columns.label(1): "P1"}}, scale=P1_TO_P5)
    with pytest.raises(DomainError) as caught:
        matrix["?", columns.label(1)]
    assert caught.value.field == names[0]
    with pytest.raises(DomainError) as caught:
        matrix.lookup([rows.label(1)], ["?"])
    assert caught.value.field == names[1]


def test_an_absent_cell_has_no_answer():
    with pytest.raises(NoMatchError, match="no cell for impact 'high' with urgency 'later'; add it") as caught:
        GAPPY["high", "later"]
    assert caught.value.facts == {"impact": "high", "urgency": "later"}


@given(matrices(), st.data())
def test_an_array_has_the_answers_of_its_elements(matrix, data):
    there = [(row, column) for row, line in matrix.cells.items() for column in line]
    some = data.draw(st.lists(st.sampled_from(there), max_size=6))
    kind = data.draw(st.sampled_from([object, str]))
    rows, columns = (np.array([pair[axis] for pair in some], dtype=kind) for axis in (0, 1))
    assert matrix.lookup(rows, columns).tolist() == [matrix[pair] for pair in some]


@given(matrices(absent=False))
def test_rows_and_columns_are_broadcast(matrix):
    rows, columns = list(matrix.rows), list(matrix.columns)
    grid = matrix.lookup(np.array(rows)[:, None], columns)
    assert grid.tolist() == [[matrix[row, column] for column in columns] for row in rows]
    assert matrix.lookup(rows, columns[0]).tolist() == [line[0] for line in grid.tolist()]


def test_single_labels_come_back_as_an_array_without_axes():
    found = SEVERITY.lookup("complete_block", UsersAffected.ALL)
    assert isinstance(found, np.ndarray)
    assert (found.shape, found.item()) == ((), "SEV1")


def test_an_unknown_label_in_an_array_is_named_with_its_axis_and_place():
    with pytest.raises(DomainError, match=r"^users_affected at \[1\]: 'zero' is not on this scale") as caught:
        SEVERITY.lookup("complete_block", ["one", "zero"])
    error = caught.value
    assert (error.field, error.value, error.index) == ("users_affected", "zero", 1)
    with pytest.raises(DomainError, match=r"^impairment at \[2, 0\]: None is no label") as caught:
        SEVERITY.lookup([["complete_block"], ["complete_block"], [None]], ["one", "all"])
    assert caught.value.index == 2


def test_an_absent_cell_in_an_array_is_named():
    with pytest.raises(NoMatchError, match="impact 'low' with urgency 'now'") as caught:
        GAPPY.lookup(["high", "low", "low"], ["now", "later", "now"])
    assert caught.value.facts == {"impact": "low", "urgency": "now"}
    with pytest.raises(NoMatchError, match="impact 'high' with urgency 'later'"):
        GAPPY.lookup("high", "later")


def test_arrays_that_do_not_fit_are_refused():
    with pytest.raises(DomainError, match=r"shapes \(2,\) and \(3,\), which cannot be broadcast"):
        SEVERITY.lookup(["complete_block"] * 2, ["all"] * 3)


@given(matrices())
def test_a_matrix_survives_json_and_pickle(matrix):
    matrix.check()  # what it works out once must not show
    for same in (Matrix.model_validate_json(matrix.model_dump_json()), pickle.loads(pickle.dumps(matrix))):
        assert same == matrix
        assert hash(same) == hash(matrix)
        assert same.rows.name == matrix.rows.name


def test_the_schema_is_json():
    assert set(Matrix.model_json_schema()["properties"]) == {"name", "rows", "columns", "cells", "scale"}


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Matrix(
            rows=Impairment,
            columns=UsersAffected,
            cells={"complete_blok": {"all": "SEV1", "al": "SEV9"}, "minor_impairment": {"one": "P5"}},
            scale=SEV1_TO_SEV5,
        )
    assert [fault for fault in caught.value.faults if "allowed" not in fault[1]] == [
        ("cells.complete_blok", "'complete_blok' is not one of the rows; did you mean 'complete_block'?"),
        ("cells.complete_blok.al", "'al' is not one of the columns; did you mean 'all'?"),
        (
            "cells.complete_blok.al",
            "'SEV9' is not on the scale of the answers; did you mean 'SEV5' or 'SEV4' or 'SEV3'?",
        ),
    ]
    assert caught.value.faults[-1][0] == "cells.minor_impairment.one"


@pytest.mark.parametrize("cells", [{}, {"high": {}}])
def test_a_matrix_without_a_cell_is_refused(cells):
    with pytest.raises(ConfigurationError, match="at least one cell"):
        Matrix(rows=IMPACT, columns=URGENCY, cells=cells, scale=P1_TO_P5)


def test_markdown_is_written_worst_first_with_a_dash_for_what_is_absent():
    assert GAPPY.to_markdown() == "\n".join(
        ["| impact / urgency | now | later |", "| --- | --- | --- |", "| high | P1 | - |", "| low | - | P5 |"]
    )


def test_markdown_escapes_what_would_part_a_cell():
    odd = Matrix(rows=Scale("a|b"), columns=Scale("c\nd"), cells={"a|b": {"c\nd": "P1"}}, scale=P1_TO_P5)
    assert odd.to_markdown().splitlines() == ["| rows / columns | c d |", "| --- | --- |", "| a\\|b | P1 |"]


def test_text_begins_with_the_name():
    assert str(SEVERITY).startswith("severity\n\n| impairment / users_affected | all | multiple | one |")
    assert str(GAPPY) == GAPPY.to_markdown()


def test_html_has_headings_on_both_sides_and_escapes_what_it_shows():
    html = Matrix(
        name="<b>", rows=Scale("a&b"), columns=Scale("c"), cells={"a&b": {"c": "P1"}}, scale=P1_TO_P5
    )._repr_html_()
    assert html == (
        '<table><caption>&lt;b&gt;</caption><thead><tr><th scope="col">rows / columns</th><th scope="col">c</th></tr>'
        '</thead><tbody><tr><th scope="row">a&amp;b</th><td>P1</td></tr></tbody></table>'
    )
    assert "<caption>" not in GAPPY._repr_html_()

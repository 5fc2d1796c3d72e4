from enum import Enum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from supportops.errors import DomainError
from supportops.vocabulary import P1_TO_P5, Scale

SHAPES = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)


class Urgency(Enum):
    HIGH = "high"
    LOW = "low"


@given(SHAPES, st.sampled_from([P1_TO_P5, Scale("a", "bb", top="last")]), st.sampled_from([object, str]), st.data())
def test_an_array_has_the_ranks_of_its_elements(shape, scale, kind, data):
    some = data.draw(arrays.arrays(object, shape, elements=st.sampled_from(scale.labels)))
    expected = np.vectorize(scale.rank, otypes=[np.int64])(some)
    found = scale.ranks(some.astype(kind))
    assert found.dtype == np.int64
    assert found.shape == shape
    assert found.tolist() == expected.tolist()


def test_lists_and_members_of_an_enum_are_read_too():
    scale = Scale.of(Urgency)
    assert scale.ranks(["low", Urgency.HIGH]).tolist() == [2, 1]
    assert scale.ranks([["low"], ["high"]]).tolist() == [[2], [1]]
    assert scale.ranks(Urgency.LOW).tolist() == 2
    assert scale.ranks([]).tolist() == []


def test_a_slice_of_an_array_is_read_in_its_own_order():
    grid = np.array([["P1", "P2"], ["P3", "P4"]])
    assert P1_TO_P5.ranks(grid.T[::-1]).tolist() == [[2, 4], [1, 3]]
    assert P1_TO_P5.ranks(grid.astype(object).T[::-1]).tolist() == [[2, 4], [1, 3]]


@pytest.mark.parametrize("kind", [object, str])
def test_the_first_unknown_label_is_named_with_its_place(kind):
    with pytest.raises(DomainError, match=r"^at \[1\]: 'P7' is not on this scale; allowed: P1") as caught:
        P1_TO_P5.ranks(np.array(["P2", "P7", "P8"], dtype=kind))
    error = caught.value
    assert (error.field, error.value, error.index, error.allowed) == ("priority", "P7", 1, P1_TO_P5.labels)
    assert type(error.value) is str


def test_the_place_in_a_grid_is_told_by_axis_and_counted_flat():
    with pytest.raises(DomainError, match=r"^at \[1, 0\]: 'x'") as caught:
        P1_TO_P5.ranks([["P1", "P2"], ["x", "P1"]])
    assert caught.value.index == 2


def test_a_single_label_has_no_place():
    with pytest.raises(DomainError, match=r"^'x' is not on this scale") as caught:
        P1_TO_P5.ranks("x")
    assert caught.value.index is None


@pytest.mark.parametrize(
    ("labels", "part"),
    [
        (np.array([2, 3]), "2 is a bare number"),
        (["P1", None], "None is no label"),
        (["P1", float("nan")], "nan is a bare number"),
        (["P1", ["P2"]], "['P2'] is no label"),
        (np.array([b"P1"]), "b'P1' is no label"),
        (["P1", Urgency.LOW], "'low' is not on this scale"),
    ],
)
def test_what_is_no_label_is_refused(labels, part):
    with pytest.raises(DomainError) as caught:
        P1_TO_P5.ranks(labels)
    assert part in str(caught.value)

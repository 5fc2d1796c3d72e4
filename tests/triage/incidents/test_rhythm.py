import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import DomainError
from supportops.triage.incidents._rhythm import due_instants, missed


@pytest.mark.parametrize(
    ("until", "due"), [(-5, []), (0, []), (9, []), (10, [10]), (19, [10]), (20, [10, 20]), (35, [10, 20, 30])]
)
def test_instants_are_due_up_to_and_at_the_end(until, due):
    assert list(due_instants(0, 10, until)) == due
    assert list(due_instants(100, 10, 100 + until)) == [100 + instant for instant in due]


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([], [10, 20, 30]),
        ([0], [10, 20, 30]),
        ([1], [20, 30]),
        ([10], [20, 30]),
        ([10, 20, 30], []),
        ([11, 12, 13], [10, 30]),
        ([25], [10, 20]),
        ([31], [10, 20, 30]),
        ([5, 15, 25, 99], []),
    ],
)
def test_an_update_counts_for_the_instant_at_or_after_it(told, left):
    assert missed(due_instants(0, 10, 30), told) == left


@given(st.integers(1, 9), st.integers(-5, 60), st.lists(st.integers(0, 60)))
def test_missed_instants_are_those_with_an_empty_stretch_before(every, until, told):
    due = [tick for tick in range(1, until + 1) if tick % every == 0]
    assert list(due_instants(0, every, until)) == due
    assert missed(due_instants(0, every, until), sorted(told)) == [
        tick for tick in due if not {*range(tick - every + 1, tick + 1)} & set(told)
    ]


def test_a_silly_number_of_instants_is_refused():
    assert len(due_instants(0, 1, 1_000_000)) == 1_000_000
    with pytest.raises(DomainError, match="1000001 updates would have been due") as caught:
        due_instants(0, 1, 1_000_001)
    assert caught.value.field == "at"

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._agreement import cohen_kappa
from supportops.errors import DomainError

LABELS = st.sampled_from(["P1", "P2", "P3"])
PAIRS = st.lists(st.tuples(LABELS, LABELS), max_size=30)


def judged(*counts):
    """The labels of two judges, from (label of a, label of b, how often)."""
    rows = [(a, b) for a, b, times in counts for _ in range(times)]
    return [a for a, _ in rows], [b for _, b in rows]


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        # 35 of 50 agree; by chance (25 x 30 + 25 x 20) / 50^2 = 0.5 would.
        ([("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)], 0.4),
        # The same 60 of 100, with other margins: 0.54 and 0.46 by chance.
        ([("yes", "yes", 45), ("yes", "no", 15), ("no", "yes", 25), ("no", "no", 15)], 0.06 / 0.46),
        ([("yes", "yes", 25), ("yes", "no", 35), ("no", "yes", 5), ("no", "no", 35)], 0.14 / 0.54),
        ([("yes", "no", 3), ("no", "yes", 3)], -1.0),
        ([("yes", "yes", 3), ("no", "no", 3)], 1.0),
        ([("yes", "no", 4)], 0.0),
    ],
)
def test_kappa_of_tables_worked_by_hand(counts, kappa):
    assert cohen_kappa(*judged(*counts)) == pytest.approx(kappa, abs=1e-15)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_without_cases_and_with_one_label_only_it_is_undefined(count):
    assert cohen_kappa(["P1"] * count, ["P1"] * count) is None


def test_different_numbers_of_labels_are_refused():
    with pytest.raises(DomainError, match="2 labels of one judge, 1 of the other"):
        cohen_kappa(["a", "b"], ["a"])


@given(PAIRS)
def test_it_is_the_formula_in_fractions(pairs):
    a, b = [one for one, _ in pairs], [other for _, other in pairs]
    labels = {*a, *b}
    if len(pairs) == 0 or (len(labels) == 1):
        assert cohen_kappa(a, b) is None
        return
    n = len(pairs)
    by_chance = sum(Fraction(a.count(label) * b.count(label), n * n) for label in labels)
    share = Fraction(sum(one == other for one, other in pairs), n)
    assert cohen_kappa(a, b) == float((share - by_chance) / (1 - by_chance))


@given(PAIRS)
def test_it_is_the_same_from_both_sides_and_at_most_one(pairs):
    a, b = [one for one, _ in pairs], [other for _, other in pairs]
    kappa = cohen_kappa(a, b)
    assert kappa == cohen_kappa(b, a)
    assert kappa is None or kappa <= 1

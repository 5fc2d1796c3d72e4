"""The published ServiceNow matrix against the priorities of a real desk, row by row of its incident log."""

import csv
import gzip
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np

from supportops.presets.itil import SERVICENOW

LOG = Path(__file__).parents[2] / "examples" / "data" / "incidents.csv.gz"
WORDS = {"1 - Critical": "critical", "2 - High": "high", "3 - Moderate": "moderate", "4 - Low": "low"}


@cache
def columns() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    with gzip.open(LOG, "rt", encoding="utf-8", newline="") as log:
        rows = [(row["impact"], row["urgency"], row["priority"]) for row in csv.DictReader(log)]
    impact, urgency, priority = map(np.array, zip(*rows, strict=True))
    label = np.vectorize(lambda text: text.partition(" - ")[2].lower())
    return label(impact), label(urgency), np.vectorize(WORDS.__getitem__)(priority)


def test_the_desk_follows_the_matrix_but_for_its_last_cell():
    impact, urgency, priority = columns()
    given = SERVICENOW.lookup(impact, urgency)
    agreed = given == priority
    assert (len(given), int(agreed.sum())) == (141_712, 138_281)
    elsewhere = set(zip(impact[~agreed], urgency[~agreed], given[~agreed], priority[~agreed], strict=True))
    # The desk has no fifth priority: low and low is a 4 there, and planning in the matrix.
    assert elsewhere == {("low", "low", "planning", "low")}


def test_a_lookup_of_the_log_is_the_lookup_of_its_pairs():
    impact, urgency, _ = columns()
    pairs = Counter(zip(impact.tolist(), urgency.tolist(), strict=True))
    assert len(pairs) == 8
    for (row, column), count in pairs.items():
        here = (impact == row) & (urgency == column)
        assert (SERVICENOW.lookup(impact[here], urgency[here]) == SERVICENOW[row, column]).sum() == count

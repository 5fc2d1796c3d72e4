"""Wilson intervals that statsmodels computed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from supportops._statistics import wilson

DOCUMENT = json.loads((Path(__file__).parent / "data" / "wilson_intervals.json").read_text(encoding="utf-8"))
VECTORS = DOCUMENT["vectors"]
TOLERANCE = DOCUMENT["tolerance"]


def test_all_18_vectors_are_here():
    assert len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 18


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_the_vector_holds(vector):
    found = wilson(vector["successes"], vector["n"], vector["confidence"])
    assert found == pytest.approx((vector["low"], vector["high"]), abs=TOLERANCE)


def test_they_hold_as_one_array():
    same = [vector for vector in VECTORS if vector["confidence"] == 0.95]
    low, high = wilson(np.array([v["successes"] for v in same]), np.array([v["n"] for v in same]))
    assert low == pytest.approx(np.array([v["low"] for v in same]), abs=TOLERANCE)
    assert high == pytest.approx(np.array([v["high"] for v in same]), abs=TOLERANCE)

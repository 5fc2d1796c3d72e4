"""Buckets instead of searching: the same answers, whichever way they are found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.calendar import lookup as module
from supportops.calendar.lookup import Lookup, lookup_of
from supportops.calendar.table import Table


@st.composite
def tables(draw: st.DrawFn) -> Table:
    edges = sorted(draw(st.sets(st.integers(0, 400), max_size=24)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    return Table(0, 400, spans, origin=draw(st.integers(-50, 50)))


def total_at(table: Table, us: int) -> int:
    return table.origin + sum(
        max(0, min(us, closing) - opening) for opening, closing in zip(table.openings, table.closings, strict=True)
    )


@pytest.mark.parametrize("most", [0, 1 << 18], ids=["searched", "bucketed"])
@settings(max_examples=100, deadline=None)
@given(table=tables())
def test_totals_are_those_of_counting(most: int, table: Table):
    kept, module._MAX_BUCKETS = module._MAX_BUCKETS, most
    try:
        instants = np.arange(0, 401)
        assert Lookup(table).totals(instants).tolist() == [total_at(table, int(us)) for us in instants]
    finally:
        module._MAX_BUCKETS = kept


@pytest.mark.parametrize("most", [0, 1 << 18], ids=["searched", "bucketed"])
@settings(max_examples=100, deadline=None)
@given(table=tables().filter(lambda table: table.openings))
def test_the_earliest_and_the_latest_instant_of_a_total(most: int, table: Table):
    kept, module._MAX_BUCKETS = module._MAX_BUCKETS, most
    try:
        totals = np.arange(table.origin + 1, table.total + 1)
        by_total = {}
        for us in range(401):
            by_total.setdefault(total_at(table, us), []).append(us)
        found = Lookup(table).earliest(totals)
        assert found.tolist() == [by_total[int(total)][0] for total in totals]
        below = np.arange(table.origin, table.total)
        assert Lookup(table).latest(below).tolist() == [by_total[int(total)][-1] for total in below]
    finally:
        module._MAX_BUCKETS = kept


def test_more_elements_than_a_block_and_more_dimensions_than_one():
    table = Table(0, 1 << 20, [(i, i + 7) for i in range(100, 1 << 20, 1000)], origin=3)
    instants = np.random.default_rng(1).integers(0, 1 << 20, (3, 1 << 14))
    found = Lookup(table).totals(instants)
    assert found.shape == instants.shape
    assert found[1, :50].tolist() == [total_at(table, int(us)) for us in instants[1, :50]]
    assert found[2, -50:].tolist() == [total_at(table, int(us)) for us in instants[2, -50:]]
    assert Lookup(table).earliest(np.full((2, 1 << 14), 4)).tolist() == np.full((2, 1 << 14), 101).tolist()


def test_open_and_next_open():
    table = Table(0, 100, [(10, 20), (30, 40)], origin=0)
    instants = np.array([0, 10, 19, 20, 29, 35])
    assert Lookup(table).is_open(instants).tolist() == [False, True, True, False, False, True]
    assert Lookup(table).next_open(instants).tolist() == [10, 10, 19, 30, 30, 35]


def test_the_arrays_of_a_table_are_made_once():
    table = Table(0, 100, [(10, 20)], origin=0)
    assert lookup_of(table) is lookup_of(table)


def test_buckets_are_made_only_when_there_is_enough_to_look_up():
    table = Table(0, 1 << 20, [(0, 1 << 10), (1 << 11, 1 << 12)], origin=0)
    arrays = Lookup(table)
    assert arrays._spans.index(10) is None
    made = arrays._spans.index(10_000)
    assert made is not None
    assert arrays._spans.index(1) is made

"""The compiled stretch: edges in turn, and what is open up to each."""

from __future__ import annotations

from bisect import bisect_right

from supportops.calendar.table import Table


def total_at(table: Table, us: int) -> int:
    i = bisect_right(table.edges, us)
    return table.base[i] + us if i & 1 else table.base[i]


def test_a_table_holds_edges_and_running_totals():
    table = Table(0, 100, [(10, 20), (50, 80)], origin=5)
    assert table.edges == [10, 20, 50, 80]
    assert (table.before, table.after, table.total) == ([5, 15], [15, 45], 45)
    assert [total_at(table, us) for us in (0, 10, 15, 20, 40, 60, 80, 99)] == [5, 5, 10, 15, 15, 25, 45, 45]


def test_a_table_without_spans_has_the_same_total_everywhere():
    table = Table(0, 100, [], origin=7)
    assert (table.edges, table.base, table.total) == ([], [7], 7)
    assert total_at(table, 50) == 7

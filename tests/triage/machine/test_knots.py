from hypothesis import given
from hypothesis import strategies as st

from supportops.triage.machine._knots import knots

NODES = "abcdef"
graphs = st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), unique=True, max_size=3) for node in NODES})


def reached(graph, start):
    """What at least one edge leads to."""
    found = set(graph[start])
    for _ in graph:
        found |= {target for node in found for target in graph[node]}
    return found


@given(graphs)
def test_a_knot_is_what_leads_to_each_other(graph):
    expected = {
        frozenset(other for other in graph if other in reached(graph, node) and node in reached(graph, other))
        for node in graph
    } - {frozenset()}
    found = list(knots(graph))
    assert {frozenset(knot) for knot in found} == expected
    order = list(graph)
    firsts = [min(map(order.index, knot)) for knot in found]
    assert firsts == sorted(firsts)


def test_a_long_chain_needs_no_deep_calls():
    graph = {number: [number + 1] for number in range(50_000)} | {50_000: [0]}
    assert [len(knot) for knot in knots(graph)] == [50_001]

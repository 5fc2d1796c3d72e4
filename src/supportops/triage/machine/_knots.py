"""The knots of a graph: states that all lead to each other (strongly connected components with an edge inside)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["knots"]


def knots(graph: Mapping[str, Iterable[str]]) -> Iterator[set[str]]:
    """Yield the knots, in the order of their first states.

    Two walks over all edges (Kosaraju): one that lists each state behind all that it leads to, one backwards from the
    end of that list. Loops, as a graph may be deeper than calls can be.

    Example:
        >>> [sorted(knot) for knot in knots({"a": ["b"], "b": ["a", "c"], "c": ["c"], "d": ["a"]})]
        [['a', 'b'], ['c']]
    """
    back: dict[str, list[str]] = {state: [] for state in graph}
    for state, targets in graph.items():
        for target in targets:
            back[target].append(state)
    left = set(graph)
    # What is taken is left no more: each state is asked for at its turn.
    found = [_taken(state, back, left) for state in reversed(_behind(graph)) if state in left]
    place = {state: place for place, state in enumerate(graph)}
    found = [knot for knot in found if len(knot) > 1 or any(state in graph[state] for state in knot)]
    yield from sorted(found, key=lambda knot: min(place[state] for state in knot))


def _behind(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return all states, each behind those that it leads to but for cycles."""
    listed, seen = [], set[str]()
    for start in graph:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(graph[start]))]
        while path:
            state, targets = path[-1]
            target = next((target for target in targets if target not in seen), None)
            if target is None:
                listed.append(state)
                path.pop()
            else:
                seen.add(target)
                path.append((target, iter(graph[target])))
    return listed


def _taken(start: str, back: Mapping[str, Iterable[str]], left: set[str]) -> set[str]:
    """Return what leads to a state and is left; it is left no more."""
    left.discard(start)
    found, open_ends = {start}, [start]
    while open_ends:
        for state in back[open_ends.pop()]:
            if state in left:
                left.discard(state)
                found.add(state)
                open_ends.append(state)
    return found

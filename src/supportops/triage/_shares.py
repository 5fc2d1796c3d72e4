"""The figures of a fairness report, counted from the assignments of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import fsum

from supportops.triage._desk import Desk
from supportops.triage.assignment import Assignment
from supportops.triage.assignment_state import AssignmentState, exact
from supportops.triage.fairness import AgentShare, Basis, Fairness

__all__ = ["fairness_of"]

Wait = tuple[timedelta | None, str | None]


def fairness_of(
    desk: Desk,
    made: Sequence[Assignment],
    waiting: Sequence[Assignment],
    created: Mapping[str, datetime],
    *,
    before: AssignmentState,
    after: AssignmentState,
) -> Fairness:
    """Return the report of a run at one instant.

    Args:
        desk: the pool.
        made: the assignments with an agent.
        waiting: those without.
        created: when each ticket came in.
        before: the state before the run.
        after: the state after it.
    """
    basis = _basis(desk)
    rows = _rows(desk, made, basis, before=before, after=after)
    took_part = [row for row in rows if row.eligible]
    counts, loads = [row.assigned for row in took_part], [row.load_after for row in took_part]
    queue = [one for one in waiting if one.blocked_by != "stale"]
    longest_wait, longest_wait_ticket = _longest(made, created, desk.at)
    longest_waiting, longest_waiting_ticket = _longest(queue, created, desk.at)
    return Fairness(
        agents=rows,
        basis=basis,
        assigned=len(made),
        waiting=len(queue),
        stale=len(waiting) - len(queue),
        spread=max(counts) - min(counts) if counts else None,
        load_spread=exact(max(loads) - min(loads)) if loads else None,
        longest_wait=longest_wait,
        longest_wait_ticket=longest_wait_ticket,
        longest_waiting=longest_waiting,
        longest_waiting_ticket=longest_waiting_ticket,
    )


def _rows(
    desk: Desk, made: Sequence[Assignment], basis: Basis, *, before: AssignmentState, after: AssignmentState
) -> tuple[AgentShare, ...]:
    taken = Counter(name for one in made for name in one.agents)
    pools: Counter[tuple[str, ...]] = Counter()
    for one in made:
        pools[one.eligible] += len(one.agents)
    chances = Counter(name for one in made for name in one.eligible)
    expected = _expected(pools, desk, basis)
    total = taken.total()
    return tuple(
        AgentShare(
            agent=name,
            assigned=taken[name],
            eligible=chances[name],
            share=taken[name] / total if total else None,
            expected=expected.get(name, 0.0) / total if total else None,
            load_before=before.load.get(name, 0.0),
            load_after=after.load.get(name, 0.0),
            capacity=agent.capacity,
        )
        for name, agent in desk.agents.items()
    )


def _basis(desk: Desk) -> Basis:
    if "weighted" in desk.ranks:
        return "weight"
    has_limits = all(agent.capacity for agent in desk.agents.values())
    return "capacity" if has_limits and {"share", "spare"} & set(desk.ranks) else "even"


def _expected(pools: Mapping[tuple[str, ...], int], desk: Desk, basis: Basis) -> dict[str, float]:
    """Return how many places an even hand would have given each agent; `pools` has those of each set of eligible."""
    parts: dict[str, list[float]] = {}
    for pool, places in pools.items():
        scores = [_score(desk, name, basis) for name in pool]
        total = fsum(scores)
        for name, score in zip(pool, scores, strict=True):
            parts.setdefault(name, []).append(places * score / total)
    return {name: fsum(found) for name, found in parts.items()}


def _score(desk: Desk, name: str, basis: Basis) -> float:
    agent = desk.agents[name]
    return agent.weight if basis == "weight" else (agent.capacity or 1.0) if basis == "capacity" else 1.0


def _longest(assignments: Sequence[Assignment], created: Mapping[str, datetime], at: datetime) -> Wait:
    if not assignments:
        return None, None
    # Of equal waits the first in the queue is named.
    first = min(assignments, key=lambda one: created[one.ticket])
    return max(at - created[first.ticket], timedelta(0)), first.ticket

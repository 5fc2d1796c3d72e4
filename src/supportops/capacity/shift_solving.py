"""Whole numbers of agents that cover a need at little cost: agent by agent, or by a search for the least.

A need is rows: in each, the agents present on the shifts of the row are to be at least so many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Counts", "Need", "greedy", "least_cost", "searched"]

Counts: TypeAlias = npt.NDArray[np.int64]
"""Whole numbers, one for each shift, row or step."""

_NODES = 200
"""How far the search for the optimum goes. It is counted in nodes and not in time, so that all machines agree."""

_TOLERANCE = 1e-6
_PARTS = 8
"""A large need is met in so many parts, so that the work does not grow with it."""


@dataclass(frozen=True, slots=True)
class Need:
    """What is to be covered.

    Attributes:
        present: 1 where the agents of a shift are present in a row, else 0. Shape (rows, shifts); every row has a 1.
        required: agents in each row, > 0.
        costs: of one agent on each shift, whole numbers, > 0 for a shift that is in a row.
    """

    present: Counts
    required: Counts
    costs: Counts

    def cost(self, agents: Counts) -> int:
        """Return what so many agents cost."""
        return int(agents @ self.costs)

    def is_met(self, agents: Counts) -> bool:
        """Return whether so many agents are enough in all rows."""
        return bool((self.present @ agents >= self.required).all())


def greedy(need: Need) -> Counts:
    """Return enough agents on each shift.

    Again and again, agents go to the shift that covers the most rows still short for its cost; of equals, to the one
    in whose rows most agents lack for its cost, then to the first. At the end, agents whom nobody misses go, from the
    dearest shift on. The cost is at most 1 + 1/2 + ... + 1/d times the least one, where d is the most rows that one
    shift covers.

    Source: Dobson (1982), Worst-case analysis of greedy heuristics for integer programming with nonnegative data.

    Example:
        >>> greedy(Need(np.array([[1, 1, 0], [0, 1, 1]]), np.array([2, 3]), np.array([8, 8, 8])))
        array([0, 3, 0])
    """
    agents = np.zeros(need.costs.size, dtype=np.int64)
    short, costs = need.required.copy(), np.maximum(need.costs, 1)
    while short.any():
        rate = (short > 0).astype(np.int64) @ need.present / costs
        # Every shift that is left out here covers fewer rows for its cost than the ones kept.
        best = int(np.argmax(np.where(rate == rate.max(), short @ need.present / costs, -1.0)))
        rows = (need.present[:, best] > 0) & (short > 0)
        more = -(-int(short[rows].min()) // _PARTS)
        agents[best] += more
        short[rows] -= more
    return _pruned(need, agents)


def _pruned(need: Need, agents: Counts) -> Counts:
    for place in np.argsort(-need.costs, kind="stable"):
        rows = need.present[:, place] > 0
        if rows.any():
            spare = int((need.present[rows] @ agents - need.required[rows]).min())
            agents[place] -= min(spare, int(agents[place]))
    return agents


def least_cost(need: Need) -> int:
    """Return a cost that no plan is below.

    Row by row, each gets a price for one agent: what is left of the cheapest of its shifts. No shift then costs less
    than the prices of its rows together, so no plan costs less than all that is required at these prices. Of two
    orders of the rows, as they come and those that need most first, the better holds. A plan's cost is a multiple of
    what divides all costs.

    Source: weak duality of linear programs.

    Example:
        >>> least_cost(Need(np.array([[1, 1, 0], [0, 1, 1]]), np.array([2, 3]), np.array([8, 8, 8])))
        24
    """
    orders = np.arange(need.required.size), np.argsort(-need.required, kind="stable")
    unit = max(int(np.gcd.reduce(need.costs)), 1)
    return -(-max(_priced(need, order) for order in orders) // unit) * unit


def _priced(need: Need, order: npt.NDArray[np.intp]) -> int:
    left, bound = need.costs.copy(), 0
    for row in order:
        shifts = need.present[row] > 0
        price = int(left[shifts].min())
        left[shifts] -= price
        bound += price * int(need.required[row])
    return bound


def searched(need: Need, *, nodes: int = _NODES) -> tuple[Counts, int] | None:
    """Return the best agents that scipy's HiGHS finds, and a cost that no plan is below: theirs, if the search ended.

    None without scipy, or where nothing was found.

    Args:
        need: what is to be covered.
        nodes: of the search tree, after which the search stops.
    """
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError:
        return None
    unit = int(np.gcd.reduce(need.costs))
    found = milp(
        need.costs / unit,
        constraints=LinearConstraint(need.present, lb=need.required),
        integrality=np.ones(need.costs.size),
        bounds=Bounds(0, np.inf),
        options={"mip_rel_gap": 0.0, "node_limit": nodes},
    )
    agents = None if found.x is None else np.rint(found.x).astype(np.int64)
    # The solver works in floats, with a tolerance; whether it is enough is decided in whole numbers.
    if agents is None or not need.is_met(agents):
        return None
    # Where the search stopped early, somebody may be there whom nobody misses.
    agents = _pruned(need, agents)
    return agents, need.cost(agents) if found.success else math.ceil(found.mip_dual_bound - _TOLERANCE) * unit

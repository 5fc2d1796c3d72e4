"""Erlang A: who waits, leaves and is answered, when customers have only so much patience."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, seconds
from supportops.capacity.erlang._described import or_none
from supportops.capacity.erlang._impatience import Impatient, impatient
from supportops.capacity.erlang._inputs import pair, per
from supportops.capacity.erlang._result import Figures
from supportops.capacity.steps import Explanation, Step

__all__ = ["ErlangA", "erlang_a", "impatients"]


@dataclass(frozen=True, slots=True, eq=False)
class ErlangA(Figures):
    """What becomes of a queue that its customers may leave.

    Attributes:
        p_wait: share of contacts that wait, 0..1.
        p_abandon: share of contacts that leave without an answer, 0..1.
        mean_wait_s: mean wait of all contacts, those that leave too, seconds.
        queue_length: mean number waiting.
        occupancy: share of time an agent is busy with those served; None without agents (NaN in arrays).
        service_level_offered: served within the time / offered; None without a time.
        service_level_wait: share whose wait, answered or not, is at most the time; None without a time.
        service_level_net: served within the time / (offered - abandoned within it); None without a time.
    """

    _title: ClassVar[str] = "Erlang A"

    p_wait: Number
    p_abandon: Number
    mean_wait_s: Number
    queue_length: Number
    occupancy: Number | None
    service_level_offered: Number | None = None
    service_level_wait: Number | None = None
    service_level_net: Number | None = None
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the figures came about, step by step."""
        return Explanation(self._title, self.steps)


_LONGEST = 1e200
"""Handle times; a time longer than so many, or shorter than one in so many, is that one."""
_RULES = {
    "p_wait": "P(all agents busy)",
    "p_abandon": "mean wait / patience",
    "mean_wait_s": "queue length / arrival rate",
    "queue_length": "sum of k * P(k wait)",
    "occupancy": "A (1 - P(abandon)) / n",
    "service_level_offered": "served within t / offered",
    "service_level_wait": "P(wait <= t), answered or not",
    "service_level_net": "served within t / (offered - abandoned within t)",
}


def erlang_a(
    load: Number, agents: Number, *, handle_time: Duration | None = None, patience: Duration | None = None,
    within: Duration | None = None, handle_time_s: Number | None = None, patience_s: Number | None = None,
    within_s: Number | None = None,
) -> ErlangA:  # fmt: skip
    """Return the figures of a queue that customers leave when their patience ends.

    M/M/n+M: exponential patience that runs while a customer waits. It always settles, whatever the load. For real n by
    the continuous extension of B, and n real in the chances of k waiting.

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        handle_time: mean handle time, > 0; or `handle_time_s`, seconds.
        patience: mean time after which a waiting customer leaves, > 0; or `patience_s`, seconds.
        within: the time t of the service levels, >= 0; or `within_s`, seconds. None: no service level.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.
        patience_s: seconds in place of `patience`. Shape broadcastable to load.
        within_s: seconds in place of `within`. Shape broadcastable to load.

    Returns:
        The figures, each of the broadcast shape. Without load nobody waits or leaves, and the service levels are 1.

    Raises:
        DomainError: a negative or infinite input, no handle time or no patience, shapes that do not broadcast, a load
            over 1e10, a patience so long in overload that the sums cannot be added up.

    Source: Palm (1943); Mandelbaum and Zeltyn (2007), section 3; Jouini, Koole and Roubos (2013) for the conventions.

    Example:
        >>> print(erlang_a(10.0, 14, handle_time="3m", patience="5m", within="20s"))
        Erlang A
        figure                     value
        p_wait                   0.14526
        p_abandon              0.0139837
        mean_wait_s              4.19512
        queue_length            0.233062
        occupancy               0.704297
        service_level_offered   0.916792
        service_level_wait      0.923956
        service_level_net       0.923407
    """
    is_asked = within is not None or within_s is not None
    offered, servers = pair(load, agents)
    offered, servers, handle, mean, limit = broadcast(
        load=offered, agents=servers,
        handle_time_s=seconds("handle_time", handle_time, handle_time_s, more_than=0),
        patience_s=seconds("patience", patience, patience_s, more_than=0),
        within_s=seconds("within", within, within_s) if is_asked else np.zeros(()),
    )  # fmt: skip
    found = impatients(offered, servers, per(mean, handle), per(limit, handle) if is_asked else None)
    figures: dict[str, Number | None] = {
        "p_wait": as_given(found["p_wait"]), "p_abandon": as_given(found["p_abandon"]),
        "mean_wait_s": as_given(found["mean_wait"] * handle),
        "queue_length": as_given(found["mean_wait"] * offered), "occupancy": or_none(found["occupancy"]),
    }  # fmt: skip
    if is_asked:
        figures |= {
            f"service_level_{way}": as_given(1.0 - found[f"missed_{way}"]) for way in ("offered", "wait", "net")
        }
    queue = (Step("load", "offered work A, erlangs", as_given(offered)), Step("agents", "n", as_given(servers)))
    steps = queue + tuple(Step(name, _RULES[name], value) for name, value in figures.items())
    return ErlangA(**figures, steps=steps)  # type: ignore[arg-type]  # only what may be missing is None


def impatients(load: Floats, agents: Floats, patience: Floats, within: Floats | None) -> dict[str, Floats]:
    """Return the figures of arrays of one shape by name, the times in handle times; equal queues once."""
    times = np.full(load.shape, np.nan) if within is None else np.minimum(within, _LONGEST)
    bearing = np.clip(patience, 1.0 / _LONGEST, _LONGEST)
    rows = np.stack([load.ravel(), agents.ravel(), bearing.ravel(), times.ravel()], axis=1)
    known: dict[tuple[float, ...], Impatient] = {}
    found = np.empty((len(rows), len(Impatient._fields)))
    for i, (a, n, patient, limit) in enumerate(rows.tolist()):
        key = (a, n, patient, limit) if within is not None else (a, n, patient)
        if key not in known:
            known[key] = impatient(a, n, patience=patient, within=None if within is None else limit)
        found[i] = known[key]
    return {name: found[:, i].reshape(load.shape) for i, name in enumerate(Impatient._fields)}

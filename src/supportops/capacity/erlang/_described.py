"""Everything Erlang C says about one queue at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, overload

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, Floats, Number, as_given, broadcast, seconds
from supportops.capacity.erlang._inputs import pair
from supportops.capacity.erlang._result import Figures
from supportops.capacity.erlang._waiting import answered, must_wait, waits
from supportops.capacity.steps import Explanation, Step

__all__ = ["ErlangC", "busy", "describe", "occupancy", "or_none"]

_RULES = {
    "p_wait": "C = n / (n + (n - A) (1/B - 1)), B by Erlang's recursion",
    "service_level": "1 - C exp(-(n - A) t / h)",
    "asa_s": "C h / (n - A)",
    "wait_if_waiting_s": "h / (n - A)",
    "queue_length": "C A / (n - A)",
    "occupancy": "A / n",
}


@dataclass(frozen=True, slots=True, eq=False)
class ErlangC(Figures):
    """What becomes of a queue in which everybody waits until answered.

    Attributes:
        p_wait: share of contacts that wait, 0..1.
        service_level: share answered within the time asked, 0..1; None without one.
        asa_s: mean wait of all contacts, seconds.
        wait_if_waiting_s: mean wait of those that wait, seconds.
        queue_length: mean number waiting.
        occupancy: load / agents, over 1 when overloaded; None without load and agents (NaN in arrays).
        stable: whether the agents are more than the load, or there is no load.
    """

    _title: ClassVar[str] = "Erlang C"

    p_wait: Number
    service_level: Number | None
    asa_s: Number
    wait_if_waiting_s: Number
    queue_length: Number
    occupancy: Number | None
    stable: bool | npt.NDArray[np.bool_]
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the figures came about, step by step."""
        return Explanation(self._title, self.steps)


def describe(
    load: Number, agents: Number, *, handle_time: Duration | None = None, within: Duration | None = None,
    handle_time_s: Number | None = None, within_s: Number | None = None,
) -> ErlangC:  # fmt: skip
    """Return all figures of Erlang C for a load and a number of agents.

    Args:
        load: offered work A, erlangs, 0..1e10. Shape (...).
        agents: staffed agents n, >= 0, whole or not. Shape broadcastable to load.
        handle_time: mean handle time h, >= 0; or `handle_time_s`, seconds.
        within: the time of the service level, >= 0; or `within_s`, seconds. None: no service level.
        handle_time_s: seconds in place of `handle_time`. Shape broadcastable to load.
        within_s: seconds in place of `within`. Shape broadcastable to load.

    Returns:
        The figures, each of the broadcast shape. In overload P(wait) is 1, the service level 0, waits and queue are
        infinite and `stable` is False; without load P(wait) and waits are 0 and the service level is 1.

    Raises:
        DomainError: a negative or infinite input, a bare number for a duration, shapes that do not broadcast.

    Source: Erlang (1917); Gans, Koole and Mandelbaum (2003), section 2.

    Example:
        >>> found = describe(10.0, 14, handle_time="3m", within="20s")
        >>> print(found)
        Erlang C
        figure                value
        p_wait             0.174132
        service_level       0.88835
        asa_s               7.83594
        wait_if_waiting_s        45
        queue_length        0.43533
        occupancy          0.714286
        stable                  yes
    """
    offered, servers = pair(load, agents)
    handle = seconds("handle_time", handle_time, handle_time_s)
    is_asked = within is not None or within_s is not None
    limit = seconds("within", within, within_s) if is_asked else np.zeros(())
    offered, servers, handle, limit = broadcast(load=offered, agents=servers, handle_time_s=handle, within_s=limit)
    p_wait, waiting = must_wait(offered, servers), waits(offered, servers, handle)
    level = as_given(answered(offered, servers, handle, limit)) if is_asked else None
    stable = (servers > offered) | (offered == 0.0)
    figures: dict[str, Number | None] = {
        "p_wait": as_given(p_wait), "service_level": level, "asa_s": as_given(p_wait * waiting),
        "wait_if_waiting_s": as_given(waiting), "queue_length": as_given(p_wait * waits(offered, servers, offered)),
        "occupancy": or_none(busy(offered, servers)),
    }  # fmt: skip
    queue = (Step("load", "offered work A, erlangs", as_given(offered)), Step("agents", "n", as_given(servers)))
    steps = queue + tuple(Step(name, _RULES[name], value) for name, value in figures.items() if name in _RULES)
    return ErlangC(**figures, stable=stable if stable.ndim else bool(stable), steps=steps)  # type: ignore[arg-type]


@overload
def occupancy(load: float, agents: float) -> float | None: ...
@overload
def occupancy(load: Floats, agents: Number) -> Floats: ...
@overload
def occupancy(load: float, agents: Floats) -> Floats: ...
def occupancy(load: Number, agents: Number) -> Number | None:
    """Return the share of time an agent is busy, as the load asks for it.

    load / agents, Erlang's traffic intensity per server.

    Args:
        load: offered work, erlangs, 0..1e10. Shape (...).
        agents: staffed agents, >= 0, whole or not. Shape broadcastable to load.

    Returns:
        Occupancy: 0..1 when stable, over 1 when overloaded, infinite without agents. None where there are neither load
        nor agents, NaN in arrays. Broadcast shape.

    Raises:
        DomainError: a negative or infinite input, shapes that do not broadcast.

    Source: Erlang (1917).

    Example:
        >>> occupancy(10.0, 12)
        0.8333333333333334
    """
    return or_none(busy(*pair(load, agents)))


def busy(load: Floats, agents: Floats) -> Floats:
    """Return load / agents; NaN without both."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found: Floats = np.divide(load, agents)
    return found


def or_none(figure: Floats) -> Number | None:
    """Return a figure as given; None for one that does not exist, which in an array stays NaN."""
    return None if figure.ndim == 0 and np.isnan(figure) else as_given(figure)

"""The agents that keep a promise, and what they reach."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, Number, as_given
from supportops._shown import Grid, InGrid
from supportops.capacity._exact import exact, nearest
from supportops.capacity.agents import Whole, rounded_up
from supportops.capacity.erlang._asked import Asked, distinct, warnings
from supportops.capacity.erlang._bounds import bound_by, own_exact
from supportops.capacity.erlang._described import busy, or_none
from supportops.capacity.erlang._excess import excesses
from supportops.capacity.erlang._inputs import per
from supportops.capacity.erlang._patience import impatients
from supportops.capacity.erlang._result import same, worded
from supportops.capacity.steps import Explanation, Step

__all__ = ["ErlangAgents"]

_FIGURES = ("rounded", "exact", "scheduled", "service_level", "asa_s", "p_wait", "occupancy", "p_abandon", "binding")
_RULES = {
    "service_level": "share later than within <= 1 - target, for real n",
    "asa": "mean wait <= max_asa, for real n",
    "p_wait": "P(wait) <= max_p_wait, for real n",
    "occupancy": "occupancy <= max_occupancy, for real n",
    "abandon": "P(abandon) <= max_abandon, for real n",
    "stability": "more agents than load",
}


class ErlangAgents(InGrid):
    """The least agents that keep every bound of one queue or of many; what was not asked for is None.

    The figures are those at `rounded`. They are worked out when read, so that asking for many queues costs no more
    than their whole numbers.

    Example:
        >>> from supportops.capacity.erlang import required_agents
        >>> found = required_agents(load=[0, 5, 50], max_p_wait=0.2)
        >>> found.rounded, found.binding
        (array([ 0,  8, 58]), array(['none', 'p_wait', 'p_wait'], dtype='<U9'))
    """

    __slots__ = ("_excess", "_given", "_late", "_rounded")

    def __init__(
        self, given: tuple[object, ...], rounded: Whole, excess: Floats | None = None, late: float | None = None
    ) -> None:
        # One by one, as a row of four is built and taken apart first.
        self._given = given
        self._rounded = rounded
        self._excess = excess
        self._late = late

    @property
    def rounded(self) -> Whole:
        """The least whole number of agents that keeps all bounds. Without patience it is above the load."""
        return self._rounded

    @property
    def exact(self) -> Number:
        """The least real number of agents that keeps all bounds; the load when no bound needs more."""
        found: Floats = np.max(np.stack(list(self._own().values())), axis=0)
        return as_given(found)

    @property
    def scheduled(self) -> Whole:
        """Agents to schedule: `rounded` / (1 - shrinkage), rounded up."""
        rounded, shrinkage = (np.asarray(value, dtype=np.float64) for value in (self._rounded, self._asked.shrinkage))
        return rounded_up(nearest(exact(rounded) / (1 - exact(shrinkage))))

    @property
    def binding(self) -> str | npt.NDArray[np.str_]:
        """The bound whose own exact number is the largest, or "stability"; "none" without work."""
        found = bound_by(self._own(), np.asarray(self._asked.load))
        return found if found.ndim else str(found)

    @property
    def service_level(self) -> Number | None:
        """Share answered within the time, 0..1, in the convention asked for; None without a time."""
        if self._late is not None:
            return 1.0 - self._late
        return None if self._asked.within_s is None else self._figure("service_level")

    @property
    def asa_s(self) -> Number | None:
        """Mean wait of all contacts, seconds; None without a handle time."""
        return None if self._asked.handle_s is None else self._figure("asa_s")

    @property
    def p_wait(self) -> Number:
        """Share of contacts that wait, 0..1."""
        return self._figure("p_wait")

    @property
    def occupancy(self) -> Number | None:
        """Share of time an agent is busy, 0..1; None without agents (NaN in arrays)."""
        return or_none(self._figures()["occupancy"])

    @property
    def p_abandon(self) -> Number | None:
        """Share of contacts that leave without an answer, 0..1; None without patience."""
        return None if self._asked.patience_s is None else self._figure("p_abandon")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may be wrong with the question."""
        return warnings(self._asked, self._rounded)

    def explain(self) -> Explanation:
        """Return how the number came about: each bound by itself, the largest, the roundings."""
        own = {name: as_given(value) for name, value in self._own().items()}
        steps = [Step("load", "offered work, erlangs", self._asked.load)]
        rules = _RULES if self._asked.patience_s is None else _RULES | {"stability": "none: customers leave"}
        steps += [Step(name, rules[name], value) for name, value in own.items()]
        rounded, scheduled = (as_given(np.asarray(whole, dtype=float)) for whole in (self._rounded, self.scheduled))
        steps += [Step("exact", "the largest of them", self.exact),
                  Step("agents", "the least whole number that keeps them all", rounded),
                  Step("scheduled", "agents / (1 - shrinkage), rounded up", scheduled)]  # fmt: skip
        return Explanation("Agents", tuple(steps))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ErlangAgents):
            return NotImplemented
        return all(same(one, two) for one, two in zip(self._asked, other._asked, strict=True))

    def __hash__(self) -> int:
        numbers = (np.asarray(value, dtype=np.float64).tobytes() for value in self._asked[:-1])
        return hash((*numbers, self._asked.convention))

    def __repr__(self) -> str:
        figures = ", ".join(f"{name}={getattr(self, name)!r}" for name in _FIGURES)
        return f"ErlangAgents({figures}, warnings={self.warnings!r})"

    def _grid(self) -> Grid:
        rows = [(name, worded(getattr(self, name))) for name in _FIGURES]
        rows += [("warning", text) for text in self.warnings]
        return Grid("Agents", ("figure", "value"), rows)

    @property
    def _asked(self) -> Asked:
        return Asked._make(self._given)

    def _own(self) -> dict[str, Floats]:
        """Return each bound's own exact number, in the shape of the question."""
        columns, places = distinct(self._asked)
        rounded = np.atleast_1d(np.asarray(self._rounded, dtype=np.float64)).ravel()
        # Equal queues have equal answers: any row of a queue will do.
        high = np.zeros(columns["load"].size)
        high[places] = rounded
        shape = np.shape(self._asked.load)
        return {
            name: value[places].reshape(shape)
            for name, value in own_exact(columns, high, self._asked.convention).items()
        }

    def _figure(self, name: str) -> Number:
        return as_given(self._figures()[name])

    def _figures(self) -> dict[str, Floats]:
        """Return the figures at `rounded`, in the shape of the question."""
        asked = self._asked
        load, agents = np.asarray(asked.load, dtype=np.float64), np.asarray(self._rounded, dtype=np.float64)
        if asked.patience_s is not None:
            return self._impatient(load, agents)
        is_idle = load == 0.0
        spare = np.where(is_idle, 1.0, agents - load)
        excess = excesses(np.where(is_idle, 1.0, load), agents) if self._excess is None else self._excess
        with np.errstate(over="ignore"):
            p_wait = np.where(is_idle, 0.0, agents / np.where(is_idle, 1.0, agents + spare * excess))
        found = {"p_wait": p_wait, "occupancy": busy(load, agents)}
        if asked.handle_s is not None:
            found["asa_s"] = p_wait * np.asarray(asked.handle_s) / spare
        if asked.within_s is not None:
            times = per(np.asarray(asked.within_s), np.asarray(asked.handle_s))
            found["service_level"] = 1.0 - p_wait * np.exp(-spare * times)
        return found

    def _impatient(self, load: Floats, agents: Floats) -> dict[str, Floats]:
        asked = self._asked
        handle, patience = np.asarray(asked.handle_s), np.asarray(asked.patience_s)
        within = None if asked.within_s is None else per(np.asarray(asked.within_s), handle)
        found = impatients(load, agents, per(patience, handle), within)
        found |= {"asa_s": found["mean_wait"] * handle, "service_level": 1.0 - found[f"missed_{asked.convention}"]}
        return found

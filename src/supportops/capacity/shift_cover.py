"""How many agents on which shift cover a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration, checked
from supportops._instants import MICROSECOND
from supportops.calendar.hours import parse_week
from supportops.calendar.spans import Span, joined
from supportops.capacity.agents import rounded_up
from supportops.capacity.shift import Shift, Shifts, shifts_of
from supportops.capacity.shift_coverage import step_us
from supportops.capacity.shift_plan import ShiftPlan
from supportops.capacity.shift_solving import Counts, Need, greedy, least_cost, searched
from supportops.errors import DomainError

__all__ = ["cover"]

_DAY_S, _WEEK_S, _SECOND_US = 86_400, 604_800, 1_000_000
_MOST_AGENTS, _MOST_STEPS, _MOST_WEEKS = 1_000_000, 100_000, 530


def cover(required: npt.ArrayLike, *, shifts: Shifts, step: Duration = "1h", step_s: float | None = None) -> ShiftPlan:
    """Return how many agents to put on each shift so that enough are there in every step, at the fewest agent-hours.

    Step k is from Monday 00:00 plus k steps on, on the wall of the shifts, in a week that repeats: a window that
    crosses midnight on Sunday is there on Monday morning. So 24 hourly steps are a Monday, and 168 a week. One agent
    of a shift works all its days; to staff each day by itself, give one shift for each day, as in `WEEK_TEMPLATE`.

    What no shift covers is in `unmet`, and the rest is covered all the same. Of the shifts, the hours are read, and
    not `agents`, `absence` or `hired`.

    The greedy cover takes at most 1 + 1/2 + ... + 1/d times the least agent-hours there are, where d is the most
    times in the hours of one shift that differ in the shifts present. `least_agent_hours` of the plan says how near
    it came. With the extra `schedule`, HiGHS looks for the least where the greedy cover is not proven to be it; of
    plans with equal hours it may be any. Its search ends after 200 nodes. Hundreds of shifts may take more: then the
    plan is the best that was found, and may be over the least.

    Args:
        required: agents needed in each step, 0 to 1,000,000, one dimension, at most 100,000 steps. Parts of an agent
            are rounded up.
        shifts: in any order, or by name. Those with a zone have the same one.
        step: more than no time; or `step_s`.
        step_s: seconds, > 0.

    Raises:
        DomainError: a requirement outside its range, with its index; something that is no shift; shifts of two zones.

    Source: Dobson (1982), for the bound; Huangfu and Hall (2018), Parallelizing the dual revised simplex method, for
        HiGHS.

    Example:
        >>> shifts = [Shift("early", "daily 06:00-14:00", 1), Shift("late", "daily 12:00-20:00", 1)]
        >>> plan = cover([0] * 6 + [2] * 6 + [5] * 2 + [3] * 6 + [1] * 4, shifts=shifts)
        >>> plan.agents.tolist(), plan.unmet.tolist()[18:]
        ([2, 3], [0, 0, 1, 1, 1, 1])
        >>> plan.is_optimal
        True
    """
    team, width = shifts_of(shifts), step_us(step, step_s)
    _one_zone(team)
    wanted = _whole(required)
    if wanted.size * width > _MOST_WEEKS * _WEEK_S * _SECOND_US:
        message = f"{wanted.size:,} such steps are over {_MOST_WEEKS} weeks; the week repeats, so give one of it"
        raise DomainError(message, field="step", value=step if step_s is None else step_s)
    present, step_of = _pieces([_week(shift) for shift in team], wanted.size, width)
    costs = np.array([_time(shift) for shift in team], dtype=np.int64)
    need = _need(present, wanted[step_of], costs)
    agents, method, least = _solved(need)
    there = _by_step(present @ agents, step_of, wanted.size)
    return ShiftPlan(
        agents=agents, unmet=np.maximum(wanted - there, 0), binding=np.flatnonzero((wanted > 0) & (there <= wanted)),
        required=wanted, present=there, method=method, step=MICROSECOND * width,
        shifts=tuple(shift.model_copy(update={"agents": n}) for shift, n in zip(team, agents.tolist(), strict=True)),
        agent_hours=need.cost(agents) / 3600, least_agent_hours=least / 3600,
        at_most_times=_worst_times(need),
    )  # fmt: skip


def _solved(need: Need) -> tuple[Counts, Literal["greedy", "milp"], int]:
    """Return the agents, how they were found, and a cost that none is below."""
    agents, least = greedy(need), least_cost(need)
    found = searched(need) if need.cost(agents) > least else None
    if found is None:
        return agents, "greedy", least
    best, bound = found
    least = max(least, bound)
    return (best, "milp", least) if need.cost(best) < need.cost(agents) else (agents, "greedy", least)


def _worst_times(need: Need) -> float:
    most = int(need.present.sum(axis=0).max(initial=1))
    return float((1 / np.arange(1, most + 1)).sum())


def _whole(required: npt.ArrayLike) -> Counts:
    array = checked(required, "required", at_least=0, at_most=_MOST_AGENTS)
    if array.ndim != 1:
        message = f"required has {array.ndim} dimensions; give one number for each step, in one dimension"
        raise DomainError(message, field="required", value=required)
    if array.size > _MOST_STEPS:
        message = f"required has {array.size:,} steps; give at most {_MOST_STEPS:,}, for a week that repeats"
        raise DomainError(message, field="required", value=array.size)
    return np.asarray(rounded_up(array), dtype=np.int64)


def _one_zone(team: Sequence[Shift]) -> None:
    zones = list(dict.fromkeys(shift.zone for shift in team if shift.zone is not None))
    if len(zones) > 1:
        message = f"these shifts are in {', '.join(map(repr, zones))}; a week on the wall has one zone"
        raise DomainError(f"{message}, so cover each zone's need by itself", field="shifts", value=tuple(zones))


def _week(shift: Shift) -> list[Span]:
    """Return the hours of a week in seconds from Monday 00:00, what passes its end at its beginning."""
    spans: list[Span] = []
    for day, windows in enumerate(parse_week(shift.hours)):
        for start, end in windows:
            lo, hi = day * _DAY_S + start, day * _DAY_S + end
            spans += [(lo, min(hi, _WEEK_S)), (0, max(hi - _WEEK_S, 0))]
    return joined(sorted(spans))


def _time(shift: Shift) -> int:
    """Return the seconds that one agent of a shift works in a week."""
    return sum(hi - lo for lo, hi in _week(shift))


def _pieces(weeks: Iterable[list[Span]], steps: int, width: int) -> tuple[Counts, npt.NDArray[np.intp]]:
    """Return who is present in each piece of time in which nobody comes or goes, and the step that it is in."""
    bounds = width * np.arange(steps + 1, dtype=np.int64)
    laps = np.arange(-(-int(bounds[-1]) // (_WEEK_S * _SECOND_US)), dtype=np.int64) * _WEEK_S
    edges = [(laps[:, None] + np.array(week, dtype=np.int64).reshape(-1)).reshape(-1) * _SECOND_US for week in weeks]
    instants = np.unique(np.concatenate([bounds, *edges]))
    starts = instants[instants < bounds[-1]]
    # Between an opening and a closing the number of edges passed is odd.
    odd = [np.searchsorted(one, starts, side="right") & 1 for one in edges]
    present = np.array(odd, dtype=np.int64).reshape(len(odd), starts.size).T
    return present, np.searchsorted(bounds, starts, side="right") - 1


def _need(present: Counts, required: Counts, costs: Counts) -> Need:
    """Return what can be covered: each set of shifts once, with the most that is required of it."""
    can = (required > 0) & present.any(axis=1)
    if not can.any():
        return Need(present[:0], required[:0], costs)
    rows, place = np.unique(present[can], axis=0, return_inverse=True)
    most = np.zeros(len(rows), dtype=np.int64)
    np.maximum.at(most, place.reshape(-1), required[can])
    return Need(rows, most, costs)


def _by_step(there: Counts, step_of: npt.NDArray[np.intp], steps: int) -> Counts:
    least = np.full(steps, np.iinfo(np.int64).max)
    np.minimum.at(least, step_of, there)
    return least

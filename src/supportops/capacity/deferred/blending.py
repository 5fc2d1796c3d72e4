"""Live and deferred work in one plan, slot by slot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, broadcast, checked, wholes
from supportops.capacity.agents import rounded_up
from supportops.capacity.deferred._by_slot import BySlot
from supportops.capacity.deferred._peak import Job, peak
from supportops.capacity.deferred._slots import jobs_of
from supportops.capacity.deferred._units import Series, as_floats, in_line, in_units, ratio
from supportops.capacity.steps import Step
from supportops.errors import DomainError

__all__ = ["BlendPlan", "blend"]

_RULE = (
    "Live work first. What is over does deferred work that has come, earliest deadline first, so late work before all. "
    "A deadline past the last slot does not bind."
)
_MOST = 1e15
_STAFF = " The staff is the least constant whole number with nothing late, at least the largest live need."


@dataclass(frozen=True, slots=True, eq=False)
class BlendPlan(BySlot):
    """Agents by slot, with the deferred work that they do beside the live work.

    Attributes:
        agents: agents in each slot, int64.
        deferred_done: deferred work done in each slot, agent-slots.
        late: deferred work undone at the end of the slot in which it was due, agent-slots, in that slot.
        rule: who does what first, in words.

    Example:
        >>> plan = blend([4, 6, 3, 2], deferred=[5, 0, 2, 0], due=3)
        >>> plan.agents.tolist(), plan.deferred_done.tolist()
        ([6, 6, 6, 6], [2.0, 0.0, 3.0, 2.0])
        >>> print(plan)
        BlendPlan: 6 agents, nothing late
        slot  agents  deferred_done  late
           0       6              2     0
           1       6              0     0
           2       6              3     0
           3       6              2     0
    """

    agents: npt.NDArray[np.int64]
    deferred_done: Floats
    late: Floats
    rule: str

    def _headline(self) -> str:
        low, high = (int(self.agents.min()), int(self.agents.max())) if self.agents.size else (0, 0)
        staff = f"{low} to {high} agents" if low < high else f"{high} agent{'' if high == 1 else 's'}"
        late = float(self.late.sum())
        return f"BlendPlan: {staff}, {f'{late:,.6g} agent-slots late' if late else 'nothing late'}"


def blend(
    live: Series, *, deferred: Series, due: int | Sequence[int] | npt.NDArray[np.integer],
    agents: float | Series | None = None,
) -> BlendPlan:  # fmt: skip
    """Return live and deferred work in one plan: the least staff with nothing late, or what a given staff does.

    The rule: live work first; what is over does deferred work that has come, in the slot in which it comes at the
    earliest, earliest deadline first, late work before all. A deadline past the last slot does not bind.

    Args:
        live: agents needed for live work in each slot, >= 0.
        deferred: work that may wait and comes in each slot, agent-slots, >= 0.
        due: slots until deferred work must be done, whole, >= 1: that of slot i by the end of slot i + due - 1. One for
            all, or one for each slot.
        agents: whole agents, >= 0, one number or one for each slot. None: the least constant staff with nothing late,
            at least the largest `live`.

    Returns:
        A `BlendPlan`. With too few agents for the live work nothing is over for deferred work; `explain()` has what the
        live work lacks.

    Raises:
        DomainError: a negative or no number, named by its index; series of different lengths; agents or slots that are
            not whole.

    Source: Horn (1974), Some simple scheduling algorithms: earliest deadline first meets all deadlines if any
        order does.

    Example:
        >>> blend([4, 6, 3, 2], deferred=[5, 0, 2, 0], due=3, agents=5).late.tolist()
        [0.0, 0.0, 2.0, 0.0]
    """
    needs, comes = broadcast(live=checked(live, "live", at_least=0), deferred=checked(deferred, "deferred", at_least=0))
    slots = in_line(needs, "live").size
    dues = _whole_slots(due, "due", slots, at_least=1)
    scale, (busy, work) = in_units(needs, comes)
    jobs = jobs_of(work, dues)
    if agents is None:
        staff, rooms, steps = _least(busy, jobs, scale)
    else:
        given = np.array(_whole_slots(agents, "agents", slots, at_least=0, at_most=_MOST), dtype=np.int64)
        staff, rooms, steps = given, [scale * count for count in given.tolist()], ()
    done, late, left = _worked([max(room - taken, 0) for room, taken in zip(rooms, busy, strict=True)], jobs)
    lacking = sum(max(taken - room, 0) for room, taken in zip(rooms, busy, strict=True))
    told = _told(scale, live=sum(busy), lacking=lacking, deferred=sum(work), done=sum(done), late=sum(late), left=left)
    rule = _RULE + (_STAFF if agents is None else "")
    return BlendPlan(staff, as_floats(done, scale), as_floats(late, scale), rule, steps=steps + told)


def _told(scale: int, *, live: int, lacking: int, deferred: int, done: int, late: int, left: int) -> tuple[Step, ...]:
    amounts = (
        ("live", "summed, agent-slots", live), ("live not staffed", "live less agents, summed", lacking),
        ("deferred", "what comes, summed", deferred), ("deferred done", "in what is over", done),
        ("late", "undone at the end of the slot in which it was due", late), ("left", "undone at the end", left),
    )  # fmt: skip
    return tuple(Step(what, how, ratio(amount, scale)) for what, how, amount in amounts)


def _whole_slots(value: object, name: str, slots: int, *, at_least: int, at_most: float | None = None) -> list[int]:
    array = wholes(value, name, at_least=at_least, at_most=at_most)
    if array.shape not in ((), (slots,)):
        message = f"{name} has the shape {array.shape} and there are {slots} slots; give one number, or one for each"
        raise DomainError(message, field=name, value=value)
    return [int(count) for count in np.broadcast_to(array, (slots,)).tolist()]


def _least(
    busy: Sequence[int], jobs: Sequence[Job], scale: int
) -> tuple[npt.NDArray[np.int64], list[int], tuple[Step, ...]]:
    """Return the least constant staff, its room in units, and how it was found."""
    slots = len(busy)
    # Live work is work that is due in its own slot. No span asks for more than the staff exactly when nothing is late.
    found = peak([*(job for job in jobs if job.due <= slots), *jobs_of(busy, [1] * slots)])
    if found is None:
        return np.zeros(slots, dtype=np.int64), [0] * slots, ()
    exact = ratio(found.work, found.length * scale)
    staff = rounded_up(exact)
    # What rounding takes for arithmetic makes nothing late.
    room = max(int(staff) * scale, -(-found.work // found.length))
    span = f"slot {found.start}" if found.length == 1 else f"slots {found.start} to {found.end - 1}"
    steps = (
        Step("work of the span that binds", f"{span}: live work, and deferred work that comes and is due there",
             ratio(found.work, scale)),
        Step("agents, exact", f"over its {found.length} slot{'' if found.length == 1 else 's'}", exact),
        Step("agents", "rounded up to whole agents", float(staff)),
    )  # fmt: skip
    return np.full(slots, staff, dtype=np.int64), [room] * slots, steps


def _worked(rooms: Sequence[int], jobs: Sequence[Job]) -> tuple[list[int], list[int], int]:
    """Return what is done and what is late in each slot, and what is left at the end; earliest deadline first."""
    left: dict[int, int] = {}
    deadlines: list[int] = []
    done, late = [0] * len(rooms), [0] * len(rooms)
    for slot, (room, job) in enumerate(zip(rooms, jobs, strict=True)):
        if job.work:
            heappush(deadlines, job.due)
            left[job.due] = left.get(job.due, 0) + job.work
        over = room
        while deadlines and over:
            first = deadlines[0]
            taken = min(over, left[first])
            left[first] -= taken
            over -= taken
            if not left[first]:
                heappop(deadlines)
        done[slot] = room - over
        late[slot] = left.get(slot + 1, 0)
    return done, late, sum(left.values())

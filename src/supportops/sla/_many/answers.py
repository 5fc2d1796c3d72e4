"""The timers of one metric told as columns: what is past, and what comes if no event does."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many.chosen import NONE
from supportops.sla._many.lanes import CANCELLED, FIXED, LIVE, STOPPED, Lanes
from supportops.sla._many.pauses import NEVER
from supportops.sla._many.reasons import NO_TARGET, NOTHING
from supportops.sla.timer import TimerStatus, Verdict

if TYPE_CHECKING:
    from supportops.sla._many.promising import Promising
    from supportops.sla._one.plan import Plan
    from supportops.sla.stages import Stage

__all__ = ["STATES", "VERDICTS", "Answers", "StageNames", "answers_of"]

Ints = npt.NDArray[Any]

STATES = tuple(str(status) for status in TimerStatus)
VERDICTS = tuple(str(verdict) for verdict in Verdict)
_WAITING, _RUNNING, _PAUSED, _STOPPED, _CANCELLED = range(5)
_UNDECIDED, _MET, _BREACHED, _NOT_APPLICABLE = range(4)
_SAFE = 2**62


class StageNames:
    """The stages of all policies of a book, each name once, and the stages of each by number of the name."""

    def __init__(self, plans: tuple[Plan, ...]) -> None:
        numbers: dict[str, int] = {}
        self.stages: list[list[tuple[Stage, int]]] = [
            [(stage, numbers.setdefault(stage.name, len(numbers))) for stage in plan.stages] for plan in plans
        ]
        self.names = tuple(numbers)


@dataclass(slots=True)
class Answers:
    """The columns of one metric; `ticket` is the number of the ticket in its part of the table."""

    ticket: Ints
    cycle: Ints
    target: Ints
    elapsed: Ints
    paused: Ints
    remaining: Ints
    overdue: Ints
    due: Ints
    breached_at: Ints
    started: Ints
    stopped: Ints
    stage: Ints
    state: Ints
    verdict: Ints
    reason: Ints
    policy: Ints


def answers_of(promising: Promising, ticket: Ints, at: Ints, names: StageNames) -> Answers:
    """Return the answers for all timers of a metric, whose tallies are complete up to `at` or to their end."""
    lane, told = promising.lanes.all_told()
    return _Told(promising, lane, told, at[lane], names).answers(ticket[lane])


class _Told:
    """The columns of `Lanes.all_told`, and what follows from them."""

    def __init__(self, promising: Promising, lane: Ints, told: dict[str, Ints], at: Ints, names: StageNames) -> None:
        self.promising, self.desks, self.lane, self.at, self.names = promising, promising.desks, lane, at, names
        self.of = told
        self.is_live = told["state"] == LIVE
        self.end = np.where(self.is_live, at, told["ended"])
        self.has_target = told["budget"] != NONE

    def answers(self, ticket: Ints) -> Answers:
        """Return all columns."""
        of, budget, none = self.of, self.of["budget"], ~self.has_target
        is_paused, due = self._ahead()
        breached = self._breached()
        used = self._used()
        remaining = np.where(none, NONE, budget - used)
        state = np.where(self.is_live, np.where(is_paused, _PAUSED, _RUNNING), _STOPPED)
        state[of["state"] == CANCELLED] = _CANCELLED
        verdict = np.where(of["state"] == STOPPED, _MET, _UNDECIDED)
        verdict[none] = _NOT_APPLICABLE
        verdict[breached != NONE] = _BREACHED
        reason = np.where((of["reason"] == NOTHING) & none, NO_TARGET, of["reason"])
        return Answers(
            ticket=ticket, cycle=of["cycle"], target=budget, elapsed=of["elapsed"], paused=of["paused"],
            remaining=remaining, overdue=np.where(none, 0, np.maximum(used - budget, 0)), due=due,
            breached_at=breached, started=of["started"], stopped=np.where(self.is_live, NONE, of["ended"]),
            stage=self._stage(breached), state=state, verdict=verdict, reason=reason, policy=of["policy"],
        )  # fmt: skip

    def _breached(self) -> Ints:
        ran_out, kept = self.of["ran_out"], self.of["kept_breach"]
        passed = (ran_out != NONE) & (ran_out < self.end)
        return np.where(kept != NONE, kept, np.where(passed, ran_out, NONE))

    def _used(self) -> Ints:
        """Return what is measured against the target: counted time, or towards a fixed date all open time."""
        used = self.of["elapsed"].copy()
        fixed = np.flatnonzero(self.of["manual"] == FIXED)
        if fixed.size:
            calendar = self.of["calendar"][fixed]
            to_end = self.desks.totals(calendar, self.end[fixed])
            used[fixed] = to_end - self.desks.totals(calendar, self.of["started"][fixed])
        return used

    def _ahead(self) -> tuple[Ints, Ints]:
        """Return whether the timers are paused, and their due instants: from the end of the pauses on, if they end."""
        paused_total = self.of["paused"].copy()
        is_paused, runs_from = self._after_pauses(paused_total)
        due = self.of["ran_out"].copy()
        open_ended = np.flatnonzero((due == NONE) & self.has_target & (runs_from != NEVER))
        is_dated = self.of["dated"][open_ended] != NONE
        plain, dated = open_ended[~is_dated], open_ended[is_dated]
        if plain.size:
            calendar = self.of["calendar"][plain]
            total = self.desks.totals(calendar, runs_from[plain])
            found = self.desks.at_open(calendar, total + self.of["budget"][plain] - self.of["elapsed"][plain])
            lands = np.flatnonzero(self.promising.lands_open[self.of["policy"][plain]])
            found[lands] = self.desks.next_open(calendar[lands], found[lands])
            due[plain] = found
        if dated.size:
            moved = np.maximum(paused_total[dated] - self.of["dated_base"][dated], 0)
            found = self.desks.later(self.of["calendar"][dated], self.of["dated"][dated], moved)
            due[dated] = np.maximum(runs_from[dated], found)
        return is_paused, due

    def _after_pauses(self, paused: Ints) -> tuple[Ints, Ints]:
        """Return whether timers are paused, and from when they run; NEVER where no end is known. Adds to `paused`."""
        lanes: Lanes = self.promising.lanes
        runs_from, is_paused = self.end.copy(), np.zeros(len(self.lane), dtype=np.bool_)
        held = np.flatnonzero(self.is_live & (lanes.mode[self.lane] != 0))
        endless = lanes.mode[self.lane[held]] == 1
        is_paused[held[endless]], runs_from[held[endless]] = True, NEVER
        rows = held[~endless]
        if not rows.size:
            return is_paused, runs_from
        lane = self.lane[rows]
        spent = lanes.spent[lanes.slot(lane), :, lane].T.copy()
        is_first = True
        while rows.size:
            lane, now = self.lane[rows], runs_from[rows]
            slot, left = self.promising.owner(lane, spent, now, lanes.policy[lane])
            goes_on = slot >= 0
            if is_first:
                is_paused[rows], is_first = goes_on, False
            rows, lane, slot = rows[goes_on], lane[goes_on], slot[goes_on]
            left, spent = left[goes_on], spent[:, goes_on]
            before = runs_from[rows]
            until = self._pause_end(rows, lane, slot, left, before)
            runs_from[rows] = until
            ends = until != NEVER
            rows, slot, spent, before, until = rows[ends], slot[ends], spent[:, ends], before[ends], until[ends]
            calendar = self.of["calendar"][rows]
            lost = self.desks.totals(calendar, until) - self.desks.totals(calendar, before)
            paused[rows] += lost
            rule = self.promising.pauses.rule[slot]
            capped = np.flatnonzero(rule >= 0)
            spent[rule[capped], capped] += lost[capped]
        return is_paused, runs_from

    def _pause_end(self, rows: Ints, lane: Ints, slot: Ints, left: Ints, now: Ints) -> Ints:
        """Return when the pauses that own the time from `now` on end: at their own end, or with their cap."""
        calendar = self.of["calendar"][rows]
        until = self.promising.lanes.hold_until[slot, lane]
        capped = np.flatnonzero(left < NEVER)
        if capped.size:
            total = self.desks.totals(calendar[capped], now[capped]) + left[capped]
            until[capped] = np.minimum(until[capped], self.desks.at_open_or(calendar[capped], total, NEVER))
        return until

    def _stage(self, breached: Ints) -> Ints:
        """Return the highest stage that each timer has reached, by number of its name; -1 for none."""
        stage = np.full(len(self.lane), -1, dtype=np.int32)
        for policy, stages in enumerate(self.names.stages):
            mine = np.flatnonzero(self.of["policy"] == policy)
            for one, number in stages if mine.size else ():
                if one.fraction == 1:
                    stage[mine[breached[mine] != NONE]] = number
                else:
                    stage[mine[self._is_reached(mine, one)]] = number
        return stage

    def _is_reached(self, rows: Ints, stage: Stage) -> Ints:
        budget = self.of["budget"][rows]
        given = budget != NONE
        threshold = shares(stage, np.where(given, budget, 0))
        threshold[threshold == 0] = int(stage.fraction > 1)
        reached: Ints = given & (self.of["elapsed"][rows] >= threshold)
        fixed = np.flatnonzero(given & (self.of["manual"][rows] == FIXED))
        if fixed.size:
            mine = rows[fixed]
            mark = self.desks.later(self.of["fixed_on"][mine], self.of["fixed_from"][mine], threshold[fixed])
            reached[fixed] = np.maximum(self.of["fixed_at"][mine], mark) <= self.end[mine]
        return reached


def shares(stage: Stage, amounts: Ints) -> Ints:
    """Return a stage's share of amounts, rounded half to even; as `Stage.of`."""
    exact = Fraction(str(stage.fraction))
    over, under = exact.numerator, exact.denominator
    if amounts.size and int(amounts.max()) * over >= _SAFE:
        return np.array([stage.of(int(amount)) for amount in amounts], dtype=np.int64)
    whole, rest = np.divmod(amounts * over, under)
    up = (2 * rest > under) | ((2 * rest == under) & (whole % 2 == 1))
    rounded: Ints = whole + up
    return rounded

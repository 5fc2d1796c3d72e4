"""Open time added up for many timers: counted, paused, and when their budgets ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many.chosen import NONE
from supportops.sla._many.lanes import Lanes
from supportops.sla._many.pauses import NEVER, Pauses

if TYPE_CHECKING:
    from supportops.sla._many.desks import Desks
    from supportops.sla._one.book import Book

__all__ = ["Account"]

Ints = npt.NDArray[Any]


class Account:
    """The tallies of one metric's timers."""

    def __init__(self, lanes: Lanes, pauses: Pauses, desks: Desks, book: Book) -> None:
        self.lanes, self.pauses, self.desks = lanes, pauses, desks
        self.lands_open = np.array([plan.lands_open for plan in book.plans])

    def advance(self, lanes: Ints, at: Ints, total: Ints) -> None:
        """Complete the tallies of live timers up to an instant, with the holds they have.

        `at` has the instant of each of the lanes, `total` the open totals of each calendar at it.
        Shapes (k,), (k,), (calendars, k).
        """
        state = self.lanes
        behind = at > state.since[lanes]
        if not behind.all():
            lanes, at, total = lanes[behind], at[behind], total[:, behind]
        if not lanes.size:
            return
        mode = state.mode[lanes]
        if mode.any():
            for wanted, part in ((0, self._run), (1, self._rest), (2, self._walk)):
                mine = np.flatnonzero(mode == wanted)
                if mine.size:
                    part(lanes[mine], at[mine], total[:, mine])
        else:
            self._run(lanes, at, total)
        state.since[lanes], state.since_total[:, lanes] = at, total

    def due(self, lanes: Ints, start_total: Ints, elapsed: Ints) -> Ints:
        """Return when budgets run out if undated timers run on from a start with these open totals."""
        state = self.lanes
        calendar = state.calendar[lanes]
        due = self.desks.at_open(calendar, start_total + state.budget[lanes] - elapsed)
        moved = np.flatnonzero(self.lands_open[state.policy[lanes]])
        if moved.size:
            due[moved] = self.desks.next_open(calendar[moved], due[moved])
        return due

    def dated_due(self, lanes: Ints, start: Ints, paused: Ints) -> Ints:
        """Return the due instants of promised dates, moved by the pauses since."""
        state = self.lanes
        moved = np.maximum(paused - state.dated_base[lanes], 0)
        return np.maximum(start, self.desks.later(state.calendar[lanes], state.dated[lanes], moved))

    def spent_date(self, lanes: Ints, start: Ints, end: Ints) -> Ints:
        """Return the due instants of dates up to which no open time is left, NONE for others."""
        calendar = self.lanes.calendar[lanes]
        due = self.dated_due(lanes, start, self.lanes.paused_of(lanes))
        is_spent = self.desks.totals(calendar, due) <= self.desks.totals(calendar, end)
        return np.where(is_spent, due, NONE)

    def owner(
        self, lanes: Ints, spent: Ints, now: Ints, policy: Ints
    ) -> tuple[Ints, Ints]:  # fmt: skip
        """Return the slot that owns the time from `now` on, -1 for none, and what is left of its cap (NEVER: no cap).

        The slot that began first owns it, unless it is over or its cap is spent.
        """
        best = np.full(len(lanes), -1, dtype=np.int64)
        since, rank = np.full(len(lanes), NEVER), np.full(len(lanes), NEVER)
        cap_left = np.full(len(lanes), NEVER)
        for slot, rule in enumerate(self.pauses.rule):
            begun, order = self.lanes.hold_since[slot, lanes], self.pauses.rank[policy, slot]
            left = np.full(len(lanes), NEVER) if rule < 0 else self.pauses.cap[rule] - spent[rule]
            holds = (begun != NONE) & (self.lanes.hold_until[slot, lanes] > now) & (left > 0)
            wins = holds & ((begun < since) | ((begun == since) & (order < rank)))
            best[wins], since[wins], rank[wins], cap_left[wins] = slot, begun[wins], order[wins], left[wins]
        return best, cap_left

    def _run(self, lanes: Ints, at: Ints, total: Ints) -> None:
        state = self.lanes
        if state.tallies == 1:
            calendar = state.calendar[lanes]
            place = np.arange(len(lanes))
            self._count(lanes, 0, state.since[lanes], state.since_total[calendar, lanes], at, total[calendar, place])
            return
        for tally in range(state.tallies):
            self._count(lanes, tally, state.since[lanes], state.since_total[tally, lanes], at, total[tally])

    def _count(self, lanes: Ints, tally: int, start: Ints, start_total: Ints, end: Ints, total: Ints) -> None:
        """Count a stretch in which timers run, and note which budgets end in it."""
        state = self.lanes
        before = state.elapsed[tally, lanes]
        after = before + (total - start_total)
        budget = state.budget[lanes]
        ends = (budget != NONE) & (state.ran_out[lanes] == NONE) & ((after >= budget) | (state.dated[lanes] != NONE))
        if state.tallies > 1:
            ends &= state.calendar[lanes] == tally
        hit = np.flatnonzero(ends)
        if hit.size:
            dated = state.dated[lanes[hit]] != NONE
            plain, by_date = hit[~dated], hit[dated]
            if plain.size:
                mine = lanes[plain]
                state.ran_out[mine] = self.due(mine, start_total[plain], before[plain])
            if by_date.size:
                state.ran_out[lanes[by_date]] = self.spent_date(lanes[by_date], start[by_date], end[by_date])
        state.elapsed[tally, lanes] = after

    def _rest(self, lanes: Ints, _: Ints, total: Ints) -> None:
        """Add a stretch in which timers stand still."""
        state = self.lanes
        if state.tallies == 1:
            calendar, place = state.calendar[lanes], np.arange(len(lanes))
            state.paused[0, lanes] += total[calendar, place] - state.since_total[calendar, lanes]
            return
        for tally in range(state.tallies):
            state.paused[tally, lanes] += total[tally] - state.since_total[tally, lanes]

    def _walk(self, lanes: Ints, at: Ints, total: Ints) -> None:
        """Add stretches in which pauses end by themselves."""
        state = self.lanes
        for tally in range(state.tallies):
            calendar = np.full(len(lanes), tally) if state.tallies > 1 else state.calendar[lanes]
            place = np.arange(len(lanes))
            self._walk_tally(
                lanes, tally, calendar, state.since_total[calendar, lanes], at, total[calendar, place]
            )  # fmt: skip

    def _walk_tally(
        self, lanes: Ints, tally: int, calendar: Ints, now_total: Ints, end: Ints, end_total: Ints
    ) -> None:  # fmt: skip
        state, now = self.lanes, self.lanes.since[lanes]
        while lanes.size:
            spent = state.spent[tally][:, lanes]
            slot, left = self.owner(lanes, spent, now, state.policy[lanes])
            is_held = slot >= 0
            until = np.where(is_held, np.minimum(end, self.lanes.hold_until[slot, lanes]), end)
            # A cap ends a pause only if as much open time lies ahead.
            short = np.flatnonzero(is_held & (left < NEVER) & (end_total - now_total >= left))
            if short.size:
                spent_at = self.desks.at_open(calendar[short], now_total[short] + left[short])
                until[short] = np.minimum(until[short], spent_at)
            until_total = end_total.copy()
            early = np.flatnonzero(until < end)
            until_total[early] = self.desks.totals(calendar[early], until[early])
            runs, rests = np.flatnonzero(~is_held), np.flatnonzero(is_held)
            self._count(lanes[runs], tally, now[runs], now_total[runs], until[runs], until_total[runs])
            self._add_pause(lanes[rests], tally, slot[rests], until_total[rests] - now_total[rests])
            goes_on = until < end
            lanes, calendar, end, end_total = lanes[goes_on], calendar[goes_on], end[goes_on], end_total[goes_on]
            now, now_total = until[goes_on], until_total[goes_on]

    def _add_pause(self, lanes: Ints, tally: int, slot: Ints, lost: Ints) -> None:
        state, rule = self.lanes, self.pauses.rule[slot]
        state.paused[tally, lanes] += lost
        capped = np.flatnonzero(rule >= 0)
        state.spent[tally, rule[capped], lanes[capped]] += lost[capped]

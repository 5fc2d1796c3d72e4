"""What many timers owe: the target at the start, a change of it on the way, a date set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many.account import Account
from supportops.sla._many.chosen import NONE, Promises
from supportops.sla._many.lanes import FIXED, FOLLOWS

if TYPE_CHECKING:
    from supportops.durations import BusinessDays
    from supportops.sla._many.desks import Desks
    from supportops.sla._many.lanes import Lanes
    from supportops.sla._many.pauses import Pauses
    from supportops.sla._one.book import Book

__all__ = ["Promising"]

Ints = npt.NDArray[Any]


class Promising(Account):
    """The promises of one metric's timers, as in `_promise`; `at` and `total` as for `Account.advance`."""

    def __init__(
        self, lanes: Lanes, pauses: Pauses, desks: Desks, book: Book, promises: Promises, days: list[BusinessDays],
        *, is_cadence: Ints,
    ) -> None:  # fmt: skip
        super().__init__(lanes, pauses, desks, book)
        self.promises, self.days, self.is_cadence = promises, days, is_cadence
        self.clears = np.array([plan.clears_breach for plan in book.plans])

    def is_kept(self, lanes: Ints, promise: Ints) -> Ints:
        """Return whether promises are the ones that the timers already have."""
        state, given = self.lanes, self.promises
        same = (state.calendar[lanes] == given.calendar[promise]) & (state.amount[lanes] == given.amount[promise])
        kept: Ints = same & (state.days[lanes] == given.days[promise])
        return kept

    def assign(self, lanes: Ints, promise: Ints) -> None:
        """Give timers a promise, as if nothing had been reached yet."""
        state, given = self.lanes, self.promises
        state.calendar[lanes] = given.calendar[promise]
        amount, days = given.amount[promise], given.days[promise]
        state.amount[lanes], state.days[lanes], state.budget[lanes] = amount, days, amount
        state.dated[lanes], state.dated_base[lanes], state.manual[lanes] = NONE, 0, 0
        self._date(lanes[days >= 0])
        before = state.counted_before[lanes]
        rhythm = np.flatnonzero(self.is_cadence[state.policy[lanes]] & (before > 0) & (amount != NONE))
        if rhythm.size:
            interval, counted = amount[rhythm], before[rhythm]
            state.budget[lanes[rhythm]] = (-(-counted // interval) + 1) * interval - counted
        state.was_promised[lanes] |= state.budget[lanes] != NONE
        state.ran_out[lanes] = NONE

    def begin(self, lanes: Ints, promise: Ints, at: Ints, total: Ints) -> None:
        """Start counting now: the metric had no target before."""
        state = self.lanes
        state.started[lanes], state.since[lanes], state.since_total[:, lanes] = at, at, total
        state.elapsed[:, lanes], state.paused[:, lanes], state.spent[..., lanes] = 0, 0, 0
        self.assign(lanes, promise)

    def carry(self, lanes: Ints, promise: Ints, at: Ints, total: Ints) -> None:
        """Change the target and keep the counted time; nothing is due before the change."""
        self.incur(lanes, at)
        self.assign(lanes, promise)
        self.bound(lanes, at, total)

    def recast(self, lanes: Ints, at: Ints, total: Ints) -> None:
        """Measure the same promise by another policy, from now on."""
        state = self.lanes
        is_fixed = state.manual[lanes] == FIXED
        fixed, others = np.flatnonzero(is_fixed), np.flatnonzero(~is_fixed)
        if fixed.size:
            mine = lanes[fixed]
            self.set_due(mine, state.dated[mine], np.zeros(len(mine), np.bool_), at[fixed], total[:, fixed])
        mine = lanes[others]
        self.incur(mine, at[others])
        state.ran_out[mine] = NONE
        self.bound(mine, at[others], total[:, others])

    def remeasure(self, lanes: Ints, promise: Ints, at: Ints) -> None:
        """Change the target and measure again from the start; all pauses so far move the due instant."""
        state = self.lanes
        state.kept_breach[lanes] = NONE
        self.assign(lanes, promise)
        lanes, at = lanes[state.budget[lanes] != NONE], at[state.budget[lanes] != NONE]
        is_dated = state.dated[lanes] != NONE
        dated, others = np.flatnonzero(is_dated), np.flatnonzero(~is_dated)
        if dated.size:
            mine = lanes[dated]
            state.ran_out[mine] = self.spent_date(mine, state.started[mine], at[dated])
        mine = lanes[others]
        mine = mine[state.elapsed_of(mine) >= state.budget[mine]]
        if mine.size:
            calendar, counted_out = state.calendar[mine], state.budget[mine] + state.paused_of(mine)
            due = self.desks.later(calendar, state.started[mine], counted_out)
            lands = np.flatnonzero(self.lands_open[state.policy[mine]])
            due[lands] = self.desks.next_open(calendar[lands], due[lands])
            state.ran_out[mine] = due

    def move_start(self, lanes: Ints, started: Ints, at: Ints, total: Ints) -> None:
        """Count from an earlier start, as tickets do that absorb an older one; nothing is due before now."""
        state = self.lanes
        self.advance(lanes, at, total)
        self._keep_breach(lanes, at)
        for tally in range(state.tallies):
            calendar = np.full(len(lanes), tally) if state.tallies > 1 else state.calendar[lanes]
            ahead = self.desks.totals(calendar, state.started[lanes]) - self.desks.totals(calendar, started)
            state.elapsed[tally, lanes] += ahead
        state.started[lanes] = started
        free = state.manual[lanes] == 0
        self._date(lanes[free & (state.days[lanes] >= 0)])
        again = np.flatnonzero(free & (state.budget[lanes] != NONE))
        state.ran_out[lanes[again]] = NONE
        self.bound(lanes[again], at[again], total[:, again])

    def set_due(self, lanes: Ints, due: Ints, follows: Ints, at: Ints, total: Ints) -> None:
        """Set due dates by hand: fixed, or moved by the pauses from now on."""
        state = self.lanes
        self.incur(lanes, at)
        state.dated[lanes], state.dated_base[lanes] = due, state.paused_of(lanes)
        state.ran_out[lanes] = NONE
        calendar, due_total = state.calendar[lanes], self.desks.totals(state.calendar[lanes], due)
        here = total[calendar, np.arange(len(lanes))]
        moved, fixed = np.flatnonzero(follows), np.flatnonzero(~follows)
        if moved.size:
            mine = lanes[moved]
            state.manual[mine] = FOLLOWS
            state.budget[mine] = state.elapsed_of(mine) + np.maximum(0, due_total[moved] - here[moved])
            self.bound(mine, at[moved], total[:, moved])
        if fixed.size:
            mine = lanes[fixed]
            state.manual[mine], state.ran_out[mine] = FIXED, np.maximum(due[fixed], at[fixed])
            start = self.desks.totals(calendar[fixed], state.started[mine])
            state.budget[mine] = np.maximum(0, due_total[fixed] - start)
            state.fixed_at[mine], state.fixed_from[mine] = at[fixed], state.started[mine]
            state.fixed_on[mine] = calendar[fixed]

    def incur(self, lanes: Ints, at: Ints) -> None:
        """Keep or clear, as the policy says, a breach that lies before a change."""
        clears = self.clears[self.lanes.policy[lanes]]
        self.lanes.kept_breach[lanes[clears]] = NONE
        self._keep_breach(lanes[~clears], at[~clears])

    def bound(self, lanes: Ints, at: Ints, total: Ints) -> None:  # noqa: ARG002 - the same arguments everywhere
        """Note what the counted time has already reached under a new promise: at the change, not before."""
        state = self.lanes
        given = state.budget[lanes] != NONE
        lanes, at = lanes[given], at[given]
        is_dated = state.dated[lanes] != NONE
        dated, others = np.flatnonzero(is_dated), np.flatnonzero(~is_dated)
        if dated.size:
            state.ran_out[lanes[dated]] = self.spent_date(lanes[dated], at[dated], at[dated])
        out = others[state.elapsed_of(lanes[others]) >= state.budget[lanes[others]]]
        mine, when = lanes[out], at[out].copy()
        opens = np.flatnonzero(self.lands_open[state.policy[mine]])
        if opens.size:
            when[opens] = self.desks.next_open(state.calendar[mine[opens]], when[opens])
        state.ran_out[mine] = when

    def _keep_breach(self, lanes: Ints, at: Ints) -> None:
        state = self.lanes
        ran_out = state.ran_out[lanes]
        late = (ran_out != NONE) & (ran_out < at) & (state.kept_breach[lanes] == NONE)
        state.kept_breach[lanes[late]] = ran_out[late]

    def _date(self, lanes: Ints) -> None:
        """Work out the date of a promise in business days, from the start."""
        state = self.lanes
        for number, days in enumerate(self.days if lanes.size else ()):
            mine = lanes[state.days[lanes] == number]
            if not mine.size:
                continue
            calendar, started = state.calendar[mine], state.started[mine]
            state.dated[mine] = self.desks.business_days(calendar, started, days)
            open_to = self.desks.totals(calendar, state.dated[mine])
            state.budget[mine] = open_to - self.desks.totals(calendar, started)

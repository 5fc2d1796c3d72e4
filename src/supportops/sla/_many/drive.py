"""The lives of one metric's timers, all tickets at once: begun, stopped, cancelled, taken back, gone on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many import words as w
from supportops.sla._many.chosen import NONE
from supportops.sla._many.lanes import CANCELLED, LIVE, NO_TIMER, STOPPED
from supportops.sla._many.reasons import IS_POLICY_CHANGED, IS_RESOLVED, IS_SUPERSEDED

if TYPE_CHECKING:
    from supportops.sla._many.moment import Moment
    from supportops.sla._many.promising import Promising
    from supportops.sla._many.traits import Traits

__all__ = ["Drive"]

Ints = npt.NDArray[Any]


class Drive:
    """What signals do to the timers of a metric; as `Cycles`. `lanes` are always those of the moment, or fewer."""

    def __init__(self, promising: Promising, traits: Traits) -> None:
        self.promising, self.lanes, self.traits = promising, promising.lanes, traits

    def signal(self, now: Moment, lanes: Ints, does: npt.NDArray[np.uint8], promise: Ints) -> None:
        """Apply one signal to some lanes: `does` is what it does to the metric, `promise` what holds by it."""
        state = self.lanes
        here = np.flatnonzero((does & w.STOPS != 0) & (state.state[lanes] == LIVE))
        if here.size:
            self._stop(now, lanes[here], does[here])
        if self.traits.does & w.REOPENS:
            reopens = (does & w.REOPENS != 0) & (state.state[lanes] > LIVE)
            here = np.flatnonzero(reopens)
            if here.size:
                self._reopen(now, lanes[here], promise[here])
                lanes, does, promise = lanes[~reopens], does[~reopens], promise[~reopens]
        if self.traits.does & w.CANCELS:
            state.cancelling[lanes[np.flatnonzero(does & w.CANCELS)]] = True
        begins = np.flatnonzero(does & (w.STARTS | w.RESTARTS))
        if begins.size:
            begins = begins[self._may_start(now, lanes[begins], does[begins])]
            self.open(now, lanes[begins], promise[begins])

    def open(self, now: Moment, lanes: Ints, promise: Ints) -> None:
        """Begin the next cycle of some lanes."""
        if not lanes.size:
            return
        state = self.lanes
        self._follow(now, lanes)
        at, total = now.at[lanes], now.total[:, lanes]
        state.state[lanes], state.reason[lanes], state.ended[lanes] = LIVE, 0, NONE
        state.cycle[lanes] += 1
        state.opened[lanes], state.started[lanes], state.since[lanes] = at, at, at
        state.since_total[:, lanes] = total
        state.policy[lanes], state.by_resolve[lanes], state.was_promised[lanes] = now.policy[lanes], False, False
        state.kept_breach[lanes] = NONE
        state.elapsed[:, lanes], state.paused[:, lanes] = 0, 0
        if state.spent.size:
            state.spent[..., lanes] = 0
        self.promising.assign(lanes, promise)
        ahead = np.flatnonzero(state.due_ahead[lanes] != NONE)
        if ahead.size:
            mine = lanes[ahead]
            due, follows = state.due_ahead[mine].copy(), state.ahead_follows[mine]
            state.due_ahead[mine] = NONE
            self.promising.set_due(mine, due, follows, at[ahead], total[:, ahead])

    def cancel(self, now: Moment, lanes: Ints, reason: Ints | int) -> None:
        """End live timers undecided."""
        state = self.lanes
        self.promising.advance(lanes, now.at[lanes], now.total[:, lanes])
        state.state[lanes], state.ended[lanes], state.reason[lanes] = CANCELLED, now.at[lanes], reason

    def cancel_all(self, now: Moment, lanes: Ints) -> None:
        """Cancel at the end of an instant: what a resolution cancels, or everything when the ticket is over."""
        state = self.lanes
        is_over, is_live = now.over(lanes) >= 0, state.state[lanes] == LIVE
        never = np.flatnonzero((state.state[lanes] == NO_TIMER) & is_over)
        state.over[lanes[never]] = now.over(lanes[never])
        cancelling = state.cancelling[lanes] & is_live
        state.cancelling[lanes] = False
        if cancelling.any():
            mine = lanes[cancelling]
            is_new, is_resolved = state.opened[mine] == now.at[mine], now.is_resolved(mine)
            never_was = is_new & is_resolved & ~self.traits.from_creation[now.policy[mine]]
            state.restore(mine[never_was])
            gone = mine[never_was & (state.state[mine] == NO_TIMER)]
            state.over[gone] = now.over(gone)
            self.cancel(now, mine[~is_new | (is_resolved & ~never_was)], IS_RESOLVED)
        ending = lanes[is_over & (state.state[lanes] == LIVE)]
        if ending.size:
            self.cancel(now, ending, now.over(ending))

    def _stop(self, now: Moment, lanes: Ints, does: npt.NDArray[np.uint8]) -> None:
        state = self.lanes
        self.promising.advance(lanes, now.at[lanes], now.total[:, lanes])
        state.state[lanes], state.ended[lanes] = STOPPED, now.at[lanes]
        state.by_resolve[lanes] = does & w.IS_RESOLUTION != 0

    def _reopen(self, now: Moment, lanes: Ints, promise: Ints) -> None:
        state = self.lanes
        alive = now.over_now(lanes) < 0
        lanes, promise = lanes[alive], promise[alive]
        anew = self.traits.reopens_anew[now.policy[lanes]]
        self.open(now, lanes[anew], promise[anew])
        lanes = lanes[~anew]
        lanes = lanes[state.by_resolve[lanes]]
        if not lanes.size:
            return
        total = now.total[:, lanes]
        for tally in range(state.tallies):
            calendar = np.full(len(lanes), tally) if state.tallies > 1 else state.calendar[lanes]
            place = np.arange(len(lanes))
            state.paused[tally, lanes] += total[calendar, place] - state.since_total[calendar, lanes]
        state.state[lanes], state.ended[lanes], state.by_resolve[lanes] = LIVE, NONE, False
        state.recheck[lanes] = True
        state.since[lanes], state.since_total[:, lanes] = now.at[lanes], total

    def _may_start(self, now: Moment, lanes: Ints, does: npt.NDArray[np.uint8]) -> Ints:
        state, traits, policy = self.lanes, self.traits, now.policy[lanes]
        status = state.state[lanes]
        is_start = does & w.STARTS != 0
        starts: Ints = np.where(
            status == NO_TIMER, is_start,
            (does & w.RESTARTS != 0) | (is_start & traits.repeats[policy] & (status != LIVE)),
        )  # fmt: skip
        event = now.event[lanes]
        if now.facts.ends_some:
            starts &= (now.facts.over_now[event] < 0) & (state.over[lanes] < 0)
        needs_open = (does & w.IS_MESSAGE != 0) | traits.needs_open[policy]
        starts &= ~(needs_open & now.facts.stays_resolved[event])
        if traits.after_first_response.any():
            starts &= now.facts.responded[event] | ~traits.after_first_response[policy]
        return starts

    def _follow(self, now: Moment, lanes: Ints) -> None:
        """Close the books on the cycles that the next ones follow."""
        state = self.lanes
        old = lanes[state.state[lanes] != NO_TIMER]
        if not old.size:
            return
        live = old[state.state[old] == LIVE]
        if live.size:
            self.cancel(now, live, IS_SUPERSEDED)
        state.replace(old)
        counted = np.where(state.was_promised[old], state.elapsed_of(old), 0)
        state.counted_before[old] += counted
        # A cancelled rhythm is over: the next update is the first of a new one.
        reason = state.reason[old]
        is_over = (state.state[old] == CANCELLED) & ((reason == IS_RESOLVED) | (reason == IS_POLICY_CHANGED))
        state.counted_before[old[is_over]] = 0

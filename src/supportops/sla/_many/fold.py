"""The fold of one metric over many tickets: every instant's events, then what holds after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.sla._many import words as w
from supportops.sla._many.chosen import NONE
from supportops.sla._many.drive import Drive
from supportops.sla._many.explicit import instants_in
from supportops.sla._many.lanes import LIVE, NO_TIMER
from supportops.sla._many.moment import Moment
from supportops.sla._many.pauses import NEVER
from supportops.sla._many.reasons import IS_POLICY_CHANGED
from supportops.sla._many.traits import CREATION, RESTART
from supportops.tickets._table_rows import FOLLOWS_PAUSES

if TYPE_CHECKING:
    from supportops.sla._many.chosen import Chosen
    from supportops.sla._many.moment import Facts
    from supportops.sla._many.promising import Promising
    from supportops.sla._many.steps import Steps
    from supportops.sla._many.story import Story
    from supportops.sla._many.traits import Traits

__all__ = ["Fold"]

Ints = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Fold(Drive):
    """The fold of one metric; `run` goes through all its steps."""

    def __init__(
        self, promising: Promising, traits: Traits, story: Story, chosen: Chosen, steps: Steps, dates: Mask | None
    ) -> None:  # fmt: skip
        super().__init__(promising, traits)
        self.story, self.chosen, self.steps = story, chosen, steps
        self._dated_groups = None if dates is None else np.logical_or.reduceat(dates, story.group_starts)
        self._is_set = len(story.words.book.plans) > 1
        self._stopped_in = story.words.stopped_in(traits.name) if self._is_set else None
        self._follows = np.array([label == FOLLOWS_PAUSES for label in story.words.reasons] + [False])
        pauses = promising.pauses
        self._is_plain = not pauses.cap.size and not bool(np.any((pauses.until != NEVER) & (pauses.since != NONE)))

    def run(self, facts: Facts, totals: Ints) -> None:
        """Fold all steps; `totals` has the open totals of each calendar after each group."""
        steps = self.steps
        at, total = self.story.at[steps.event], totals[:, self.story.group[steps.event]]
        policy = self.chosen.before[steps.event] if self._is_set else np.zeros(self.story.size, dtype=np.int16)
        for start, end in zip(steps.bounds[:-1].tolist(), steps.bounds[1:].tolist(), strict=True):
            event = steps.event[start:end]
            in_force = policy[start:end] if self._is_set else policy[: end - start]
            now = Moment(facts, event, at[start:end], total[:, start:end], in_force)
            if self._dated_groups is not None:
                self._dates(now)
            does = steps.does[start:end]
            lanes = np.flatnonzero(does)
            if lanes.size:
                self.signal(now, lanes, does[lanes], self._promise(now, lanes))
            self._end(now, steps.is_end[start:end], steps.retargets[start:end], steps.holds[start:end])

    def _promise(self, now: Moment, lanes: Ints) -> Ints:
        """Return what a timer begun by an event is promised.

        It is what holds after its instant, unless the instant also changes the policy or sets a date: then the
        change starts from what held by the event.
        """
        promise = now.promise_after(lanes)
        if not self._is_set and self._dated_groups is None:
            return promise
        event = now.event[lanes]
        first = self.chosen.before[event] != self.chosen.after[event]
        if self._dated_groups is not None:
            first |= self._dated_groups[self.story.group[event]]
        self.lanes.recheck[lanes[first]] = True
        return np.where(first, now.promise(lanes), promise)

    def _end(self, now: Moment, is_end: Mask, retargets: Mask, holds: Mask) -> None:
        """Make the changes of the instants whose events have all been heard."""
        state, size = self.lanes, len(is_end)
        over = is_end & (now.facts.over[now.event] >= 0) if now.facts.ends_some else False
        cancels = np.flatnonzero((is_end & state.cancelling[:size]) | over)
        if cancels.size:
            self.cancel_all(now, cancels)
        if self._is_set:
            switched = np.flatnonzero(is_end & (now.policy != self.chosen.after[now.event]))
            if switched.size:
                self._switch(now, switched, self.chosen.after[now.event[switched]])
        moved = np.flatnonzero(is_end & (retargets | state.recheck[:size]) & (state.state[:size] != NO_TIMER))
        if moved.size:
            state.recheck[moved] = False
            moved = moved[~self.promising.is_kept(moved, now.promise_after(moved))]
            if moved.size:
                self._retarget(now, moved)
        held = np.flatnonzero(holds)
        if held.size:
            self._hold(now, held)

    def _retarget(self, now: Moment, lanes: Ints) -> None:
        """Change the targets of timers that are live, or were begun by this very instant."""
        state, promising = self.lanes, self.promising
        lanes = lanes[self.traits.is_measured[now.policy[lanes]]]
        is_new = (state.opened[lanes] == now.at[lanes]) & (state.manual[lanes] == 0)
        new = lanes[is_new]
        if new.size:
            # The facts after the instant's last event are the ones that count.
            state.was_promised[new] = False
            moved = state.started[new] != now.at[new]
            promising.assign(new[~moved], now.promise_after(new[~moved]))
            mine = new[moved]
            promising.carry(mine, now.promise_after(mine), now.at[mine], now.total[:, mine])
        lanes = lanes[~is_new & (state.state[lanes] == LIVE)]
        if not lanes.size:
            return
        promising.advance(lanes, now.at[lanes], now.total[:, lanes])
        is_manual = state.manual[lanes] != 0
        manual, lanes = lanes[is_manual], lanes[~is_manual]
        state.calendar[manual] = promising.promises.calendar[now.promise_after(manual)]
        change = self.traits.change[now.policy[lanes]]
        begins = ~state.was_promised[lanes] & (change != CREATION)
        restarts, again = ~begins & (change == RESTART), ~begins & (change == CREATION)
        mine = lanes[begins]
        promising.begin(mine, now.promise_after(mine), now.at[mine], now.total[:, mine])
        self.open(now, lanes[restarts], now.promise_after(lanes[restarts]))
        promising.remeasure(lanes[again], now.promise_after(lanes[again]), now.at[lanes[again]])
        mine = lanes[~begins & ~restarts & ~again]
        promising.carry(mine, now.promise_after(mine), now.at[mine], now.total[:, mine])

    def _hold(self, now: Moment, lanes: Ints) -> None:
        """Take over the pauses that hold after the instant."""
        state, pauses = self.lanes, self.promising.pauses
        group = self.story.group[now.event[lanes]]
        live = lanes[state.state[lanes] == LIVE]
        self.promising.advance(live, now.at[live], now.total[:, live])
        if self._is_plain:
            state.mode[lanes] = pauses.until[0, group] != NONE
            return
        since, until = pauses.since[:, group], pauses.until[:, group]
        state.hold_since[:, lanes], state.hold_until[:, lanes] = since, until
        holds = since != NONE
        ends = holds & ((until != NEVER) | (pauses.rule >= 0)[:, None])
        state.mode[lanes] = np.where(ends.any(axis=0), 2, holds.any(axis=0))

    def _switch(self, now: Moment, lanes: Ints, policy: Ints) -> None:
        """Measure by another policy from here on."""
        state, traits = self.lanes, self.traits
        live = lanes[state.state[lanes] == LIVE]
        self.promising.advance(live, now.at[live], now.total[:, live])
        now.policy[lanes] = policy
        state.recheck[lanes] = True
        is_measured, is_live = traits.is_measured[policy], state.state[lanes] == LIVE
        self.cancel(now, lanes[is_live & ~is_measured], IS_POLICY_CHANGED)
        goes_on = lanes[is_live & is_measured]
        self._drop_spent(goes_on, now.policy[goes_on])
        state.policy[goes_on] = now.policy[goes_on]
        self.promising.recast(goes_on, now.at[goes_on], now.total[:, goes_on])
        begins = lanes[is_measured & ~is_live]
        begins = begins[self._may_begin(now, begins)]
        self.open(now, begins, now.promise_after(begins))
        does = self.story.words.flags[traits.name][now.policy[lanes], w.SLA_ASSIGNED]
        told = np.flatnonzero(does)
        if told.size:
            self.signal(now, lanes[told], does[told], now.promise_after(lanes[told]))

    def _may_begin(self, now: Moment, lanes: Ints) -> Ints:
        """Return whether a metric that a policy adds begins now: not when what would end it is so already."""
        state, traits, event = self.lanes, self.traits, now.event[lanes]
        policy = now.policy[lanes]
        is_free = (state.state[lanes] == NO_TIMER) | (state.reason[lanes] == IS_POLICY_CHANGED)
        may = traits.from_creation[policy] & is_free & (now.over(lanes) < 0) & ~now.is_resolved(lanes)
        if traits.name == "first_response":
            may &= ~now.facts.responded[event] & self.story.asked[event]
        assert self._stopped_in is not None
        found: Ints = may & ~self._stopped_in[policy, self.story.status[event]]
        return found

    def _drop_spent(self, lanes: Ints, policy: Ints) -> None:
        """Forget what was spent of caps that the new policy does not have."""
        for rule, has_it in enumerate(self.promising.pauses.is_in):
            self.lanes.spent[:, rule, lanes[~has_it[policy]]] = 0

    def _dates(self, now: Moment) -> None:
        """Set dates by hand, and move the starts of tickets that absorb older ones."""
        state, story = self.lanes, self.story
        kind = story.kind[now.event]
        absorbs = np.flatnonzero((kind == w.KIND["absorbed"]) & self.traits.from_creation[now.policy])
        absorbs = absorbs[(state.state[absorbs] == LIVE) & (state.cycle[absorbs] == 1)]
        if absorbs.size:
            started = instants_in(story, now.event[absorbs])
            earlier = started < state.started[absorbs]
            mine = absorbs[earlier]
            self.promising.move_start(mine, started[earlier], now.at[mine], now.total[:, mine])
        named = story.words.fields.index(self.traits.name) if self.traits.name in story.words.fields else -2
        is_set = (kind == w.KIND["due_set"]) & (story.field[now.event] == named)
        sets = np.flatnonzero(is_set & (state.over[: len(kind)] < 0))
        sets = sets[self.traits.is_measured[now.policy[sets]]]
        if sets.size:
            self._set_due(now, sets)

    def _set_due(self, now: Moment, lanes: Ints) -> None:
        state, story = self.lanes, self.story
        due, follows = instants_in(story, now.event[lanes]), self._follows[story.reason[now.event[lanes]]]
        ahead = state.state[lanes] == NO_TIMER
        state.due_ahead[lanes[ahead]] = np.where(due[ahead] == NAT, NONE, due[ahead])
        state.ahead_follows[lanes[ahead]] = follows[ahead]
        live = state.state[lanes] == LIVE
        lanes, due, follows = lanes[live], due[live], follows[live]
        self.promising.advance(lanes, now.at[lanes], now.total[:, lanes])
        back = due == NAT
        mine = lanes[back]
        self.promising.carry(mine, now.promise(mine), now.at[mine], now.total[:, mine])
        mine = lanes[~back]
        self.promising.set_due(mine, due[~back], follows[~back], now.at[mine], now.total[:, mine])

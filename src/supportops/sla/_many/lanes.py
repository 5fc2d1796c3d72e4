"""The timers of one metric, one lane for each ticket, as arrays; and the cycles that later ones followed."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from supportops.sla._many.chosen import NONE

__all__ = ["CANCELLED", "FIXED", "FOLLOWS", "LIVE", "NO_TIMER", "STOPPED", "TOLD", "Lanes"]

Ints = npt.NDArray[Any]

NO_TIMER, LIVE, STOPPED, CANCELLED = range(4)
FIXED, FOLLOWS = 1, 2
"""How a date that was set by hand behaves."""

TOLD = (
    "cycle", "started", "ended", "calendar", "budget", "dated", "dated_base", "manual", "fixed_at", "fixed_from",
    "fixed_on",
    "ran_out", "kept_breach", "state", "reason", "policy",
)  # fmt: skip
"""What the answers need of a timer, beside its tallies."""

_RECORDED = (*TOLD, "opened", "since", "amount", "days", "was_promised", "by_resolve", "counted_before")
_TALLIED = ("elapsed", "paused", "spent", "since_total")


class Lanes:
    """The state of one metric for many tickets; as `MetricState` and its `TimerState`, with NONE for None.

    Attributes:
        elapsed, paused: open time, for each tally. Shape (tallies, lanes).
        spent: open time paused by each capped rule. Shape (tallies, capped rules, lanes).
        since_total: the open total of each calendar at `since`. Shape (calendars, lanes).
        mode: 0 runs, 1 is held until further notice, 2 has pauses that end by themselves.
        hold_since, hold_until: the slots that hold. Shape (slots, lanes).
    """

    def __init__(self, size: int, *, calendars: int, tallies: int, slots: int, caps: int) -> None:
        def none() -> Ints:
            return np.full(size, NONE)

        self.size, self.tallies = size, tallies
        self.state = np.zeros(size, dtype=np.int8)
        self.cycle = np.zeros(size, dtype=np.int32)
        self.opened, self.started, self.since, self.ended = none(), none(), none(), none()
        self.calendar = np.zeros(size, dtype=np.int64)
        self.policy = np.zeros(size, dtype=np.int16)
        self.budget, self.amount, self.dated = none(), none(), none()
        self.days = np.full(size, -1, dtype=np.int64)
        self.dated_base = np.zeros(size, dtype=np.int64)
        self.manual = np.zeros(size, dtype=np.int8)
        self.fixed_at, self.fixed_from, self.ran_out, self.kept_breach = none(), none(), none(), none()
        self.fixed_on = np.zeros(size, dtype=np.int64)
        """The calendar on which a fixed date was set; with the instant and the start then, its stages follow."""
        self.was_promised = np.zeros(size, dtype=np.bool_)
        self.by_resolve = np.zeros(size, dtype=np.bool_)
        self.reason = np.zeros(size, dtype=np.int32)
        self.elapsed = np.zeros((tallies, size), dtype=np.int64)
        self.paused = np.zeros((tallies, size), dtype=np.int64)
        self.spent = np.zeros((tallies, caps, size), dtype=np.int64)
        self.since_total = np.zeros((calendars, size), dtype=np.int64)
        self.mode = np.zeros(size, dtype=np.int8)
        self.hold_since, self.hold_until = np.full((slots, size), NONE), np.full((slots, size), NONE)
        self.counted_before = np.zeros(size, dtype=np.int64)
        self.due_ahead, self.ahead_follows = none(), np.zeros(size, dtype=np.bool_)
        self.over = np.full(size, -1, dtype=np.int32)
        """Why a metric that never started cannot start any more."""
        self.cancelling = np.zeros(size, dtype=np.bool_)
        """The instant has something that cancels this metric at its end."""
        self.recheck = np.zeros(size, dtype=np.bool_)
        """What the timer is promised may not be what holds now, whether or not the instant changes that."""
        self.replaced: list[tuple[Ints, dict[str, Ints]]] = []
        self._replaced_as = np.full(size, -1, dtype=np.int64)
        self._count = 0
        self.taken_back: list[Ints] = []

    def slot(self, lanes: Ints) -> Ints:
        """Return which tally is on the calendar in force."""
        return self.calendar[lanes] if self.tallies > 1 else np.zeros(len(lanes), dtype=np.int64)

    def elapsed_of(self, lanes: Ints) -> Ints:
        """Return the elapsed time on the calendar in force."""
        found: Ints = self.elapsed[self.slot(lanes), lanes]
        return found

    def paused_of(self, lanes: Ints) -> Ints:
        """Return the open time of all pauses on the calendar in force."""
        found: Ints = self.paused[self.slot(lanes), lanes]
        return found

    def replace(self, lanes: Ints) -> None:
        """Put the timers of some lanes among those that later cycles followed."""
        record = {name: getattr(self, name)[lanes] for name in _RECORDED}
        record |= {name: getattr(self, name)[..., lanes] for name in _TALLIED}
        self.replaced.append((lanes, record | {"slot": self.slot(lanes)}))
        self._replaced_as[lanes] = self._count + np.arange(len(lanes))
        self._count += len(lanes)

    def restore(self, lanes: Ints) -> None:
        """Take back the cycle of some lanes, which never was; the one before it is the last again, if there is one."""
        followed = self.cycle[lanes] > 1
        old, none = lanes[followed], lanes[~followed]
        self.state[none], self.cycle[none] = NO_TIMER, 0
        if not old.size:
            return
        place, ends = self._replaced_as[old], np.cumsum([len(lanes) for lanes, _ in self.replaced])
        self.taken_back.append(place)
        part = np.searchsorted(ends, place, side="right")
        for number in np.unique(part).tolist():
            mine = old[part == number]
            _, record = self.replaced[number]
            here = place[part == number] - (ends[number] - len(record["state"]))
            for name in _RECORDED:
                getattr(self, name)[mine] = record[name][here]
            for name in _TALLIED:
                getattr(self, name)[..., mine] = record[name][..., here]

    def all_told(self) -> tuple[Ints, dict[str, Ints]]:
        """Return the lane of every timer, replaced ones too, and what the answers need of them."""
        last = np.flatnonzero(self.state != NO_TIMER)
        columns = {name: getattr(self, name)[last] for name in TOLD}
        columns |= {"elapsed": self.elapsed_of(last), "paused": self.paused_of(last)}
        if not self.replaced:
            return last, columns
        records = [record for _, record in self.replaced]
        for name in TOLD:
            columns[name] = np.concatenate([*(record[name] for record in records), columns[name]])
        for name in ("elapsed", "paused"):
            parts = [record[name][record["slot"], np.arange(len(record["slot"]))] for record in records]
            columns[name] = np.concatenate([*parts, columns[name]])
        lane = np.concatenate([*(lanes for lanes, _ in self.replaced), last])
        if not self.taken_back:
            return lane, columns
        kept = np.ones(len(lane), dtype=np.bool_)
        kept[np.concatenate(self.taken_back)] = False
        return lane[kept], {name: column[kept] for name, column in columns.items()}

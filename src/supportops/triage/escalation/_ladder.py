"""A ladder in whole microseconds: when each step of each round fires, counted from where the ladder starts.

No step fires before an earlier one. Without windows every instant is known from the offsets alone, so that no round
has to be walked through; with windows the calendars are asked, in order, and only as far as the question goes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from supportops._instants import us_of
from supportops.errors import NeverOpenError

if TYPE_CHECKING:
    from supportops.triage.escalation.policy import EscalationPolicy
    from supportops.triage.escalation.step import EscalationStep

__all__ = ["Firing", "Ladder"]

Firing: TypeAlias = tuple[int, int, int]
"""An instant, the round and the step."""


class Ladder:
    """The steps of a policy, ready to be asked. `ack_timeout_us` is None where an acknowledgement never runs out."""

    __slots__ = (
        "_afters",
        "_first",
        "_later",
        "_least",
        "_round_us",
        "_rounds",
        "ack_timeout_us",
        "has_window",
        "steps",
    )

    def __init__(self, policy: EscalationPolicy) -> None:
        self.steps: Sequence[EscalationStep] = policy.steps
        self.ack_timeout_us = None if policy.ack_timeout is None else us_of(policy.ack_timeout)
        self.has_window = any(step.window is not None for step in policy.steps)
        self._rounds = policy.repeat + 1
        self._round_us = 0 if policy.round_length is None else us_of(policy.round_length)
        self._afters = tuple(us_of(step.after) for step in policy.steps)
        # The offset of each step that does not overtake: in the first round, and in one that follows another.
        self._first = tuple(accumulate(self._afters, max))
        overhang = self._first[-1] - self._round_us
        self._later = tuple(max(offset, overhang) for offset in self._first)
        # The least wait from each step on: whether anything earlier can still follow.
        self._least = tuple(accumulate(reversed(self._afters), min))[::-1]

    def fired(self, start: int, *, after: int | None, until: int | None) -> Iterator[Firing]:
        """Yield what fires in `(after, until]`, in order; None is unbounded on that side."""
        if self.has_window:
            found = self._walked(start, until)
            yield from found if after is None else (firing for firing in found if firing[0] > after)
            return
        count = len(self.steps)
        first = 0 if after is None else self._place(after - start)
        for index in range(first, self._rounds * count):
            at = start + self._offset(index)
            if until is not None and at > until:
                return
            yield at, *divmod(index, count)

    def last(self, start: int) -> int | None:
        """Return when the last step fires; None when none ever does."""
        if self.has_window:
            return max((at for at, _, _ in self._walked(start, None)), default=None)
        return start + self._offset(self._rounds * len(self.steps) - 1)

    def end(self, start: int) -> int | None:
        """Return when the ladder is used up: the end of its last round; None when rounds have no length."""
        if not self._round_us:
            return None
        end, last = start + self._rounds * self._round_us, self.last(start)
        return end if last is None else max(end, last)

    def _offset(self, index: int) -> int:
        round_, step = divmod(index, len(self.steps))
        return round_ * self._round_us + self._later[step] if round_ else self._first[step]

    def _place(self, passed: int) -> int:
        """Return the place of the first step that comes later than an amount of time after the start."""
        if self._rounds == 1:
            return bisect_right(self._first, passed)
        return bisect_right(range(self._rounds * len(self.steps)), passed, key=self._offset)

    def _walked(self, start: int, until: int | None) -> Iterator[Firing]:
        reached = start
        for round_ in range(self._rounds):
            base = start + round_ * self._round_us
            for step in range(len(self._afters)):
                if until is not None and max(reached, base + self._soonest(round_, step)) > until:
                    return
                at = self._landing(step, base)
                # What never fires holds up nobody.
                if at is None:
                    continue
                reached = max(reached, at)
                if until is None or reached <= until:
                    yield reached, round_, step

    def _soonest(self, round_: int, step: int) -> int:
        """Return the least wait from here on, counted from the start of this round: no window makes one shorter."""
        if round_ + 1 == self._rounds:
            return self._least[step]
        return min(self._least[step], self._round_us + self._least[0])

    def _landing(self, step: int, base: int) -> int | None:
        window, after = self.steps[step].window, self._afters[step]
        if window is None:
            return base + after
        try:
            if self.steps[step].in_window == "delay" or not after:
                return window.next_open_us(base + after)
            return window.add_us(base, after, landing="open")
        except NeverOpenError:
            return None

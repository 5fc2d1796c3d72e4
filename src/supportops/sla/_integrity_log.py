"""Where clocks of many tickets were paused, answered while paused, and closed: what the integrity figures count."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT
from supportops.sla._many.chosen import Chosen
from supportops.sla._many.explicit import explicit_of
from supportops.sla._many.story import Story
from supportops.sla._many.words import Words
from supportops.sla._moments import Clocks, Moments, clocks_of, portions
from supportops.sla._variants import answering, measuring
from supportops.sla.batch import evaluate_many

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.tickets import EventTable

__all__ = ["IntegrityLog", "log_of"]

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_NONE = NAT
_ROWS = 200_000
"""As many events are taken from the table at once."""


@dataclass(frozen=True, slots=True)
class IntegrityLog:
    """What happened after each instant of each ticket. Shape (moments,), tickets in the order of the table.

    Attributes:
        ticket: the number of the ticket.
        agent, group: who has it: codes of the table's values and fields, -1 for nobody.
        is_live: its clock runs or is paused.
        begins: a pause began.
        has_reason: the log gives a reason to stand still.
        is_promised: the clock has a target.
        is_in_time: not breached.
        is_late: little of the target is left, and it is in time.
        answered: open time until the next instant by which the status held the clock although the requester had
            answered. Microseconds.
        closes: the clock stopped, and the ticket is resolved or closed.
        is_met: in time at the stop.
        is_reopened: the ticket was open again at a later instant.
    """

    ticket: Ints
    agent: Ints
    group: Ints
    is_live: Mask
    begins: Mask
    has_reason: Mask
    is_promised: Mask
    is_in_time: Mask
    is_late: Mask
    answered: Ints
    closes: Mask
    is_met: Mask
    is_reopened: Mask


_COLUMNS = tuple(field.name for field in fields(IntegrityLog))
_NUMBERS = ("ticket", "agent", "group", "answered")


def log_of(
    table: EventTable, policy: SlaPolicy | PolicySet, *, metric: str, at: int, last: Fraction
) -> tuple[IntegrityLog, dict[int, str]]:
    """Return what happened up to an instant, and the tickets that could not be followed, with the reason."""
    work = _Work(measuring(policy, metric), metric, at, last, Words(table, policy._book))
    refused = work.refused(table)
    kept = np.delete(np.arange(len(table.tickets)), list(refused))
    logs = [_empty()]
    for first, end in portions(np.diff(table.offsets)[kept], _ROWS):
        tickets = kept[first:end]
        log, left_out = work.log(table.take(tickets))
        if left_out:
            # A ticket may have an answer now and none at one of its instants; it is set aside whole.
            refused |= {int(tickets[number]): reason for number, reason in left_out.items()}
            tickets = np.delete(tickets, list(left_out))
            log, _ = work.log(table.take(tickets))
        logs.append(replace(log, ticket=tickets[log.ticket]))
    return IntegrityLog(**{name: np.concatenate([getattr(log, name) for log in logs]) for name in _COLUMNS}), refused


@dataclass(frozen=True, slots=True)
class _Work:
    """What was asked for, so that each portion of the table answers the same question."""

    policy: SlaPolicy | PolicySet
    metric: str
    at: int
    last: Fraction
    words: Words

    def refused(self, table: EventTable) -> dict[int, str]:
        """Return the tickets that have no answer at the instant asked about, and why."""
        aside = len(table.rejected)
        found = evaluate_many(table, self.policy, at=np.array(self.at).view("M8[us]")).rejected[aside:]
        reasons = {one.ticket: one.reason for one in found}
        return {number: reasons[name] for number, name in enumerate(table.tickets) if name in reasons}

    def log(self, table: EventTable) -> tuple[IntegrityLog, dict[int, str]]:
        """Return the log of some tickets, and those that could not be followed."""
        moments = Moments(table, self.at)
        everything = np.arange(len(moments))
        clocks = clocks_of(moments, everything, moments.at, self.policy, self.metric)
        before, refused = self._before(moments, clocks)
        if not len(moments) or clocks.refused or refused:
            left_out = {**clocks.refused, **refused}
            return _empty(), {int(moments.ticket[number]): reason for number, reason in left_out.items()}
        story = Story(table, np.full(len(table.tickets), self.at), self.words)
        agent, group = moments.assignment
        is_late = self._is_late(clocks)
        stops = clocks.stopped & ~(_shifted(clocks.stopped, moments) & (clocks.cycle == _earlier(clocks.cycle)))
        return IntegrityLog(
            ticket=moments.ticket, agent=agent.astype(np.int64), group=group.astype(np.int64), is_live=clocks.live,
            begins=clocks.paused & ~before, has_reason=self._has_reason(story),
            is_promised=clocks.target != _NONE, is_in_time=clocks.undecided, is_late=is_late,
            answered=self._answered(moments, story), closes=stops & clocks.is_over, is_met=clocks.met,
            is_reopened=_later(~clocks.is_over, moments),
        ), {}  # fmt: skip

    def _before(self, moments: Moments, clocks: Clocks) -> tuple[Mask, dict[int, str]]:
        """Return whether the clock would be paused at each moment without the events of that instant."""
        paused = _shifted(clocks.paused, moments)
        asked = np.flatnonzero(paused & clocks.paused)
        # A clock that runs is never paused by time alone; a pause may end by itself.
        found = clocks_of(moments, asked - 1, moments.at[asked], self.policy, self.metric)
        paused[asked] = found.paused
        return paused, found.refused

    def _is_late(self, clocks: Clocks) -> Mask:
        """Return whether no more than the last part of the target is left, of clocks that are in time."""
        targets, place = np.unique(clocks.target, return_inverse=True)
        left = np.array([int(self.last * target) if target != _NONE else 0 for target in targets.tolist()])
        is_promised = clocks.target != _NONE
        late: Mask = is_promised & (clocks.undecided | clocks.met) & (clocks.remaining <= left.astype(np.int64)[place])
        return late

    def _has_reason(self, story: Story) -> Mask:
        """Return whether the status was set with a reason, a pause by hand is open, or enough follow-ups were sent."""
        ends = story.ends
        found: Mask = story.status_reason[ends] >= 0
        explicit = explicit_of(story)
        if explicit is not None:
            found |= explicit.holds.any(axis=0)
        enough = [self._follow_ups(plan.policy) for plan in self.words.book.plans]
        if any(count is not None for count in enough):
            wanted = np.array([2**31 - 1 if count is None else count for count in enough])
            found |= story.follow_ups[ends] >= wanted[Chosen(story, self.words.book).after[ends]]
        return found

    def _follow_ups(self, policy: SlaPolicy) -> int | None:
        counts = [rule.after_follow_ups for rule in policy.pauses if self.metric in rule.metrics]
        return min((count for count in counts if count is not None), default=None)

    def _answered(self, moments: Moments, story: Story) -> Ints:
        """Return the open time until the next instant that the clock gains if the requester's answer lifts a pause."""
        found = np.zeros(len(moments), dtype=np.int64)
        here = np.flatnonzero(story.answered[story.ends])
        if not here.size:
            return found
        gained = np.zeros(len(here), dtype=np.int64)
        for policy, sign in ((answering(self.policy, "resume"), 1), (answering(self.policy, "keep"), -1)):
            for at, end in ((moments.until, 1), (moments.at, -1)):
                gained += sign * end * clocks_of(moments, here, at[here], policy, self.metric).elapsed
        # Caps may turn it round: a cap spent on the answered pause is not there for the next one.
        found[here] = np.maximum(gained, 0)
        return found


def _empty() -> IntegrityLog:
    flags, numbers = np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64)
    columns: dict[str, npt.NDArray[Any]] = {name: numbers if name in _NUMBERS else flags for name in _COLUMNS}
    return IntegrityLog(**columns)


def _earlier(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.concatenate([column[:1], column[:-1]])


def _shifted(column: Mask, moments: Moments) -> Mask:
    """Return what was so at the ticket's instant before; False at its first."""
    return _earlier(column) & ~moments.is_first


def _later(is_it: Mask, moments: Moments) -> Mask:
    """Return whether something is so at a later instant of the ticket."""
    places = np.where(is_it, np.arange(len(is_it)), -1)
    first = np.flatnonzero(moments.is_first)
    latest = np.maximum.reduceat(places, first)[np.cumsum(moments.is_first) - 1]
    found: Mask = latest > np.arange(len(is_it))
    return found

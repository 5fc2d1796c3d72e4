"""How much of the resolution clocks' open time was paused, and by what."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from supportops._instants import MICROSECOND, us_of
from supportops.report.attainment import priorities_of
from supportops.report.review_models import PausedShare
from supportops.report.standing import Standings
from supportops.sla import SlaPolicy
from supportops.tickets.status_map import folded
from supportops.vocabulary import Status

__all__ = ["paused_share"]

Amounts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_METRIC = "resolution"
_RESOLVED = "resolved"
"""The reason of the stretch between a resolution and a reopening."""


def paused_share(standings: Standings, policy: SlaPolicy) -> PausedShare | None:
    """Return how much of the resolution clocks' open time was paused; None when the policy has no such clock."""
    tallies = standings.tallies.get(_METRIC)
    if tallies is None:
        return None
    counted, paused = int(tallies.elapsed.sum()), int(tallies.paused.sum())
    by_reason = _by_reason(standings, policy, np.flatnonzero(tallies.paused > 0))
    return PausedShare(
        incidents=int((tallies.paused > 0).sum()),
        counted=MICROSECOND * counted,
        paused=MICROSECOND * paused,
        share=paused / (counted + paused) if counted + paused else None,
        by_reason={reason: MICROSECOND * amount for reason, amount in sorted(by_reason.items()) if amount},
    )


def _by_reason(standings: Standings, policy: SlaPolicy, tickets: Amounts) -> dict[str, int]:
    """Return what each reason paused. Tickets whose statuses alone do not tell are evaluated one by one."""
    found: dict[str, int] = {}
    waits = _Waits(standings, policy, tickets)
    is_told = waits.total == standings.tallies[_METRIC].paused[tickets]
    is_told &= ~np.isin(tickets, _paused_by_hand(standings))
    is_told &= standings.tallies[_METRIC].cycles[tickets] == 1
    if not _by_status_only(policy):
        is_told[:] = False
    for reason, amount in [*waits.told(is_told), *_one_by_one(standings, policy, tickets[~is_told])]:
        found[reason] = found.get(reason, 0) + amount
    return found


def _paused_by_hand(standings: Standings) -> Amounts:
    return np.unique(standings.table.ticket_rows[standings.table.kind == "paused"])


def _by_status_only(policy: SlaPolicy) -> bool:
    rules = [rule for rule in policy.pauses if _METRIC in rule.metrics]
    return not any(rule.reasons or rule.after_follow_ups for rule in rules)


def _one_by_one(standings: Standings, policy: SlaPolicy, tickets: Amounts) -> Iterator[tuple[str, int]]:
    for number in tickets.tolist():
        report = policy.evaluate(standings.history(number), at=standings.at)
        for timer in report.timers:
            if timer.metric == _METRIC:
                yield from ((reason, us_of(amount)) for reason, amount in timer.paused_by.items())


class _Waits:
    """The stretches of some tickets in a status that pauses, each with the open time in it.

    Statuses follow one another, so that the open time of a stretch is its own. What else may hold, as caps, answers
    and moved calendars, shows in a `total` that is not the clock's.
    """

    def __init__(self, standings: Standings, policy: SlaPolicy, tickets: Amounts) -> None:
        self._table, self._policy = standings.table, policy
        started, ended = _first_timers(standings)
        rows, place = self._status_rows(tickets)
        at = standings.table.at.view(np.int64)[rows]
        is_last = np.append(place[1:] != place[:-1], True)[: len(rows)]
        end = np.where(is_last, ended[tickets][place], np.append(at[1:], 0)[: len(rows)])
        start = np.maximum(at, started[tickets][place])
        end = np.minimum(end, ended[tickets][place])
        is_kept = self._is_paused(rows) & (end > start)
        self._rows, self._place = rows[is_kept], place[is_kept]
        self._amount = self._open_time(standings, tickets, start[is_kept], end[is_kept])
        self.total = np.zeros(len(tickets), dtype=np.int64)
        np.add.at(self.total, self._place, self._amount)

    def told(self, is_told: Flags) -> Iterator[tuple[str, int]]:
        """Yield reason and amount of the stretches of those tickets."""
        mine = is_told[self._place]
        value, reason = self._table.value, self._table.reason
        rows, amounts = self._rows[mine], self._amount[mine]
        keys, of = np.unique(
            np.stack([value.codes[rows], reason.codes[rows]]) if len(rows) else np.zeros((2, 0), np.int32),
            axis=1, return_inverse=True,
        )  # fmt: skip
        sums = np.zeros(keys.shape[1], dtype=np.int64)
        np.add.at(sums, of.reshape(-1), amounts)
        for (status, why), amount in zip(keys.T.tolist(), sums.tolist(), strict=True):
            is_over = self._table.statuses.find(value.labels[status]) in (Status.RESOLVED, Status.CLOSED)
            yield _RESOLVED if is_over else reason.labels[why] if why >= 0 else value.labels[status], amount

    def _status_rows(self, tickets: Amounts) -> tuple[Amounts, Amounts]:
        """Return the rows that set a status, and for each the place of its ticket among `tickets`."""
        table = self._table
        place_of = np.full(len(table.tickets), -1, dtype=np.int64)
        place_of[tickets] = np.arange(len(tickets))
        is_status = (table.kind == "status_change") | ((table.kind == "created") & (table.field == "status"))
        place = place_of[table.ticket_rows]
        rows = np.flatnonzero(is_status & (place >= 0))
        return rows, place[rows]

    def _is_paused(self, rows: Amounts) -> Flags:
        labels, statuses = self._table.value.labels, self._table.statuses
        pausing = {
            folded(status) for rule in self._policy.pauses if _METRIC in rule.metrics for status in rule.statuses
        }
        pausing |= {str(Status.RESOLVED), str(Status.CLOSED)}
        holds = [folded(label) in pausing or str(statuses.find(label)) in pausing for label in labels]
        found: Flags = np.array([*holds, False])[self._table.value.codes[rows]]
        return found

    def _open_time(self, standings: Standings, tickets: Amounts, start: Amounts, end: Amounts) -> Amounts:
        amounts = np.zeros(len(start), dtype=np.int64)
        priority = standings.courses.priority.take(tickets[self._place])
        for label in priorities_of(priority, self._policy):
            mine = priority == label
            calendar = self._policy.calendar_for(priority=label, metric=_METRIC)
            between = calendar.between(start[mine].view("M8[us]"), end[mine].view("M8[us]"))
            amounts[mine] = between.astype(np.int64)
        return amounts


def _first_timers(standings: Standings) -> tuple[Amounts, Amounts]:
    """Return when the first resolution timer of each ticket started, and when it ended or was looked at."""
    sla = standings.sla
    rows = np.flatnonzero((sla.metric == _METRIC) & (sla.cycle == 1))
    ended = np.where(np.isnat(sla.stopped), sla.at[sla.ticket_rows], sla.stopped)[rows]
    started, stopped = (np.zeros(len(standings), dtype=np.int64) for _ in range(2))
    started[sla.ticket_rows[rows]] = sla.started[rows].view(np.int64)
    stopped[sla.ticket_rows[rows]] = ended.view(np.int64)
    return started, stopped

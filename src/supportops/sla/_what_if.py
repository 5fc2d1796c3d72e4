"""The same tickets under another policy: what changes, and for which of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops._instants import to_us
from supportops.errors import DomainError, HistoryError
from supportops.sla._compared import Compared
from supportops.sla._contrast import TimerChange
from supportops.sla.batch import evaluate_many
from supportops.tickets import EventTable, Rejected

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.sla.table import SlaTable
    from supportops.tickets import TicketHistory

__all__ = ["WhatIf", "what_if"]

_SHOWN = 50
_HEAD = ("ticket", "metric", "cycle", "what changes")


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What another policy would change. A timer without a promise counts as none.

    Attributes:
        before, after: the answers under both policies, for example for `compliance`.
        at: the instant of both evaluations.
        tickets: how many have an answer under both policies.
        rejected: the tickets without an answer under one of the policies, and why; none of their timers is counted.
    """

    before: SlaTable
    after: SlaTable
    at: datetime
    tickets: int
    rejected: tuple[Rejected, ...]
    _compared: Compared = field(repr=False)

    @cached_property
    def changed(self) -> tuple[TimerChange, ...]:
        """The timers whose figures are not the same, in the order of the tickets."""
        return tuple(self._compared.changes(self.at.tzinfo))

    @property
    def unchanged(self) -> int:
        """How many timers are the same."""
        return self._compared.unchanged

    @cached_property
    def by_reason(self) -> Mapping[str, int]:
        """How many timers changed in which way, the most frequent first. They add up to `len(changed)`."""
        return FrozenMap(self._compared.reasons())

    @cached_property
    def changed_tickets(self) -> tuple[str, ...]:
        """The tickets with at least one changed timer, in order."""
        return self._compared.tickets()

    def to_markdown(self) -> str:
        """Return the counts and the first fifty changed timers as Markdown tables."""
        lines = [_cell(self._headline()), "", "| kind of change | timers |", "| --- | ---: |"]
        lines += [f"| {_cell(kind)} | {count:,} |" for kind, count in self._counts()]
        lines += ["", "| " + " | ".join(_HEAD) + " |", "| --- | --- | ---: | --- |"]
        lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in self._rows()]
        for note in self._notes():
            lines += ["", _cell(note)]
        return "\n".join(lines)

    def __str__(self) -> str:
        lines = [self._headline()]
        lines += [f"  {count:>7,}  {kind}" for kind, count in self._counts()]
        lines += [f"  {change.ticket_id}  {change}" for change in self._first()]
        return "\n".join(_visible(line) for line in (*lines, *self._notes()))

    def _repr_html_(self) -> str:
        counts = "".join(f"<tr><td>{_html(kind)}</td><td>{count:,}</td></tr>" for kind, count in self._counts())
        head = "".join(f"<th>{name}</th>" for name in _HEAD)
        rows = "".join("<tr>" + "".join(f"<td>{_html(c)}</td>" for c in row) + "</tr>" for row in self._rows())
        notes = "".join(f"<p>{_html(note)}</p>" for note in self._notes())
        return (
            f"<table><caption>{_html(self._headline())}</caption><thead><tr><th>kind of change</th><th>timers</th></tr>"
            f"</thead><tbody>{counts}</tbody></table>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{notes}"
        )

    def _first(self) -> Iterator[TimerChange]:
        return islice(self._compared.changes(self.at.tzinfo), _SHOWN)

    def _headline(self) -> str:
        changed = len(self._compared)
        timers = changed + self.unchanged
        return (
            f"{self.after.policy_name} instead of {self.before.policy_name}, at {self.at.isoformat()}: {changed:,} of "
            f"{timers:,} timers change, in {len(self.changed_tickets):,} of {self.tickets:,} tickets"
        )

    def _counts(self) -> Iterator[tuple[str, int]]:
        yield from self.by_reason.items()
        yield "unchanged", self.unchanged

    def _rows(self) -> Iterator[tuple[str, str, str, str]]:
        for change in self._first():
            yield change.ticket_id, change.metric, str(change.cycle), ", ".join(change.differences)

    def _notes(self) -> Iterator[str]:
        if len(self._compared) > _SHOWN:
            yield f"and {len(self._compared) - _SHOWN:,} more changed timers"
        for one in self.rejected[:_SHOWN]:
            yield f"not compared: {one}"
        if len(self.rejected) > _SHOWN:
            yield f"not compared: {len(self.rejected) - _SHOWN:,} more tickets"


def what_if(
    histories: TicketHistory | Iterable[TicketHistory] | EventTable,
    *,
    before: SlaPolicy | PolicySet,
    after: SlaPolicy | PolicySet,
    at: datetime,
) -> WhatIf:
    """Return what changes for the same tickets under another calendar, policy or tier map.

    Args:
        histories: a ticket, or some, each once; an `EventTable` saves the making of one.
        before: the policy that holds, or a set of policies.
        after: the other one, for example `policy.model_copy(update={"calendar": other_desk})`.
        at: the instant that both are evaluated at. A ticket created later is rejected by name.

    Raises:
        DomainError: no tickets, or something that is no policy.
        HistoryError: a ticket that stands there twice.
        NaiveDatetimeError: `at` without a zone.

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.sla import SlaPolicy
        >>> from supportops.tickets import Created, StatusChange, TicketHistory
        >>> from supportops.vocabulary import P1_TO_P5
        >>> desk = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> today = SlaPolicy(name="today", calendar=desk, scale=P1_TO_P5, targets={"P2": {"resolution": "8h"}})
        >>> tighter = today.model_copy(update={"name": "tighter", "targets": {"P2": {"resolution": "4h"}}})
        >>> ticket = TicketHistory(
        ...     ticket_id="4711",
        ...     events=(
        ...         Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"),
        ...         StatusChange(at=datetime(2026, 3, 2, 14, tzinfo=UTC), to="resolved"),
        ...     ),
        ... )
        >>> answer = what_if([ticket], before=today, after=tighter, at=datetime(2026, 3, 3, tzinfo=UTC))
        >>> dict(answer.by_reason)
        {'met -> breached': 1}
    """
    table = histories if isinstance(histories, EventTable) else EventTable.from_histories(_log(histories))
    to_us(at)
    for name, policy in (("before", before), ("after", after)):
        _check(name, policy)
    mine, theirs = evaluate_many(table, before, at=at), evaluate_many(table, after, at=at)
    compared = Compared(mine, theirs)
    aside = len(table.rejected)
    # The same ticket may be refused by both policies; the first one says why.
    refused = {one.ticket: (after.name, one) for one in theirs.rejected[aside:]}
    refused |= {one.ticket: (before.name, one) for one in mine.rejected[aside:]}
    told = [refused[name] for name in table.tickets if name in refused] if refused else []
    rejected = tuple(Rejected(one.ticket, one.row, f"{policy}: {one.reason}") for policy, one in told)
    tickets = len(table.tickets) - len(rejected)
    return WhatIf(mine, theirs, at, tickets, (*table.rejected, *rejected), compared)


def _log(histories: object) -> tuple[TicketHistory, ...]:
    from supportops.tickets import TicketHistory

    if isinstance(histories, TicketHistory):
        return (histories,)
    if not isinstance(histories, Iterable) or isinstance(histories, str):
        what = type(histories).__name__
        raise DomainError(f"policies are compared by tickets; give an EventTable or some TicketHistory, got {what}")
    log = tuple(histories)
    if not log:
        raise DomainError("there are no tickets to compare the policies by; give at least one TicketHistory")
    seen: set[str] = set()
    for index, history in enumerate(log):
        if not isinstance(history, TicketHistory):
            raise DomainError(f"histories[{index}] is no TicketHistory, got {type(history).__name__}")
        if history.ticket_id in seen:
            raise HistoryError("stands in the log twice; give each ticket once", ticket_id=history.ticket_id)
        seen.add(history.ticket_id)
    return log


def _check(name: str, policy: object) -> None:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet

    if not isinstance(policy, SlaPolicy | PolicySet):
        raise DomainError(f"{name} is a SlaPolicy or a PolicySet, got {type(policy).__name__}")


def _visible(line: str) -> str:
    """Return a line without signs that would steer a terminal or end a row of a table."""
    return line if line.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def _cell(text: str) -> str:
    return escape(_visible(text), quote=False).replace("|", "\\|").replace("-&gt;", "->")


def _html(text: str) -> str:
    return escape(_visible(text))

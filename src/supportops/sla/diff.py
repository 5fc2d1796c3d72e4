"""Which named choices make the numbers of two policies differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.errors import DomainError
from supportops.sla._choice_words import choice_words
from supportops.sla._choices import Path, differing, mixed, parts_of, that_matter
from supportops.sla._compared import Compared
from supportops.sla._contrast import TimerChange
from supportops.sla._search import Goal, smallest
from supportops.sla.batch import evaluate_many
from supportops.tickets import EventTable

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.table import SlaTable
    from supportops.tickets import TicketHistory

__all__ = ["Choice", "diff"]

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice that two policies made differently, and what it does to the numbers.

    Attributes:
        field: the field of `SlaPolicy`; parts of a field by path, for example "targets.P1.resolution".
        ours, theirs: what the two policies chose, in words.
        effect: what adopting this one choice changes, in words and figures. Of a choice that does nothing by
            itself: what it changes once the other choices are adopted.
        exact: whether it is known that no smaller set of choices explains the difference.
    """

    field: str
    ours: str
    theirs: str
    effect: str
    exact: bool

    def __str__(self) -> str:
        return f"{self.field}: {self.ours} -> {self.theirs} ({self.effect})"


def diff(
    policy: SlaPolicy,
    other: SlaPolicy,
    history: TicketHistory | Iterable[TicketHistory] | EventTable,
    *,
    at: datetime,
) -> tuple[Choice, ...]:
    """Return the smallest set of choices that, adopted from another policy, gives its numbers; see `SlaPolicy.diff`."""
    table = history if isinstance(history, EventTable) else EventTable.from_histories(_log(history))
    to_us(at)
    _check(other)
    before, after = _answers(policy, table, at), _answers(other, table, at)
    goal, ours, theirs = Goal(table, at, other, after), parts_of(policy), parts_of(other)

    def mix(adopted: Sequence[Path]) -> SlaPolicy | None:
        return mixed(policy, ours, theirs, adopted)

    found, exact = _smallest(mix, differing(ours, theirs), that_matter(ours, theirs, table), goal)

    def effect(path: Path) -> str:
        adopted = after if len(found) == 1 else goal.answers_of(mix((path,)))
        if alone := _words(before, adopted, at):
            return alone
        rest = mix([kept for kept in found if kept != path])
        if last := _words(goal.answers_of(rest), after, at):
            return f"only with the others: {last}"
        return f"only all together: {_words(before, after, at)}"

    return tuple(Choice(".".join(path), *choice_words(path, ours, theirs), effect(path), exact) for path in found)


def _smallest(
    mix: Callable[[Sequence[Path]], SlaPolicy | None],
    paths: Sequence[Path],
    matters: Callable[[Path], bool],
    goal: Goal,
) -> tuple[tuple[Path, ...], bool]:
    """Return the smallest set of paths with which the mixed policy meets the goal.

    A set that is the smallest for some of the tickets, and suffices for all, is the smallest for all of them.
    """
    some = tuple(path for path in paths if matters(path))
    found: tuple[Path, ...] = ()
    exact = True
    while (missed := goal.missed_by(mix(found))) is not None:
        goal.tells(missed)
        likely = some if goal.seems_met_by(mix(some)) else paths
        found, exact = smallest(likely, lambda adopted: goal.seems_met_by(mix(adopted)))
    return found, exact


def _log(history: object) -> tuple[TicketHistory, ...]:
    from supportops.tickets import TicketHistory

    if isinstance(history, TicketHistory):
        return (history,)
    log = tuple(history) if isinstance(history, Iterable) and not isinstance(history, str) else ()
    if not log:
        what = type(history).__name__
        raise DomainError(f"policies are compared by tickets; give an EventTable or some TicketHistory, got {what}")
    for index, one in enumerate(log):
        if not isinstance(one, TicketHistory):
            raise DomainError(f"history[{index}] is no TicketHistory, got {type(one).__name__}")
    return log


def _check(other: object) -> None:
    from supportops.sla.policy import SlaPolicy

    if not isinstance(other, SlaPolicy):
        hint = "; of a PolicySet, compare its policies one by one, or use what_if"
        raise DomainError(f"a policy is compared with another SlaPolicy, got {type(other).__name__}{hint}")


def _answers(policy: SlaPolicy, table: EventTable, at: datetime) -> SlaTable:
    answers = evaluate_many(table, policy, at=at)
    for refused in answers.rejected[len(table.rejected) :]:
        # Asked for alone, it says by itself why there is no answer.
        policy.evaluate(table.history(str(refused.ticket)), at=at)
        raise DomainError(f"policy {policy.name!r} has no answer for ticket {refused.ticket!r}: {refused.reason}")
    return answers


def _words(before: SlaTable | None, after: SlaTable | None, at: datetime) -> str:
    """Return what is different; nothing where that cannot be told."""
    if before is None or after is None:
        return ""
    changes = list(Compared(before, after).changes(at.tzinfo))
    found = [tuple(ticket) for _, ticket in groupby(changes, key=attrgetter("ticket_id"))]
    return _summary(found, len(before.tickets)) if found else ""


def _summary(found: Sequence[tuple[TimerChange, ...]], tickets: int) -> str:
    if tickets == 1:
        return _listed(found[0])
    kinds = Counter(change.reason for ticket in found for change in ticket)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    first = found[0]
    return f"{len(found):,} of {tickets:,} tickets: {counts}; for example {first[0].ticket_id}: {_listed(first)}"


def _listed(ticket: Sequence[TimerChange]) -> str:
    more = len(ticket) - _SHOWN
    shown = "; ".join(map(str, ticket[:_SHOWN]))
    return f"{shown}; and {more} more" if more > 0 else shown

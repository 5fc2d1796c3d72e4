"""Which named choices make the numbers of two policies differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.errors import DomainError, SupportOpsError
from supportops.sla._choice_words import choice_words
from supportops.sla._choices import Path, differing, mixed, parts_of, that_matter
from supportops.sla._contrast import TimerChange, changes
from supportops.sla._figures import Key, TimerFigures, figures_of
from supportops.sla._search import Goal, smallest

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
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
    policy: SlaPolicy, other: SlaPolicy, history: TicketHistory | Iterable[TicketHistory], *, at: datetime
) -> tuple[Choice, ...]:
    """Return the smallest set of choices that, adopted from another policy, gives its numbers; see `SlaPolicy.diff`."""
    log = _log(history)
    to_us(at)
    _check(other)
    before, after = _figures(policy, log, at), _figures(other, log, at)
    goal, ours, theirs = Goal(log, at, after), parts_of(policy), parts_of(other)

    def mix(adopted: Sequence[Path]) -> SlaPolicy | None:
        return mixed(policy, ours, theirs, adopted)

    found, exact = _smallest(mix, differing(ours, theirs), that_matter(ours, theirs, log), goal)

    def effect(path: Path) -> str:
        adopted = after if len(found) == 1 else _figures_if_any(mix((path,)), log, at)
        if alone := _words(before, adopted):
            return alone
        rest = mix([kept for kept in found if kept != path])
        if last := _words(_figures_if_any(rest, log, at), after):
            return f"only with the others: {last}"
        return f"only all together: {_words(before, after)}"

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
        goal.telling.append(missed)
        likely = some if goal.seems_met_by(mix(some)) else paths
        found, exact = smallest(likely, lambda adopted: goal.seems_met_by(mix(adopted)))
    return found, exact


def _log(history: object) -> tuple[TicketHistory, ...]:
    from supportops.tickets import TicketHistory

    if isinstance(history, TicketHistory):
        return (history,)
    log = tuple(history) if isinstance(history, Iterable) and not isinstance(history, str) else ()
    if not log:
        raise DomainError(f"diff compares policies by what they make of tickets; give a TicketHistory, got {history!r}")
    for index, one in enumerate(log):
        if not isinstance(one, TicketHistory):
            raise DomainError(f"history[{index}] is no TicketHistory, got {one!r}")
    return log


def _check(other: object) -> None:
    from supportops.sla.policy import SlaPolicy

    if not isinstance(other, SlaPolicy):
        hint = "; of a PolicySet, compare its policies one by one, or use what_if"
        raise DomainError(f"a policy is compared with another SlaPolicy, got {type(other).__name__}{hint}")


def _figures(policy: SlaPolicy, log: Sequence[TicketHistory], at: datetime) -> list[dict[Key, TimerFigures]]:
    return [figures_of(policy, history, at) for history in log]


def _figures_if_any(
    policy: SlaPolicy | None, log: Sequence[TicketHistory], at: datetime
) -> list[dict[Key, TimerFigures]] | None:
    """Return the same of a mixed policy, or None where it is impossible or has no answer for a ticket."""
    try:
        return None if policy is None else _figures(policy, log, at)
    except SupportOpsError:
        return None


def _words(before: list[dict[Key, TimerFigures]] | None, after: list[dict[Key, TimerFigures]] | None) -> str:
    """Return what is different; nothing where that cannot be told."""
    if before is None or after is None:
        return ""
    found = [changed for pair in zip(before, after, strict=True) if (changed := tuple(changes(*pair)))]
    return _summary(found, len(before)) if found else ""


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

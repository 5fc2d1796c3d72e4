"""How many tickets went through a state machine: the moves, those it does not have, the tickets to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import TypeVar

from supportops._shown import Grid, amount, percent
from supportops.triage.lifecycle.limbo import Limbo

__all__ = ["LifecycleReview", "MoveCount"]

T = TypeVar("T", int, timedelta)

_HEAD = ("from", "to", "moves", "tickets", "for example", "in the machine")
_SHOWN = 3
_NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class MoveCount:
    """How often tickets moved from one state to another.

    Attributes:
        source, target: the states.
        count: the moves.
        is_illegal: whether the machine lacks such a move, whatever the facts.
        tickets: those that made it, each once, in the order given.

    Example:
        >>> MoveCount("new", "triaged", count=2, is_illegal=False, tickets=("4711", "4712")).count
        2
    """

    source: str
    target: str
    count: int
    is_illegal: bool
    tickets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LifecycleReview:
    """The ways of many tickets through one machine. `str(review)` is a report, `to_markdown()` the same as Markdown.

    Attributes:
        machine: its name.
        at: as of when.
        tickets: how many were created by then; `later` came after it and are left out.
        moves: each kind of move, the most frequent first.
        bounced: ticket to its bounces (A-B-A between states), for those that have any.
        limbo: ticket to its stretches of limbo, for those that have any; `limbo_after` is how long one is at least.

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.triage import lifecycle_review
        >>> review = lifecycle_review(
        ...     [], at=datetime(2026, 3, 2, tzinfo=UTC), calendar=ALWAYS_OPEN, limbo_after=timedelta(hours=4)
        ... )
        >>> review.machine, review.moves, review.illegal
        ('lifecycle', (), ())
    """

    machine: str
    at: datetime
    tickets: int
    later: int
    moves: tuple[MoveCount, ...]
    bounced: Mapping[str, int]
    limbo: Mapping[str, tuple[Limbo, ...]]
    limbo_after: timedelta

    @property
    def illegal(self) -> tuple[MoveCount, ...]:
        """The moves that the machine does not have, the most frequent first."""
        return tuple(move for move in self.moves if move.is_illegal)

    def __str__(self) -> str:
        return "\n".join([self._grid().text(), *self._lines()])

    def to_markdown(self) -> str:
        """Return the report as Markdown."""
        return "\n\n".join([self._grid().markdown(), *self._lines()])

    def _repr_html_(self) -> str:
        return self._grid().html() + "".join(f"<p>{escape(line)}</p>" for line in self._lines())

    def _grid(self) -> Grid:
        rows = [
            (
                move.source, move.target, f"{move.count:,}", f"{len(move.tickets):,}", move.tickets[0],
                "no" if move.is_illegal else "yes",
            )
            for move in self.moves
        ]  # fmt: skip
        count, odd = sum(move.count for move in self.moves), sum(move.count for move in self.illegal)
        name = f" {self.machine!r}" if self.machine else ""
        headline = (
            f"{_many(self.tickets, 'ticket')} as of {self.at.isoformat()}: {_many(count, 'move')}, "
            f"{odd:,} not in the machine{name} ({percent(odd / count if count else None)})"
        )
        return Grid(headline, _HEAD, rows, right=(2, 3))

    def _lines(self) -> tuple[str, str]:
        spent = {ticket: sum((one.open_time for one in found), _NO_TIME) for ticket, found in self.limbo.items()}
        stretches = sum(map(len, self.limbo.values()))
        together = amount(sum(spent.values(), _NO_TIME))
        bounces = sum(self.bounced.values())
        return (
            f"Bounces: {bounces:,} in {_many(len(self.bounced), 'ticket')}{_most(self.bounced, str)}",
            f"Limbo of {amount(self.limbo_after)} or more: {_many(stretches, 'stretch', 'stretches')} in "
            f"{_many(len(spent), 'ticket')}, {together} together{_most(spent, amount)}",
        )


def _most(found: Mapping[str, T], words: Callable[[T], str]) -> str:
    """Return the tickets that have the most of it, as the end of a sentence."""
    top = sorted(found.items(), key=lambda item: item[1], reverse=True)[:_SHOWN]
    return "; the most: " + ", ".join(f"{ticket} ({words(value)})" for ticket, value in top) if top else ""


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count:,} {one if count == 1 else more or one + 's'}"

"""A history cut at its events: what the ticket was between one instant and the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supportops.errors import DomainError, shortened
from supportops.tickets import AnyEvent, Cancelled, Created, Merged, StatusChange, TicketHistory
from supportops.tickets.state import OVER
from supportops.vocabulary import Status

__all__ = ["Stretch", "history_given", "stretches"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the events of one instant to the next instant with events; `end` is None after the last ones.

    `category` is what the status means, `is_gone` whether the ticket was merged or cancelled by then.
    """

    start: datetime
    end: datetime | None
    events: tuple[AnyEvent, ...]
    category: Status
    is_gone: bool

    @property
    def is_over(self) -> bool:
        """Whether the desk owes nothing more."""
        return self.is_gone or self.category in OVER


def history_given(given: object, index: int | None = None) -> None:
    """Refuse what is no history of one ticket; `index` is its place among several."""
    if isinstance(given, TicketHistory):
        return
    field, place = ("history", "") if index is None else ("histories", f"[{index}]")
    message = f"{field}{place} is {shortened(repr(given))}; give the TicketHistory of one ticket"
    raise DomainError(message, field=field, value=given, index=index)


def stretches(history: TicketHistory) -> Iterator[Stretch]:
    """Return the stretches of a history, which tile the time from its creation on."""
    category, is_gone, groups = Status.NEW, False, history.groups
    for number, (_, events) in enumerate(groups, start=1):
        for event in events:
            if isinstance(event, Created):
                category = history.statuses.category(event.status)
            elif isinstance(event, StatusChange):
                category = history.statuses.category(event.to)
            elif isinstance(event, Merged | Cancelled):
                is_gone = True
        end = groups[number][1][0].at if number < len(groups) else None
        yield Stretch(events[0].at, end, events, category, is_gone)

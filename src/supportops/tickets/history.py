"""Everything that happened to one ticket, checked once and in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError, model_validator

from supportops._instants import to_us
from supportops._model import Model, as_own_error
from supportops.errors import HistoryError
from supportops.tickets._faults import as_history_error, faults_of
from supportops.tickets._texts import Label
from supportops.tickets.events import AnyEvent, Created, Event
from supportops.tickets.fold import replay
from supportops.tickets.repair import RepairAction, mend
from supportops.tickets.state import TicketState
from supportops.tickets.status_map import DEFAULT_STATUSES, StatusMap

__all__ = ["Repaired", "TicketHistory"]

_LOG: TypeAdapter[tuple[AnyEvent, ...]] = TypeAdapter(tuple[AnyEvent, ...])


class TicketHistory(Model):
    """The events of one ticket, from its creation on, in the order of the log.

    Events of one instant keep their order in the log and belong together. What cannot have happened so is
    refused: no events, an event before the creation, two creations, an event out of order, a duplicate (an id
    that stands twice, or two equal events of one instant), a status that the map does not know.

    Args:
        ticket_id: the ticket's name in its helpdesk.
        events: the log, oldest first. The first is the `Created`.
        status_map: what the helpdesk's statuses mean; None when they are the six categories themselves.

    Raises:
        HistoryError: the log cannot have happened so; `.event` is the first event at fault.
        ConfigurationError: an event that cannot be read.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.tickets import Created, StatusChange
        >>> history = TicketHistory(
        ...     ticket_id="4711",
        ...     events=(
        ...         Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"),
        ...         StatusChange(at=datetime(2026, 3, 2, 11, tzinfo=UTC), to="resolved"),
        ...     ),
        ... )
        >>> len(history.until(datetime(2026, 3, 2, 10, tzinfo=UTC)).events)
        1
    """

    ticket_id: Label
    events: tuple[AnyEvent, ...]
    status_map: StatusMap | None = None

    if TYPE_CHECKING:

        def __init__(self, *, ticket_id: str, events: Sequence[Event], status_map: StatusMap | None = None) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> TicketHistory:
        if not self.events:
            message = "the history has no events; the first must be its Created event"
            raise HistoryError(message, ticket_id=self.ticket_id)
        faults = faults_of(self.events, self.statuses)
        if faults:
            raise as_history_error(self.ticket_id, faults)
        return self

    @property
    def created(self) -> Created:
        """The event that created the ticket."""
        first = self.events[0]
        assert isinstance(first, Created)
        return first

    @property
    def statuses(self) -> StatusMap:
        """The status map in force: the one given, or the six categories under their own names."""
        return DEFAULT_STATUSES if self.status_map is None else self.status_map

    @cached_property
    def groups(self) -> tuple[tuple[int, tuple[AnyEvent, ...]], ...]:
        """The events by instant: (microseconds since 1970-01-01 UTC, the events at it in log order)."""
        return tuple((us, tuple(events)) for us, events in groupby(self.events, key=attrgetter("at_us")))

    def until(self, at: datetime) -> TicketHistory:
        """Return the history as it was known at an instant; events at `at` are in it.

        Raises:
            NaiveDatetimeError: `at` has no zone.
            HistoryError: the ticket was not yet created.
        """
        count = self._known_at(at)
        if count == len(self.events):
            return self
        # A prefix of a valid history is valid, so nothing is checked again.
        return TicketHistory.model_construct(
            ticket_id=self.ticket_id, events=self.events[:count], status_map=self.status_map
        )

    def state(self, *, at: datetime) -> TicketState:
        """Return how the ticket stood at an instant; events at `at` have happened.

        Raises:
            NaiveDatetimeError: `at` has no zone.
            HistoryError: the ticket was not yet created.
        """
        known = self.events[: self._known_at(at)]
        return replay(known, ticket_id=self.ticket_id, statuses=self.statuses, at=at)

    @classmethod
    def repair(cls, ticket_id: str, events: Iterable[Event], *, status_map: StatusMap | None = None) -> Repaired:
        """Return a history made from a faulty log, with everything that was done to get there.

        Events out of order are sorted; those of one instant keep their order in the log. Events before the
        creation move to its instant; pauses that ended before it are left out. Of several creations the
        earliest stays. A duplicate is left out, and so is an event with an unknown status. A valid log comes
        back as it is, without actions.

        Raises:
            HistoryError: no creation, or a creation with an unknown status: a repair makes nothing up.
            ConfigurationError: an event that cannot be read.

        Example:
            >>> from datetime import UTC, datetime
            >>> from supportops.tickets import Created, StatusChange
            >>> log = [
            ...     StatusChange(at=datetime(2026, 3, 2, 11, tzinfo=UTC), to="resolved"),
            ...     Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2"),
            ... ]
            >>> for action in TicketHistory.repair("4711", log).actions:
            ...     print(action)
            events[1]: created at 2026-03-02T09:00:00+00:00 was moved to the front of the log
        """
        try:
            log = _LOG.validate_python(tuple(events))
        except ValidationError as error:
            raise as_own_error(error) from None
        statuses = status_map or DEFAULT_STATUSES
        if log and not faults_of(log, statuses):
            return Repaired(history=cls(ticket_id=ticket_id, events=log, status_map=status_map))
        try:
            mended, actions = mend(log, statuses)
        except HistoryError as error:
            raise HistoryError(error.message, ticket_id=ticket_id, event=error.event) from None
        history = cls(ticket_id=ticket_id, events=mended, status_map=status_map)
        return Repaired(history=history, actions=actions)

    def _known_at(self, at: datetime) -> int:
        count = bisect_right(self.events, to_us(at), key=attrgetter("at_us"))
        if count == 0:
            raise HistoryError(
                f"at {at.isoformat()} the ticket did not exist; it was {self.created}, "
                f"so ask about that instant or a later one",
                ticket_id=self.ticket_id,
                event=self.created,
            )
        return count


class Repaired(Model):
    """A history made from a faulty log; `actions` is empty when nothing had to be done."""

    history: TicketHistory
    actions: tuple[RepairAction, ...] = ()

"""What one ladder and a set of ladders answer alike: who has been told, and when the next one is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from supportops.triage._checked import instant_us
from supportops.triage.escalation._story import Story
from supportops.triage.escalation._told import next_wake, notifications
from supportops.triage.escalation.events import AnyEvent
from supportops.triage.escalation.notify import Notification

__all__ = ["Answers"]


class Answers:
    """A definition says what came of the events, and gets the answers."""

    __slots__ = ()

    def _story(self, events: Iterable[AnyEvent], us: int) -> Story:
        raise NotImplementedError

    def due(
        self, at: datetime, events: Iterable[AnyEvent], *, since: datetime | None = None
    ) -> tuple[Notification, ...]:
        """Return all that has fired by an instant, in order.

        Args:
            at: the instant; what fires at it is in.
            events: of one alert, in time order.
            since: what fired up to and at this instant is left out: give the last instant that you asked for.

        Raises:
            DomainError: an event before the first trigger, out of order, or of another kind (`.field` "events",
                `.index`); in a set, a severity that has no ladder, or none (`.value`, `.allowed`); more than 100,000
                notifications; no instant.
            NaiveDatetimeError: an instant without a zone.
        """
        us = instant_us(at, "at")
        since_us = None if since is None else instant_us(since, "since")
        return notifications(self._story(events, us).runs, us, since_us)

    def next_wake(self, at: datetime, events: Iterable[AnyEvent]) -> datetime | None:
        """Return the first firing strictly after an instant if no more events come, in UTC; None if nothing comes.

        Raises:
            DomainError: as in `due`.
            NaiveDatetimeError: an instant without a zone.
            HorizonError: a step beyond the years that a window's holiday data cover, or beyond year 9999.
        """
        us = instant_us(at, "at")
        return next_wake(self._story(events, us), us)

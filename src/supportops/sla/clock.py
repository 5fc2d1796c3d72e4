"""The SLA clock a service embeds: a small state, fed event by event, stored as JSON in between."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, NoReturn, Self

from pydantic import PrivateAttr, ValidationInfo, model_validator

from supportops._instants import from_us, to_us
from supportops._model import Model
from supportops.errors import ConfigurationError, HistoryError, NoMatchError
from supportops.sla._one.fold import Fold
from supportops.sla._one.project import told
from supportops.sla._one.rebase import rebased
from supportops.sla._one.replay import complete, timers_at
from supportops.sla._one.state import Ledger, TimerState
from supportops.sla._one.stored import damage
from supportops.sla._one.totals import Moments
from supportops.sla.policy import SlaPolicy
from supportops.sla.report import SlaReport, next_change
from supportops.sla.selection import PolicySet
from supportops.sla.timer import Timer
from supportops.tickets import AnyEvent, Created, StatusMap, TicketHistory

__all__ = ["SlaClock"]

_REMEMBERED_IDS = 64


class SlaClock(Model):
    """The clocks of one ticket as a value: `new = clock.apply(event)`.

    It holds the live timers, the last cycle of each metric, counts, and the events of the last instant (events
    of one instant belong together). Its size is bounded, whatever the ticket's age. Earlier cycles are handed out
    in `finished` when they end; what a stored clock has forgotten, the history still has.

    Its report equals `policy.evaluate` in every live timer, the last cycle of each metric and `next_check`.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.vocabulary import P1_TO_P5
        >>> policy = SlaPolicy(
        ...     name="standard", calendar=ALWAYS_OPEN, scale=P1_TO_P5, targets={"P1": {"resolution": "4h"}}
        ... )
        >>> clock = SlaClock.start(policy, Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P1"))
        >>> stored = clock.model_dump_json()
        >>> again = SlaClock.model_validate_json(stored, context={"policy": policy})
        >>> again.report(at=datetime(2026, 3, 2, 10, tzinfo=UTC)).timer("resolution").due
        datetime.datetime(2026, 3, 2, 13, 0, tzinfo=datetime.timezone.utc)
    """

    ticket_id: str
    policy_name: str
    fingerprint: str
    status_map: StatusMap
    settled: Ledger | None
    """The state just before the last instant; None while there is only the instant of creation."""
    group: tuple[AnyEvent, ...]
    """The events of the last instant, in log order."""
    recent_ids: tuple[str, ...] = ()
    _policy: SlaPolicy | PolicySet = PrivateAttr()

    @classmethod
    def start(
        cls,
        policy: SlaPolicy | PolicySet,
        created: Created,
        *,
        ticket_id: str = "",
        status_map: StatusMap | None = None,
    ) -> SlaClock:
        """Return the clock of a ticket that has just been created."""
        if not isinstance(created, Created):
            raise HistoryError(f"a clock starts with the Created event, got {created!r}", event=created)
        return cls._bound_to(
            policy,
            ticket_id=ticket_id,
            policy_name=policy.name,
            fingerprint=policy.fingerprint,
            status_map=StatusMap({}) if status_map is None else status_map,
            settled=None,
            group=(created,),
            recent_ids=() if created.id is None else (created.id,),
        )

    @classmethod
    def from_history(cls, policy: SlaPolicy | PolicySet, history: TicketHistory) -> SlaClock:
        """Return the clock after all events of a history."""
        clock = cls.start(policy, history.created, ticket_id=history.ticket_id, status_map=history.statuses)
        for event in history.events[1:]:
            clock = clock.apply(event)
        return clock

    def apply(self, event: AnyEvent) -> SlaClock:
        """Return the clock after one more event.

        An event applied twice (the id of a recent event, or equal to one of the last instant) changes nothing.

        Raises:
            HistoryError: the event is late, a second creation, or has an unknown status.
        """
        if event in self.group or (event.id is not None and event.id in self.recent_ids):
            return self
        self._refuse(event)
        settled, group = self.settled, (*self.group, event)
        if event.at_us > self.group[0].at_us:
            settled, group = self._now.ledger.copy(), (event,)
            complete(settled, self._now.plan, event.at_us)
        ids = self.recent_ids if event.id is None else (*self.recent_ids, event.id)[-_REMEMBERED_IDS:]
        return self._with(settled=settled, group=group, recent_ids=ids)

    @cached_property
    def finished(self) -> tuple[Timer, ...]:
        """The timers that the last applied event ended: store or publish them."""
        before: list[TimerState] = []
        if len(self.group) > 1:
            before = _ended(self._fold(self.group[:-1]))
        moments, now = Moments(self.group[-1].at.tzinfo), self._now
        found = (timer for timer in _ended(now) if timer not in before)
        return tuple(told(timer, now.book.plans[timer.policy], now.ledger.at, moments) for timer in found)

    def report(self, *, at: datetime) -> SlaReport:
        """Return how the clocks stand at an instant, the last event's or a later one.

        Raises:
            HistoryError: `at` lies before the last event.
        """
        at_us, now = to_us(at), self._now
        if at_us < now.ledger.at:
            raise HistoryError(
                f"{at.isoformat()} lies before the last event at {from_us(now.ledger.at).isoformat()}; "
                f"a clock knows the present, ask the history about the past",
                ticket_id=self.ticket_id,
            )
        ledger = now.ledger.copy()
        complete(ledger, now.plan, at_us)
        timers = timers_at(ledger, [], now.book, at_us, at.tzinfo)
        return SlaReport(self.ticket_id, at, now.plan.policy.name, timers, next_change(timers), _needs_history)

    @cached_property
    def _now(self) -> Fold:
        return self._fold(self.group)

    def _fold(self, group: tuple[AnyEvent, ...]) -> Fold:
        book, category = self._policy._book, self.status_map.category
        if self.settled is None:
            return Fold.start(book, category, group)
        fold = Fold(book, category, self.settled.copy())
        fold.step(group[0].at_us, group)
        return fold

    def _refuse(self, event: AnyEvent) -> None:
        last = self.group[0].at_us
        if isinstance(event, Created):
            raise HistoryError(
                f"{event} comes again; the ticket was created already", ticket_id=self.ticket_id, event=event
            )
        if event.at_us < last:
            raise HistoryError(
                f"{event} comes after {from_us(last).isoformat()} was taken in; a clock reads events in order, "
                f"so rebuild it with SlaClock.from_history",
                ticket_id=self.ticket_id,
                event=event,
            )

    def _with(self, **changes: object) -> SlaClock:
        data = {name: getattr(self, name) for name in type(self).model_fields}
        return self._bound_to(self._policy, **{**data, **changes})

    @classmethod
    def _bound_to(cls, policy: SlaPolicy | PolicySet, **data: Any) -> SlaClock:  # noqa: ANN401 - the fields
        clock = cls.model_construct(**data)
        clock._policy = policy
        clock._now  # noqa: B018 - folds now, so that what an event is refused for is raised here
        return clock

    @model_validator(mode="after")
    def _bind(self, info: ValidationInfo) -> Self:
        context = info.context or {}
        policy = context.get("policy")
        if not isinstance(policy, SlaPolicy | PolicySet):
            raise ConfigurationError("a stored clock needs its policy; pass context={'policy': policy}")
        self._policy = policy
        is_same = policy.fingerprint == self.fingerprint
        faults = damage(self.settled, self.group, policy._book if is_same else None)
        if faults:
            raise ConfigurationError(faults)
        if not is_same:
            if context.get("policy_changed") != "accept":
                raise ConfigurationError(
                    f"this clock ran under policy {self.policy_name!r} with fingerprint {self.fingerprint}, the policy "
                    f"given is {policy.name!r} with {policy.fingerprint}; give the same policy, or accept the "
                    f"change with context={{'policy': policy, 'policy_changed': 'accept'}}"
                )
            self._accept(policy)
        return self

    def _accept(self, policy: SlaPolicy | PolicySet) -> None:
        """Go on under another policy, as a target change at the last event."""
        values: dict[str, object] = {"policy_name": policy.name, "fingerprint": policy.fingerprint}
        if self.settled is not None:
            category, at_us = self.status_map.category, self.group[0].at_us
            values["settled"] = rebased(self.settled, policy._book, category, at_us)
        # Validation builds the value; nobody has seen it yet.
        self.__dict__.update(values)


def _ended(fold: Fold) -> list[TimerState]:
    """Return the timers that ended at the fold's instant, in the order of the metrics, then of the cycles."""
    found: list[TimerState] = []
    for state in (*fold.ledger.metrics, *fold.ledger.left):
        found += (timer for timer in fold.replaced if timer.metric == state.name)
        found += () if state.last is None else (state.last,)
    return [timer for timer in found if timer.ended == fold.ledger.at]


def _needs_history() -> NoReturn:
    raise NoMatchError("a clock keeps no history to explain; use policy.evaluate(history, at=...).explain()")

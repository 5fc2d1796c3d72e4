"""A service-level policy: targets, calendars, pauses, stages and every choice where systems disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.durations import BusinessDays
from supportops.errors import ConfigurationError, DomainError, near
from supportops.sla._policy_faults import policy_faults
from supportops.sla.calendars import CalendarRule, Words
from supportops.sla.metrics import BUILT_IN, MetricRule
from supportops.sla.pauses import PauseRule, read_pauses
from supportops.sla.stages import DEFAULT_STAGES, Stage
from supportops.sla.targets import Target, Targets, described, scaled
from supportops.vocabulary import Party, Scale

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla.diff import Choice
    from supportops.sla.report import SlaReport
    from supportops.tickets import EventTable, TicketHistory

__all__ = ["SlaPolicy"]

Promised = Mapping[str, Mapping[str, str | timedelta | BusinessDays | None]]
"""A targets table as it may be written: priority -> metric -> amount, text or None."""

_DEFAULT_PAUSES = (PauseRule(("resolution",), statuses=("pending",), explicit=True),)


class SlaPolicy(Model):
    """What was promised, and every choice the measurement rests on.

    Args:
        name: shown in reports.
        calendar: when the desk is open.
        scale: the priorities, most urgent first.
        targets: priority -> metric -> open time ("4h"), business days ("5 business days") or None (no target).
        calendars: rules for other calendars by priority, tier and metric; the first that matches decides.
        around_the_clock: priorities measured round the clock, before any of `calendars`.
        tiers: customer tier -> a factor on every target, or a full targets table of its own.
        unknown_tier: a ticket's tier that is not in `tiers`: "error", or "base" for the plain targets.
        stages: warning levels as shares of the target.
        pauses: statuses by metric (explicit pauses of those metrics count too), or `PauseRule`s.
        metrics: the rules of the metrics that targets may name.
        landing: a deadline that falls on closing time: "close" keeps it, "open" moves it to the next opening.
        on_reply_while_paused: the requester answers while the status is still pending: "resume" the clock, or "keep".
        on_reopen: "resume" (the resolved stretch is a pause), "new_cycle" (for `reopen_metrics`) or "ignore".
        reopen_metrics: the metrics that get a new cycle under "new_cycle".
        on_target_change: "carry" the counted time, "restart" with a new cycle, or measure again from "creation".
        on_breached_target_change: under "carry", a breach already incurred: "keep" or "clear".
        update_cadence: "reset" the interval at each update, or "fixed" multiples of it after the first one.
        first_response_by: whose public message is a first response; Party.BOT must be asked for.
        first_response_at_resolve: a ticket resolved without a response: "stop" the timer, or "cancel" it.
        on_merge: "cancel" the timers of a merged ticket, or "keep" them.

    Raises:
        ConfigurationError: all faults at once, each with its path.

    Source: Support Operations skill pack, SLA design and compliance.

    Example:
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.vocabulary import P1_TO_P5
        >>> desk = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
        >>> policy = SlaPolicy(
        ...     name="standard",
        ...     calendar=desk,
        ...     scale=P1_TO_P5,
        ...     targets={"P1": {"first_response": "15m", "resolution": "4h"}},
        ...     tiers={"Enterprise": 0.5},
        ... )
        >>> policy.target(priority="P1", tier="Enterprise", metric="resolution").derivation
        'P1 resolution 4h x 0.5 (tier Enterprise)'
    """

    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"scale", "metrics", "tiers"})

    name: str
    calendar: AnyCalendar
    scale: Scale
    targets: Targets
    calendars: tuple[CalendarRule, ...] = ()
    around_the_clock: Words = ()
    tiers: Annotated[Mapping[str, float | Targets], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    unknown_tier: Literal["error", "base"] = "error"
    stages: tuple[Stage, ...] = DEFAULT_STAGES
    pauses: Annotated[tuple[PauseRule, ...], BeforeValidator(read_pauses)] = _DEFAULT_PAUSES
    metrics: tuple[MetricRule, ...] = BUILT_IN
    landing: Literal["close", "open"] = "close"
    on_reply_while_paused: Literal["resume", "keep"] = "resume"
    on_reopen: Literal["resume", "new_cycle", "ignore"] = "resume"
    reopen_metrics: Words = ("resolution",)
    on_target_change: Literal["carry", "restart", "creation"] = "carry"
    on_breached_target_change: Literal["keep", "clear"] = "keep"
    update_cadence: Literal["reset", "fixed"] = "reset"
    first_response_by: tuple[Party, ...] = (Party.AGENT,)
    first_response_at_resolve: Literal["stop", "cancel"] = "stop"
    on_merge: Literal["cancel", "keep"] = "cancel"

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str,
            calendar: AnyCalendar,
            scale: Scale,
            targets: Promised,
            calendars: Sequence[CalendarRule] = (),
            around_the_clock: str | Sequence[str] = (),
            tiers: Mapping[str, float | Promised] = ...,
            unknown_tier: Literal["error", "base"] = "error",
            stages: Sequence[Stage] = DEFAULT_STAGES,
            pauses: Mapping[str, str | Sequence[str]] | Sequence[PauseRule] = _DEFAULT_PAUSES,
            metrics: Sequence[MetricRule] = BUILT_IN,
            landing: Literal["close", "open"] = "close",
            on_reply_while_paused: Literal["resume", "keep"] = "resume",
            on_reopen: Literal["resume", "new_cycle", "ignore"] = "resume",
            reopen_metrics: str | Sequence[str] = ("resolution",),
            on_target_change: Literal["carry", "restart", "creation"] = "carry",
            on_breached_target_change: Literal["keep", "clear"] = "keep",
            update_cadence: Literal["reset", "fixed"] = "reset",
            first_response_by: Sequence[Party | str] = (Party.AGENT,),
            first_response_at_resolve: Literal["stop", "cancel"] = "stop",
            on_merge: Literal["cancel", "keep"] = "cancel",
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> SlaPolicy:
        faults = policy_faults(self)
        if faults:
            raise ConfigurationError(faults, what="SlaPolicy")
        return self

    @cached_property
    def fingerprint(self) -> str:
        """A short text that differs whenever any field differs."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:24]

    @cached_property
    def measured(self) -> tuple[str, ...]:
        """The metrics that some target names, in the order of `metrics`."""
        tables = [self.targets, *(table for table in self.tiers.values() if isinstance(table, Mapping))]
        named = {metric for table in tables for row in table.values() for metric in row}
        return tuple(rule.name for rule in self.metrics if rule.name in named)

    @cached_property
    def _book(self) -> Book:
        from supportops.sla._one.book import Book

        return Book((self,))

    def target(self, *, priority: str, tier: str | None = None, metric: str) -> Target | None:
        """Return what is promised, or None when nothing is.

        Raises:
            DomainError: the priority is not on the scale, the metric is unknown, or the tier is not in `tiers`.
        """
        self.scale.rank(priority)
        if metric not in (names := [rule.name for rule in self.metrics]):
            raise DomainError(f"{metric!r} is no metric of policy {self.name!r}; {near(metric, names)}")
        special = self._special(tier)
        table = special if isinstance(special, Mapping) else self.targets
        amount = table.get(priority, {}).get(metric)
        if amount is None:
            return None
        text = f"{priority} {metric} {described(amount)}"
        if isinstance(special, Mapping):
            return Target(amount, f"{text} (table of tier {tier})")
        if special == 1:
            return Target(amount, text)
        return Target(scaled(amount, special), f"{text} x {special:g} (tier {tier})")

    def calendar_for(self, *, priority: str, tier: str | None = None, metric: str) -> AnyCalendar:
        """Return the calendar such a timer runs on."""
        from supportops.calendar import ALWAYS_OPEN

        if priority in self.around_the_clock:
            return ALWAYS_OPEN
        for rule in self.calendars:
            if rule.matches(priority=priority, tier=tier, metric=metric):
                return rule.calendar
        return self.calendar

    def evaluate(self, history: TicketHistory, *, at: datetime) -> SlaReport:
        """Return how each clock of the ticket stands at an instant; later events are not read.

        Raises:
            HistoryError: `at` lies before the ticket's creation.
            DomainError: a priority outside the scale, or a tier that is not in `tiers`.
        """
        from supportops.sla.report import evaluate

        return evaluate(self, history, at=at)

    def diff(
        self, other: SlaPolicy, history: TicketHistory | Iterable[TicketHistory] | EventTable, *, at: datetime
    ) -> tuple[Choice, ...]:
        """Return the choices that make this policy's numbers differ from another's: the smallest set there is.

        With these choices taken from `other`, this policy gives every timer with a promise the same figures. Every
        set of up to three choices is tried. Where none of them suffices, or more than fifty choices differ, the
        answer cannot be made smaller by leaving out any one choice, and `Choice.exact` says what is known of it.

        Args:
            other: the policy whose numbers are to be explained.
            history: a ticket, or several, or the table of their events: then one set of choices explains all of
                them. The search looks at the tickets that tell the policies apart, and at the others only to
                confirm an answer.
            at: the instant at which both policies are evaluated.

        Returns:
            The choices in the order of this class's fields; none when the numbers are the same.

        Raises:
            DomainError: `other` is no `SlaPolicy`, there is no ticket, or a ticket has a priority or a tier that
                one of the policies does not know.
            HistoryError: `at` lies before a ticket's creation.

        Example:
            >>> from datetime import UTC
            >>> from supportops.calendar import BusinessCalendar
            >>> from supportops.tickets import Created, TicketHistory
            >>> from supportops.vocabulary import P1_TO_P5
            >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
            >>> ours = SlaPolicy(name="ours", calendar=desk, scale=P1_TO_P5, targets={"P2": {"resolution": "8h"}})
            >>> theirs = ours.model_copy(update={"landing": "open", "on_merge": "keep"})
            >>> created = Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2")
            >>> ticket = TicketHistory(ticket_id="4711", events=(created,))
            >>> for choice in ours.diff(theirs, ticket, at=datetime(2026, 3, 2, 10, tzinfo=UTC)):
            ...     print(choice)
            landing: close -> open (resolution: due 2026-03-02 17:00+00:00 -> 2026-03-03 09:00+00:00)
        """
        from supportops.sla.diff import diff

        return diff(self, other, history, at=at)

    def _special(self, tier: str | None) -> float | Targets:
        if tier is None or not self.tiers:
            return 1.0
        if tier in self.tiers:
            return self.tiers[tier]
        if self.unknown_tier == "base":
            return 1.0
        raise DomainError(
            f"tier {tier!r} is not in policy {self.name!r}; {near(tier, self.tiers)}; "
            f"or set unknown_tier='base' to give such tickets the plain targets"
        )

"""A ladder: who is told after how long, when nobody answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from supportops._instants import from_us
from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.durations import Elapsed, format_duration
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import instant_us
from supportops.triage._names import plain
from supportops.triage.escalation._answers import Answers
from supportops.triage.escalation._delays import summed
from supportops.triage.escalation._findings import findings
from supportops.triage.escalation._ladder import Ladder
from supportops.triage.escalation._policy_faults import beside, faults
from supportops.triage.escalation._simulate import simulated, whole_minutes
from supportops.triage.escalation._story import Run, Story, told_story
from supportops.triage.escalation._told import notifications
from supportops.triage.escalation._view import policy_grid
from supportops.triage.escalation.events import AnyEvent
from supportops.triage.escalation.notify import Notification
from supportops.triage.escalation.step import EscalationStep, Recipients

__all__ = ["EscalationPolicy", "Kind"]

Kind: TypeAlias = Literal["functional", "hierarchical"]
"""Up to those who know more (L1 to L3), or up to those who decide (the manager). Nothing is computed from it."""

_MOST_REPEATS = 1_000


def _more_than_none(amount: timedelta) -> timedelta:
    if amount <= timedelta(0):
        raise ValueError(f"{format_duration(amount)} is no time to wait; write more than '0m'")
    return amount


def _some(steps: tuple[EscalationStep, ...]) -> tuple[EscalationStep, ...]:
    if not steps:
        raise ValueError("a ladder needs at least one step: steps=(EscalationStep('0m', 'on_call_engineer'),)")
    return steps


def _few(repeat: int) -> int:
    if not 0 <= repeat <= _MOST_REPEATS:
        raise ValueError(f"{repeat} is no number of repeats; give 0 to {_MOST_REPEATS:,}, the passes after the first")
    return repeat


def _read_step(given: object) -> object:
    if not isinstance(given, EscalationStep | Mapping):
        raise ValueError(f"{given!r} is no step; write EscalationStep('0m', 'on_call_engineer')")  # noqa: TRY004
    return given


Wait = Annotated[Elapsed, AfterValidator(_more_than_none)]
_OneStep = Annotated[EscalationStep, BeforeValidator(_read_step)]


class EscalationPolicy(Answers, InGrid, Model):
    """Who is told after how long, when nobody answers. A value: it holds no timer, and every answer is computed anew.

    An alert is a list of events, `Triggered` first. Whoever asks brings all of them and an instant; the answer is the
    same for ever, after a restart and a year later.

    - A step fires at the start of its round + `after`, and no step before an earlier one. The instant itself counts:
      at 30 minutes the step of "30m" has fired.
    - `Acknowledged` drops what is still to come; what is due at that very instant has fired. With `ack_timeout` the
      whole ladder begins anew that long after the last acknowledgement, at step 0 of round 0, unless it is resolved.
      It does so once for each acknowledgement.
    - `Resolved` ends it. A second `Triggered` counts after that only. Other events after it change nothing.
    - Events after the instant that is asked for are not read.

    Notifications are instants in UTC. A step whose window never opens again never fires, and holds up nobody.

    Args:
        name: what it is called in tables and messages.
        steps: at least one, in order. An offset smaller than one before it is legal, and a finding of `check`.
        kind: "functional" or "hierarchical"; carried, nothing depends on it.
        repeat: passes after the first, 0 to 1,000.
        round_length: time from the start of a round to the next, on the wall. A ladder that is repeated needs it, not
            under the offset of any step.
        ack_timeout: how long an acknowledgement holds; None: for ever.

    Raises:
        ConfigurationError: all faults at once.

    Source: Support Operations skill pack, Escalation Paths by Severity.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.triage.escalation.events import Acknowledged, Triggered
        >>> ladder = EscalationPolicy(
        ...     name="SEV1", steps=(EscalationStep("0m", "on_call_engineer"), EscalationStep("30m", "vp_engineering"))
        ... )
        >>> ladder.simulate(30)
        ((0, 'on_call_engineer'), (30, 'vp_engineering'))
        >>> night = datetime(2026, 3, 1, 2, tzinfo=UTC)
        >>> events = [Triggered(night), Acknowledged(night.replace(minute=12), by="ann")]
        >>> [told.role for told in ladder.due(night.replace(minute=45), events)]
        ['on_call_engineer']
    """

    yardsticks: ClassVar[frozenset[str] | None] = frozenset()

    name: str = ""
    steps: Annotated[tuple[_OneStep, ...], AfterValidator(_some)]
    kind: Annotated[Kind, BeforeValidator(plain)] = "functional"
    repeat: Annotated[int, Field(strict=True), AfterValidator(_few)] = 0
    round_length: Wait | None = None
    ack_timeout: Wait | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: str = "",
            steps: Sequence[EscalationStep],
            kind: Kind = "functional",
            repeat: int = 0,
            round_length: str | timedelta | None = None,
            ack_timeout: str | timedelta | None = None,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> Self:
        found = tuple(faults(self))
        if found:
            raise ConfigurationError(found)
        return self

    @classmethod
    def faults_beside(cls, data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return what faulty data have wrong beside single fields."""
        return beside(data)

    @classmethod
    def from_delays(
        cls,
        steps: Sequence[tuple[Recipients, str | timedelta]],
        *,
        name: str = "",
        kind: Kind = "functional",
        repeat: int = 0,
        round_length: str | timedelta | None = None,
        ack_timeout: str | timedelta | None = None,
    ) -> Self:
        """Return the ladder with a wait after each step, as most paging tools write it.

        Args:
            steps: whom to tell, and the wait after it. Offsets are the running sums of the waits.
            name: as in the constructor.
            kind: as in the constructor.
            repeat: as in the constructor.
            round_length: None: the sum of all waits, so that the last wait is the one before the next round.
            ack_timeout: as in the constructor.

        Raises:
            ConfigurationError: all faults at once.

        Example:
            >>> paged = EscalationPolicy.from_delays([("primary", "5m"), ("secondary", "10m")], repeat=1)
            >>> paged.simulate(30)
            ((0, 'primary'), (5, 'secondary'), (15, 'primary'), (20, 'secondary'))
        """
        offsets, total, faults = summed(steps)
        data = {"name": name, "steps": offsets, "kind": kind, "repeat": repeat, "ack_timeout": ack_timeout}
        try:
            built = cls.model_validate({**data, "round_length": total if round_length is None else round_length})
        except ConfigurationError as error:
            raise ConfigurationError([*faults, *error.faults], what=error.what) from None
        if faults:
            raise ConfigurationError(faults, what="EscalationPolicy")
        return built

    def plan(self, start: datetime) -> tuple[Notification, ...]:
        """Return all that fires if nobody answers.

        Raises:
            NaiveDatetimeError: an instant without a zone.
            HorizonError: a step beyond the years that a window's holiday data cover, or beyond year 9999.
        """
        return notifications([Run(self._ladder, instant_us(start, "start"))], None)

    def simulate(
        self, minutes: int, *, ack_at: int | None = None, start: datetime | None = None
    ) -> tuple[tuple[int, str], ...]:
        """Return minute and role of all that fires in minutes 0 to `minutes`, both included.

        Args:
            minutes: whole minutes after the start, 0 or more, at most ten years. A step within a minute counts at the
                first whole minute at which it is due.
            ack_at: the minute of an acknowledgement, 0 or more; None: nobody answers.
            start: when the ladder starts. A ladder with windows needs it; without it is of no effect.

        Raises:
            DomainError: minutes out of range, or windows and no start.
            NaiveDatetimeError: a start without a zone.

        Example:
            >>> ladder = EscalationPolicy(steps=(EscalationStep("0m", "l2"), EscalationStep("30m", "l3")))
            >>> ladder.simulate(240, ack_at=29)
            ((0, 'l2'),)
        """
        until = whole_minutes(minutes, "minutes")
        ack = None if ack_at is None else whole_minutes(ack_at, "ack_at")
        if start is None and self._ladder.has_window:
            raise DomainError(
                "this ladder has windows, which open at certain times; say when it starts, start=...", field="start"
            )
        return simulated(self._story, 0 if start is None else instant_us(start, "start"), until, ack)

    def exhausted_at(self, start: datetime) -> datetime | None:
        """Return the end of the last round, or the last firing if that is later, in UTC: nobody is left to tell.

        None without a `round_length`: then nothing says how long the last step has to answer.

        Raises:
            NaiveDatetimeError: a start without a zone.
            HorizonError: as in `plan`.
        """
        end = self._ladder.end(instant_us(start, "start"))
        return None if end is None else from_us(end)

    def check(self) -> tuple[str, ...]:
        """Return what looks wrong with the ladder, a sentence each; empty when nothing does.

        A window that never opens, a step after the end of its round, an offset smaller than one before, a step that
        waits for the window of another, the same role told twice at once, and a ladder with one role only.
        """
        return findings(self)

    @cached_property
    def _ladder(self) -> Ladder:
        return Ladder(self)

    def _story(self, events: Iterable[AnyEvent], us: int) -> Story:
        chosen = self._ladder, 1
        return told_story(events, us, lambda _severity, _index: chosen)

    def _grid(self) -> Grid:
        return policy_grid(self)

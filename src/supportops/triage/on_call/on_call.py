"""Rotas by role: who is on call, and who gets the pages of an escalation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

from supportops._frozen import FrozenMap
from supportops._instants import to_us
from supportops._model import Model
from supportops._shown import amount
from supportops.calendar import AnyCalendar
from supportops.calendar.local import WallClock
from supportops.errors import DomainError, near
from supportops.triage._checked import instant_us, must_be, several
from supportops.triage._names import Label, Name, plain
from supportops.triage.escalation.notify import Notification
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.severities import EscalationSet
from supportops.triage.escalation.step import EscalationStep
from supportops.triage.on_call._covered import layer_coverage
from supportops.triage.on_call._duty import Duty
from supportops.triage.on_call._handovers import local_text
from supportops.triage.on_call.coverage import Coverage
from supportops.triage.on_call.page import Page
from supportops.triage.on_call.rota import Rota

__all__ = ["OnCall"]


def _read_layer(given: object) -> object:
    return (given,) if isinstance(given, Rota | Mapping) else given


def _not_empty(given: tuple[Rota, ...]) -> tuple[Rota, ...]:
    if not given:
        raise ValueError("a layer has at least one rota")
    return given


def _some_layer(given: Mapping[str, tuple[Rota, ...]]) -> Mapping[str, tuple[Rota, ...]]:
    if not given:
        raise ValueError("there is no layer; give for example {'primary': rota}")
    return FrozenMap(given)


_Layer = Annotated[tuple[Rota, ...], BeforeValidator(_read_layer), AfterValidator(_not_empty)]


class OnCall(Model):
    """Who is on call for each role. A layer is one rota or several; the first with somebody on duty answers.

    Several rotas in one layer follow the sun, each with its own zone and `hours`, or stand in for one another.

    Args:
        layers: role -> a rota, or several in order.

    Raises:
        ConfigurationError: all faults at once; no layer, or one without a rota.

    Source: Support Operations skill pack, On-Call Structure (primary, secondary, manager, executive).

    Example:
        >>> from datetime import UTC, date
        >>> rota = Rota(name="API", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2))
        >>> OnCall({"primary": rota}).who("primary", at=datetime(2026, 3, 3, tzinfo=UTC))
        'ann'
    """

    layers: Annotated[Mapping[Name, _Layer], AfterValidator(_some_layer)]

    def __init__(self, layers: Mapping[str, Rota | Sequence[Rota]]) -> None:
        super().__init__(layers=layers)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        layers = (f"{role}: {', '.join(rota.name for rota in layer)}" for role, layer in self.layers.items())
        return f"on call: {'; '.join(layers)}"

    def who(self, role: Label, *, at: datetime) -> str | None:
        """Return the person of the first rota of the layer that has somebody; None when none has.

        A rota that has not begun has nobody.

        Raises:
            DomainError: there is no layer of that name.
            NaiveDatetimeError: the instant has no zone.
        """
        name = str(plain(role))
        if name not in self.layers:
            raise DomainError(self._no_layer(name), field="role", value=name, allowed=self.layers)
        return self._person(name, instant_us(at, "at"))

    def coverage(
        self, start: datetime, end: datetime, *, calendar: AnyCalendar | None = None
    ) -> Mapping[str, Coverage]:
        """Return for each role where no rota of its layer has somebody, and where more than one has.

        Args:
            start: of the stretch `[start, end)`.
            end: of the stretch.
            calendar: when somebody should be on duty; None: always.

        Raises:
            DomainError: an end before the start, more than 100,000 days, or more than 100,000 shifts of a rota.
            NaiveDatetimeError: an instant without a zone.
        """
        found = {role: layer_coverage(role, layer, start, end, calendar) for role, layer in self._duties.items()}
        return FrozenMap(found)

    def check(self, policy: EscalationPolicy | EscalationSet, start: datetime, end: datetime) -> tuple[str, ...]:
        """Return each step of an escalation that would reach nobody at some time in `[start, end)`; empty is good.

        A step with a window is asked about inside the window only. The first step is step 0. Of an `EscalationSet`
        each ladder is looked at, its severity in front.

        Raises:
            DomainError: as for `coverage`.
            NaiveDatetimeError: an instant without a zone.

        Example:
            >>> from datetime import UTC, date
            >>> from supportops.calendar import BusinessCalendar
            >>> desk = BusinessCalendar(zone="UTC", hours="daily 06:00-02:00")
            >>> rota = Rota(name="API", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2), hours=desk)
            >>> policy = EscalationPolicy.from_delays([("primary", "15m"), ("cto", "15m")])
            >>> day = datetime(2026, 3, 8, tzinfo=UTC)
            >>> for finding in OnCall({"primary": rota}).check(policy, day, day.replace(day=9)):
            ...     print(finding)
            step 0 tells 'primary': nobody is on call from Sun 2026-03-08 02:00 to Sun 2026-03-08 06:00 (UTC), 4h in all
            step 1 tells 'cto': there is no layer 'cto'; allowed: primary
        """
        if isinstance(policy, EscalationSet):
            ladders = policy.policies.items()
            return tuple(f"{name}: {text}" for name, one in ladders for text in self.check(one, start, end))
        must_be(EscalationPolicy, policy, "policy", "an EscalationPolicy or an EscalationSet")
        steps = enumerate(policy.steps)
        told = [(f"step {place} tells {role!r}", step, role) for place, step in steps for role in step.roles]
        found = ((what, self._nobody_for(step, role, start, end)) for what, step, role in told)
        return tuple(f"{what}: {why}" for what, why in found if why)

    def resolve(self, notifications: Iterable[Notification]) -> tuple[Page, ...]:
        """Return for each notification the person on duty for its role at its instant, or why there is none.

        A role without a layer is no error: the page says so, and your sender decides.

        Example:
            >>> from datetime import UTC, date
            >>> rota = Rota(name="API", people=("ann", "bob"), zone="UTC", start=date(2026, 3, 2))
            >>> night = datetime(2026, 3, 10, 2, tzinfo=UTC)
            >>> for page in OnCall({"primary": rota}).resolve(
            ...     [Notification(at=night, notify="primary"), Notification(at=night, notify="cto")]
            ... ):
            ...     print(page)
            2026-03-10T02:00:00+00:00 primary -> bob
            2026-03-10T02:00:00+00:00 cto -> nobody (there is no layer 'cto'; allowed: primary)
        """
        several(notifications, "notifications", "what a policy's plan or due returns")
        return tuple(map(self._page, notifications))

    def _page(self, notification: Notification) -> Page:
        must_be(Notification, notification, "notifications", "what a policy's plan or due returns")
        role, us = notification.role, to_us(notification.at)
        person = self._person(role, us) if role in self.layers else None
        return Page(notification, person, "" if person else self._why_nobody(role, us))

    @cached_property
    def _duties(self) -> Mapping[str, Sequence[tuple[str, Duty]]]:
        return {role: [(rota.name, rota._duty) for rota in layer] for role, layer in self.layers.items()}

    def _person(self, role: str, us: int) -> str | None:
        for _, duty in self._duties[role]:
            if duty.is_on(us) and (person := duty.turn(us)[2]) is not None:
                return person
        return None

    def _nobody_for(self, step: EscalationStep, role: str, start: datetime, end: datetime) -> str:
        """Return when a step finds nobody; empty if it always finds somebody."""
        if role not in self.layers:
            return self._no_layer(role)
        found = layer_coverage(role, self._duties[role], start, end, step.window)
        if not found.gaps:
            return ""
        clock = WallClock(ZoneInfo(found.zone))
        first, last = (local_text(clock, to_us(at)) for at in found.gaps[0])
        more = f", and {len(found.gaps) - 1} times more" if len(found.gaps) > 1 else ""
        return f"nobody is on call from {first} to {last} ({found.zone}){more}, {amount(found.uncovered)} in all"

    def _no_layer(self, role: str) -> str:
        return f"there is no layer {role!r}; {near(role, self.layers)}"

    def _why_nobody(self, role: str, us: int) -> str:
        if role not in self.layers:
            return self._no_layer(role)
        return "; ".join(
            f"{name!r} {'has not begun' if duty.turn(us)[2] is None else 'is off duty'}"
            for name, duty in self._duties[role]
        )

"""A ladder for each severity, and what becomes of a running one when the severity changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import Grid, InGrid
from supportops.errors import DomainError, near, shortened
from supportops.triage._names import Name, plain
from supportops.triage.escalation._answers import Answers
from supportops.triage.escalation._ladder import Ladder
from supportops.triage.escalation._story import OnChange, Story, told_story
from supportops.triage.escalation._view import set_grid
from supportops.triage.escalation.events import AnyEvent
from supportops.triage.escalation.policy import EscalationPolicy

__all__ = ["EscalationSet"]


def _some(policies: Mapping[str, EscalationPolicy]) -> Mapping[str, EscalationPolicy]:
    if not policies:
        raise ValueError("a set needs at least one ladder: {'SEV1': EscalationPolicy(steps=...)}")
    return policies


class EscalationSet(Answers, InGrid, Model):
    """A ladder for each severity. `Triggered` names the severity, `SeverityChanged` another one.

    At a change, what the old ladder has still to come is dropped; what is due at that very instant has fired.

    - "from_start": the waits of the new ladder run from the trigger. What it has behind it fires once, at the change,
      in order, and only to roles that were not told since the trigger; the rest fires as planned.
    - "from_change": the new ladder starts at the change, and tells everyone in it.

    A worse severity ends an acknowledgement. A milder one keeps it, for as long as the new ladder's `ack_timeout`
    says; if that has passed already, the new ladder begins at the change. A change to the same severity is none.

    Every severity that an event names has to be one of the ladders', whether or not the event changes anything.

    Otherwise as `EscalationPolicy`.

    Args:
        policies: severity to ladder, the worst first. Their order has a meaning: a store that sorts the keys of JSON
            objects would change it.
        on_change: "from_start" or "from_change".

    Raises:
        ConfigurationError: all faults at once.

    Source: Support Operations skill pack, Escalation Paths by Severity.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.triage.escalation.events import SeverityChanged, Triggered
        >>> from supportops.triage.escalation.step import EscalationStep
        >>> ladders = EscalationSet(
        ...     {
        ...         "SEV1": EscalationPolicy(steps=(EscalationStep("0m", "on_call"), EscalationStep("30m", "vp"))),
        ...         "SEV2": EscalationPolicy(steps=(EscalationStep("0m", "l3"), EscalationStep("30m", "manager"))),
        ...     }
        ... )
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> events = [Triggered(noon, "SEV2"), SeverityChanged(noon.replace(minute=10), "SEV1")]
        >>> [(told.at.minute, told.role) for told in ladders.due(noon.replace(minute=30), events)]
        [(0, 'l3'), (10, 'on_call'), (30, 'vp')]
    """

    policies: Annotated[Mapping[Name, EscalationPolicy], AfterValidator(_some), AfterValidator(FrozenMap)]
    on_change: Annotated[OnChange, BeforeValidator(plain)] = "from_start"

    def __init__(self, policies: Mapping[str, EscalationPolicy], *, on_change: OnChange = "from_start") -> None:
        super().__init__(policies=policies, on_change=on_change)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EscalationSet):
            return NotImplemented
        # Mappings are equal in any order, and here the order says what is worse.
        return super().__eq__(other) and [*self.policies] == [*other.policies]

    def __hash__(self) -> int:
        return hash((self.policies, self.on_change))

    def check(self) -> tuple[str, ...]:
        """Return what looks wrong with the ladders, a sentence each, the severity in front."""
        return tuple(
            f"{severity}: {finding}" for severity, policy in self.policies.items() for finding in policy.check()
        )

    @cached_property
    def _ladders(self) -> Mapping[str, tuple[Ladder, int]]:
        return {severity: (policy._ladder, rank) for rank, (severity, policy) in enumerate(self.policies.items(), 1)}

    def _story(self, events: Iterable[AnyEvent], us: int) -> Story:
        return told_story(events, us, self._chosen, on_change=self.on_change)

    def _chosen(self, severity: str | None, index: int) -> tuple[Ladder, int]:
        found = None if severity is None else self._ladders.get(severity)
        if found is None:
            allowed = tuple(self.policies)
            none = "the event names no severity, and no ladder holds without one"
            given = none if severity is None else f"there is no ladder for {shortened(repr(severity))}"
            raise DomainError(
                f"events[{index}]: {given}; {near(severity or '', allowed)}",
                field="events", value=severity, allowed=allowed, index=index,
            )  # fmt: skip
        return found

    def _grid(self) -> Grid:
        return set_grid(self)

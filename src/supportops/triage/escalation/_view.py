"""A ladder as a table: after how long, who, by which channel, why, and in which window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from supportops._shown import Grid
from supportops.calendar import AnyCalendar, BusinessCalendar
from supportops.durations import format_duration

if TYPE_CHECKING:
    from supportops.triage.escalation.policy import EscalationPolicy
    from supportops.triage.escalation.severities import EscalationSet
    from supportops.triage.escalation.step import EscalationStep

__all__ = ["policy_grid", "set_grid"]

Row: TypeAlias = tuple[str, ...]

_HEAD = ("after", "who", "channel", "why", "window")


def policy_grid(policy: EscalationPolicy) -> Grid:
    """Return the table of one ladder, its settings in the headline."""
    return Grid(_headline(policy), _HEAD, list(_rows(policy)), right=(0,))


def set_grid(policies: EscalationSet) -> Grid:
    """Return one table of all ladders, the worst severity first."""
    rows = [(severity, *row) for severity, policy in policies.policies.items() for row in _rows(policy)]
    settings = (f"{severity}: {', '.join(found)}" for severity, found in _settings_by_severity(policies))
    headline = "; ".join((f"Escalation by severity, on a change {policies.on_change}", *settings))
    return Grid(headline, ("severity", *_HEAD), rows, right=(1,))


def _window_text(window: AnyCalendar | None) -> str:
    """Return a calendar in a few words; "-" for none."""
    if window is None:
        return "-"
    if window.name:
        return window.name
    return f"{window.hours} {window.zone}" if isinstance(window, BusinessCalendar) else f"{window.kind} of calendars"


def _headline(policy: EscalationPolicy) -> str:
    return "; ".join((f"{policy.name or 'Escalation'}, {policy.kind}", *_settings(policy)))


def _settings(policy: EscalationPolicy) -> Iterator[str]:
    if policy.repeat and policy.round_length is not None:
        yield f"{policy.repeat + 1} rounds of {format_duration(policy.round_length)}"
    if policy.ack_timeout is not None:
        yield f"again {format_duration(policy.ack_timeout)} after an acknowledgement"


def _settings_by_severity(policies: EscalationSet) -> Iterator[tuple[str, tuple[str, ...]]]:
    for severity, policy in policies.policies.items():
        found = tuple(_settings(policy))
        if found:
            yield severity, found


def _rows(policy: EscalationPolicy) -> Iterator[Row]:
    for step in policy.steps:
        after, window = format_duration(step.after), _window(step)
        for notify in step.notify:
            yield after, notify.role, notify.channel, notify.why or "-", window


def _window(step: EscalationStep) -> str:
    said = _window_text(step.window)
    return said if step.window is None or step.in_window == "count" else f"{said} (delay)"

"""Every fault of a policy at once, each with its path."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from supportops.durations import BusinessDays
from supportops.errors import near
from supportops.vocabulary import Party

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.targets import Targets

__all__ = ["policy_faults"]

Fault = tuple[str, str]


def policy_faults(policy: SlaPolicy) -> list[Fault]:
    """Return what cannot be right in a policy whose fields have the right types."""
    metrics = [rule.name for rule in policy.metrics]
    return [
        *_doubled("metrics", metrics),
        *_doubled("stages", [stage.name for stage in policy.stages]),
        *_table("targets", policy.targets, policy, metrics),
        *_tiers(policy, metrics),
        *_unknown("around_the_clock", policy.around_the_clock, policy.scale, "priority of the scale"),
        *_calendars(policy, metrics),
        *_pauses(policy, metrics),
        *_unknown("reopen_metrics", policy.reopen_metrics, metrics, "metric"),
        *_cadence(policy),
        *_responders(policy),
    ]


def _doubled(path: str, names: list[str]) -> Iterator[Fault]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield path, f"{name!r} stands more than once; give each its own name"


def _unknown(path: str, names: Iterable[str], allowed: Iterable[str], what: str) -> Iterator[Fault]:
    options = list(allowed)
    for name in names:
        if name not in options:
            yield path, f"{name!r} is no {what}; {near(name, options)}"


def _table(path: str, table: Targets, policy: SlaPolicy, metrics: list[str]) -> Iterator[Fault]:
    yield from _unknown(path, table, policy.scale, "priority of the scale")
    for priority, row in table.items():
        yield from _unknown(f"{path}.{priority}", row, metrics, "metric")
        for metric, amount in row.items():
            if isinstance(amount, timedelta) and amount <= timedelta(0):
                message = f"a target is more than 0, got {amount!r}; write None where nothing is promised"
                yield f"{path}.{priority}.{metric}", message


def _tiers(policy: SlaPolicy, metrics: list[str]) -> Iterator[Fault]:
    for tier, special in policy.tiers.items():
        if isinstance(special, Mapping):
            yield from _table(f"tiers.{tier}", special, policy, metrics)
        elif not math.isfinite(special) or special <= 0:
            yield f"tiers.{tier}", f"a factor is more than 0 (below 1 is faster), got {special!r}"


def _calendars(policy: SlaPolicy, metrics: list[str]) -> Iterator[Fault]:
    for index, rule in enumerate(policy.calendars):
        path = f"calendars[{index}]"
        yield from _unknown(f"{path}.priority", rule.priority, policy.scale, "priority of the scale")
        yield from _unknown(f"{path}.metric", rule.metric, metrics, "metric")
        if policy.tiers:
            yield from _unknown(f"{path}.tier", rule.tier, policy.tiers, "tier of this policy")


def _pauses(policy: SlaPolicy, metrics: list[str]) -> Iterator[Fault]:
    for index, rule in enumerate(policy.pauses):
        yield from _unknown(f"pauses[{index}].metrics", rule.metrics, metrics, "metric")


def _responders(policy: SlaPolicy) -> Iterator[Fault]:
    if not policy.first_response_by:
        yield "first_response_by", "somebody has to respond; give Party.AGENT"
    for party in policy.first_response_by:
        if party not in (Party.AGENT, Party.BOT):
            yield "first_response_by", f"{str(party)!r} cannot respond; allowed: Party.AGENT, Party.BOT"


def _cadence(policy: SlaPolicy) -> Iterator[Fault]:
    if policy.update_cadence == "reset":
        return
    special = {f"tiers.{tier}": table for tier, table in policy.tiers.items() if isinstance(table, Mapping)}
    for path, table in {"targets": policy.targets, **special}.items():
        for priority, row in table.items():
            for metric in ("update", "pausable_update"):
                if isinstance(row.get(metric), BusinessDays):
                    message = "a fixed cadence counts open time; write hours, or update_cadence='reset'"
                    yield f"{path}.{priority}.{metric}", message

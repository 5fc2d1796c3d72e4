"""A policy, or each policy of a set, with some of its choices made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeVar

from supportops.sla.selection import PolicySet, Select

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy

__all__ = ["answering", "measured_by", "measuring"]

V = TypeVar("V")


def measured_by(policy: SlaPolicy | PolicySet) -> tuple[str, ...]:
    """Return the metrics that a policy, or some policy of a set, measures."""
    found = [name for plan in policy._book.plans for name in plan.policy.measured]
    return tuple(dict.fromkeys(found))


def answering(policy: SlaPolicy | PolicySet, reply: Literal["resume", "keep"]) -> SlaPolicy | PolicySet:
    """Return the policy under which the requester's answer lifts a pause, or does not."""
    return _each(policy, lambda one: one.model_copy(update={"on_reply_while_paused": reply}))


def measuring(policy: SlaPolicy | PolicySet, metric: str) -> SlaPolicy | PolicySet:
    """Return the policy with the targets of one metric, so that no other clock is followed."""

    def cut(one: SlaPolicy) -> SlaPolicy:
        if metric not in one.measured:
            return one
        tiers = {
            name: {priority: _only(row, metric) for priority, row in special.items()}
            if isinstance(special, Mapping)
            else special
            for name, special in one.tiers.items()
        }
        targets = {priority: _only(row, metric) for priority, row in one.targets.items()}
        return one.model_copy(update={"targets": targets, "tiers": tiers})

    return _each(policy, cut)


def _only(row: Mapping[str, V], metric: str) -> dict[str, V]:
    return {name: amount for name, amount in row.items() if name == metric}


def _each(policy: SlaPolicy | PolicySet, change: Callable[[SlaPolicy], SlaPolicy]) -> SlaPolicy | PolicySet:
    if not isinstance(policy, PolicySet):
        return change(policy)

    def made_over(entry: Select) -> Select:
        return entry.model_copy(update={"policy": change(entry.policy)})

    override = None if policy.override is None else made_over(policy.override)
    return policy.model_copy(update={"entries": tuple(map(made_over, policy.entries)), "override": override})

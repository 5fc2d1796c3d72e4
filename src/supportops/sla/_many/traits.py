"""The traits of one metric under each policy of a book, as arrays to look them up in by number of the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from supportops.sla._many.words import Words
    from supportops.sla._one.plan import MetricPlan, Plan

__all__ = ["CARRY", "CREATION", "RESTART", "Traits"]

Ints = npt.NDArray[Any]

CARRY, RESTART, CREATION = range(3)
_CHANGES = {"carry": CARRY, "restart": RESTART, "creation": CREATION}


class Traits:
    """One metric under each policy. Shape of all arrays (policies,).

    A policy that does not measure the metric has no signal for it, so its traits do not matter.
    """

    def __init__(self, name: str, words: Words) -> None:
        plans = words.book.plans
        found = [words.metric(number, name) for number in range(len(plans))]
        self.name = name
        self.is_measured = np.array([metric is not None for metric in found])
        self.repeats = _flags(metric is not None and metric.repeats for metric in found)
        self.after_first_response = _flags(metric is not None and metric.after_first_response for metric in found)
        self.from_creation = _flags(metric is not None and metric.from_creation for metric in found)
        self.needs_open = _flags(_needs_open(metric) for metric in found)
        self.reopens_anew = _flags(metric is not None and metric.at_reopen == "new_cycle" for metric in found)
        self.is_cadence = _flags(metric is not None and metric.fixed_cadence for metric in found)
        self.does = int(np.bitwise_or.reduce(words.flags[name], axis=None))
        """Whatever a signal can do to the metric, in bits."""
        self.change = np.array([_CHANGES[plan.change] for plan in plans])
        self.order = np.array([_order(plan, name) for plan in plans])
        """The place of the metric among those of the policy; past them where it is not measured."""


def _flags(values: Any) -> Ints:  # noqa: ANN401 - any iterable of bool
    return np.array(list(values), dtype=np.bool_)


def _needs_open(metric: MetricPlan | None) -> bool:
    return metric is not None and bool(metric.cancels) and not metric.from_creation


def _order(plan: Plan, name: str) -> int:
    names = [metric.name for metric in plan.metrics]
    return names.index(name) if name in names else len(names)

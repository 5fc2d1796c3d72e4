"""The same incidents under a policy that differs in one choice, to see which choice another system made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from supportops._instants import MICROSECOND
from supportops.calendar import ALWAYS_OPEN
from supportops.report.standing import Standings, measured, tallies_of
from supportops.sla import MetricRule, SlaPolicy
from supportops.tickets import TextColumn
from supportops.vocabulary import Status

__all__ = ["Flags", "Outcomes", "Variant", "fitted", "outcomes", "resolution_only", "variants", "was_paused"]

Flags = npt.NDArray[np.bool_]
Amounts = npt.NDArray[np.int64]
Outcomes = npt.NDArray[np.int8]

_CLOSING = MetricRule(
    "resolution", starts_on=("created",), stops_on=("closed",), counts=tuple(str(status) for status in Status)
)


@dataclass(frozen=True, slots=True)
class Variant:
    """A policy that measures resolution in another way; `concerns` tells which incidents it may change."""

    name: str
    change: str
    policy: SlaPolicy
    concerns: Callable[[Standings], Flags]


def variants(policy: SlaPolicy) -> Iterator[Variant]:
    """Yield the policy as it is, and then with one choice changed at a time.

    Only resolution is measured; the stages are left out, since nothing is read from them.
    """
    promised = resolution_only(policy)
    open_always = {"calendar": ALWAYS_OPEN, "calendars": (), "around_the_clock": ()}
    rules = tuple(_CLOSING if rule.name == "resolution" else rule for rule in policy.metrics)
    closing = _changed(promised, pauses=(), metrics=rules)
    yield Variant("as promised", "the policy as it is", promised, _never)
    yield Variant("nothing paused", "waiting counts too", _changed(promised, pauses=()), was_paused)
    yield Variant("round the clock", "the desk never closes", _changed(promised, **open_always), _always)
    yield Variant("first resolution", "reopening is ignored", _changed(promised, on_reopen="ignore"), _reopened)
    yield Variant("last priority", "from the opening on", _changed(promised, on_target_change="creation"), _moved)
    yield Variant("to the closing", "until closed, never paused", closing, _always)
    yield Variant("to the closing, 24/7", "the same, never closed", _changed(closing, **open_always), _always)


def outcomes(variant: Variant, standings: Standings) -> tuple[Outcomes, Amounts]:
    """Return what becomes of each ticket under a variant, and what was counted for it in microseconds.

    Raises:
        DomainError: the variant cannot measure one of them.
    """
    tallies = standings.tallies["resolution"]
    outcome, counted = tallies.outcome.copy(), tallies.elapsed.copy()
    concerned = np.flatnonzero(variant.concerns(standings))
    if concerned.size:
        found = tallies_of(measured(standings.table.take(concerned), variant.policy, standings.at), "resolution")
        outcome[concerned], counted[concerned] = found.outcome, found.elapsed
    return outcome, counted


def fitted(counted: Amounts, made: Flags, priority: TextColumn) -> tuple[Flags, Mapping[str, timedelta | None]]:
    """Return the verdicts under the targets that agree most with the flags, and these targets by priority.

    A target is the largest amount that is still in time; None when it agrees most to miss everything.
    """
    verdicts = np.zeros(len(made), dtype=np.bool_)
    targets: dict[str, timedelta | None] = {}
    for label in sorted(priority.counts()):
        mine = priority == label
        target = _best_cut(counted[mine], made[mine])
        verdicts[mine] = False if target is None else counted[mine] <= target
        targets[label] = None if target is None else MICROSECOND * target
    return verdicts, targets


def _best_cut(counted: Amounts, made: Flags) -> int | None:
    order = np.argsort(counted, kind="stable")
    amounts, good = counted[order], made[order].astype(np.int64)
    # Cutting after the first k: of these the made ones agree, of the others the missed ones.
    hits = np.concatenate([[0], np.cumsum(good)])
    agreeing = hits + (len(good) - np.arange(len(good) + 1)) - (good.sum() - hits)
    is_cut = np.concatenate([[True], amounts[1:] != amounts[:-1], [True]])
    k = int(np.argmax(np.where(is_cut, agreeing, -1)))
    return int(amounts[k - 1]) if k else None


def resolution_only(policy: SlaPolicy) -> SlaPolicy:
    """Return a policy that measures resolution alone, without stages: nothing is read from them."""
    targets = {
        priority: {"resolution": row["resolution"]} for priority, row in policy.targets.items() if "resolution" in row
    }
    tiers = {tier: factor for tier, factor in policy.tiers.items() if not isinstance(factor, Mapping)}
    return _changed(policy, targets=targets, tiers=tiers, stages=())


def _changed(policy: SlaPolicy, **update: object) -> SlaPolicy:
    return policy.model_copy(update=update)


def was_paused(standings: Standings) -> Flags:
    """Return which tickets' resolution clocks stood still for a while."""
    found: Flags = standings.tallies["resolution"].paused > 0
    return found


def _always(standings: Standings) -> Flags:
    return np.ones(len(standings), dtype=np.bool_)


def _never(standings: Standings) -> Flags:
    return np.zeros(len(standings), dtype=np.bool_)


def _reopened(standings: Standings) -> Flags:
    found: Flags = standings.courses.reopened > 0
    return found


def _moved(standings: Standings) -> Flags:
    return standings.courses.is_moved

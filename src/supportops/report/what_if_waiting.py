"""The same incidents, if waiting for the customer did not stop the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from supportops._statistics import wilson
from supportops.report.replays import Outcomes, Variant, outcomes, resolution_only, was_paused
from supportops.report.review_models import Alternative
from supportops.report.standing import OUTCOMES, Standings
from supportops.sla import PauseRule, SlaPolicy
from supportops.tickets import StatusMap
from supportops.vocabulary import Status

__all__ = ["if_waiting_counted"]


def if_waiting_counted(standings: Standings, policy: SlaPolicy) -> Alternative | None:
    """Return what changes if resolution runs on while a ticket waits for the customer.

    None when the policy does not measure resolution, or does not pause it then.
    """
    promised = resolution_only(policy)
    pauses = tuple(_without_customer(promised, standings.table.statuses))
    if "resolution" not in standings.tallies or pauses == promised.pauses:
        return None
    variant = Variant(
        name="waiting for the customer counted",
        change="pending did not pause the resolution",
        policy=promised.model_copy(update={"pauses": pauses}),
        concerns=was_paused,
    )
    outcome, _ = outcomes(variant, standings)
    return _answer(variant, standings, outcome)


def _answer(variant: Variant, standings: Standings, after: Outcomes) -> Alternative:
    before = standings.tallies["resolution"].outcome
    changed = np.flatnonzero(before != after).tolist()
    ways = Counter(f"{OUTCOMES[before[number]]} -> {OUTCOMES[after[number]]}" for number in changed)
    met, breached = (int((after == OUTCOMES.index(outcome)).sum()) for outcome in ("met", "breached"))
    return Alternative(
        name=variant.name,
        change=variant.change,
        metric="resolution",
        met=met,
        breached=breached,
        attainment=met / (met + breached) if met + breached else None,
        interval=wilson(met, met + breached),
        changed=dict(ways.most_common()),
        tickets=tuple(standings.courses.tickets[number] for number in changed),
    )


def _without_customer(policy: SlaPolicy, statuses: StatusMap) -> Iterator[PauseRule]:
    """Yield the rules that pause resolution for another reason than that the customer is waited for."""
    for rule in policy.pauses:
        kept = tuple(status for status in rule.statuses if statuses.find(status) is not Status.PENDING)
        if kept == rule.statuses and not rule.after_follow_ups:
            yield rule
        elif kept or rule.explicit:
            yield rule.model_copy(update={"statuses": kept, "after_follow_ups": None})

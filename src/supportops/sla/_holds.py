"""Which reasons for standing still hold for a timer, by the facts after an instant's last event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supportops.sla._state import Facts, Hold

if TYPE_CHECKING:
    from supportops.sla._plan import MetricPlan, PausePlan

__all__ = ["CUSTOMER_UNRESPONSIVE", "holds_for"]

CUSTOMER_UNRESPONSIVE = "customer_unresponsive"
NATURE = -1


def holds_for(metric: MetricPlan, facts: Facts, before: list[Hold]) -> list[Hold]:
    """Return the holds on a timer, the one that began first in front.

    A hold that was there before the instant goes on: what moved within one instant changes nothing.
    """
    known = {(hold.rule, hold.source): hold for hold in before}
    found = list(_found(metric, facts))
    for hold in found:
        old = known.get((hold.rule, hold.source))
        # An answered pause that is set anew begins anew.
        if old is not None and (hold.is_answered or not old.is_answered):
            hold.since = old.since
    if len(found) > 1:
        found.sort(key=lambda hold: (hold.since, hold.rule))
    return found


def _found(metric: MetricPlan, facts: Facts) -> Iterator[Hold]:
    if facts.status_category not in metric.counts:
        yield _status_hold(NATURE, facts, None)
    for pause in metric.pauses:
        if pause.holds_in(facts.status, facts.status_category, facts.status_reason, len(facts.follow_ups)):
            yield _status_hold(pause.rule, facts, pause.cap_us)
        if pause.explicit and facts.explicit:
            yield from _explicit_holds(pause, facts)
        if pause.follow_ups and not pause.statuses and len(facts.follow_ups) >= pause.follow_ups:
            since = facts.follow_ups[pause.follow_ups - 1]
            yield Hold(pause.rule, "follow_ups", CUSTOMER_UNRESPONSIVE, since, None, pause.cap_us, is_answered=False)


def _status_hold(rule: int, facts: Facts, cap: int | None) -> Hold:
    reason = "resolved" if facts.is_resolved else facts.status_reason or facts.status
    answered = facts.answered and facts.status_category == "pending"
    source = f"status:{facts.status}:{facts.status_reason or ''}"
    return Hold(rule, source, reason, facts.status_since, None, cap, answered)


def _explicit_holds(pause: PausePlan, facts: Facts) -> Iterator[Hold]:
    for event in facts.explicit:
        if not pause.reasons or event.reason in pause.reasons:
            yield Hold(
                pause.rule, f"explicit:{event.reason}", event.reason, event.since, event.until, pause.cap_us,
                is_answered=False,
            )  # fmt: skip

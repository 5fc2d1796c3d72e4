"""Which reasons for standing still hold for a timer, by the facts after an instant's last event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops.sla._one.state import Facts, Hold

if TYPE_CHECKING:
    from supportops.sla._one.plan import MetricPlan, PausePlan

__all__ = ["CUSTOMER_UNRESPONSIVE", "NATURE", "RESOLVED", "holds_for"]

CUSTOMER_UNRESPONSIVE = "customer_unresponsive"
RESOLVED = "resolved"
NATURE = -1


def holds_for(metric: MetricPlan, facts: Facts, before: list[Hold], at: int) -> list[Hold]:
    """Return the holds of a metric after an instant, the one that began first in front.

    One that held just before the instant goes on: what moved within the instant changes nothing.
    """
    found = _found(metric, facts, at)
    if before and found:
        known = {(hold.rule, hold.source): hold for hold in before if hold.until is None or hold.until >= at}
        for hold in found:
            old = known.get((hold.rule, hold.source))
            # An answered pause that is set anew begins anew.
            if old is not None and (hold.is_answered or not old.is_answered):
                hold.since = old.since
    if len(found) > 1:
        found.sort(key=lambda hold: (hold.since, hold.rule))
    return before if found == before else found


def _found(metric: MetricPlan, facts: Facts, at: int) -> list[Hold]:
    found = []
    if facts.status_category not in metric.counts:
        found.append(_status_hold(NATURE, facts, at, None))
    for pause in metric.pauses:
        if pause.holds_in(facts.status, facts.status_category, facts.status_reason, facts.follow_ups):
            found.append(_status_hold(pause.rule, facts, at, pause.cap_us))
        if facts.explicit and pause.explicit:
            found += _explicit_holds(pause, facts, at)
        if pause.follow_ups and not pause.statuses and facts.follow_ups >= pause.follow_ups:
            found.append(
                Hold(pause.rule, "follow_ups", CUSTOMER_UNRESPONSIVE, at, None, pause.cap_us, is_answered=False)
            )
    return found


def _status_hold(rule: int, facts: Facts, at: int, cap: int | None) -> Hold:
    reason = RESOLVED if facts.is_resolved else facts.status_reason or facts.status
    answered = facts.answered and facts.status_category == "pending"
    return Hold(rule, "status", reason, at, None, cap, answered)


def _explicit_holds(pause: PausePlan, facts: Facts, at: int) -> list[Hold]:
    return [
        Hold(pause.rule, f"explicit:{event.reason}", event.reason, at, event.until, pause.cap_us, is_answered=False)
        for event in facts.explicit
        if not pause.reasons or event.reason in pause.reasons
    ]

"""A policy compiled for the fold."""

from __future__ import annotations

from tests.sla.desk import acknowledged, agent, at, created, policy, ticket, timer_of

from supportops.sla import BUILT_IN, MetricRule, Stage
from supportops.sla._one.plan import _MAX_THRESHOLDS, Plan


def test_a_first_response_of_ones_own_stops_on_what_it_says():
    rule = MetricRule("first_response", starts_on=("created",), stops_on=("acknowledged",))
    options = {"metrics": (rule, *BUILT_IN[1:]), "targets": {"P2": {"first_response": "1h"}}}
    events = (created("2026-03-02 09:00"), agent("2026-03-02 09:10"), acknowledged("2026-03-02 09:20"))
    timer = timer_of(ticket(*events), "2026-03-02 12:00", "first_response", **options)
    assert timer.stopped == at("2026-03-02 09:20")


def test_what_is_remembered_of_the_stages_is_bounded():
    plan = Plan(policy(stages=(Stage("half", 0.5), Stage("late", 2.0))), {})
    found = [plan.thresholds(budget) for budget in range(2 * _MAX_THRESHOLDS)]
    assert found[7] == plan.thresholds(7) == (4, 14)
    assert len(plan._thresholds) <= _MAX_THRESHOLDS + 1
    assert found[0] == (0, 1)

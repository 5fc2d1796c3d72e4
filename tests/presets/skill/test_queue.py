"""Lanes, health limits and reviews as printed."""

from __future__ import annotations

from supportops.presets import load
from supportops.presets.skill.queue import AGED_OVER, QUEUE_HEALTH, QUEUE_LANES, QUEUE_REVIEW
from supportops.presets.skill.stages import STAGES
from supportops.triage.health_limits import HealthBound
from supportops.vocabulary import P1_TO_P5


def test_each_priority_has_its_lane_and_its_action():
    assert tuple(QUEUE_LANES) == P1_TO_P5.labels
    assert [(lane.name, lane.action) for lane in QUEUE_LANES.values()] == [
        ("immediate_escalation", "immediate_all_hands"),
        ("priority_queue", "next_available_agent"),
        ("standard_queue", "queue_position"),
        ("low_priority_queue", "low_priority_queue"),
        ("knowledge_base_and_backlog", "backlog"),
    ]


def test_the_limits_are_those_of_the_table():
    assert [(limit.metric, limit.label, limit.target, limit.warning) for limit in QUEUE_HEALTH] == [
        ("backlog_age", None, HealthBound("<", 1), HealthBound(">", 3)),
        ("queue_depth", None, None, HealthBound(">=", 3)),
        ("priority_distribution", "P1", HealthBound("<", 0.05), HealthBound(">", 0.1)),
        ("priority_distribution", "P2", HealthBound("<", 0.15), None),
        ("wait_time", None, HealthBound("<", 0.8), HealthBound(">=", 0.8)),
        ("agent_utilization", None, HealthBound("between", 0.7, 0.8), HealthBound("outside", 0.6, 0.9)),
    ]
    assert [row["metric"] for row in load("queue_health_metrics").rows] == list(
        dict.fromkeys(limit.metric for limit in QUEUE_HEALTH)
    )


def test_a_wait_warns_when_the_assignee_is_alerted():
    [orange] = [stage for stage in STAGES if stage.name == "orange"]
    assert QUEUE_HEALTH[4].warning == HealthBound(">=", orange.fraction)


def test_reviews_have_five_tasks_each():
    assert {cadence: len(tasks) for cadence, tasks in QUEUE_REVIEW.items()} == {"daily": 5, "weekly": 5}
    assert QUEUE_REVIEW["weekly"][2] == "stuck tickets"
    assert AGED_OVER.total_seconds() == 24 * 3600

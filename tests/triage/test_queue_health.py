"""The five figures of a queue."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.triage.desk import MONDAY, after, status, ticket

from supportops.errors import DomainError
from supportops.presets.skill.queue import QUEUE_HEALTH
from supportops.triage._queue_health import QueueHealth, priority_distribution, queue_health
from supportops.triage.health_limits import HealthBound, HealthLimit
from supportops.vocabulary import P0_TO_P4, P1_TO_P5


def health(*tickets, hours=24, limits=QUEUE_HEALTH, **given):
    return queue_health(tickets, at=after(hours), scale=P1_TO_P5, limits=limits, **given)


def line(found, metric, label=None):
    [one] = [one for one in found.lines if (one.metric, one.label) == (metric, label)]
    return one


@pytest.mark.parametrize(
    ("p1", "verdict"),
    [(0, "on_target"), (4, "on_target"), (5, "watch"), (10, "watch"), (11, "warning"), (100, "warning")],
)
def test_the_share_of_p1_is_healthy_watched_or_a_warning(p1, verdict):
    labels = np.array(["P1"] * p1 + ["P3"] * (100 - p1))
    first, second = priority_distribution(labels, scale=P1_TO_P5, limits=QUEUE_HEALTH)
    assert (first.label, first.figure, first.n, first.verdict) == ("P1", p1 / 100, 100, verdict)
    assert (second.label, second.verdict) == ("P2", "on_target")


@pytest.mark.parametrize(("p2", "verdict"), [(14, "on_target"), (15, "watch"), (100, "watch")])
def test_p2_is_watched_at_most(p2, verdict):
    labels = ["P2"] * p2 + ["P3"] * (100 - p2)
    assert priority_distribution(labels, scale=P1_TO_P5, limits=QUEUE_HEALTH)[1].verdict == verdict


def test_of_no_tickets_there_are_no_shares():
    first, _ = priority_distribution([], scale=P1_TO_P5, limits=QUEUE_HEALTH)
    assert (first.figure, first.n, first.verdict, first.reason) == (None, 0, "not_enough_data", "there is no ticket")


def test_shares_are_of_labels_on_the_scale():
    with pytest.raises(DomainError) as caught:
        priority_distribution(["P1", "P9"], scale=P1_TO_P5, limits=QUEUE_HEALTH)
    assert (caught.value.field, caught.value.index) == ("priorities", 1)
    limit = HealthLimit(metric="priority_distribution", label="P5", target=HealthBound("<", 1))
    with pytest.raises(DomainError):
        priority_distribution(["P1"], scale=P0_TO_P4, limits=[limit])


@pytest.mark.parametrize(
    ("hours", "days", "verdict"),
    [(12, 0.5, "on_target"), (24, 1, "watch"), (72, 3, "watch"), (73, 73 / 24, "warning")],
)
def test_the_backlog_has_a_mean_age_in_days(hours, days, verdict):
    tickets = [ticket("1"), ticket("2", at=after(-6)), ticket("3", at=after(6))]
    found = line(health(*tickets, hours=hours), "backlog_age")
    assert (found.figure, found.n, found.verdict) == (pytest.approx(days), 3, verdict)


@pytest.mark.parametrize(
    ("normal", "verdict"), [(3, "on_target"), (1.01, "on_target"), (1, "warning"), (0.5, "warning")]
)
def test_three_times_the_normal_depth_is_a_warning(normal, verdict):
    found = line(health(ticket("1"), ticket("2"), ticket("3"), normal_depth=normal), "queue_depth")
    assert (found.figure, found.verdict) == (3 / normal, verdict)


def test_in_the_queue_is_what_waits_for_the_desk():
    tickets = [
        ticket("new", priority="P1"),
        ticket("open", status(1, "open")),
        ticket("pending", status(1, "pending")),
        ticket("held", status(1, "on_hold")),
        ticket("done", status(1, "resolved")),
        ticket("later", at=after(99)),
    ]
    found = health(*tickets, normal_depth=2)
    assert line(found, "queue_depth").figure == 1
    assert line(found, "priority_distribution", "P1").figure == 0.5
    states = [one.state(at=after(24)) for one in tickets[:5]]
    assert health(*states, normal_depth=2) == found


@pytest.mark.parametrize(
    ("used", "verdict"), [([0.1, 0.79], "on_target"), ([0.8, 0.1], "warning"), (np.array([2.0, 0.5]), "warning")]
)
def test_the_longest_wait_is_held_against_the_promise(used, verdict):
    found = line(health(promise_used=used), "wait_time")
    assert (found.figure, found.n, found.verdict) == (max(used), len(used), verdict)


@pytest.mark.parametrize(
    ("utilisation", "verdict"),
    [
        (0.59, "warning"), (0.6, "watch"), (0.69, "watch"), (0.7, "on_target"),
        (0.8, "on_target"), (0.81, "watch"), (0.9, "watch"), (0.91, "warning"),
    ],
)  # fmt: skip
def test_agents_are_busy_within_a_range(utilisation, verdict):
    found = line(health(utilisation=utilisation), "agent_utilization")
    assert (found.figure, found.n, found.verdict) == (utilisation, None, verdict)


def test_what_is_not_given_is_not_enough_data_with_its_reason():
    found = health()
    assert {one.verdict for one in found.lines} == {"not_enough_data"}
    assert found.verdict == "not_enough_data"
    assert [one.reason for one in found.lines] == [
        "the queue is empty",
        "no normal depth is given",
        "there is no ticket",
        "there is no ticket",
        "no promises of waiting tickets are given",
        "no utilisation is given",
    ]
    assert line(health(promise_used=()), "wait_time").reason == "no ticket waits for a first response"


def test_the_worst_line_speaks_for_the_queue():
    assert health(ticket("1"), hours=1).verdict == "on_target"
    assert health(ticket("1"), hours=30).verdict == "watch"
    assert health(ticket("1"), hours=30, utilisation=0.95).verdict == "warning"
    assert health(limits=()).verdict == "not_enough_data"


def test_lines_stand_in_the_order_of_the_limits():
    found = health(ticket("1"), limits=QUEUE_HEALTH[::-1])
    assert [(one.metric, one.label) for one in found.lines] == [(one.metric, one.label) for one in QUEUE_HEALTH[::-1]]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"normal_depth": 0}, "normal_depth"),
        ({"normal_depth": math.inf}, "normal_depth"),
        ({"promise_used": [0.5, -0.1]}, "promise_used"),
        ({"promise_used": [math.nan]}, "promise_used"),
        ({"utilisation": -1}, "agent_utilization"),
    ],
)
def test_a_number_outside_its_range_is_refused(given, field):
    with pytest.raises(DomainError) as caught:
        health(**given)
    assert caught.value.field == field


def test_health_is_shown_as_text_markdown_and_html():
    found = health(ticket("1"), hours=36, limits=QUEUE_HEALTH[:2])
    assert str(found) == "\n".join(
        [
            "Queue at 2026-03-03T21:00:00+00:00: watch",
            "figure        is  n  verdict          limits",
            "backlog_age  1.5  1  watch            target < 1, warning > 3",
            "queue_depth    -  1  not_enough_data  no normal depth is given",
        ]
    )
    assert "| backlog_age | 1.5 | 1 | watch | target < 1, warning > 3 |" in found.to_markdown()
    assert "<td>target &lt; 1, warning &gt; 3</td>" in found._repr_html_()
    share = priority_distribution(["P1"], scale=P1_TO_P5, limits=QUEUE_HEALTH)
    assert "priority_distribution P1" in str(QueueHealth(at=MONDAY, lines=share))
    assert QueueHealth.model_validate_json(found.model_dump_json()) == found

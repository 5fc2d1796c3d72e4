"""Rules of the rollout guide: a figure, a condition, an action."""

from __future__ import annotations

import pytest

from supportops.errors import DomainError
from supportops.presets import load
from supportops.presets.lean.thresholds import THRESHOLDS, ThresholdRule


def test_the_rules_are_those_of_the_table():
    assert list(THRESHOLDS) == [row["rule"] for row in load("operational_thresholds").rows]
    assert all(rule.action for rule in THRESHOLDS.values())


@pytest.mark.parametrize(
    ("rule", "figures", "applies"),
    [
        ("reopen_rate_high", {"fraction": 0.08}, False),
        ("reopen_rate_high", {"fraction": 0.081}, True),
        ("channel_inefficient", {"share_of_volume": 0.049, "share_of_effort": 0.2}, True),
        ("channel_inefficient", {"share_of_volume": 0.05, "share_of_effort": 0.2}, False),
        ("channel_inefficient", {"share_of_volume": 0.049, "share_of_effort": 0.19}, False),
        ("first_response_sla_missed", {"consecutive_weeks": 2, "other": 1}, True),
        ("first_response_sla_missed", {"consecutive_weeks": 1}, False),
        ("routing_rule_test", {"recent_tickets": 50}, True),
        ("channel_audit_window", {"weeks": 3}, False),
    ],
)
def test_a_rule_applies_when_all_its_bounds_hold(rule, figures, applies):
    assert THRESHOLDS[rule].applies(figures) is applies


def test_a_rule_in_words_is_not_decided_here():
    with pytest.raises(DomainError, match="spike, size not given"):
        THRESHOLDS["contact_rate_spike_after_release"].applies({"fraction": 9.0})


def test_a_missing_figure_is_named():
    with pytest.raises(DomainError, match="share_of_effort is missing"):
        THRESHOLDS["channel_inefficient"].applies({"share_of_volume": 0.01})


def test_a_rule_round_trips_json_and_is_hashable():
    rule = THRESHOLDS["channel_inefficient"]
    assert ThresholdRule.model_validate_json(rule.model_dump_json()) == rule
    assert len(set(THRESHOLDS.values())) == len(THRESHOLDS)

"""Pause rules as values."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.sla.desk import policy

from supportops.errors import ConfigurationError
from supportops.sla import PauseRule


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"metrics": (), "explicit": True}, "metrics is empty"),
        ({"metrics": ("resolution",)}, "nothing can start this pause"),
        ({"metrics": ("resolution",), "after_follow_ups": 0}, "at least 1, got 0"),
        ({"metrics": ("resolution",), "after_follow_ups": -2}, "at least 1, got -2"),
        ({"metrics": ("resolution",), "explicit": True, "cap": "0h"}, "cap is more than 0"),
        ({"metrics": ("resolution",), "explicit": True, "cap": timedelta(hours=-1)}, "cap is more than 0"),
        ({"metrics": ("resolution",), "explicit": True, "cap": "1 day"}, "cap"),
    ],
)
def test_a_rule_that_pauses_nothing_is_refused(options, message):
    with pytest.raises(ConfigurationError, match=message):
        PauseRule(**options)


def test_all_faults_of_a_rule_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        PauseRule((), after_follow_ups=0, cap="0h")
    assert all(word in str(caught.value) for word in ("metrics is empty", "at least 1", "cap is more than 0"))


def test_a_rule_round_trips():
    rule = PauseRule(("resolution",), statuses=("pending",), reasons=("customer",), after_follow_ups=2, cap="40h")
    assert PauseRule.model_validate_json(rule.model_dump_json()) == rule


def test_the_short_form_is_one_rule_a_metric():
    assert policy(pauses={"resolution": "pending", "first_response": ["pending", "on_hold"]}).pauses == (
        PauseRule(("resolution",), statuses=("pending",), explicit=True),
        PauseRule(("first_response",), statuses=("pending", "on_hold"), explicit=True),
    )


def test_a_fault_of_a_rule_inside_a_policy_has_its_path():
    with pytest.raises(ConfigurationError, match=r"pauses\[0\]"):
        policy(pauses=[{"metrics": ("resolution",)}])

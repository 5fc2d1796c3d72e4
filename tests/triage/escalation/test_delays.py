"""A ladder written with the wait after each step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.triage.escalation.ladders import SUNDAY, ladder, told

from supportops.errors import ConfigurationError
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.policy import EscalationPolicy


def test_offsets_are_the_running_sums_and_a_round_is_the_sum_of_all():
    waits = EscalationPolicy.from_delays([("ann", "5m"), (("bob", Notify("eve")), "10m"), ("cto", "15m")], repeat=1)
    assert [step.after for step in waits.steps] == [timedelta(), timedelta(minutes=5), timedelta(minutes=15)]
    assert waits.round_length == timedelta(minutes=30)
    assert told(waits.plan(SUNDAY))[4:] == [(30, "ann"), (35, "bob"), (35, "eve"), (45, "cto")]


def test_the_other_fields_are_those_of_the_constructor():
    given = {"name": "x", "kind": "hierarchical", "ack_timeout": "1h", "repeat": 2}
    waits = EscalationPolicy.from_delays((("ann", "5m"), ("bob", "10m")), **given, round_length="1h")
    assert waits == ladder((0, "ann"), (5, "bob"), **given, round_length="1h")
    assert EscalationPolicy.from_delays([["ann", "5m"], ["bob", "10m"]]).exhausted_at(SUNDAY).minute == 15


def test_nobody_waits_and_so_no_round_has_a_length():
    assert EscalationPolicy.from_delays([("ann", "0m")]).round_length is None
    with pytest.raises(ConfigurationError, match="needs a round_length"):
        EscalationPolicy.from_delays([("ann", "0m")], repeat=1)


@pytest.mark.parametrize(
    ("steps", "given", "paths"),
    [
        ([], {}, ["steps"]),
        ([("ann", "-5m")], {"repeat": 1}, ["steps[0]"]),
        ([("ann",), ("bob", "5")], {"repeat": -1}, ["steps[0]", "steps[1]", "repeat"]),
        ([("ann", "5m"), ("bob", "5"), ("", "5m")], {}, ["steps[1]", "steps[2].notify[0].role"]),
        (["ann", ("bob", "5m")], {"ack_timeout": "0m"}, ["steps[0]", "ack_timeout"]),
        ([("ann", timedelta.max), ("bob", timedelta.max)], {}, ["steps[1]"]),
    ],
)  # fmt: skip
def test_every_fault_is_named_with_its_place(steps, given, paths):
    with pytest.raises(ConfigurationError) as caught:
        EscalationPolicy.from_delays(steps, **given)
    assert [path for path, _ in caught.value.faults] == paths

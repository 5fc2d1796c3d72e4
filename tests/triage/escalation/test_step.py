"""One step: its wait, whom it tells, and when it may fire."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

import pytest
from tests.triage.escalation.ladders import DESK

from supportops.calendar import ALWAYS_OPEN
from supportops.errors import ConfigurationError
from supportops.triage.escalation.notify import Notify
from supportops.triage.escalation.step import EscalationStep


class Duty(StrEnum):
    CTO = "cto"
    CEO = "ceo"


@pytest.mark.parametrize(
    "given",
    ["cto", [Duty.CTO], Notify("cto"), ["cto"], (Duty.CTO,), (Notify("cto"),), [{"role": "cto"}], {"role": "cto"}],
)
def test_one_to_tell_may_stand_by_itself(given):
    assert EscalationStep("5m", given).notify == (Notify("cto"),)


def test_several_are_told_in_the_order_given():
    step = EscalationStep(notify=(Duty.CEO, Notify("cto", channel="email")), after=timedelta(minutes=5))
    assert step.roles == ("ceo", "cto")


@pytest.mark.parametrize(
    ("given", "said"), [((), "tells somebody"), (7, "nobody to tell"), ({"cto"}, "nobody to tell")]
)
def test_nobody_to_tell_is_refused(given, said):
    with pytest.raises(ConfigurationError, match=said):
        EscalationStep("5m", given)


def test_every_fault_is_named_with_its_place():
    with pytest.raises(ConfigurationError) as caught:
        EscalationStep("-1s", ("cto", ""), in_window="wait")
    assert [path for path, _ in caught.value.faults] == ["after", "notify[1].role", "in_window"]


@pytest.mark.parametrize("window", [None, DESK, DESK | ALWAYS_OPEN, ~DESK])
def test_a_step_is_equal_after_json(window):
    step = EscalationStep("1 day", ("cto", Notify("ceo", why="a day")), window=window, in_window="delay")
    assert step.after == timedelta(hours=24)
    assert EscalationStep.model_validate_json(step.model_dump_json()) == step
    assert hash(step) == hash(EscalationStep("24h", step.notify, window=window, in_window="delay"))


def test_a_member_of_an_enum_stands_by_itself_too():
    assert EscalationStep("5m", Duty.CTO) == EscalationStep("5m", "cto")

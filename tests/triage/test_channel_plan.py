"""Channels in use that nobody has planned for."""

from __future__ import annotations

import pytest

from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError
from supportops.triage.channel_plan import ChannelPlan, unstaffed_channels

HOURS = BusinessCalendar(name="chat desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
WHOLE = ChannelPlan(channel="chat", hours=HOURS, agents=("ann",))


def gaps(*in_use, plans=(WHOLE,)):
    return [(gap.channel, gap.missing) for gap in unstaffed_channels(in_use, plans)]


def test_a_channel_with_hours_and_agents_has_no_gap():
    assert gaps("chat", "chat") == []


def test_a_channel_without_a_plan_lacks_both():
    assert gaps("phone", "chat", "phone") == [("phone", ("hours", "agents"))]


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (ChannelPlan(channel="phone", hours=HOURS), ("agents",)),
        (ChannelPlan(channel="phone", agents=("ann",)), ("hours",)),
    ],
)
def test_half_a_plan_is_a_gap(plan, missing):
    assert gaps("phone", plans=[plan]) == [("phone", missing)]


def test_a_planned_channel_that_is_not_in_use_is_no_gap():
    assert gaps("chat", plans=[WHOLE, ChannelPlan(channel="video")]) == []


def test_a_gap_is_read_aloud():
    [gap] = unstaffed_channels(["phone"], [])
    assert str(gap) == "phone is in use without hours and agents: staff it or close it"


def test_two_plans_for_one_channel_are_refused():
    with pytest.raises(ConfigurationError, match="'chat' has two plans"):
        unstaffed_channels(["chat"], [WHOLE, ChannelPlan(channel="chat")])


def test_a_plan_round_trips_json():
    assert ChannelPlan.model_validate_json(WHOLE.model_dump_json()) == WHOLE
    with pytest.raises(ConfigurationError):
        ChannelPlan(channel=" ")

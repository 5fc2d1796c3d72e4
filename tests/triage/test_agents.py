from enum import Enum

import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import ConfigurationError
from supportops.triage.agents import Agent
from supportops.vocabulary import Channel

DESK = BusinessCalendar(name="desk", zone="Europe/London", hours="Mon-Fri 09:00-17:00")


class Presence(Enum):
    LUNCH = "away"


def full(**changes):
    given = {
        "skills": ("api", "sso"), "level": "L2", "status": "away", "capacity": 4, "channels": {"chat": 0.5},
        "hours": DESK, "weight": 2, "accounts": ("acme",), "substitute": "bob",
    }  # fmt: skip
    return Agent("ann", **{**given, **changes})


def test_an_agent_needs_a_name_only():
    agent = Agent("ann")
    assert agent == Agent(id="ann")
    assert (agent.skills, agent.level, agent.status, agent.capacity, agent.hours) == ((), None, "active", None, None)
    assert (agent.weight, agent.accounts, agent.substitute, dict(agent.channels)) == (1, (), None, {})


def test_a_channel_that_is_not_named_takes_one_unit():
    agent = full(channels={Channel.CHAT: 0.5, "email": 0})
    assert [agent.units(channel) for channel in ("chat", Channel.CHAT, "email", "phone", None)] == [0.5, 0.5, 0, 1, 1]


@pytest.mark.parametrize("hours", [None, DESK, DESK | ALWAYS_OPEN, DESK - DESK, ~DESK])
def test_an_agent_is_the_same_after_a_round_trip_with_any_calendar(hours):
    agent = full(hours=hours)
    copy = Agent.model_validate_json(agent.model_dump_json())
    assert copy == agent
    assert hash(copy) == hash(agent)


def test_a_set_of_skills_is_written_the_same_every_time():
    assert full(skills={"sso", "api"}) == full(skills=frozenset({"api", "sso"})) == full()


def test_the_status_may_be_the_member_of_an_enum():
    assert full(status=Presence.LUNCH).status == "away"


def test_an_agent_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        full().status = "active"
    with pytest.raises(TypeError, match="frozen"):
        full().channels["chat"] = 2


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        full(status="busy", capacity=-1, channels={"chat": float("nan")}, weight=0, substitute="", skills=3)
    assert [path for path, _ in caught.value.faults] == [
        "skills", "status", "capacity", "channels.chat", "weight", "substitute",
    ]  # fmt: skip
    assert "'active', 'away' or 'unavailable', got 'busy'" in str(caught.value)


@pytest.mark.parametrize("weight", [1.5, "2", True])
def test_a_weight_is_a_whole_number(weight):
    with pytest.raises(ConfigurationError, match="weight"):
        full(weight=weight)


def test_an_infinite_capacity_is_written_as_none():
    with pytest.raises(ConfigurationError, match="capacity: Input should be a finite number"):
        full(capacity=float("inf"))


@pytest.mark.parametrize("units", [True, "3"])
def test_an_amount_of_work_is_a_number(units):
    with pytest.raises(ConfigurationError, match="is no amount of work; give a number"):
        Agent("ann", capacity=units)

import warnings
from datetime import timedelta

import numpy as np
import pytest

from supportops.capacity.agent_time import (
    implied_utilisation,
    productive_time,
    throughput,
    tickets_per_agent,
    workload,
)
from supportops.errors import DomainError


def test_the_published_week_comes_out():
    # SaaS support system design: 8 h less 1 h of meetings at 14 min a ticket; 4.29 an hour there is 30/7.
    assert tickets_per_agent(handle_time="14m", hours="1h") == 30 / 7
    day = tickets_per_agent(handle_time="14m", hours="8h", meetings="1h")
    assert day == 30.0
    assert throughput(agents=1, tickets_per_agent_day=day, days=5) == 150.0
    assert throughput(agents=6, tickets_per_agent_day=day, days=5) == 900.0


@pytest.mark.parametrize(("handle_time", "tickets"), [("10m", 36), ("15m", 24), ("30m", 12), ("60m", 6)])
def test_the_published_handle_times_of_the_tiers_hold_fewer_tickets_than_published(handle_time, tickets):
    # Support Operations skill pack, Tier Metrics by Level: 30 to 50 and 10 to 20 a day.
    assert tickets_per_agent(handle_time=handle_time, hours="8h", utilisation=0.75) == tickets


def test_work_and_productive_time_are_amounts_of_time():
    assert workload(500, "20m") == workload(500, handle_time_s=1200) == timedelta(minutes=10_000)
    assert productive_time("8h", 0.75) == productive_time(hours_s=28_800, utilisation=0.75) == timedelta(hours=6)
    assert workload(0, "20m") == timedelta(0)
    assert workload(0.1, handle_time_s=0.00003) == timedelta(microseconds=3)


def test_meetings_and_utilisation_together_are_a_warning_that_names_both():
    with pytest.warns(UserWarning, match=r"meetings.*utilisation"):
        found = tickets_per_agent(handle_time="14m", hours="8h", meetings="1h", utilisation=0.75)
    assert found == 22.5
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tickets_per_agent(handle_time_s=840, hours_s=28_800, meetings_s=3600) == 30.0
        assert tickets_per_agent(handle_time="14m", hours="8h", meetings="0m", utilisation=0.75) == 180 / 7
        assert tickets_per_agent(handle_time="14m", hours="1h", meetings="1h") == 0.0


def test_meetings_beyond_the_hours_are_refused():
    with pytest.raises(DomainError, match="meetings take 32400 s of 28800 s in hours") as caught:
        tickets_per_agent(handle_time="14m", hours="8h", meetings="9h")
    assert (caught.value.field, caught.value.value) == ("meetings", "9h")
    with pytest.raises(DomainError) as caught:
        tickets_per_agent(handle_time="14m", hours="8h", meetings_s=32_400)
    assert caught.value.value == 32_400
    with pytest.raises(DomainError, match="both are given of meetings"):
        tickets_per_agent(handle_time="14m", hours="8h", meetings="1h", meetings_s=3600)
    with pytest.raises(DomainError, match="give more than no time"):
        tickets_per_agent(handle_time="0m", hours="8h")


def test_throughput_takes_arrays():
    assert throughput(agents=np.array([1, 2]), tickets_per_agent_day=0.1, days=3).tolist() == [0.3, 0.6]
    with pytest.raises(DomainError, match=r"do not broadcast: agents \(2,\), tickets_per_agent_day \(3,\)"):
        throughput(agents=np.ones(2), tickets_per_agent_day=np.ones(3), days=1)
    with pytest.raises(DomainError, match="days is -1"):
        throughput(agents=1, tickets_per_agent_day=1, days=-1)


def test_the_utilisation_says_who_is_overloaded():
    # 540 tickets of 20 min are 180 hours, the hours of 22.5 agents.
    answers = implied_utilisation(volume=540, handle_time="20m", hours="8h", agents=np.array([25, 22.5, 20, 0]))
    assert answers.tolist() == [0.9, 1.0, 1.125, np.inf]
    assert implied_utilisation(volume=540, handle_time="20m", hours="8h", agents=0) == np.inf


def test_neither_work_nor_agents_have_no_utilisation():
    assert implied_utilisation(volume=0, handle_time="20m", hours="8h", agents=0) is None
    assert implied_utilisation(volume=5, handle_time="0m", hours="8h", agents=0) is None
    found = implied_utilisation(volume=[0, 0, 1], handle_time="20m", hours="8h", agents=[0, 2, 0])
    assert np.isnan(found[0])
    assert found[1:].tolist() == [0.0, np.inf]


def test_amounts_beyond_a_timedelta_and_arrays_are_refused():
    with pytest.raises(DomainError, match="more time than a timedelta can hold"):
        workload(1e15, "20m")
    with pytest.raises(DomainError, match=r"volume is an array of shape \(1,\); give one number"):
        workload([5], "20m")
    with pytest.raises(DomainError, match="utilisation is 0"):
        productive_time("8h", 0)

from datetime import timedelta
from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops._formulas import decimal
from supportops.capacity.agent_time import implied_utilisation, throughput
from supportops.capacity.agents import Agents
from supportops.capacity.required import required_agents, required_agents_at_rate, scheduled, with_buffer
from supportops.errors import DomainError

_shares = st.integers(1, 100).map(lambda n: n / 100)
_losses = st.integers(0, 99).map(lambda n: n / 100)
_volumes = st.integers(0, 20_000).map(lambda n: n / 4)


def test_the_example_of_the_skill_page_is_28_agents():
    found = required_agents(volume=500, handle_time="20m", hours="8h", utilisation=0.75)
    assert repr(found) == "Agents(exact=27.77777777777778, rounded=28, binding='workload', warnings=())"
    assert found.exact == 250 / 9
    assert [step.what for step in found.explain()] == [
        "work, hours", "productive hours of one agent", "agents for the work", "agents",
    ]  # fmt: skip
    assert [step.value for step in found.explain()] == [500 / 3, 6.0, 250 / 9, 28]


def test_900_tickets_a_week_at_150_each_are_6_agents_and_7_or_8_with_the_published_buffers():
    assert required_agents_at_rate(volume=900, tickets_per_agent=150) == Agents.of(6.0)
    low = required_agents_at_rate(volume=900, tickets_per_agent=150, buffer=0.15)
    high = required_agents_at_rate(volume=900, tickets_per_agent=150, buffer=0.25)
    assert (low.exact, low.rounded, high.exact, high.rounded) == (6.9, 7, 7.5, 8)
    assert with_buffer(6, 0.15) == low
    assert with_buffer(np.array([6, 6]), np.array([0.15, 0.25])).rounded.tolist() == [7, 8]


def test_the_utilisation_form_of_the_same_team_is_7_agents():
    assert required_agents(volume=180, handle_time="14m", hours="8h", utilisation=0.75) == Agents.of(7.0)


def test_what_is_whole_on_paper_is_whole():
    assert 11.05 / (1 - 0.15) > 13
    assert scheduled(11.05, 0.15) == Agents.of(13.0)
    assert scheduled(7, 0.3) == Agents.of(10.0)
    assert scheduled(np.array([7.0]), 0.3).exact.tolist() == [10.0]
    assert required_agents(volume=7, handle_time="1h", hours="1h", utilisation=1, shrinkage=0.3).exact == 10.0
    # In floats it is over by more than the slack, and one agent more.
    assert 6_999_999_932.1 / (1 - 0.3) - 9_999_999_903 > 1e-9
    assert scheduled(6_999_999_932.1, 0.3) == Agents.of(9_999_999_903.0)


def test_each_input_may_be_a_stream():
    found = required_agents(volume=iter([500, 180]), handle_time="20m", hours="8h", utilisation=iter([0.75, 0.5]))
    assert found == required_agents(volume=[500, 180], handle_time="20m", hours="8h", utilisation=[0.75, 0.5])


def test_of_agents_the_exact_number_counts():
    first = required_agents(volume=500, handle_time="20m", hours="8h", utilisation=1, shrinkage=0.0)
    found = scheduled(with_buffer(first, 0.15), 0.25)
    assert first.exact == 125 / 6
    assert found.exact == pytest.approx(125 / 6 * 1.15 / 0.75, rel=1e-15)
    assert found == required_agents(
        volume=500, handle_time="20m", hours="8h", utilisation=1, buffer=0.15, shrinkage=0.25
    )
    assert [step.what for step in found.explain()][-3:] == ["with the buffer", "with the shrinkage", "agents"]
    assert len(with_buffer(6, 0.15).explain()) == 3
    assert len(with_buffer(6, 0).explain()) == 2


def test_utilisation_and_shrinkage_together_are_a_warning_that_names_both():
    twice = required_agents(volume=500, handle_time="20m", hours="8h", utilisation=0.75, shrinkage=0.3)
    [text] = twice.warnings
    assert "utilisation" in text
    assert "shrinkage" in text
    assert with_buffer(twice, 0.1).warnings == (text,)
    for use, lost in ((1, 0.3), (0.75, 0), (np.array([1, 0.75]), np.array([0.3, 0]))):
        found = required_agents(volume=500, handle_time="20m", hours="8h", utilisation=use, shrinkage=lost)
        assert found.warnings == ()


@given(_volumes, st.integers(0, 7200), st.integers(1, 100), _shares, _losses, _losses)
@settings(max_examples=100)
def test_it_is_what_fractions_give(volume, handle_s, quarters, use, buffer, lost):
    found = required_agents(
        volume=volume, handle_time_s=handle_s, hours=timedelta(minutes=15 * quarters), utilisation=use, buffer=buffer,
        shrinkage=lost,
    )  # fmt: skip
    work = decimal(volume) * handle_s / (900 * quarters * decimal(use))
    paper = work * (1 + decimal(buffer)) / (1 - decimal(lost))
    assert found.exact == float(paper)
    assert found.rounded == max(0, ceil(paper - Fraction(1, 10**9)))


@given(st.lists(_volumes, min_size=1, max_size=5), _shares, _losses)
@settings(max_examples=50)
def test_a_number_is_the_element_of_an_array(volumes, use, lost):
    together = required_agents(volume=volumes, handle_time="20m", hours_s=28_800, utilisation=use, shrinkage=lost)
    one_by_one = [
        required_agents(volume=volume, handle_time_s=1200, hours="8h", utilisation=use, shrinkage=lost)
        for volume in volumes
    ]
    assert together.exact.tolist() == [each.exact for each in one_by_one]
    assert together.rounded.tolist() == [each.rounded for each in one_by_one]
    assert all(isinstance(each.exact, float) and isinstance(each.rounded, int) for each in one_by_one)


@given(_volumes, _shares)
@settings(max_examples=50)
def test_the_forward_twins_invert_it(volume, use):
    found = required_agents(volume=volume, handle_time="20m", hours="8h", utilisation=use)
    if volume:
        back = implied_utilisation(volume=volume, handle_time="20m", hours="8h", agents=found.exact)
        assert back == pytest.approx(use, rel=1e-14)
        assert implied_utilisation(volume=volume, handle_time="20m", hours="8h", agents=found.rounded) <= use
    at_rate = required_agents_at_rate(volume=volume, tickets_per_agent=30)
    assert throughput(agents=at_rate.exact, tickets_per_agent_day=30, days=1) == pytest.approx(volume, rel=1e-14)
    assert throughput(agents=at_rate.rounded, tickets_per_agent_day=30, days=1) >= volume


def test_no_tickets_take_no_agents():
    for found in (
        required_agents(volume=0, handle_time="20m", hours="8h", utilisation=0.75, buffer=0.2),
        required_agents(volume=10, handle_time="0m", hours="8h", utilisation=0.75),
        required_agents_at_rate(volume=0, tickets_per_agent=150), with_buffer(0, 0.2), scheduled(0, 0.2),
    ):  # fmt: skip
        assert (found.exact, found.rounded) == (0.0, 0)


_FINE = {"volume": 500, "handle_time": "20m", "hours": "8h", "utilisation": 0.75}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"volume": -1}, "volume", "volume is -1; give a finite number >= 0"),
        ({"volume": float("nan")}, "volume", "volume is nan"),
        ({"volume": float("inf")}, "volume", "volume is inf"),
        ({"volume": [1, -2]}, "volume", r"volume\[1\] is -2"),
        ({"handle_time": 20}, "handle_time", "write it with its unit, handle_time='20m'"),
        ({"handle_time": "-20m"}, "handle_time", "give no time or more"),
        ({"hours": "0h"}, "hours", "give more than no time"),
        ({"hours_s": 3600}, "hours", "both are given of hours and hours_s"),
        ({"utilisation": 0}, "utilisation", "give a finite number > 0 and <= 1"),
        ({"utilisation": 1.1}, "utilisation", "give a finite number > 0 and <= 1"),
        ({"buffer": -0.1}, "buffer", "buffer is -0.1"),
        ({"shrinkage": 1}, "shrinkage", "give a finite number >= 0 and < 1"),
        ({"volume": [1, 2], "shrinkage": [0.1, 0.2, 0.3]}, None, r"do not broadcast: volume \(2,\).*shrinkage \(3,\)"),
    ],
)
def test_what_is_out_of_range_is_refused(change, field, words):
    with pytest.raises(DomainError, match=words) as caught:
        required_agents(**(_FINE | change))
    assert caught.value.field == field


def test_the_other_solvers_refuse_alike():
    with pytest.raises(DomainError, match="tickets_per_agent is 0; give a finite number > 0"):
        required_agents_at_rate(volume=1, tickets_per_agent=0)
    with pytest.raises(DomainError, match="do not broadcast: volume"):
        required_agents_at_rate(volume=[1, 2], tickets_per_agent=[1, 2, 3])
    with pytest.raises(DomainError, match=r"shrinkage is 1\.0"):
        scheduled(7, 1.0)
    with pytest.raises(DomainError, match="agents is -1"):
        with_buffer(-1, 0.1)

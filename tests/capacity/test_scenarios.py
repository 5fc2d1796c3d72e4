import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.required import required_agents_at_rate
from supportops.capacity.scenarios import SCENARIOS, Scenario, deflection_effect
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("name", "times"),
    [("product_outage", 4), ("major_release", 1.5), ("competitor_migration", 2), ("holiday", 0.5), ("pr_crisis", 6)],
)
def test_the_published_changes_multiply_the_volume(name, times):
    assert SCENARIOS[name].name == name
    assert SCENARIOS[name].apply(100) == 100 * times
    assert SCENARIOS[name].apply(np.array([0, 0.25])).tolist() == [0.0, 0.25 * times]
    assert SCENARIOS[name].response in str(SCENARIOS[name])


def test_a_scenario_is_its_name_and_its_change():
    assert Scenario("holiday", -0.5) == SCENARIOS["holiday"]
    assert repr(Scenario("holiday", -0.5)) == "Scenario(name='holiday', change=-0.5)"
    assert str(Scenario("quiet", -1)) == "quiet: -100 %"
    assert str(Scenario("fee", 0.005)) == "fee: +0.5 %"
    assert Scenario("quiet", -1).apply(100) == 0.0
    for change in (-1.1, float("nan"), float("inf"), [0.5]):
        with pytest.raises(DomainError, match="change is"):
            Scenario("x", change)
    with pytest.raises(DomainError, match="volume is -1"):
        Scenario("x", 1).apply(-1)


def test_deflection_from_30_to_50_percent_frees_two_sevenths_and_not_20_points():
    assert deflection_effect(0.3, 0.5) == 2 / 7
    assert deflection_effect(0.0, 0.2) == 0.2
    assert deflection_effect(0.5, 0.3) == -0.4
    assert deflection_effect([0.3, 0.0], 1).tolist() == [1.0, 1.0]


@given(st.integers(0, 99), st.integers(0, 100), st.integers(1, 10_000))
@settings(max_examples=50)
def test_deflection_frees_the_agents_of_the_tickets_it_takes(before, after, contacts):
    old, new = (
        required_agents_at_rate(volume=contacts * (100 - share) / 100, tickets_per_agent=30).exact
        for share in (before, after)
    )
    assert deflection_effect(before / 100, after / 100) == pytest.approx(1 - new / old, abs=1e-12)


def test_rates_outside_their_range_are_refused():
    with pytest.raises(DomainError, match="before is 1; give a finite number >= 0 and < 1"):
        deflection_effect(1, 1)
    with pytest.raises(DomainError, match=r"after is 1\.1"):
        deflection_effect(0.5, 1.1)
    with pytest.raises(DomainError, match="do not broadcast: before"):
        deflection_effect([0.1, 0.2], [0.1, 0.2, 0.3])

"""The published worked examples that no other test of capacity has: the exact value, and beside it what is printed.

An example whose exact value is not the printed one says so. That of the eight-agent team (WE-09) is with the presets.
"""

from fractions import Fraction

import pytest

from supportops import capacity


def test_we_01_500_tickets_of_20_minutes_are_28_agents():
    # Support Operations skill pack, The Capacity Planning Equation: 10,000 minutes, 360 an agent, 28 agents.
    assert capacity.workload(500, "20m").total_seconds() == 10_000 * 60
    assert capacity.productive_time("8h", 0.75).total_seconds() == 360 * 60
    found = capacity.required_agents(volume=500, handle_time="20m", hours="8h", utilisation=0.75)
    assert (found.exact, found.rounded) == (float(Fraction(250, 9)), 28)
    # The forward twin: with the whole agents they are less busy.
    busy = capacity.implied_utilisation(volume=500, handle_time="20m", hours="8h", agents=28)
    assert busy == float(Fraction(125, 168))


def test_we_02_900_tickets_a_week_are_6_agents():
    # SaaS support system design, Set SLAs and staffing with simple formulas: 4.29 an hour, "about 30", 150, 6.
    assert capacity.tickets_per_agent(handle_time="14m", hours="1h") == float(Fraction(30, 7))
    assert round(30 / 7, 2) == 4.29
    day = capacity.tickets_per_agent(handle_time="14m", hours="8h", meetings="1h")
    week = capacity.throughput(agents=1, tickets_per_agent_day=day, days=5)
    assert (day, week) == (30, 150)
    found = capacity.required_agents_at_rate(volume=900, tickets_per_agent=week)
    assert (found.exact, found.rounded) == (6, 6)


@pytest.mark.parametrize(("buffer", "exact", "published"), [(0.15, Fraction("6.9"), 7), (0.25, Fraction("7.5"), 8)])
def test_we_03_a_buffer_makes_7_or_8_of_6_agents(buffer, exact, published):
    found = capacity.with_buffer(6, buffer)
    assert (found.exact, found.rounded) == (float(exact), published)
    assert capacity.required_agents_at_rate(volume=900, tickets_per_agent=150, buffer=buffer) == found


WEEK = (22, 18, 18, 18, 15, 4, 4)


def test_we_11_the_printed_totals_are_99_agent_shifts():
    # Support Operations skill pack, Schedule Template.
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    by_day = {day: [one.agents for one in capacity.WEEK_TEMPLATE if one.name.startswith(day)] for day in days}
    assert tuple(sum(agents) for agents in by_day.values()) == WEEK
    # Not printed: who has five shifts a week.
    people = capacity.required_agents_at_rate(volume=sum(WEEK), tickets_per_agent=5)
    assert (people.exact, people.rounded) == (19.8, 20)


def test_we_18_the_two_equations_meet_at_7_agents():
    # Computed: 900 a week are 180 a day; by utilisation it is a number inside the buffered 7 to 8 of WE-03.
    found = capacity.required_agents(volume=180, handle_time="14m", hours="8h", utilisation=0.75)
    assert (found.exact, found.rounded) == (7, 7)


def test_we_19_twenty_points_of_deflection_are_not_twenty_percent_of_the_agents():
    # Customer Support Operations: A Guide for Support Teams in 2026: 1 point of deflection is 1 of hiring.
    assert capacity.deflection_effect(0.3, 0.5) == float(Fraction(2, 7))
    # The rule holds from none on.
    assert capacity.deflection_effect(0.0, 0.2) == 0.2


EDGES = [("growth", 500, 0, 60, 500 / 3), ("growth", 5_000, 1, 40, 625), ("scale", 5_000, 0, 40, 500),
         ("scale", 50_000, 1, 30, 5_000 / 3)]  # fmt: skip


@pytest.mark.parametrize(("name", "customers", "end", "per_100", "per_agent"), EDGES)
def test_we_20_and_21_the_ends_of_a_stage_are_tickets_and_agents_for_its_customers(
    name, customers, end, per_100, per_agent
):
    # The Product Builder's Playbook, chapter 27, Support Team Scaling. The upper end belongs to the next stage here.
    stage = capacity.team_stage(customers - end)
    assert stage.name == name
    assert 100 * stage.tickets_per_month[end] / customers == per_100
    assert customers / stage.agents[end] == per_agent
    # Computed: another source has 5 to 15 tickets for 100 customers; no stage is inside.
    assert per_100 > 15
    # Printed in the same place: 400 to 600 customers an agent. One of the four ends is inside.
    low, high = capacity.CUSTOMERS_PER_AGENT
    assert (low <= per_agent <= high) == ((name, end) == ("scale", 0))


@pytest.mark.parametrize(
    ("level", "handle_times", "exact", "published"),
    [("L1", ("15m", "10m"), (24, 36), (30, 50)), ("L2", ("60m", "30m"), (6, 12), (10, 20))],
)
def test_we_22_the_handle_time_of_a_level_holds_fewer_tickets_than_are_printed(level, handle_times, exact, published):
    # Support Operations skill pack, Tier Metrics by Level; three quarters of 8 hours.
    found = tuple(capacity.tickets_per_agent(handle_time=one, hours="8h", utilisation=0.75) for one in handle_times)
    assert found == exact, level
    assert all(one < printed for one, printed in zip(found, published, strict=True))


@pytest.mark.parametrize(
    ("name", "exact"),
    [("product_outage", 4), ("major_release", Fraction(3, 2)), ("competitor_migration", 2), ("holiday", Fraction(1, 2)),
     ("pr_crisis", 6)],
)  # fmt: skip
def test_we_24_a_change_is_relative_so_that_300_percent_more_is_four_times(name, exact):
    # Support Operations skill pack, Scenario Planning: +300 %, +50 %, +100 %, -50 %, +500 %.
    assert capacity.SCENARIOS[name].apply(1) == float(exact)
    assert capacity.SCENARIOS[name].apply(500) == float(500 * exact)

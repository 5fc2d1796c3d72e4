import pytest

from supportops.capacity.stages import CUSTOMERS_PER_AGENT, agents_for_customers, team_stage
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("customers", "name", "agents", "tickets"),
    [
        (0, "early", (1, 2), (100, 300)), (499, "early", (1, 2), (100, 300)),
        (500, "growth", (3, 8), (300, 2000)), (4_999, "growth", (3, 8), (300, 2000)),
        (5_000, "scale", (10, 30), (2_000, 15_000)), (49_999, "scale", (10, 30), (2_000, 15_000)),
        (50_000, "mature", (30, None), (15_000, None)), (1e9, "mature", (30, None), (15_000, None)),
    ],
)  # fmt: skip
def test_each_number_of_customers_has_a_stage(customers, name, agents, tickets):
    found = team_stage(customers)
    assert (found.name, found.agents, found.tickets_per_month) == (name, agents, tickets)
    assert found.structure


@pytest.mark.parametrize(
    ("customers", "agents", "ratio"), [(500, 3, 500 / 3), (5_000, 8, 625), (5_000, 10, 500), (50_000, 30, 5000 / 3)]
)
def test_the_published_stages_are_mostly_outside_the_published_ratio(customers, agents, ratio):
    low, high = CUSTOMERS_PER_AGENT
    assert customers / agents == ratio
    assert (low <= ratio <= high) == (ratio == 500)
    assert agents_for_customers(customers, ratio).rounded == agents


@pytest.mark.parametrize(("stage", "customers", "tickets", "per_100"), [
    (400, 500, 300, 60), (4_000, 5_000, 2_000, 40), (40_000, 50_000, 15_000, 30),
])  # fmt: skip
def test_the_published_stages_have_30_to_60_tickets_for_100_customers(stage, customers, tickets, per_100):
    assert team_stage(stage).tickets_per_month[1] == tickets
    assert 100 * tickets / customers == per_100


def test_customers_over_a_ratio():
    assert agents_for_customers(5_000, 600).exact == 25 / 3
    assert agents_for_customers([0, 5_000], 400).rounded.tolist() == [0, 13]
    assert len(agents_for_customers(1_200, 400).explain()) == 2
    with pytest.raises(DomainError, match="customers_per_agent is 0"):
        agents_for_customers(5_000, 0)
    with pytest.raises(DomainError, match="customers is -1"):
        team_stage(-1)


def test_a_stage_reads_as_a_table():
    assert "10 to 30" in str(team_stage(5_000))
    assert "| agents | 30 or more |" in team_stage(1e6).to_markdown()

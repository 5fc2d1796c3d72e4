from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity import cost
from supportops.errors import DomainError

PUBLISHED = {"salary": 60_000, "tools": 5_000, "training": 2_000, "overhead": 8_000}
AMOUNTS = st.decimals(0, 100_000, places=2).map(float)


def test_the_published_agent_costs_75_000_a_year_and_a_ticket_12_50():
    # WE-05: 25 tickets a day on 240 days.
    assert cost.agent_year(**PUBLISHED) == 75_000
    found = cost.per_ticket(tickets=25 * 240, **PUBLISHED)
    assert found.total == 12.5
    assert found.components == {"salary": 10, "tools": 5 / 6, "training": 1 / 3, "overhead": 4 / 3}


def test_what_is_left_out_costs_nothing():
    assert cost.agent_year(salary=50_000) == 50_000
    assert cost.per_ticket(tickets=5_000, salary=50_000).components == {
        "salary": 10.0, "tools": 0.0, "training": 0.0, "overhead": 0.0
    }  # fmt: skip


def test_a_sum_is_rounded_once():
    # Added as floats 0.1 + 0.2 is 0.30000000000000004.
    assert cost.agent_year(salary=0.1, tools=0.2) == 0.3
    assert cost.per_ticket(tickets=3, salary=0.1, tools=0.2).total == 0.1


def test_without_tickets_there_is_no_cost_of_one():
    found = cost.per_ticket(tickets=0, **PUBLISHED)
    assert found.total is None
    assert found.components == {}
    assert str(found).splitlines() == ["Cost per ticket", "component  cost", "total         -"]
    assert [step.value for step in found.explain()] == [75_000, 0, None]


@settings(max_examples=80)
@given(st.integers(1, 20_000), st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS))
def test_the_components_sum_to_the_total(tickets, amounts):
    names = ("salary", "tools", "training", "overhead")
    found = cost.per_ticket(tickets=tickets, **dict(zip(names, amounts, strict=True)))
    assert found.total == float(sum(Fraction(repr(each)) for each in amounts) / tickets)
    assert sum(found.components.values()) == pytest.approx(found.total, rel=1e-14)
    assert tuple(found.components) == names


@settings(max_examples=60)
@given(st.integers(1, 20_000), st.integers(1, 20_000), AMOUNTS)
def test_more_tickets_never_make_one_dearer(tickets, more, salary):
    fewer, many = (cost.per_ticket(tickets=count, salary=salary).total for count in (tickets, tickets + more))
    assert many <= fewer


def test_the_cost_of_a_ticket_is_a_value_that_reads_as_a_table():
    found = cost.per_ticket(tickets=6_000, **PUBLISHED)
    assert found == cost.per_ticket(tickets=6_000, **PUBLISHED)
    assert hash(found) == hash(cost.per_ticket(tickets=6_000, **PUBLISHED))
    assert found != cost.per_ticket(tickets=6_001, **PUBLISHED)
    assert repr(cost.per_ticket(tickets=1, salary=2)).startswith("CostPerTicket(total=2.0, components={'salary': 2.0")
    assert "| total | 12.5 |" in found.to_markdown()
    assert "<td>overhead</td><td>1.33333</td>" in found._repr_html_()
    with pytest.raises(TypeError, match="frozen"):
        found.components["salary"] = 1


def test_the_cost_of_a_ticket_explains_itself():
    steps = list(cost.per_ticket(tickets=6_000, **PUBLISHED).explain())
    assert [(step.what, step.value) for step in steps] == [
        ("cost of an agent's year", 75_000), ("tickets of an agent's year", 6_000), ("cost per ticket", 12.5)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["tickets", "salary", "tools", "training", "overhead"])
@pytest.mark.parametrize("bad", [-1, float("nan"), float("inf"), "12", None, [1, 2]])
def test_what_is_no_amount_is_refused_by_name(name, bad):
    with pytest.raises(DomainError, match=name) as refused:
        cost.per_ticket(**{"tickets": 100, "salary": 1} | {name: bad})
    assert refused.value.field == name


def test_a_sum_larger_than_any_float_is_refused():
    with pytest.raises(DomainError, match="larger than any float; check the units"):
        cost.agent_year(salary=1e308, tools=1e308)
    with pytest.raises(DomainError, match="larger than any float"):
        cost.per_ticket(tickets=1e-300, salary=1e300)

"""The constants of cost are the published tables, cell by cell, and the published sums come out."""

from supportops import capacity
from supportops.capacity import cost
from supportops.presets import load


def rows(table):
    return load(table).rows


def ends(cell):
    return (cell["low"], cell["high"])


def test_the_costs_of_the_channels_are_those_of_the_table():
    assert {
        row["channel"]: ends(row["cost_per_contact_usd"]) for row in rows("support_channel_comparison")
    } == cost.CHANNEL_COSTS


def test_the_build_up_of_the_cost_of_a_ticket_is_that_of_the_table():
    amount = {row["line"]: row["amount"] for row in rows("cost_per_ticket_analysis")}
    parts = {
        "salary": amount["salary_and_benefits"], "tools": amount["tools_per_seat"], "training": amount["training"],
        "overhead": amount["management_overhead"],
    }  # fmt: skip
    assert cost.agent_year(**parts) == amount["total_per_agent"]
    tickets = capacity.throughput(
        agents=1, tickets_per_agent_day=amount["tickets_per_day"], days=amount["working_days"]
    )
    assert tickets == amount["tickets_per_agent_year"]
    each = cost.per_ticket(tickets=tickets, **parts).total
    assert each == amount["cost_per_ticket"]
    assert cost.handle_time_saving(each, amount["handle_time_reduction"]) == amount["saving_per_ticket"]
    saving = cost.fcr_saving(tickets=tickets, gain=amount["fcr_improvement"], cost_per_ticket=each)
    assert (saving.tickets, saving.net) == (amount["tickets_avoided"], amount["saving_per_agent_year"])
    [target] = [row["target"] for row in rows("cost_targets")]
    assert target["low"] <= each <= target["high"]


def test_the_weights_of_a_tool_are_those_of_the_table():
    weights = {row["criterion"]: row["weight"] for row in rows("tool_selection_criteria")}
    assert list(weights.items()) == list(cost.TOOL_WEIGHTS.items())


def test_the_savings_of_tools_are_those_of_the_table_that_have_a_figure():
    table = {row["strategy"]: row["savings_fraction"] for row in rows("tool_cost_optimization")}
    assert table.pop("usage_based_pricing") is None
    assert {strategy: ends(saving) for strategy, saving in table.items()} == cost.TOOL_SAVINGS

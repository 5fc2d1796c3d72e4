"""The figures of FormFlow, WE-08: what is printed and, apart from it, what is computed."""

from datetime import timedelta
from fractions import Fraction

import pytest

from supportops.errors import ConfigurationError
from supportops.presets.playbook import FORMFLOW, SupportCase


def test_before_is_as_printed():
    assert (FORMFLOW.customers, FORMFLOW.agents, FORMFLOW.tickets_per_month) == (2_000, 2, 500)
    assert (FORMFLOW.response, FORMFLOW.csat, FORMFLOW.how_to_share) == (timedelta(hours=36), 0.62, 0.4)


def test_what_was_done_is_as_printed():
    assert FORMFLOW.actions == (
        "analyse categories", "build a knowledge base", "add a chatbot", "hire and split into T1 and T2",
        "introduce SLAs",
    )  # fmt: skip
    assert (FORMFLOW.articles, FORMFLOW.agents_hired) == (50, 2)
    assert dict(FORMFLOW.deflection) == {"knowledge_base": 0.35, "chatbot": 0.15}


def test_after_is_as_printed():
    assert (FORMFLOW.months, FORMFLOW.first_response_after, FORMFLOW.csat_after) == (6, timedelta(hours=4), 0.89)
    assert (FORMFLOW.tickets_per_customer_change, FORMFLOW.cost_per_customer_change) == (-0.45, -0.3)


def test_deflection_one_after_the_other_is_the_printed_drop_and_the_sum_is_not():
    assert FORMFLOW.combined_deflection == float(Fraction(179, 400)) == 0.4475
    assert round(FORMFLOW.combined_deflection, 2) == -FORMFLOW.tickets_per_customer_change
    assert sum(Fraction(repr(share)) for share in FORMFLOW.deflection.values()) == Fraction(1, 2)
    assert FORMFLOW.tickets_left == float(Fraction(1105, 4)) == 276.25


def test_what_follows_is_exact():
    assert (FORMFLOW.agents_after, FORMFLOW.tickets_per_agent, FORMFLOW.tickets_per_100_customers) == (4, 250, 25)
    assert (FORMFLOW.customers_per_agent, FORMFLOW.customers_per_agent_after) == (1_000, 500)
    assert FORMFLOW.response_change == float(Fraction(-8, 9))
    assert FORMFLOW.csat_change == 0.27


def test_the_cheaper_customer_needs_more_customers():
    # Twice the agents at 0.7 of the cost for each customer.
    assert FORMFLOW.customer_growth == float(Fraction(20, 7))
    assert round(FORMFLOW.customers * FORMFLOW.customer_growth) == 5_714


def test_the_case_survives_json_and_is_frozen():
    again = SupportCase.model_validate_json(FORMFLOW.model_dump_json())
    assert again == FORMFLOW
    assert hash(again) == hash(FORMFLOW)
    assert str(again) == (
        "2 to 4 agents in 6 months; csat 62% to 89%, tickets per customer -45%, cost per customer -30%"
    )
    with pytest.raises(TypeError):
        FORMFLOW.deflection["chatbot"] = 0.5  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"customers": 0}, "customers"),
        ({"agents": 0}, "agents"),
        ({"agents_hired": -1}, "agents_hired"),
        ({"response": timedelta(0)}, "response"),
        ({"deflection": {"chatbot": 1.5}}, "deflection"),
        ({"cost_per_customer_change": -1}, "cost_per_customer_change"),
        ({"cost_per_customer_change": float("nan")}, "cost_per_customer_change"),
    ],
)
def test_a_case_with_which_nothing_could_be_computed_is_refused(change, path):
    with pytest.raises(ConfigurationError) as refused:
        FORMFLOW.model_copy(update=change)
    [(where, _)] = refused.value.faults
    assert where.split(".")[0] == path

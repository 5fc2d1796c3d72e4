from datetime import timedelta

import pytest

from supportops.errors import ConfigurationError, DomainError
from supportops.presets import TIER_SCHEMES, load, playbook
from supportops.presets.playbook import PLANS, Plan, Range
from supportops.vocabulary import Channel

MINUTE = timedelta(minutes=1)


def test_the_promises_are_as_printed():
    assert {
        name: (plan.first_response, plan.is_committed, plan.critical_response, plan.resolution)
        for name, plan in PLANS.items()
    } == {
        "free": (2880 * MINUTE, False, None, None),
        "standard": (480 * MINUTE, True, 240 * MINUTE, 2880 * MINUTE),
        "premium": (240 * MINUTE, True, 60 * MINUTE, 1440 * MINUTE),
        "enterprise": (60 * MINUTE, True, 15 * MINUTE, 480 * MINUTE),
    }


def test_the_entitlements_are_as_printed():
    assert {
        name: (plan.support_hours, plan.dedicated_csm, plan.escalation_path, plan.credit_per_breach)
        for name, plan in PLANS.items()
    } == {
        "free": ("business_hours", "none", "community_only", None),
        "standard": ("business_hours", "none", "standard", None),
        "premium": ("extended", "shared", "priority_queue", 0.05),
        "enterprise": ("always_24x7x365", "named", "direct_to_engineering", 0.1),
    }


def test_the_price_effects_are_as_printed():
    assert {name: (plan.surcharge.low, plan.surcharge.high, plan.price_note) for name, plan in PLANS.items()} == {
        "free": (0, 0, "no cost"),
        "standard": (0, 0, "included in the plan"),
        "premium": (0.2, 0.3, "on top of the plan"),
        "enterprise": (0.4, 0.6, "on top of the plan"),
    }


def test_the_plans_are_those_of_the_playbooks_scheme():
    schemes = [set(scheme) for scheme in TIER_SCHEMES.values()]
    assert set(PLANS) in schemes


@pytest.mark.parametrize(
    ("plan", "allowed"),
    [
        ("free", {"email", "knowledge_base"}),
        ("standard", {"email", "chat"}),
        ("premium", {"email", "chat", "phone"}),
        ("enterprise", set(Channel)),
    ],
)
def test_a_plan_allows_its_channels_and_no_other(plan, allowed):
    assert {channel for channel in Channel if PLANS[plan].allows(channel)} == allowed
    assert {channel.value for channel in Channel if PLANS[plan].allows(channel.value)} == allowed


def test_the_knowledge_base_goes_by_its_printed_name_too():
    assert PLANS["free"].allows("kb")
    assert not PLANS["premium"].allows("kb")


def test_an_unknown_channel_names_the_near_ones():
    with pytest.raises(DomainError, match="'fone' is no channel; did you mean 'phone'"):
        PLANS["premium"].allows("fone")


@pytest.mark.parametrize(
    ("plan", "base", "low", "high"),
    [
        ("free", 0, 0, 0),
        ("standard", 99.9, 99.9, 99.9),
        ("premium", 99, 118.8, 128.7),
        ("enterprise", 1000, 1400, 1600),
        ("enterprise", 0.1, 0.14, 0.16),
    ],
)
def test_the_price_is_the_base_and_the_surcharge_without_rounding_errors(plan, base, low, high):
    assert PLANS[plan].price(base) == Range(low=low, high=high)


@pytest.mark.parametrize("base", [-1, float("nan"), float("inf")])
def test_a_price_that_cannot_be_is_refused(base):
    with pytest.raises(DomainError, match="a price is at least 0 and finite"):
        PLANS["premium"].price(base)


def test_a_range_of_one_value_is_that_value():
    assert str(Range(low=5, high=5)) == "5"
    assert str(PLANS["premium"].surcharge) == "0.2 to 0.3"


def test_the_coverage_is_that_of_the_plan():
    assert PLANS["premium"].coverage is playbook.PLAN_COVERAGE["premium"]
    for name, plan in PLANS.items():
        assert plan.support_hours == plan.coverage.name
        assert name in plan.coverage.plans


def test_a_plan_is_found_by_its_name_in_any_case():
    assert playbook.plan_named(" Enterprise ") is PLANS["enterprise"]
    with pytest.raises(DomainError, match="'gold' is no plan; allowed: enterprise, free, premium, standard"):
        playbook.plan_named("gold")


def test_a_plan_of_ones_own_is_checked_whole():
    given = {**PLANS["premium"].model_dump(), "channels": ["fax"], "dedicated_csm": "two", "price": 3}
    with pytest.raises(ConfigurationError) as caught:
        Plan.model_validate(given)
    assert [path for path, _ in caught.value.faults] == ["channels[0]", "dedicated_csm", "price"]


def test_a_plan_survives_json():
    for plan in PLANS.values():
        assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_the_contradictions_are_told():
    notes = " ".join(load("sla_plan_matrix").notes)
    assert "best effort" in notes
    assert "P0 a response in 15 minutes whatever the plan" in notes
    assert "7 minutes in the tier table" in notes

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import hiring_oracle

from supportops.capacity.headcount import LEAD_TIMES, open_role_by
from supportops.errors import DomainError


@pytest.mark.parametrize(
    ("scenario", "inside", "opens"),
    [
        # 1 September less 3, 4, 6 and 2 months; the first day of service is 7 July.
        ("replacement", True, date(2026, 6, 1)),
        ("growth_hire", True, date(2026, 5, 1)),
        ("new_tier_or_specialty", True, date(2026, 3, 1)),
        ("seasonal", True, date(2026, 7, 1)),
        # 7 July less them.
        ("replacement", False, date(2026, 4, 7)),
        ("growth_hire", False, date(2026, 3, 7)),
        ("new_tier_or_specialty", False, date(2026, 1, 7)),
        ("seasonal", False, date(2026, 5, 7)),
    ],
)
def test_a_role_opens_the_high_lead_time_before(scenario, inside, opens):
    assert open_role_by(date(2026, 9, 1), scenario=scenario, lead_time_includes_training=inside) == opens


def test_a_role_opens_on_the_first_day_of_service_at_the_latest():
    assert open_role_by(date(2026, 9, 1), lead_time_months=1) == date(2026, 7, 7)
    assert open_role_by(date(2026, 9, 1), lead_time_months=0) == date(2026, 7, 7)
    assert open_role_by(date(2026, 9, 1), lead_time_months=0, ramp=()) == date(2026, 9, 1)


def test_a_month_without_the_day_takes_its_last():
    assert open_role_by(date(2026, 3, 31), lead_time_months=1, ramp=()) == date(2026, 2, 28)
    assert open_role_by(date(2024, 3, 31), lead_time_months=1, ramp=()) == date(2024, 2, 29)
    assert open_role_by(date(2026, 1, 31), lead_time_months=2, ramp=()) == date(2025, 11, 30)


@settings(max_examples=80)
@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(0, 30), st.booleans(), st.integers(0, 30)
)  # fmt: skip
def test_the_oracle_goes_back_to_the_same_day(full_on, months, inside, weeks):
    found = open_role_by(full_on, lead_time_months=months, lead_time_includes_training=inside, ramp=[0.5] * weeks)
    assert found == hiring_oracle.dates(full_on, lead=months, inside=inside, weeks=weeks)[1]


@settings(max_examples=60)
@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(sorted(LEAD_TIMES)))
def test_training_inside_the_lead_time_never_asks_for_an_earlier_role(full_on, scenario):
    apart = open_role_by(full_on, scenario=scenario, lead_time_includes_training=False)
    assert apart <= open_role_by(full_on, scenario=scenario)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"scenario": "groth_hire"}, "scenario", "did you mean 'growth_hire'?"),
        ({"scenario": ["growth_hire"]}, "scenario", "is no scenario of LEAD_TIMES"),
        ({"scenario": "x", "lead_time_months": 2}, "scenario", "allowed: growth_hire, new_tier_or_specialty"),
        ({"lead_time_months": 2.5}, "lead_time_months", "lead_time_months is 2.5; give a whole number >= 0"),
        ({"lead_time_months": -1}, "lead_time_months", "lead_time_months is -1"),
        ({"lead_time_months": 40_000}, "lead_time_months", "leads to a date outside the years 1 to 9999"),
        ({"lead_time_months": 40_000, "lead_time_includes_training": False}, "lead_time_months", "outside the years"),
        ({"ramp": [0.5] * 200_000}, "ramp", "ramp leads to a date outside the years 1 to 9999"),
        ({"ramp": [2]}, "ramp", "ramp[0] is 2"),
    ],
)
def test_what_names_no_date_is_refused_by_name(change, field, words):
    with pytest.raises(DomainError) as refused:
        open_role_by(date(2026, 9, 1), **change)
    assert words in str(refused.value)
    assert refused.value.field == field


@pytest.mark.parametrize("given", ["2026-09-01", datetime(2026, 9, 1, tzinfo=UTC), None])
def test_only_a_date_is_a_date(given):
    with pytest.raises(DomainError, match=r"full_on is .*; give a date") as refused:
        open_role_by(given)
    assert refused.value.field == "full_on"


def test_the_published_lead_times_run_from_low_to_high():
    assert all(low < high for low, high in LEAD_TIMES.values())
    with pytest.raises(TypeError, match="frozen"):
        LEAD_TIMES["replacement"] = (0, 0)

"""Which calendar a timer runs on."""

from __future__ import annotations

import pytest
from tests.sla.desk import DESK, H, at, change, created, policy, ticket, timer_of

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import ConfigurationError
from supportops.sla import CalendarRule

NIGHTS = BusinessCalendar(name="nights", zone="UTC", hours="daily 22:00-06:00")
ASKED = {"priority": "P2", "tier": "Gold", "metric": "resolution"}


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        ({}, True),
        ({"priority": "P2"}, True),
        ({"priority": ("P1", "P2"), "tier": "Gold", "metric": "resolution"}, True),
        ({"priority": "P1"}, False),
        ({"tier": "Silver"}, False),
        ({"metric": ("update", "first_response")}, False),
        ({"priority": "P2", "tier": "Silver"}, False),
    ],
)
def test_what_a_rule_leaves_out_matches_anything(rule, matches):
    assert CalendarRule(NIGHTS, **rule).matches(**ASKED) is matches


def test_a_ticket_without_a_tier_matches_no_tier():
    assert not CalendarRule(NIGHTS, tier="Gold").matches(priority="P2", tier=None, metric="resolution")


def test_a_rule_round_trips_with_its_calendar():
    rule = CalendarRule(NIGHTS, priority="P2", tier=("Gold", "Silver"))
    assert CalendarRule.model_validate_json(rule.model_dump_json()) == rule
    assert rule.tier == ("Gold", "Silver")


def test_each_metric_may_run_on_its_own_calendar():
    rules = (CalendarRule(ALWAYS_OPEN, metric="first_response"),)
    targets = {"P2": {"first_response": "12h", "resolution": "12h"}}
    history = ticket(created("2026-03-02 09:00"))
    options = {"targets": targets, "calendars": rules}
    first = timer_of(history, "2026-03-02 20:00", "first_response", **options)
    resolution = timer_of(history, "2026-03-02 20:00", **options)
    assert (first.calendar_name, first.due) == ("24/7", at("2026-03-02 21:00"))
    assert (resolution.calendar_name, resolution.due) == ("desk", at("2026-03-03 13:00"))


def test_around_the_clock_comes_before_all_rules():
    asked = policy(calendars=(CalendarRule(NIGHTS),), around_the_clock="P1")
    assert asked.calendar_for(priority="P1", metric="resolution") == ALWAYS_OPEN
    assert asked.calendar_for(priority="P2", metric="resolution") == NIGHTS


def test_without_a_rule_the_policys_own_calendar_holds():
    assert policy().calendar_for(priority="P2", tier=None, metric="resolution") == DESK


def test_a_change_of_tier_may_change_the_calendar_alone():
    history = ticket(created("2026-03-02 09:00"), change("2026-03-02 15:00", "tier", "Gold"))
    timer = timer_of(history, "2026-03-02 23:00", calendars=(CalendarRule(NIGHTS, tier="Gold"),))
    assert (timer.elapsed, timer.calendar_name, timer.due) == (7 * H, "nights", at("2026-03-03 00:00"))


def test_a_rule_for_a_tier_that_no_policy_knows_is_a_slip_only_where_tiers_are_listed():
    rule = CalendarRule(NIGHTS, tier="Glod")
    assert policy(calendars=(rule,)).calendars == (rule,)
    with pytest.raises(ConfigurationError, match="did you mean 'Gold'"):
        policy(calendars=(rule,), tiers={"Gold": 0.5})

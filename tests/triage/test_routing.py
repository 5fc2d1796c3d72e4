from datetime import UTC, date, datetime
from enum import Enum, StrEnum

import pytest

from supportops.errors import ConfigurationError, DomainError, NoMatchError
from supportops.triage.conditions import (
    any_of,
    at_least,
    changed_to,
    contains_words,
    is_missing,
    is_present,
    none_of,
)
from supportops.triage.routing import Route, Routing, RoutingRecord, route

API = Route("api_errors", "api_integration", "L2", fallback="L3 Engineering", fallback_level="L3")
MONEY = Route("billing", "account_management", "L1", fallback="Finance", team="Billing")
ROUTES = (
    Route(None, "incident", "L3", when={"incident": True}),
    Route("billing", "account_management_fr", "L1", when={"language": "fr"}),
    MONEY,
    API,
)


class Category(StrEnum):
    API = "api_errors"


class Level(Enum):
    L2 = "L2"


def test_the_first_route_for_the_category_takes_the_ticket():
    found = route({"category": "billing"}, ROUTES)
    assert (found.skill, found.level, found.team, found.target) == (
        "account_management",
        "L1",
        "Billing",
        "account_management",
    )
    assert (found.used_fallback, found.fallback, found.fallback_level) == (False, "Finance", None)
    assert found.reason == "category = billing"


def test_a_busy_skill_gives_way_to_its_fallback():
    found = route({"category": "api_errors"}, ROUTES, busy={"api_integration"})
    assert (found.target, found.used_fallback, found.level, found.target_level) == ("L3 Engineering", True, "L2", "L3")
    assert str(found) == (
        "L3 Engineering (L3): category = api_errors; nobody with api_integration is free, so its fallback takes it"
    )


def test_a_fallback_of_no_known_level_is_shown_without_one():
    assert str(route({"category": "billing"}, ROUTES, busy={"account_management"})).startswith("Finance: ")


@pytest.mark.parametrize(
    ("routes", "busy", "why"),
    [
        (ROUTES, {"api_integration", "L3 Engineering"}, "nor is L3 Engineering"),
        ((Route("api_errors", "api_integration", "L2"),), {"api_integration"}, "the route has no fallback"),
    ],
)
def test_with_nowhere_else_to_go_the_ticket_waits_for_the_skill(routes, busy, why):
    found = route({"category": "api_errors"}, routes, busy=busy)
    assert (found.target, found.used_fallback) == ("api_integration", False)
    assert found.reason.endswith(f"nobody with api_integration is free and {why}, so it waits")


def test_an_incident_goes_before_every_category():
    found = route({"category": "billing", "incident": True}, ROUTES)
    assert (found.skill, found.reason) == ("incident", "incident = yes")


def test_a_condition_narrows_a_route_and_a_missing_fact_does_not_match():
    assert route({"category": "billing", "language": "fr"}, ROUTES).skill == "account_management_fr"
    assert route({"category": "billing", "language": None}, ROUTES).skill == "account_management"


def test_a_route_with_no_key_takes_anything():
    assert route({}, [Route(None, "triage", "L1")]).reason == "the route takes any ticket"


def test_the_default_takes_what_no_route_is_for():
    found = route({"category": "feature_request"}, ROUTES, default=Route(None, "triage", "L1"))
    assert (found.skill, found.category, found.reason) == ("triage", "feature_request", "no other route is for it")


def test_no_route_is_an_error_that_names_near_categories_and_the_facts():
    with pytest.raises(NoMatchError, match="did you mean 'billing'") as caught:
        route({"category": "biling"}, ROUTES)
    assert caught.value.facts == {"category": "biling"}
    with pytest.raises(NoMatchError, match="the category is missing; add a route or a default"):
        route({}, ROUTES)


def test_labels_may_be_members_of_an_enum():
    assert route({"category": Category.API}, ROUTES).category == "api_errors"
    assert Route(Category.API, "api", Level.L2).level == "L2"


@pytest.mark.parametrize(
    ("when", "facts", "holds"),
    [
        ({"arr": at_least(10)}, {"arr": 10}, True),
        ({"arr": at_least(10)}, {"arr": 9.5}, False),
        ({"tags": any_of("vip")}, {"tags": ["vip", "x"]}, True),
        ({"tags": none_of("vip")}, {"tags": {"vip"}}, False),
        ({"subject": contains_words("refund")}, {"subject": "A REFUND, please"}, True),
        ({"due": at_least(date(2026, 3, 2))}, {"due": date(2026, 3, 1)}, False),
        ({"region": is_missing()}, {}, True),
        ({"region": is_missing()}, {"region": "eu"}, False),
        ({"region": is_present()}, {"region": "eu"}, True),
        ({"region": is_present()}, {}, False),
        ({"status": changed_to("open")}, {"status": "open", "status_before": "new"}, True),
        ({"status": changed_to("open")}, {"status": "open", "status_before": "open"}, False),
        ({"status": changed_to("open")}, {"status": "open"}, False),
        ({"status": changed_to("open")}, {"status": "new", "status_before": "open"}, False),
    ],
)
def test_conditions_hold_as_they_do_in_a_table(when, facts, holds):
    assert (Route(None, "x", "L1", when=when).refusal(facts) is None) == holds


def test_a_refusal_says_what_was_given_and_what_was_wanted():
    narrow = Route("billing", "x", "L1", when={"arr": at_least(50_000)})
    assert narrow.refusal({"category": "api"}) == "category is api, not billing"
    assert narrow.refusal({"arr": 1}) == "category is missing, not billing"
    assert narrow.refusal({"category": "billing", "arr": 10_000}) == "arr is 10,000, not >= 50,000"
    assert narrow.refusal({"category": "billing"}) == "arr is missing, not >= 50,000"


@pytest.mark.parametrize(
    ("when", "facts", "text"),
    [
        ({"arr": at_least(10)}, {"arr": "12"}, "arr is '12', and the route asks for arr >= 10"),
        ({"vip": any_of("yes")}, {"vip": True}, "vip is True, and the route asks for vip = yes"),
        ({"arr": at_least(10)}, {"arr": float("nan")}, "arr is nan; give a finite number"),
        ({"arr": at_least(10)}, {"arr": object()}, "give a text"),
    ],
)
def test_a_fact_of_a_wrong_type_is_named(when, facts, text):
    with pytest.raises(DomainError, match=text) as caught:
        route(facts, [Route(None, "x", "L1", when=when)])
    assert caught.value.field in when


def test_all_faults_of_a_route_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        Route("", "x", " ", when={"priority": at_least("P2")}, fallback="x", fallback_level="L3")
    assert [path for path, _ in caught.value.faults] == ["category", "level", "fallback", "when.priority"]
    with pytest.raises(ConfigurationError, match="'L3' is the level of a fallback that is not named"):
        Route("a", "x", "L1", fallback_level="L3")


def test_routes_and_routings_come_back_from_json_the_same():
    narrow = Route("billing", "x", "L1", when={"arr": at_least(5), "due": date(2026, 3, 2)}, team="B")
    assert Route.model_validate_json(narrow.model_dump_json()) == narrow
    found = route({"category": "billing", "arr": 7, "due": date(2026, 3, 2), "more": object()}, [narrow])
    assert found.facts == {"category": "billing", "arr": 7, "due": date(2026, 3, 2)}
    assert Routing.model_validate_json(found.model_dump_json()) == found
    assert hash(narrow) == hash(Route.model_validate_json(narrow.model_dump_json()))


def test_what_became_of_a_routing_is_kept_with_it():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    record = RoutingRecord(
        ticket="7", at=at, routing=route({"category": "billing"}, ROUTES), article="kb-1", accepted=False
    )
    assert RoutingRecord.model_validate_json(record.model_dump_json()) == record
    with pytest.raises(ConfigurationError, match="no article was suggested"):
        RoutingRecord(ticket="7", at=at, routing=record.routing, accepted=True)

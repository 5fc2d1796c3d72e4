from supportops.triage.route_check import check_routes
from supportops.triage.routing import Route

MONEY = Route("billing", "account_management", "L1", fallback="Finance")
FRENCH = Route("billing", "french", "L1", when={"language": "fr"})


def test_a_category_needs_a_route_for_every_ticket_of_it():
    assert check_routes([FRENCH], categories=["billing", "api", "api"]).unrouted == ("billing", "api")
    assert check_routes([FRENCH, MONEY], categories=["billing"]).ok
    assert check_routes([Route(None, "any", "L1")], categories=["billing", "api"]).ok


def test_a_route_behind_a_wider_one_is_never_reached():
    assert check_routes([MONEY, FRENCH]).unreachable == (1,)
    assert check_routes([FRENCH, MONEY]).unreachable == ()
    assert check_routes([Route(None, "any", "L1"), MONEY]).unreachable == (1,)
    assert check_routes([MONEY, Route("api", "api", "L1")]).ok


def test_a_fallback_that_points_to_nothing_is_named_with_its_place():
    assert check_routes([MONEY], targets=["account_management", "Finance"]).ok
    found = check_routes([FRENCH, MONEY, FRENCH], targets=["account_management"])
    assert found.dangling == ((1, "Finance"),)
    assert str(found).splitlines() == [
        "route 2 is never reached: an earlier one takes all its tickets",
        "route 1: its fallback 'Finance' is no known target",
    ]


def test_nothing_found_is_said():
    assert str(check_routes([MONEY])) == "every category has a route, and every route can be reached"

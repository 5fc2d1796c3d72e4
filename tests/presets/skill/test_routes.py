import pytest

from supportops.errors import NoMatchError
from supportops.presets import CATEGORY_SCHEMES
from supportops.presets.skill import ROUTES
from supportops.triage import check_routes, route

PRINTED = {
    "billing_account": ("account_management", "L1", "Finance", None),
    "password_login": ("authentication", "L1", "L2 Security", "L2"),
    "api_errors": ("api_integration", "L2", "L3 Engineering", "L3"),
    "performance": ("infrastructure", "L2", "L3 DevOps", "L3"),
    "data_issues": ("data_engineering", "L2", "L3 Database", "L3"),
    "security": ("security", "L2", "L3 Security", "L3"),
    "mobile_app": ("mobile", "L2", "L3 Mobile Dev", "L3"),
    "enterprise_sso": ("identity", "L2", "L3 Enterprise", "L3"),
}


def test_the_routes_are_as_printed():
    assert {one.category: (one.skill, one.level, one.fallback, one.fallback_level) for one in ROUTES} == PRINTED


@pytest.mark.parametrize("category", PRINTED)
def test_a_busy_skill_gives_way_to_its_fallback(category):
    skill, level, fallback, fallback_level = PRINTED[category]
    free, full = route({"category": category}, ROUTES), route({"category": category}, ROUTES, busy={skill})
    assert (free.target, free.target_level) == (skill, level)
    assert (full.target, full.target_level, full.used_fallback) == (fallback, fallback_level, True)


def test_every_category_of_its_scheme_has_a_route_and_every_route_is_reached():
    [scheme] = [labels for labels in CATEGORY_SCHEMES.values() if "enterprise_sso" in labels]
    assert tuple(PRINTED) == tuple(scheme)
    assert check_routes(ROUTES, categories=scheme).ok


def test_a_feature_request_has_no_route():
    with pytest.raises(NoMatchError, match="feature_request"):
        route({"category": "feature_request"}, ROUTES)

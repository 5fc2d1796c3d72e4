import pytest

from supportops.presets.skill import KEYWORDS, ROUTES
from supportops.triage import categorise


def category(subject):
    return categorise({"subject": subject}, KEYWORDS).category


@pytest.mark.parametrize("subject", ["I forgot my PASSWORD", "Login fails", "Can’t access my account"])
def test_the_three_published_words_mean_a_password_or_login(subject):
    assert category(subject) == "password_login"


def test_there_is_one_rule_for_each_category_of_the_routes():
    assert sorted(rule.category for rule in KEYWORDS) == sorted(route.category for route in ROUTES)
    assert all(rule.fields == ("subject",) for rule in KEYWORDS)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Phishing mail with your logo", "security"),
        ("SAML assertion expired", "enterprise_sso"),
        ("Crash on Android 15", "mobile_app"),
        ("Webhooks arrive twice", "api_errors"),
        ("The site is down", "performance"),
        ("CSV export drops a column", "data_issues"),
        ("Refund for March", "billing_account"),
        ("Please add a dark mode", None),
    ],
)
def test_a_subject_has_the_category_of_its_words(subject, expected):
    assert category(subject) == expected


@pytest.mark.parametrize(
    ("subject", "expected", "also"),
    [
        ("Suspicious login from abroad", "security", ("password_login",)),
        ("SSO login fails on the iPhone", "enterprise_sso", ("mobile_app", "password_login")),
        ("Can't access the invoice", "billing_account", ("password_login",)),
        ("Slow API", "api_errors", ("performance",)),
    ],
)
def test_what_is_dangerous_to_miss_goes_first_and_what_is_said_in_passing_last(subject, expected, also):
    found = categorise({"subject": subject}, KEYWORDS)
    assert (found.category, found.also) == (expected, also)


@pytest.mark.parametrize("subject", ["Scroll down is broken", "Download fails", "The cancel button is grey"])
def test_a_word_with_another_meaning_decides_nothing(subject):
    assert category(subject) is None


def test_no_word_stands_in_two_categories():
    words = [word for rule in KEYWORDS for word in rule.words]
    assert len(set(words)) == len(words)

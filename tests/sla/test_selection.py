"""Which policy of a set holds for a ticket."""

from __future__ import annotations

import pytest
from tests.sla.desk import at, change, created, policy, ticket

from supportops.errors import ConfigurationError, NaiveDatetimeError, NoMatchError
from supportops.sla import PolicySet, Select

A, B, C = policy(name="a"), policy(name="b"), policy(name="c")
REST = Select(C)


def chosen(policies, *events, when="2026-03-06 12:00"):
    """Return the name of the policy, by the set and by a report under it."""
    history = ticket(*events)
    name = policies.choose(history.state(at=at(when))).name
    assert policies.evaluate(history, at=at(when)).policy_name == name
    return name


@pytest.mark.parametrize(
    ("key", "matching", "other"),
    [
        ({"priority": "P1"}, {"priority": "P1"}, {"priority": "P2"}),
        ({"tier": ("Gold", "Silver")}, {"tier": "Silver"}, {"tier": "Free"}),
        ({"category": "api"}, {"category": "api"}, {"category": None}),
        ({"channel": ("chat", "phone")}, {"channel": "chat"}, {"channel": "email"}),
        ({"fields": {"vip": True}}, {"fields": {"vip": True}}, {"fields": {"vip": False}}),
        ({"fields": {"seats": 40}}, {"fields": {"seats": 40}}, {"fields": {}}),
        ({"tier": "Gold", "channel": "chat"}, {"tier": "Gold", "channel": "chat"}, {"tier": "Gold"}),
    ],
)
def test_a_policy_is_chosen_by_what_its_entry_names(key, matching, other):
    policies = PolicySet(Select(A, **key), REST)
    assert chosen(policies, created("2026-03-02 09:00", **matching)) == "a"
    assert chosen(policies, created("2026-03-02 09:00", **other)) == "c"


def test_the_first_entry_that_matches_holds():
    policies = PolicySet(Select(A, tier="Gold"), Select(B, priority="P2"), REST)
    assert chosen(policies, created("2026-03-02 09:00", tier="Gold")) == "a"
    assert chosen(policies, created("2026-03-02 09:00", tier="Free")) == "b"


def test_the_override_goes_before_all_entries():
    policies = PolicySet(Select(A), override=Select(B, fields={"incident": True}))
    assert chosen(policies, created("2026-03-02 09:00")) == "a"
    assert chosen(policies, created("2026-03-02 09:00", fields={"incident": True})) == "b"


@pytest.mark.parametrize(("field", "to"), [("tier", "Gold"), ("channel", "chat"), ("category", "api"), ("vip", True)])
def test_a_change_of_any_key_may_change_the_policy(field, to):
    key = {"fields": {"vip": True}} if field == "vip" else {field: to}
    policies = PolicySet(Select(A, **key), REST)
    assert chosen(policies, created("2026-03-02 09:00"), change("2026-03-02 10:00", field, to)) == "a"


def test_dates_are_of_the_creation_and_half_open():
    policies = PolicySet(
        Select(A, end=at("2026-03-03 00:00")), Select(B, start=at("2026-03-03 00:00"), end=at("2026-03-05 00:00")), REST
    )
    days = ("2026-03-02 23:59", "2026-03-03 00:00", "2026-03-04 23:59", "2026-03-05 00:00")
    assert [chosen(policies, created(day)) for day in days] == ["a", "b", "b", "c"]


def test_a_ticket_no_entry_is_for_is_an_error_that_shows_its_keys():
    with pytest.raises(NoMatchError, match=r"priority 'P2', tier 'Free', category None, channel 'email'"):
        chosen(PolicySet(Select(A, tier="Gold")), created("2026-03-02 09:00", tier="Free", channel="email"))


def test_an_entry_whose_dates_are_reversed_is_refused():
    with pytest.raises(ConfigurationError, match="is not after start"):
        Select(A, start=at("2026-03-03 00:00"), end=at("2026-03-03 00:00"))
    with pytest.raises(NaiveDatetimeError):
        Select(A, start=at("2026-03-03 00:00").replace(tzinfo=None))


def test_an_empty_set_is_refused():
    with pytest.raises(ConfigurationError, match="at least one entry"):
        PolicySet()


def test_a_set_has_a_name_a_fingerprint_and_a_text():
    policies = PolicySet(Select(A, tier="Gold"), Select(A), override=Select(B, fields={"incident": True}))
    assert policies.name == "b, a"
    again = PolicySet.model_validate_json(policies.model_dump_json())
    assert (again, again.fingerprint) == (policies, policies.fingerprint)
    assert PolicySet(Select(A)).fingerprint != PolicySet(Select(A, tier="Gold")).fingerprint

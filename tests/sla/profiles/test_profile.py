"""What all profiles have in common: options that a policy takes, sources, and what stays of the policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sla.desk import DESK, RESOLUTIONS, H, at, created, policy, status, ticket

from supportops.errors import ConfigurationError, DomainError
from supportops.sla import BUILT_IN, MetricRule, PauseRule, PolicySet, Select, SlaPolicy
from supportops.sla.profiles import (
    Certainty,
    Profile,
    VendorChoice,
    chatwoot,
    frappe,
    freshdesk,
    glpi,
    jira,
    zammad,
    zendesk,
)
from supportops.vocabulary import P1_TO_P5

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "vendor-profiles.md"
PROFILES = [zendesk(), jira(), freshdesk(), frappe(), zammad(), glpi(), chatwoot()]
IDS = [profile.name for profile in PROFILES]
every_profile = pytest.mark.parametrize("profile", PROFILES, ids=IDS)
VENDOR = MetricRule("vendor_reply", starts_on=("status:on_hold",), stops_on=("status:open",))


@every_profile
def test_its_options_are_options_of_a_policy(profile):
    built = SlaPolicy(name="p", calendar=DESK, scale=P1_TO_P5, targets=RESOLUTIONS, **profile.options)
    assert all(getattr(built, field) == value for field, value in profile.options.items())


@every_profile
def test_each_choice_says_what_the_vendor_does_and_where_that_is_known_from(profile):
    for choice in profile.choices:
        field, _, metric = choice.field.partition(".")
        assert field in SlaPolicy.model_fields
        assert not metric or choice.value.name == metric
        assert len(choice.behaviour) > 20
        assert choice.source
        assert choice.certainty in Certainty


@every_profile
def test_no_option_is_chosen_twice_and_something_is_told_of_its_limits(profile):
    fields = [choice.field for choice in profile.choices]
    assert len(set(fields)) == len(fields)
    assert len(profile.limits) >= 3


@every_profile
def test_its_clocks_have_names_of_our_metrics(profile):
    assert set(profile.metrics.values()) <= {rule.name for rule in BUILT_IN}


@every_profile
def test_a_policy_keeps_its_promises_and_takes_the_choices(profile):
    ours = policy(around_the_clock=("P1",), tiers={"Gold": 0.5}, unknown_tier="base", stages=())
    theirs = profile.applied_to(ours)
    assert theirs.name == f"standard, as {profile.name}"
    for field in ("calendar", "scale", "targets", "calendars", "around_the_clock", "tiers", "unknown_tier", "stages"):
        assert getattr(theirs, field) == getattr(ours, field)
    assert all(getattr(theirs, field) == value for field, value in profile.options.items())


@every_profile
def test_what_is_not_known_of_the_vendor_stays_as_the_policy_has_it(profile):
    turned = {
        "landing": "open", "on_reply_while_paused": "keep", "on_reopen": "ignore", "on_target_change": "restart",
        "update_cadence": "fixed", "first_response_at_resolve": "cancel", "on_merge": "keep",
        "on_breached_target_change": "clear",
    }  # fmt: skip
    theirs = profile.applied_to(policy(**turned))
    for field, value in turned.items():
        assert getattr(theirs, field) == profile.options.get(field, value)


@every_profile
def test_a_metric_of_the_policys_own_stays_with_what_pauses_it(profile):
    rules = (PauseRule(("vendor_reply", "resolution"), statuses=("pending",), cap="2h"),)
    targets = {"P2": {"vendor_reply": "4h"}}
    theirs = profile.applied_to(policy(targets=targets, metrics=(*BUILT_IN, VENDOR), pauses=rules))
    assert VENDOR in theirs.metrics
    assert [rule for rule in theirs.pauses if "vendor_reply" in rule.metrics] == [
        PauseRule(("vendor_reply",), statuses=("pending",), cap="2h")
    ]


@every_profile
def test_a_policy_with_few_metrics_can_have_it_too(profile):
    few = policy(metrics=[rule for rule in BUILT_IN if rule.name == "resolution"])
    report = profile.applied_to(few).evaluate(ticket(created("2026-03-02 09:00")), at=at("2026-03-02 10:00"))
    assert [(timer.metric, timer.elapsed) for timer in report.timers] == [("resolution", H)]


def test_a_pause_by_hand_is_not_known_to_any_of_them():
    assert not any(rule.explicit for profile in PROFILES for rule in profile.options.get("pauses", ()))


@pytest.mark.parametrize("profile", [jira, freshdesk, frappe, zammad])
def test_the_paused_statuses_are_the_desks_own_where_the_vendor_lets_it_choose(profile):
    history = ticket(created("2026-03-02 09:00"), status("2026-03-02 10:00", "on_hold"))
    for statuses, elapsed in (("on_hold", H), (("pending", "on_hold"), H), ((), 3 * H)):
        theirs = profile(paused_statuses=statuses).applied_to(policy())
        assert theirs.evaluate(history, at=at("2026-03-02 12:00")).timer("resolution").elapsed == elapsed


def test_a_status_that_is_no_text_is_refused():
    with pytest.raises(ConfigurationError, match="statuses"):
        jira(paused_statuses=[7])


def test_it_is_shown_as_text_and_as_tables():
    profile = Profile(
        "<b>desk</b>",
        (VendorChoice("landing", "open", "a | b <i>", "page & code", Certainty.DOCUMENTED),),
        {"Time": "resolution"},
        ("no <u>limit</u>",),
    )
    assert str(profile) == "<b>desk</b>: landing open"
    assert profile.applied_to(policy()).pauses == policy().pauses
    assert profile.to_markdown().splitlines() == [
        "| option | value | what the helpdesk does | source | how sure |",
        "| --- | --- | --- | --- | --- |",
        "| `landing` | open | a \\| b &lt;i&gt; | page &amp; code | documented |",
        "",
        "Its clocks: Time = `resolution`.",
        "",
        "- no &lt;u&gt;limit&lt;/u&gt;",
    ]
    html = profile._repr_html_()
    assert "<td>a | b &lt;i&gt;</td><td>page &amp; code</td><td>documented</td>" in html
    assert "<caption>&lt;b&gt;desk&lt;/b&gt;</caption>" in html
    assert "<li>no &lt;u&gt;limit&lt;/u&gt;</li>" in html


@every_profile
def test_the_page_about_profiles_shows_it_as_it_is(profile):
    assert profile.to_markdown() in PAGE.read_text(encoding="utf-8")


def test_a_rule_of_a_metric_is_told_by_its_ends():
    assert "| `metrics.acknowledge` | from created to assigned or acknowledged or resolved" in glpi().to_markdown()


def test_a_profile_is_applied_to_one_policy():
    with pytest.raises(DomainError, match="applied to an SlaPolicy, got PolicySet; of a PolicySet, take its policies"):
        jira().applied_to(PolicySet(Select(policy())))

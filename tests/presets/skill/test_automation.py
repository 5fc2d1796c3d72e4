import pytest

from supportops.errors import DomainError, NoMatchError
from supportops.presets import load
from supportops.presets.skill import AUTOMATION, STAGES, TARGETS, escalation_by_fraction
from supportops.triage import DecisionTable

LATE = {"priority": "High", "status": "Open", "hours_since_created": 2.5}
RESOLVED = {"status": "Resolved", "status_before": "Open", "channel": "Email", "tags": ["billing"]}
ALERT = {
    "slack_alert": "#support-escalations",
    "internal_note": "Approaching SLA breach",
    "assign_to": "on-call manager",
}


def answer(name, **facts):
    return AUTOMATION[name].decide(facts).output


def is_silent(name, **facts):
    try:
        answer(name, **facts)
    except NoMatchError:
        return True
    return False


def test_the_three_rules_are_those_of_the_table():
    assert tuple(AUTOMATION) == tuple(row["name"] for row in load("workflow_automation_rules").rows)
    assert {table.hit_policy for table in AUTOMATION.values()} == {"first"}


@pytest.mark.parametrize("subject", ["New password please", "LOGIN broken", "I can’t access the portal"])
def test_a_word_in_the_subject_sets_category_team_and_article(subject):
    assert answer("auto_categorization", subject=subject, body="") == {
        "category": "Authentication",
        "team": "Authentication Team",
        "article": "Password Reset Guide",
    }


def test_the_body_is_not_read_and_parts_of_words_do_not_count():
    assert is_silent("auto_categorization", subject="Help", body="my password is lost")
    assert is_silent("auto_categorization", subject="Blogins and passwordless")
    assert AUTOMATION["auto_categorization"].decide({}).needs == ("subject",)


def test_a_ticket_of_high_priority_that_is_open_for_more_than_two_hours_is_escalated():
    assert answer("escalation", **LATE) == ALERT


@pytest.mark.parametrize(
    "change", [{"priority": "Medium"}, {"status": "Pending"}, {"hours_since_created": 2}, {"status": "open"}]
)
def test_any_other_ticket_is_not_escalated(change):
    assert is_silent("escalation", **{**LATE, **change})


def test_hours_below_zero_are_refused():
    with pytest.raises(DomainError) as refused:
        answer("escalation", **{**LATE, "hours_since_created": -1})
    assert refused.value.field == "hours_since_created"


def test_a_survey_is_sent_two_hours_after_a_ticket_is_resolved():
    assert answer("csat_trigger", **RESOLVED) == {"action": "send_csat_survey", "delay_minutes": 120}


@pytest.mark.parametrize(
    "change",
    [{"status_before": "Resolved"}, {"status": "Closed"}, {"channel": "Internal"}, {"tags": ["vip", "no-survey"]}],
)
def test_no_survey_is_sent_otherwise(change):
    assert is_silent("csat_trigger", **{**RESOLVED, **change})


def test_the_status_before_is_asked_for():
    facts = {name: fact for name, fact in RESOLVED.items() if name != "status_before"}
    assert AUTOMATION["csat_trigger"].decide(facts).needs == ("status_before",)


def test_each_rule_is_silent_on_most_tickets_and_has_no_other_fault():
    for table in AUTOMATION.values():
        analysis = table.analyse()
        assert analysis.gaps
        assert analysis.conflicts == analysis.hidden == analysis.impossible == ()


def test_two_hours_are_late_for_the_response_and_early_for_the_resolution():
    hours = {metric: TARGETS["P2"][metric].total_seconds() / 3600 for metric in ("first_response", "resolution")}
    assert hours == {"first_response": 1, "resolution": 8}


def test_the_repaired_escalation_goes_by_the_part_of_the_target_that_is_used():
    table = escalation_by_fraction()
    facts = {"priority": "High", "status": "Open"}
    assert table.decide({**facts, "elapsed_fraction": 0.8}).output == ALERT
    with pytest.raises(NoMatchError):
        table.decide({**facts, "elapsed_fraction": 0.79})
    assert [stage.fraction for stage in STAGES if stage.name == "orange"] == [0.8]


def test_its_fraction_can_be_chosen_but_is_more_than_nothing():
    facts = {"priority": "High", "status": "Open", "elapsed_fraction": 0.5}
    assert escalation_by_fraction(0.5).decide(facts).output == ALERT
    for fraction in (0, -0.1, float("nan")):
        with pytest.raises(DomainError, match="more than 0") as refused:
            escalation_by_fraction(fraction)
        assert refused.value.field == "fraction"


@pytest.mark.parametrize("table", [*AUTOMATION.values(), escalation_by_fraction()], ids=lambda table: table.name)
def test_it_survives_json(table):
    assert DecisionTable.model_validate_json(table.model_dump_json()) == table

from datetime import UTC, datetime

from supportops.calendar import ALWAYS_OPEN
from supportops.presets import DESIGN_RULES, FIRST_RESPONSE_BY, load, skill
from supportops.tickets import Created, Message, TicketHistory
from supportops.vocabulary import Party

AT = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)


def test_the_design_rules_are_as_printed():
    assert dict(DESIGN_RULES) == {
        "targets_achievable_share": 0.95,
        "buffer_on_capacity": 0.2,
        "warning_point": 0.8,
        "auto_escalation_point": 1.0,
        "around_the_clock_only_for": "critical",
        "review_frequency": "monthly",
        "post_launch_watch_period": 2,
        "capacity_model_review": "monthly",
        "freeze_after_missed_first_response_sla": 2,
    }


def test_the_warning_and_the_escalation_point_are_stages():
    stages = {stage.name: stage for stage in skill.STAGES}
    assert stages["orange"].fraction == DESIGN_RULES["warning_point"]
    assert stages["breach"].fraction == DESIGN_RULES["auto_escalation_point"]
    assert "escalate" in stages["breach"].action


def test_critical_is_what_is_measured_around_the_clock():
    policy = skill.sla_policy(skill.sample_desk("UTC"))
    assert [skill.PRIORITY_NAMES[priority] for priority in policy.around_the_clock] == [
        DESIGN_RULES["around_the_clock_only_for"]
    ]


def test_the_sources_disagree_on_replies_of_a_bot():
    assert dict(FIRST_RESPONSE_BY) == {"human": (Party.AGENT,), "human_or_ai": (Party.AGENT, Party.BOT)}


def test_a_bot_responds_only_where_the_policy_says_so():
    def stopped(by: Party, definition: str) -> bool:
        policy = skill.sla_policy(ALWAYS_OPEN).model_copy(update={"first_response_by": FIRST_RESPONSE_BY[definition]})
        created = Created(at=AT.replace(minute=0), priority="P1")
        history = TicketHistory(ticket_id="1", events=(created, Message(at=AT.replace(minute=5), by=by)))
        return policy.evaluate(history, at=AT).timer("first_response").stopped is not None

    assert stopped(Party.BOT, "human_or_ai")
    assert not stopped(Party.BOT, "human")
    assert stopped(Party.AGENT, "human")
    assert stopped(Party.AGENT, "human_or_ai")
    assert not stopped(Party.SYSTEM, "human_or_ai")


def test_the_definitions_are_as_printed():
    rows = load("response_and_resolution_definitions").rows
    assert [(row["event"], row["meaning"]) for row in rows] == [
        ("first_response", "first acknowledgment by a support agent"),
        ("first_response", "first reply of a person or of an AI"),
        ("resolution", "issue fixed or a workaround supplied"),
    ]

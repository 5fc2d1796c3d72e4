from datetime import UTC, datetime, timedelta

from supportops.calendar import ALWAYS_OPEN
from supportops.presets import skill
from supportops.sla import DEFAULT_STAGES
from supportops.tickets import Created, TicketHistory

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SHARES = {"yellow": 0.5, "orange": 0.8, "red": 0.9, "breach": 1.0, "severe_breach": 2.0}


def test_the_levels_are_as_printed():
    assert [(stage.name, stage.fraction, stage.action, stage.notify) for stage in skill.STAGES] == [
        ("yellow", 0.5, "visible in queue view", ()),
        ("orange", 0.8, "alert", ("assignee",)),
        ("red", 0.9, "alert", ("team_lead",)),
        ("breach", 1.0, "notify and escalate", ("manager",)),
        ("severe_breach", 2.0, "notify", ("director",)),
    ]


def test_they_are_the_default_stages_but_for_the_name_of_the_last():
    ours = [(stage.name, stage.fraction, stage.notify) for stage in skill.STAGES]
    default = [(stage.name, stage.fraction, stage.notify) for stage in DEFAULT_STAGES]
    assert ours[:-1] == default[:-1]
    assert ours[-1][1:] == default[-1][1:]
    assert (ours[-1][0], default[-1][0]) == ("severe_breach", "severe")


def test_worked_example_the_instants_of_a_p1_response():
    history = TicketHistory(ticket_id="1", events=(Created(at=START, priority="P1"),))
    timer = skill.sla_policy(ALWAYS_OPEN).evaluate(history, at=START).timer("first_response")
    minutes = {name: (at - START) / timedelta(minutes=1) for name, at in timer.stages.items() if at is not None}
    assert minutes == {"yellow": 7.5, "orange": 12, "red": 13.5, "breach": 15, "severe_breach": 30}


def test_severe_is_twice_the_target_elapsed():
    history = TicketHistory(ticket_id="1", events=(Created(at=START, priority="P1"),))
    policy = skill.sla_policy(ALWAYS_OPEN)
    assert policy.evaluate(history, at=START + timedelta(minutes=30)).timer("first_response").stage == "severe_breach"
    assert policy.evaluate(history, at=START + timedelta(minutes=29)).timer("first_response").stage == "breach"

from datetime import UTC, datetime, timedelta

from supportops.durations import BusinessDays
from supportops.presets import load, playbook, skill
from supportops.sla import Verdict
from supportops.tickets import Created, TicketHistory
from supportops.vocabulary import P0_TO_P4

DESK = skill.sample_desk("UTC")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def due(priority: str, created: datetime, **options) -> datetime | None:
    history = TicketHistory(ticket_id="1", events=(Created(at=created, priority=priority),))
    return playbook.sla_policy(DESK, **options).evaluate(history, at=created).timer("resolution").due


def test_the_targets_are_as_printed():
    assert {label: dict(row) for label, row in playbook.TARGETS.items()} == {
        "P0": {"first_response": hours(0.25), "resolution": hours(4)},
        "P1": {"first_response": hours(1), "resolution": hours(8)},
        "P2": {"first_response": hours(4), "resolution": hours(48)},
        "P3": {"first_response": hours(8), "resolution": BusinessDays(5)},
        "P4": {"first_response": hours(24), "resolution": None},
    }


def test_the_names_and_definitions_are_as_printed():
    rows = load("priority_matrix_p0_p4").rows
    assert [(row["priority"], row["name"], row["definition"]) for row in rows] == [
        ("P0", "critical", "service down for every user"),
        ("P1", "high", "major feature broken and no workaround"),
        ("P2", "medium", "feature impaired but a workaround exists"),
        ("P3", "low", "minor or cosmetic issue, how-to"),
        ("P4", "request", "feature request or feedback"),
    ]


def test_a_request_is_acknowledged_and_tracked_so_no_resolution_is_promised():
    history = TicketHistory(ticket_id="1", events=(Created(at=MONDAY, priority="P4"),))
    report = playbook.sla_policy(DESK).evaluate(history, at=MONDAY)
    assert report.timer("resolution").verdict == Verdict.NOT_APPLICABLE
    assert report.timer("first_response").verdict == Verdict.UNDECIDED
    assert load("priority_matrix_p0_p4").rows[4]["resolution_other"] == "acknowledged_and_tracked"


def test_the_policy_stands_on_its_own_scale():
    policy = playbook.sla_policy(DESK, name="plan")
    assert (policy.scale, policy.name, policy.around_the_clock) == (P0_TO_P4, "plan", ())


def test_nothing_runs_around_the_clock_unless_the_caller_says_so():
    saturday = datetime(2026, 3, 7, 12, tzinfo=UTC)
    assert due("P0", saturday) == datetime(2026, 3, 9, 13, tzinfo=UTC)
    assert due("P0", saturday, around_the_clock=("P0",)) == saturday + hours(4)


def test_in_business_hours_of_nine_hours_a_day_p2_is_due_after_p3():
    assert due("P2", MONDAY) == datetime(2026, 3, 9, 12, tzinfo=UTC)
    assert due("P3", MONDAY) == datetime(2026, 3, 9, 9, tzinfo=UTC)

"""The SLA oracle against figures worked out by hand; 2 March 2026 is a Monday, the desk is open Mon-Fri 9-17 UTC."""

from datetime import datetime

import pytest
from tests.oracles.sla_oracle import evaluate

DAY = 1440
FIVE_DAYS = ("business_days", 5, "same_time")
TARGETS = {
    "P1": {"resolution": 240, "first_response": 10},
    "P2": {
        "first_response": 60,
        "next_response": 120,
        "update": 120,
        "pausable_update": 120,
        "acknowledge": 30,
        "resolution": 480,
        "requester_wait": 480,
        "agent_work": 480,
    },
    "P3": {"resolution": 240},
    "P4": {"first_response": 60},
    "P5": {"resolution": FIVE_DAYS},
    "P6": {"resolution": ("business_days", 5, "close")},
}
PENDING = {"metrics": ("resolution",), "statuses": ("pending",), "explicit": True}


def t(text):
    """Return "2 09:00", a day and time of March 2026, in minutes since 1970."""
    day, clock = text.split()
    return int(datetime.fromisoformat(f"2026-03-{int(day):02}T{clock}+00:00").timestamp()) // 60


def desk(minute):
    """Return whether a Monday to Friday, 9 to 17 desk is open; 1970 began on a Thursday."""
    return (minute // DAY + 3) % 7 < 5 and 540 <= minute % DAY < 1020


def unpaused_due(name, start, days, until):
    """Return the same time, or the closing, on the nth later working day."""
    assert name == "desk"
    while days:
        start += DAY
        days -= (start // DAY + 3) % 7 < 5
    return start // DAY * DAY + 1020 if until == "close" else start


POLICY = {
    "calendars": {"desk": desk, "always": lambda minute: True},
    "calendar_for": lambda priority, tier, metric: "always" if priority == "P1" else "desk",
    "targets": TARGETS,
    "tiers": {"Enterprise": 0.5, "Own": {"P2": {"resolution": 60}}},
    "unpaused_due": unpaused_due,
    "pauses": (PENDING,),
}


def event(kind, at, **fields):
    return {"kind": kind, "at": t(at), **fields}


def created(at="2 09:00", priority="P2", **fields):
    return event("created", at, priority=priority, **fields)


def status(at, to, reason=None):
    return event("status_change", at, to=to, reason=reason)


def agent(at, *, public=True):
    return event("message", at, by="agent", public=public)


def requester(at):
    return event("message", at, by="requester")


def priority(at, to):
    return event("field_change", at, field="priority", to=to)


def see(at, *events, metric="resolution", cycle=-1, **options):
    """Return the answer for one timer, by default the last cycle of resolution."""
    answers = [one for one in evaluate(events, POLICY | options, t(at)) if one["metric"] == metric]
    return answers[-1] if cycle == -1 else answers[cycle - 1]


def check(answer, **expected):
    """Compare the named fields; texts that begin with a digit are instants, `stages` may name a few."""
    for name, value in expected.items():
        if name == "stages":
            value = {one: None if at is None else t(at) for one, at in value.items()}
            assert {one: answer[name][one] for one in value} == value, name
        else:
            is_instant = isinstance(value, str) and value[0].isdigit()
            assert answer[name] == (t(value) if is_instant else value), name


def test_eight_hours_from_nine_are_due_at_closing():
    stages = {0.5: "2 13:00", 0.8: "2 15:24", 0.9: "2 16:12", 1.0: "2 17:00", 2.0: "3 17:00"}
    answer = see("2 10:00", created())
    check(answer, target=480, started="2 09:00", stopped=None, elapsed=60, paused=0, due="2 17:00", breached_at=None)
    check(answer, stages=stages, state="running", verdict="undecided", first_stopped=None, paused_by={})


def test_landing_open_moves_a_due_at_closing_to_the_next_opening_but_no_other_stage():
    check(see("2 10:00", created(), landing="open"), due="3 09:00", stages={0.5: "2 13:00", 2.0: "3 17:00"})
    check(see("3 09:00", created(), landing="open"), verdict="undecided", elapsed=480)
    check(see("3 09:01", created(), landing="open"), breached_at="3 09:00", verdict="breached")


def test_a_weekend_is_not_counted():
    check(see("9 09:30", created("6 15:00")), due="9 15:00", elapsed=150)


@pytest.mark.parametrize(("at", "verdict", "reached"), [("2 17:00", "met", None), ("2 17:01", "breached", "2 17:00")])
def test_met_until_the_due_and_breached_after_it(at, verdict, reached):
    answer = see("4 12:00", created(), status(at, "resolved"))
    check(answer, stopped=at, first_stopped=at, elapsed=480, due="2 17:00", breached_at=reached, verdict=verdict)
    check(answer, state="stopped", stages={0.9: "2 16:12", 1.0: reached, 2.0: None})


def test_pending_pauses_resolution_and_moves_its_due():
    events = created(), status("2 10:00", "pending", "customer"), status("2 12:00", "open")
    check(see("2 11:00", *events), state="paused", due=None, elapsed=60, paused=60, stages={0.5: None, 1.0: None})
    check(see("2 12:30", *events), elapsed=90, paused=120, paused_by={"customer": 120}, due="3 11:00", state="running")
    check(see("2 12:30", *events, metric="acknowledge"), elapsed=60, paused=0, breached_at="2 09:30")


def test_closed_time_inside_a_pause_is_not_paused():
    check(see("3 10:00", created(), status("2 16:00", "pending"), status("3 09:30", "open")), paused=90, elapsed=450)


def test_a_budget_spent_before_the_pause_keeps_its_due():
    for pause in ("2 17:00", "2 23:00"):
        answer = see("3 12:00", created(), status(pause, "pending"))
        check(answer, state="paused", due="2 17:00", breached_at="2 17:00", elapsed=480, paused=180)
    answer = see("3 12:00", created(), status("2 20:00", "pending"), landing="open")
    check(answer, due="3 09:00", breached_at="3 09:00")


def test_stopped_straight_out_of_a_pause_the_due_is_as_if_resumed():
    check(see("5 12:00", created(), status("2 10:00", "pending"), status("2 12:00", "resolved")), due="3 11:00")


def test_created_in_a_paused_status_is_paused_from_creation():
    check(see("2 12:00", created(status="pending")), state="paused", elapsed=0, paused_by={"pending": 180})


@pytest.mark.parametrize(("mode", "elapsed", "paused"), [("resume", 180, 60), ("keep", 120, 120)])
def test_the_stretch_after_an_answer_is_illegitimate(mode, elapsed, paused):
    events = created(), status("2 10:00", "pending"), requester("2 11:00"), status("2 12:00", "open")
    answer = see("2 13:00", *events, on_reply_while_paused=mode)
    check(answer, elapsed=elapsed, paused=paused, illegitimate=60)


def test_a_capped_pause_has_a_due_and_ends_when_the_cap_is_spent():
    events, rules = (created(), status("2 10:00", "pending")), (PENDING | {"cap": 60},)
    check(see("2 10:30", *events, pauses=rules), state="paused", due="3 10:00", elapsed=60)
    check(see("2 12:00", *events, pauses=rules), state="running", due="3 10:00", elapsed=120, paused=60)


def test_an_explicit_pause_ends_at_its_until_or_when_resumed():
    events = created(), event("paused", "2 10:00", reason="vendor", until=t("2 11:00"))
    check(see("2 10:30", *events), state="paused", due="3 10:00", paused_by={"vendor": 30})
    check(see("2 12:00", *events), state="running", elapsed=120, paused=60)
    check(see("2 10:30", *events, event("resumed", "2 10:20")), elapsed=70, paused=20)
    check(see("2 10:30", *events, event("resumed", "2 10:20", reason="other")), elapsed=60, paused=30)


def test_of_overlapping_pauses_the_first_owns_the_time():
    events = (
        created(),
        event("paused", "2 10:00", reason="vendor"),
        status("2 11:00", "pending", "customer"),
        event("resumed", "2 12:00", reason="vendor"),
        status("2 13:00", "open"),
    )
    check(see("2 14:00", *events), elapsed=120, paused_by={"vendor": 120, "customer": 60})


def test_a_pause_that_holds_before_and_after_a_group_keeps_its_beginning():
    start = created(), status("2 10:00", "pending", "a"), event("paused", "2 10:30", reason="vendor")
    group = status("2 11:00", "open"), status("2 11:00", "pending", "b")
    check(see("2 12:00", *start, *group), paused_by={"a": 60, "b": 60})


def test_two_unanswered_follow_ups_pause_until_the_requester_writes():
    rules = ({"metrics": ("resolution",), "after_follow_ups": 2},)
    events = created(), agent("2 10:00"), agent("2 10:30", public=False), agent("2 11:00"), requester("2 13:00")
    check(see("2 14:00", *events, pauses=rules), elapsed=180, paused_by={"customer_unresponsive": 120})


def test_each_metric_pauses_by_its_nature():
    events = created(), status("2 10:00", "on_hold"), status("2 11:00", "pending"), status("2 12:00", "open")
    check(see("2 13:00", *events, metric="requester_wait"), elapsed=180, paused_by={"pending": 60})
    check(see("2 13:00", *events, metric="agent_work"), elapsed=120, paused_by={"on_hold": 60, "pending": 60})
    check(see("2 13:00", *events), elapsed=180, paused_by={"pending": 60})


def test_a_reopened_ticket_resumes_starts_anew_or_stays():
    events = created(), status("2 11:00", "resolved"), status("2 13:00", "open")
    answer = see("2 14:00", *events)
    check(answer, elapsed=180, paused_by={"resolved": 120}, stopped=None, first_stopped="2 11:00", due="3 11:00")
    check(see("2 14:00", *events, cycle=1, on_reopen="new_cycle"), stopped="2 11:00", verdict="met", elapsed=120)
    check(see("2 14:00", *events, on_reopen="new_cycle"), cycle=2, started="2 13:00", elapsed=60, due="3 13:00")
    check(see("2 14:00", *events, metric="agent_work", on_reopen="new_cycle"), cycle=1, elapsed=180, paused=120)
    again = see("2 15:00", *events, status("2 14:30", "resolved"))
    check(again, stopped="2 14:30", first_stopped="2 11:00", elapsed=210, verdict="met")
    check(see("2 14:00", *events, metric="acknowledge"), cycle=1, stopped="2 11:00")
    check(see("2 14:00", *events, on_reopen="ignore"), cycle=1, stopped="2 11:00", elapsed=120)


def test_a_target_change_carries_the_counted_time():
    check(see("2 12:00", created(), priority("2 12:00", "P3")), due="2 13:00", stages={0.5: "2 12:00", 0.9: "2 12:36"})
    check(see("2 14:00", created(), priority("2 14:00", "P3")), due="2 14:00", verdict="undecided", elapsed=300)
    check(see("2 14:01", created(), priority("2 14:00", "P3")), breached_at="2 14:00", stages={0.5: "2 14:00"})


def test_a_change_of_calendar_counts_on_the_new_one_from_then_on():
    check(see("3 09:30", created("2 16:00"), priority("3 08:00", "P1")), elapsed=150, due="3 11:00", target=240)


def test_a_breach_already_incurred_is_kept_or_cleared():
    events = created(priority="P3"), priority("2 14:00", "P2")
    check(see("2 15:00", *events), breached_at="2 13:00", due="2 17:00", verdict="breached", stages={1.0: "2 13:00"})
    check(see("2 15:00", *events, on_breached_target_change="clear"), verdict="undecided", due="2 17:00")


def test_restart_supersedes_the_cycle():
    events = created(), priority("2 12:00", "P3")
    answer = see("2 13:00", *events, cycle=1, on_target_change="restart")
    check(answer, state="cancelled", reason="superseded", stopped="2 12:00", elapsed=180, verdict="undecided")
    check(see("2 13:00", *events, on_target_change="restart"), cycle=2, started="2 12:00", elapsed=60, due="2 16:00")


def test_creation_measures_again_from_the_start():
    events = created(), status("2 10:00", "pending"), status("2 11:00", "open"), priority("2 15:00", "P3")
    answer = see("2 15:00", *events, on_target_change="creation")
    check(answer, elapsed=300, due="2 14:00", breached_at="2 14:00", stages={0.5: "2 12:00", 0.9: "2 13:36"})
    events = created("2 16:00"), status("2 18:00", "pending"), status("2 20:00", "open"), priority("2 22:00", "P1")
    answer = see("2 22:00", *events, on_target_change="creation")
    check(answer, elapsed=240, paused=120, due="2 22:00", verdict="undecided")


def test_a_metric_that_first_gets_a_target_starts_at_the_change():
    events = created(priority="P4"), priority("2 12:00", "P2")
    check(see("2 11:00", *events), verdict="not_applicable", target=None, due=None, started=None)
    check(see("2 13:00", *events), cycle=1, started="2 12:00", elapsed=60, due="3 12:00", verdict="undecided")


def test_a_tier_is_a_factor_or_a_table():
    check(see("2 10:00", created(tier="Enterprise")), target=240, due="2 13:00")
    check(see("2 10:00", created(tier="Own")), target=60, due="2 10:00")
    check(see("2 10:00", created("2 10:00", "P5", tier="Enterprise")), due="5 10:00")


def test_next_response_is_one_timer_a_turn():
    events = (created(), requester("2 09:10"), agent("2 09:30"), requester("2 10:00"), requester("2 10:20"))
    events += (agent("2 11:00"), requester("2 12:00"), agent("2 12:00"), requester("2 13:00"))
    events += (status("2 13:30", "resolved"), requester("2 14:00"), requester("2 15:00"), status("2 15:00", "open"))
    ask = {"metric": "next_response"}
    check(see("2 09:50", *events, **ask), state="waiting", verdict="undecided", target=120, started=None)
    check(see("2 16:00", *events, **ask, cycle=1), started="2 10:00", stopped="2 11:00", elapsed=60, verdict="met")
    check(see("2 16:00", *events, **ask, cycle=2), started="2 12:00", stopped="2 12:00", elapsed=0, verdict="met")
    check(see("2 14:30", *events, **ask), cycle=3, state="cancelled", reason="resolved", verdict="undecided")
    check(see("2 16:00", *events, **ask), cycle=4, started="2 15:00", elapsed=60, state="running")


def test_first_response_to_a_ticket_made_by_an_agent_waits_for_the_requester():
    events = created(by="agent"), agent("2 09:10"), requester("2 10:00")
    events += (event("message", "2 10:05", by="bot", public=True), agent("2 10:30"))
    check(see("2 09:30", *events, metric="first_response"), state="waiting", started=None)
    check(see("2 11:00", *events, metric="first_response"), started="2 10:00", stopped="2 10:30", elapsed=30)
    check(see("2 10:15", *events, metric="first_response", cycle=1), state="running", elapsed=15)
    check(see("2 10:15", *events, metric="next_response"), state="waiting", started=None)
    bots = see("2 11:00", *events, metric="first_response", first_response_by=("agent", "bot"))
    check(bots, stopped="2 10:05")


def test_a_resolve_stops_or_cancels_the_first_response():
    events = created(), status("2 09:30", "resolved")
    check(see("2 10:00", *events, metric="first_response"), state="stopped", verdict="met", elapsed=30)
    cancelled = see("2 10:00", *events, metric="first_response", first_response_at_resolve="cancel")
    check(cancelled, state="cancelled", verdict="undecided")
    check(see("2 10:00", created(status="resolved")), stopped="2 09:00", elapsed=0, verdict="met")


@pytest.mark.parametrize(
    ("acknowledging", "stopped"),
    [
        (event("assignment", "2 09:10", group="desk"), None),
        (event("assignment", "2 09:10", agent="Ann"), "2 09:10"),
        (event("acknowledged", "2 09:10"), "2 09:10"),
        (status("2 09:10", "open"), "2 09:10"),
        (agent("2 09:10", public=False), "2 09:10"),
        (requester("2 09:10"), None),
    ],
)
def test_what_acknowledges(acknowledging, stopped):
    check(see("2 09:20", created(), acknowledging, metric="acknowledge"), stopped=stopped)


def test_each_public_message_ends_an_update_and_starts_the_next():
    events = created(), agent("2 09:10"), agent("2 10:10")
    check(see("2 11:00", *events, metric="update", cycle=1), stopped="2 10:10", elapsed=60, verdict="met")
    check(see("2 11:00", *events, metric="update"), cycle=2, due="2 12:10", elapsed=50)
    cancelled = see("2 11:00", *events, status("2 10:30", "resolved"), metric="update")
    check(cancelled, cycle=2, state="cancelled", elapsed=20)
    same_minute = see("2 11:00", *events, status("2 10:10", "resolved"), metric="update")
    check(same_minute, cycle=1, state="stopped", verdict="met")


@pytest.mark.parametrize(("second", "target", "due"), [("2 09:30", 210, "2 13:00"), ("2 11:00", 120, "2 13:00")])
def test_a_fixed_cadence_keeps_to_multiples_of_the_interval(second, target, due):
    answer = see(second, created(), agent("2 09:00"), agent(second), metric="update", update_cadence="fixed")
    check(answer, cycle=2, target=target, due=due)


def test_a_merge_cancels_but_keeps_what_had_breached():
    check(see("4 09:00", created(), event("merged", "2 12:00")), state="cancelled", verdict="undecided", elapsed=180)
    check(see("4 09:00", created(), event("merged", "3 10:00")), reason="merged", breached_at="2 17:00")
    stops = status("2 12:00", "resolved")
    check(see("4 09:00", created(), event("merged", "2 12:00"), stops), state="stopped", verdict="met")
    spam = created(), event("cancelled", "2 12:00", reason="spam"), agent("2 13:00")
    check(see("4 09:00", *spam, metric="update"), state="cancelled", reason="spam", started=None)


def test_an_absorbed_ticket_brings_its_start_but_no_breach_before_the_event():
    absorbed = event("absorbed", "2 14:00", ticket_id="1", started=t("2 09:00"))
    check(see("2 14:00", created("2 13:00"), absorbed), started="2 09:00", elapsed=300, due="2 17:00")
    check(see("2 15:00", created("2 13:00", "P3"), absorbed), due="2 14:00", breached_at="2 14:00")


def test_a_due_set_by_hand_is_fixed_follows_pauses_or_is_cleared():
    events = created(), event("due_set", "2 10:00", metric="resolution", due=t("2 15:00")), status("2 11:00", "pending")
    check(see("2 16:00", *events), state="paused", due="2 15:00", breached_at="2 15:00", target=360, elapsed=120)
    following = events[0], events[1] | {"follows_pauses": True}, events[2], status("2 12:00", "open")
    check(see("2 11:30", *following), due=None)
    check(see("2 13:00", *following), due="2 16:00", verdict="undecided")
    cleared = event("due_set", "2 13:00", metric="resolution", due=None)
    check(see("2 13:00", *following, cleared), due="3 10:00", target=480)


def test_business_days_are_moved_by_the_open_time_of_pauses():
    pause = status("3 10:00", "pending"), status("3 12:00", "open")
    check(see("2 11:00", created("2 10:00", "P5")), due="9 10:00", target=2400, stages={0.5: "4 14:00"})
    check(see("3 11:00", created("2 10:00", "P5"), *pause), due=None)
    check(see("3 13:00", created("2 10:00", "P5"), *pause), due="9 12:00", target=2400, stages={0.5: "4 16:00"})
    check(see("3 13:00", created("2 10:00", "P6"), *pause), due="10 11:00")
    check(see("9 12:00", created("2 09:00", "P5"), status("6 18:00", "pending")), due="9 09:00", breached_at="9 09:00")

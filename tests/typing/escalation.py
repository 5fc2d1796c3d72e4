"""What a user may write about states, escalation, on-call and incidents: `mypy --strict` reads this, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum, StrEnum
from typing import assert_type

from supportops import BusinessCalendar, Holidays, TicketHistory
from supportops.tickets import StatusMap
from supportops.triage import (
    LIFECYCLE,
    LIFECYCLE_STATUS,
    SEV1_TO_SEV5,
    Acknowledged,
    ActionItem,
    ChecklistItem,
    Coverage,
    EscalationEvent,
    EscalationPolicy,
    EscalationSet,
    EscalationStep,
    Followed,
    Handoff,
    HandoffCheck,
    IllegalMove,
    Incident,
    IncidentMessage,
    IncidentPlan,
    IncidentTimeline,
    LevelMoves,
    LevelTime,
    LifecycleReview,
    Limbo,
    Log,
    LogEntry,
    MachineCheck,
    MessageKind,
    MoveCount,
    Notification,
    Notify,
    OnCall,
    Page,
    Replay,
    Resolved,
    Rota,
    RotaOverride,
    SeverityChanged,
    Share,
    Shares,
    Shift,
    StateMachine,
    Transition,
    Triggered,
    Visit,
    any_of,
    at_least,
    follow_history,
    level_moves,
    lifecycle_review,
    limbo,
    open_time_in,
    time_in_level,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DESK = BusinessCalendar(zone="Europe/Berlin", hours="Mon-Fri 09:00-17:00")


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class Event(Enum):
    SEND = "send"


def machines() -> None:
    send = Transition(Event.SEND, State.DRAFT, "sent", when={"pages": at_least(1)}, effects=("tell",), automatic=True)
    machine = StateMachine(
        name="letter", states=State, transitions=(send,), initial=State.DRAFT, final=(State.SENT,),
        inputs={"pages": "integer"},
    )  # fmt: skip
    assert_type(machine.step(State.DRAFT, Event.SEND, {"pages": 2}), str)
    assert_type(machine.transition("draft", "send", {"pages": 2}), Transition)
    assert_type(machine.allowed(State.DRAFT), tuple[str, ...])
    assert_type(machine.can("draft", "send"), bool)
    replay = machine.replay([(NOW, "send", {"pages": 2})], start=NOW)
    assert_type(replay, Replay)
    visits: tuple[Visit, ...] = replay.visits
    state, entered, left = visits[0]
    assert_type((state, entered, left), tuple[str, datetime, datetime | None])
    assert_type(replay.time_in, Mapping[str, timedelta])
    assert_type(replay.bounces, int)
    followed = machine.follow([(NOW, State.SENT)], start=NOW)
    illegal: tuple[IllegalMove, ...] = followed.illegal
    assert_type(followed, Followed)
    log = machine.record(None, Event.SEND, at=NOW, facts={"pages": 2})
    entries: tuple[LogEntry, ...] = machine.record(log, "send", at=NOW).entries
    assert_type(Log.model_validate_json(log.model_dump_json()), Log)
    assert_type(machine.migrate("old", mapping={"old": "draft"}), str)
    check = machine.check()
    assert_type(check, MachineCheck)
    assert_type(check.ambiguous, tuple[tuple[str, str], ...])
    print(illegal, entries, machine.to_mermaid(), machine.to_dot(), machine.to_markdown())


def lifecycle(history: TicketHistory) -> None:
    assert_type(LIFECYCLE, StateMachine)
    assert_type(LIFECYCLE_STATUS, StatusMap)
    followed = follow_history(history, at=NOW, states={"open": "in_progress"})
    assert_type(open_time_in(followed.replay, calendar=DESK), Mapping[str, timedelta])
    assert_type(limbo(history, at=NOW, calendar=DESK, after="3 days"), tuple[Limbo, ...])
    assert_type(level_moves(["L1", "L2"]), LevelMoves)
    assert_type(level_moves(history).skipped, tuple[str, ...])
    level = time_in_level(history, limits={"L1": "15m"}, calendar=DESK, at=NOW)
    assert_type(level, LevelTime)
    assert_type(level.due, datetime | None)
    review = lifecycle_review([history], at=NOW, calendar=DESK, limbo_after=timedelta(days=1))
    assert_type(review, LifecycleReview)
    moves: tuple[MoveCount, ...] = review.moves
    print(moves)


def escalation() -> None:
    ladder = EscalationPolicy(
        name="SEV1",
        steps=(
            EscalationStep("0m", "on_call"),
            EscalationStep(timedelta(hours=1), ("vp", Notify("cto", channel="phone")), window=DESK, in_window="delay"),
        ),
        kind="hierarchical", repeat=1, round_length="1h", ack_timeout="2h",
    )  # fmt: skip
    events: list[Triggered | Acknowledged | SeverityChanged | Resolved] = [
        Triggered(NOW, "SEV2"), SeverityChanged(NOW, "SEV1"), Acknowledged(NOW, by="ann"), Resolved(NOW),
    ]  # fmt: skip
    stored: EscalationEvent = events[0]
    assert_type(ladder.plan(NOW), tuple[Notification, ...])
    assert_type(ladder.due(NOW, events, since=NOW), tuple[Notification, ...])
    assert_type(ladder.next_wake(NOW, [stored]), datetime | None)
    assert_type(ladder.simulate(240, ack_at=5, start=NOW), tuple[tuple[int, str], ...])
    assert_type(ladder.exhausted_at(NOW), datetime | None)
    assert_type(ladder.check(), tuple[str, ...])
    paged = EscalationPolicy.from_delays([("primary", "5m"), ("secondary", "10m")], repeat=2)
    ladders = EscalationSet({"SEV1": ladder, "SEV2": paged}, on_change="from_change")
    assert_type(ladders.due(NOW, events), tuple[Notification, ...])
    assert_type(ladders.next_wake(NOW, events), datetime | None)


def on_call(told: tuple[Notification, ...], ladder: EscalationPolicy) -> None:
    rota = Rota(
        name="primary", people=("ann", "bob"), zone="Europe/Berlin", start=date(2026, 3, 2), hours=DESK,
        overrides=(RotaOverride(NOW, NOW + timedelta(days=1), "eve"),),
    )  # fmt: skip
    assert_type(rota.who(NOW), str | None)
    shifts: tuple[Shift, ...] = rota.shifts(NOW, NOW + timedelta(days=7))
    start, end, person = shifts[0]
    assert_type((start, end, person), tuple[datetime, datetime, str])
    assert_type(rota.swap(NOW, NOW + timedelta(days=7)), Rota)
    coverage = rota.coverage(NOW, NOW + timedelta(days=7), calendar=DESK)
    assert_type(coverage, Coverage)
    assert_type(coverage.gaps, tuple[tuple[datetime, datetime], ...])
    shares = rota.fairness(NOW, NOW + timedelta(days=7), holidays=[date(2026, 3, 3)], night="22:00-06:00")
    assert_type(shares, Shares)
    by_person: Mapping[str, Share] = rota.fairness(NOW, NOW, holidays=Holidays(country="DE"))
    assert_type(rota.to_ical(NOW, NOW + timedelta(days=7)), str)
    duty = OnCall({"on_call": (rota,), "vp": [rota, rota]})
    assert_type(duty.who("vp", at=NOW), str | None)
    assert_type(duty.coverage(NOW, NOW + timedelta(days=7)), Mapping[str, Coverage])
    assert_type(duty.resolve(told), tuple[Page, ...])
    assert_type(duty.check(ladder, NOW, NOW + timedelta(days=7)), tuple[str, ...])
    print(by_person)


def incidents() -> None:
    handoff = Handoff(source="L1", target="L2", required=("steps", "impact"), when_incomplete="record")
    assert_type(handoff.missing({"steps": "restarted"}), tuple[str, ...])
    assert_type(handoff.check({}), HandoffCheck)
    assert_type(handoff.require({}).quality, float)
    plan = IncidentPlan(
        scale=SEV1_TO_SEV5,
        roles={"SEV1": ("commander",)},
        update_every={"SEV1": "15m", "SEV5": None},
        respond_within={"SEV1": timedelta(minutes=15)},
        communication={"SEV1": ["status_page"]},
        war_room={"SEV1"},
        review={"SEV1": "48h"},
        checklist=(ChecklistItem("open the bridge", phase="initiation", after="15m"),),
    )
    incident = Incident(
        id="INC-7", severity="SEV1", start=NOW, resolved=None, updates=[NOW], done={"open the bridge": NOW},
        actions=(ActionItem("add a check", owner="ann", due=NOW),), timeline=IncidentTimeline(on_call_paged=NOW),
    )  # fmt: skip
    assert_type(plan.roles_for("SEV1"), tuple[str, ...])
    assert_type(plan.updates_due(incident, at=NOW), tuple[datetime, ...])
    assert_type(plan.missed_updates(incident, at=NOW), tuple[datetime, ...])
    assert_type(plan.checklist_due(incident, at=NOW), tuple[ChecklistItem, ...])
    assert_type(plan.review_due(incident), datetime | None)
    assert_type(incident.open_actions(at=NOW), tuple[ActionItem, ...])
    kind: MessageKind = "first_notice"
    message = plan.message(incident, kind, at=NOW, facts={"service": "payments"})
    assert_type(message, IncidentMessage)
    assert_type(message.missing, tuple[str, ...])
    print(any_of("x"), message.to_markdown())

"""What a user may write: `mypy --strict` reads this file, nobody runs it. Every public name is used here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias, assert_type

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, TypeAdapter

import supportops
from supportops.__main__ import main
from supportops.adapters.servicenow import (
    FIRST_RESPONSE_PROXY,
    SERVICENOW_PRIORITIES,
    SERVICENOW_STATUSES,
    IncidentFacts,
    IncidentLog,
    NoteKind,
    RowNote,
    read_incidents,
)
from supportops.calendar import (
    ALWAYS_OPEN,
    AnyCalendar,
    BusinessCalendar,
    Calendar,
    Complement,
    DateOverride,
    Difference,
    Holidays,
    Intersection,
    Interval,
    Season,
    Segment,
    Union,
)
from supportops.calendar import BusinessDays as CalendarDays
from supportops.durations import Amount, BusinessDays, Duration, format_duration, parse_amount, parse_duration
from supportops.errors import (
    AmbiguousMatchError,
    ConfigurationError,
    DomainError,
    HistoryError,
    HorizonError,
    IncompleteHandoffError,
    MissingExtraError,
    NaiveDatetimeError,
    NeverOpenError,
    NoMatchError,
    SupportOpsError,
    TransitionError,
)
from supportops.presets import (
    DESIGN_RULES,
    FIRST_RESPONSE_BY,
    SELECTION_KEYS,
    STATUS_SCHEMES,
    TABLES,
    TIER_SCHEMES,
    Cell,
    PublishedTable,
    Row,
    Source,
    load,
    playbook,
    skill,
)
from supportops.presets.playbook import COVERAGE, PLAN_COVERAGE, CoverageClass
from supportops.presets.playbook import TARGETS as PLAYBOOK_TARGETS
from supportops.presets.playbook import sla_policy as playbook_policy
from supportops.presets.skill import (
    CALENDAR_HOURS,
    DEFINITIONS,
    EXCEPTION_PAUSES,
    EXCEPTIONS,
    EXCLUSIONS,
    PAUSES,
    PRIORITY_DESCRIPTIONS,
    PRIORITY_NAMES,
    SEVERITY_COMMUNICATION,
    SEVERITY_TARGETS,
    STAGES,
    TARGETS,
    TIER_FACTORS,
    TIER_PRINTED,
    SlaException,
    sample_desk,
    severity_policy,
    sla_policy,
)
from supportops.report import (
    IncidentReview,
    Reading,
    SlaDocument,
    SlaSection,
    last_event,
    reading_of,
    review_incidents,
    sla_document,
)
from supportops.sla import (
    BUILT_IN,
    DEFAULT_STAGES,
    EVENT_WORDS,
    CalendarRule,
    ClockRow,
    Metric,
    MetricRule,
    PauseRule,
    PolicySet,
    Select,
    SlaClock,
    SlaPolicy,
    SlaReport,
    Stage,
    Target,
    Timer,
    TimerStatus,
    Verdict,
)
from supportops.tickets import (
    ANY_WORDS,
    BASIC_STATUSES,
    DEFAULT_STATUSES,
    EXTENDED_STATUSES,
    FIELD_REQUIREMENTS,
    PUBLISHED_WORDS,
    Absorbed,
    Acknowledged,
    AnyEvent,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    Event,
    FieldChange,
    FieldRequirement,
    Merged,
    Message,
    MissingField,
    OpenPause,
    Paused,
    RecordVocabulary,
    RepairAction,
    Repaired,
    Requirement,
    Resumed,
    StatusChange,
    StatusMap,
    TicketHistory,
    TicketRecord,
    TicketState,
    missing_fields,
    start,
    step,
)
from supportops.vocabulary import (
    L0_TO_L3,
    P0_TO_P4,
    P1_TO_P5,
    SEV1_TO_SEV5,
    AccountHealth,
    Channel,
    Party,
    ResolutionType,
    Scale,
    Status,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
INSTANT = np.datetime64("2026-03-02T09:00", "us")
INSTANTS: npt.NDArray[np.datetime64] = np.array([INSTANT])
AMOUNTS: npt.NDArray[np.timedelta64] = np.array([np.timedelta64(8, "h")])

Amounts: TypeAlias = Mapping[str, Mapping[str, timedelta | BusinessDays | None]]


class Form(BaseModel):
    """Field types of the library in a model of the user's."""

    amount: Amount
    duration: Duration
    calendar: AnyCalendar
    event: AnyEvent


def the_top_level() -> None:
    assert_type(supportops.__version__, str)
    assert_type(supportops.P1_TO_P5, Scale)
    assert_type(supportops.BusinessDays(2), BusinessDays)


def calendars() -> BusinessCalendar:
    assert_type(ALWAYS_OPEN, BusinessCalendar)
    desk = BusinessCalendar(
        zone="Europe/London",
        hours={"mon": ["09:00-12:00", "13:00-17:00"], "tue": "09:00-17:00"},
        name="desk",
        holidays=Holidays(country="GB", extra={date(2026, 12, 24): "Christmas Eve"}, without=[date(2026, 5, 4)]),
        overrides=[DateOverride(date=date(2026, 12, 31), hours=("09:00-12:00",), reason="New Year's Eve")],
        seasons=(Season(start=date(2026, 8, 1), end=date(2026, 9, 1), hours="closed", every_year=True),),
        holiday_scope="shift_start",
    )
    assert_type(desk.pinned(2026, 2027), BusinessCalendar)
    assert_type(desk.fingerprint, str)
    return desk


def algebra(a: Calendar, b: BusinessCalendar) -> AnyCalendar:
    assert_type(a | b, Union)
    assert_type(a & b, Intersection)
    assert_type(a - b, Difference)
    assert_type(~a, Complement)
    return b


def one_instant(desk: Calendar) -> None:
    assert_type(desk.between(NOW, NOW), timedelta)
    assert_type(desk.add(NOW, timedelta(hours=8)), datetime)
    assert_type(desk.add(NOW, "8h", landing="open"), datetime)
    assert_type(desk.add(NOW, CalendarDays(2, until="close")), datetime)
    assert_type(desk.is_open(NOW), bool)
    assert_type(desk.next_open(NOW), datetime)
    assert_type(desk.next_close(NOW), datetime | None)
    assert_type(desk.previous_open(NOW), datetime | None)
    assert_type(desk.previous_close(NOW), datetime | None)
    assert_type(desk.intervals(NOW, NOW), tuple[Interval, ...])
    assert_type(desk.explain(NOW, NOW), tuple[Segment, ...])
    assert_type([row.duration for row in desk.explain(NOW, NOW)], list[timedelta])


def one_datetime64(desk: Calendar) -> None:
    assert_type(desk.between(INSTANT, INSTANT), np.timedelta64)
    assert_type(desk.between(NOW, INSTANT), np.timedelta64)
    assert_type(desk.add(INSTANT, "8h"), np.datetime64)
    assert_type(desk.add(NOW, np.timedelta64(8, "h")), np.datetime64)
    assert_type(desk.is_open(INSTANT), np.bool_)


def arrays(desk: Calendar) -> None:
    assert_type(desk.between(INSTANTS, INSTANTS), npt.NDArray[np.timedelta64])
    assert_type(desk.between(INSTANTS, NOW), npt.NDArray[np.timedelta64])
    assert_type(desk.between(NOW, INSTANTS), npt.NDArray[np.timedelta64])
    assert_type(desk.add(INSTANTS, "8h"), npt.NDArray[np.datetime64])
    assert_type(desk.add(INSTANTS, AMOUNTS), npt.NDArray[np.datetime64])
    assert_type(desk.add(NOW, AMOUNTS), npt.NDArray[np.datetime64])
    assert_type(desk.is_open(INSTANTS), npt.NDArray[np.bool_])


def durations() -> None:
    assert_type(parse_duration("8h"), timedelta)
    assert_type(parse_amount("5 business days"), timedelta | BusinessDays)
    assert_type(format_duration(timedelta(hours=8)), str)


def vocabulary() -> None:
    assert_type(P1_TO_P5.rank("P2"), int)
    assert_type(P0_TO_P4.label(1), str)
    assert_type(list(SEV1_TO_SEV5), list[str])
    assert_type(L0_TO_L3, Scale)
    assert_type(AccountHealth.parse("at risk"), AccountHealth)
    words: list[str] = [Channel.EMAIL, Party.AGENT, ResolutionType.WORKAROUND, Status.OPEN]
    words.sort()


def events() -> tuple[AnyEvent, ...]:
    created = Created(at=NOW, priority="P2", by=Party.REQUESTER, tier="Business", fields={"seats": 40})
    later: tuple[AnyEvent, ...] = (
        Message(at=NOW, by=Party.AGENT, public=False),
        StatusChange(at=NOW, to="pending", reason="customer"),
        FieldChange(at=NOW, field="priority", to="P1"),
        Assignment(at=NOW, agent="Kim", group="desk"),
        Escalated(at=NOW, level="L2", context={"steps": "tried twice"}),
        Acknowledged(at=NOW),
        Paused(at=NOW, reason="vendor", until=None),
        Resumed(at=NOW),
        Merged(at=NOW, into="4712"),
        Absorbed(at=NOW, ticket_id="4713", started=NOW),
        Cancelled(at=NOW, reason="spam"),
        DueSet(at=NOW, metric="resolution", due=NOW, follows_pauses=True),
    )
    read: Event = TypeAdapter[AnyEvent](AnyEvent).validate_python({"kind": "acknowledged", "at": NOW})
    assert_type(read.at, datetime)
    return created, *later


def histories() -> TicketHistory:
    history = TicketHistory(ticket_id="4711", events=events(), status_map=EXTENDED_STATUSES)
    assert_type(history.created, Created)
    assert_type(history.until(NOW), TicketHistory)
    state = history.state(at=NOW)
    assert_type(state, TicketState)
    assert_type(state.pauses, tuple[OpenPause, ...])
    assert_type(step(start(history.created, ticket_id="4711"), Acknowledged(at=NOW)), TicketState)
    repaired = TicketHistory.repair("4711", history.events)
    assert_type(repaired, Repaired)
    assert_type(repaired.actions, tuple[RepairAction, ...])
    return repaired.history


def statuses() -> None:
    own = StatusMap({"Awaiting Vendor": "on_hold"}, only=True)
    assert_type(own.category("awaiting vendor"), Status)
    assert_type(BASIC_STATUSES.find("open"), Status | None)
    assert_type(DEFAULT_STATUSES.names, Mapping[str, Status])


def records(state: TicketState) -> None:
    vocabulary = RecordVocabulary(priority=P1_TO_P5, product_area=None)
    record = TicketRecord.from_state(state, vocabulary=vocabulary)
    assert_type(record.to_created(), Created)
    assert_type(PUBLISHED_WORDS, RecordVocabulary)
    assert_type(ANY_WORDS, RecordVocabulary)
    requirements: tuple[FieldRequirement, ...] = FIELD_REQUIREMENTS
    lacking = missing_fields(record, requirements=requirements)
    assert_type(lacking, tuple[MissingField, ...])
    assert_type([missing.requirement for missing in lacking], list[Requirement])


def policies(desk: BusinessCalendar) -> PolicySet:
    rule = MetricRule("vendor_reply", starts_on=("status:on_hold",), stops_on=("status:open",), repeats=True)
    policy = SlaPolicy(
        name="standard",
        calendar=desk,
        scale=P1_TO_P5,
        targets={"P1": {Metric.FIRST_RESPONSE: "15m", "resolution": BusinessDays(2), "vendor_reply": None}},
        calendars=(CalendarRule(ALWAYS_OPEN, tier="Enterprise"),),
        around_the_clock=("P1",),
        tiers={"Enterprise": 0.5, "Free": {"P1": {"resolution": "16h"}}},
        stages=(*DEFAULT_STAGES, Stage("hopeless", 3.0, notify=("director",))),
        pauses=(PauseRule(("resolution",), statuses=("pending",), cap="40h"),),
        metrics=(*BUILT_IN, rule),
        on_reopen="new_cycle",
        first_response_by=(Party.AGENT, Party.BOT),
    )
    target = policy.target(priority="P1", metric="resolution")
    assert_type(target, Target | None)
    if target is not None:
        assert_type(target.duration, timedelta | BusinessDays)
    assert_type(EVENT_WORDS[0], str)
    return PolicySet(Select(policy, tier="Enterprise", start=NOW), override=Select(policy, fields={"incident": True}))


def reports(policies: PolicySet, history: TicketHistory) -> None:
    assert_type(policies.choose(history.state(at=NOW)), SlaPolicy)
    report = policies.evaluate(history, at=NOW)
    assert_type(report, SlaReport)
    assert_type(report.timers, tuple[Timer, ...])
    assert_type(report.next_check, datetime | None)
    assert_type(report.explain(), tuple[ClockRow, ...])
    timer = report.timer("resolution", cycle=1)
    assert_type(timer.due, datetime | None)
    assert_type(timer.elapsed, timedelta)
    assert_type(timer.paused_by, Mapping[str, timedelta])
    assert_type(timer.stages, Mapping[str, datetime | None])
    assert_type(timer.due_if_resumed(NOW), datetime | None)
    state: TimerStatus = timer.state
    verdict: Verdict = timer.verdict
    print(state, verdict)


def clocks(policy: SlaPolicy, created: Created) -> None:
    clock = SlaClock.start(policy, created, ticket_id="4711").apply(Acknowledged(at=NOW))
    assert_type(clock, SlaClock)
    assert_type(clock.finished, tuple[Timer, ...])
    assert_type(clock.report(at=NOW), SlaReport)
    assert_type(SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": policy}), SlaClock)


def errors() -> None:
    kinds: tuple[type[SupportOpsError], ...] = (
        AmbiguousMatchError,
        DomainError,
        HorizonError,
        IncompleteHandoffError,
        MissingExtraError,
        NaiveDatetimeError,
        NeverOpenError,
        NoMatchError,
        TransitionError,
    )
    try:
        print(kinds)
    except ConfigurationError as error:
        assert_type(error.faults, tuple[tuple[str, str], ...])
    except HistoryError as error:
        assert_type(error.ticket_id, str | None)


def tables() -> None:
    table = load(TABLES[0])
    assert_type(table, PublishedTable)
    assert_type(table.source, tuple[Source, ...])
    row: Row = table.rows[0]
    cell: Cell = row[table.columns[0]]
    rules: Mapping[str, Cell] = DESIGN_RULES
    print(cell, rules)
    assert_type(FIRST_RESPONSE_BY["human"], tuple[Party, ...])
    assert_type(SELECTION_KEYS, Mapping[str, tuple[str, ...]])
    assert_type(STATUS_SCHEMES, Mapping[str, tuple[str, ...]])
    assert_type(TIER_SCHEMES, Mapping[str, Scale | tuple[str, ...]])


def the_skill_pack() -> SlaPolicy:
    desk = sample_desk("Europe/London")
    assert_type(desk, BusinessCalendar)
    assert_type(severity_policy(desk), SlaPolicy)
    assert_type(skill.sla_policy(desk), SlaPolicy)
    texts: list[Mapping[str, str]] = [DEFINITIONS, PRIORITY_DESCRIPTIONS, PRIORITY_NAMES]
    targets: list[Amounts] = [TARGETS, *TIER_PRINTED.values()]
    print(texts, targets, SEVERITY_TARGETS, SEVERITY_COMMUNICATION, EXCLUSIONS, STAGES)
    assert_type(EXCEPTIONS, Mapping[str, SlaException])
    assert_type(TIER_FACTORS, Mapping[str, float])
    return sla_policy(desk, tiers="printed", around_the_clock=CALENDAR_HOURS, pauses=(*PAUSES, *EXCEPTION_PAUSES))


def the_playbook() -> SlaPolicy:
    coverage = PLAN_COVERAGE["enterprise"]
    assert_type(coverage, CoverageClass)
    assert_type(COVERAGE, Mapping[str, CoverageClass])
    targets: Amounts = PLAYBOOK_TARGETS
    print(targets, playbook.TARGETS)
    return playbook_policy(coverage.calendar(zone="Europe/London"), around_the_clock=("P0",))


def reviews(policy: SlaPolicy) -> None:
    log = read_incidents("incidents.csv", status_map=SERVICENOW_STATUSES, priorities=SERVICENOW_PRIORITIES)
    assert_type(log, IncidentLog)
    histories = list(log)
    assert_type(histories, list[TicketHistory])
    assert_type(log.facts, dict[str, IncidentFacts])
    assert_type(log.actions, tuple[RowNote, ...])
    kind: NoteKind = log.actions[0].kind
    reading = reading_of(log)
    assert_type(reading, Reading)
    review = review_incidents(histories, policy=policy, at=last_event(histories), facts=log.facts, reading=reading)
    assert_type(review, IncidentReview)
    assert_type(review.to_html(), str)
    print(kind, FIRST_RESPONSE_PROXY)


def documents(policy: SlaPolicy) -> None:
    document = sla_document(policy, company="Acme", definitions=DEFINITIONS, exclusions=EXCLUSIONS)
    assert_type(document, SlaDocument)
    assert_type(document.sections, tuple[SlaSection, ...])
    assert_type(document.to_markdown(), str)


def the_command_line() -> None:
    assert_type(main(["demo"]), int)

"""Laws of the SLA clock, over random tickets and policies."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import DESK, SCALE, START, cases

from supportops.sla import SlaClock, SlaPolicy, Stage
from supportops.tickets import Created, Paused, Resumed, StatusChange, TicketHistory

LAW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
WAITS = st.sampled_from([0, 1, 30, 400, 2000]).map(lambda minutes: timedelta(minutes=minutes))
ZERO = timedelta(0)


def last_timers(report):
    return {timer.metric: timer for timer in report.timers}


@LAW
@given(cases(), WAITS)
def test_folding_event_by_event_equals_evaluating_the_history(case, wait):
    clock, at = SlaClock.from_history(case.policy, case.history), case.history.events[-1].at + wait
    told, evaluated = clock.report(at=at), case.policy.evaluate(case.history, at=at)
    assert last_timers(told) == last_timers(evaluated)
    assert told.next_check == evaluated.next_check


@LAW
@given(cases(), st.data())
def test_folding_a_prefix_and_then_the_rest_through_json_changes_nothing(case, data):
    events = case.history.events
    cut = data.draw(st.integers(1, len(events)))
    clock = SlaClock.start(case.policy, events[0])
    for event in events[1:cut]:
        clock = clock.apply(event)
    for event in events[cut:]:
        clock = SlaClock.model_validate_json(clock.model_dump_json(), context={"policy": case.policy}).apply(event)
    whole = SlaClock.from_history(case.policy, case.history)
    at = events[-1].at + timedelta(hours=1)
    assert clock.report(at=at).timers == whole.report(at=at).timers
    assert clock.finished == whole.finished


@LAW
@given(cases())
def test_the_finished_timers_and_the_live_ones_are_all_there_ever_were(case):
    clock, at = SlaClock.start(case.policy, case.history.created), case.history.events[-1].at
    handed = {(timer.metric, timer.cycle): timer for timer in clock.finished}
    for event in case.history.events[1:]:
        clock = clock.apply(event)
        handed |= {(timer.metric, timer.cycle): timer for timer in clock.finished}
    for timer in case.policy.evaluate(case.history, at=at).timers:
        if timer.state in ("stopped", "cancelled") and timer.started is not None:
            known = handed[timer.metric, timer.cycle]
            assert (known.state, known.verdict, known.stopped) == (timer.state, timer.verdict, timer.stopped)


@LAW
@given(cases(), st.integers(0, 4000))
def test_the_future_is_never_read(case, minutes):
    at = case.history.events[0].at + timedelta(minutes=minutes)
    known = case.history.until(at)
    poisoned = [StatusChange(at=at + timedelta(minutes=1), id="poison", to="closed")]
    poison = TicketHistory(ticket_id="t", events=(*known.events, *poisoned))
    reports = [case.policy.evaluate(history, at=at) for history in (case.history, known, poison)]
    assert reports[0] == reports[1] == reports[2]


@LAW
@given(cases(), WAITS)
def test_the_rows_of_an_explanation_tile_the_timer_and_sum_to_its_answer(case, wait):
    at = case.history.events[-1].at + wait
    report, rows = case.policy.evaluate(case.history, at=at), defaultdict(list)
    for row in report.explain():
        rows[row.metric, row.cycle].append(row)
    for timer in report.timers:
        own = rows[timer.metric, timer.cycle]
        assert sum((row.counted for row in own), ZERO) == timer.elapsed
        assert sum((row.end - row.start for row in own if row.kind in ("paused", "resolved")), ZERO) == timer.paused
        assert all(first.end == second.start for first, second in pairwise(own))
        end = timer.stopped or at
        if timer.started is not None and timer.started < end:
            assert (own[0].start, own[-1].end) == (timer.started, end)


@LAW
@given(cases(), WAITS)
def test_a_timers_figures_fit_together(case, wait):
    for timer in case.policy.evaluate(case.history, at=case.history.events[-1].at + wait).timers:
        assert timer.elapsed >= ZERO
        assert sum(timer.paused_by.values(), ZERO) == timer.paused
        assert timer.overdue >= ZERO
        assert timer.late_by >= ZERO
        assert (timer.breached_at is None) == (timer.verdict != "breached")
        if timer.target is not None and not any(e.kind == "due_set" for e in case.history.events):
            assert timer.started is None or timer.remaining == timer.target - timer.elapsed


@LAW
@given(cases())
def test_nothing_changes_before_the_next_check_and_something_does_at_it(case):
    at = case.history.events[-1].at
    for _ in range(6):
        report = case.policy.evaluate(case.history, at=at)
        if report.next_check is None:
            return
        assert report.next_check > at
        before = case.policy.evaluate(case.history, at=report.next_check - timedelta(microseconds=1))
        after = case.policy.evaluate(case.history, at=report.next_check)
        assert visible(report) == visible(before)
        assert visible(before) != visible(after)
        at = report.next_check


def visible(report):
    def reached(timer):
        # The stage at 1.0 follows the verdict, which is looked at by itself.
        return [name for name, at in timer.stages.items() if name != "1.0" and at is not None and at <= report.at]

    return [(t.metric, t.cycle, t.state, t.verdict, t.stage, t.breached_at, reached(t)) for t in report.timers]


@LAW
@given(cases())
def test_a_policy_and_a_report_survive_json(case):
    again = SlaPolicy.model_validate_json(case.policy.model_dump_json())
    assert again == case.policy
    assert again.fingerprint == case.policy.fingerprint
    history = TicketHistory.model_validate_json(case.history.model_dump_json())
    at = case.history.events[-1].at + timedelta(hours=3)
    assert again.evaluate(history, at=at) == case.policy.evaluate(case.history, at=at)


def promised(minutes, **options):
    return SlaPolicy(
        name="p", calendar=DESK, scale=SCALE, targets={"P1": {"resolution": timedelta(minutes=minutes)}}, **options
    )


def ticket(*events):
    return TicketHistory(ticket_id="t", events=(Created(at=START, priority="P1"), *events))


def after(minutes):
    return START + timedelta(minutes=minutes)


@LAW
@given(st.integers(1, 3000), st.integers(0, 3000), st.integers(1, 3000))
def test_a_pause_never_makes_a_due_instant_earlier(target, start, length):
    policy, end = promised(target), start + length
    paused = ticket(Paused(at=after(start), reason="asked"), Resumed(at=after(end)))
    plain = policy.evaluate(ticket(), at=after(end)).timer("resolution")
    assert policy.evaluate(paused, at=after(end)).timer("resolution").due >= plain.due


@LAW
@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(0, 6000))
def test_more_target_never_breaches_earlier(target, more, minutes):
    small, large = (
        promised(n).evaluate(ticket(), at=after(minutes)).timer("resolution") for n in (target, target + more)
    )
    assert small.due <= large.due
    assert large.verdict != "breached" or small.verdict == "breached"


@LAW
@given(st.integers(1, 1500), st.integers(540, 1440), st.integers(0, 800), st.integers(0, 800))
def test_shifting_a_pause_inside_closed_time_changes_nothing(target, start, shift, more):
    # The desk closes at 17:00, nine hours after START, and opens sixteen hours later.
    first, second = start, min(start + shift, 1500 - 1)
    policy, end = promised(target), max(first, second) + 1 + more

    def outcome(begin):
        timer = policy.evaluate(
            ticket(Paused(at=after(begin), reason="asked"), Resumed(at=after(end))), at=after(end + 5)
        ).timer("resolution")
        return timer.elapsed, timer.paused, timer.due, timer.verdict, timer.stage

    assert outcome(first) == outcome(second)


@LAW
@given(st.integers(1, 500), st.lists(st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.5, 2.0]), unique=True))
def test_a_stage_is_reached_when_the_elapsed_share_is(target, fractions):
    policy = promised(target, stages=tuple(Stage(str(f), f) for f in sorted(fractions)))
    for name, instant in policy.evaluate(ticket(), at=START).timer("resolution").stages.items():
        assert policy.evaluate(ticket(), at=instant).timer("resolution").stage == name
